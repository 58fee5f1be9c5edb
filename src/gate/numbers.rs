//! Long numbers as people write them: full-width digits, with spaces, hyphens or dots between groups. Comes in: a line. Goes out: its
//! chains of groups of digits. Does not know what a number is for.

use std::ops::Range;

/// A run of digits without anything between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub range: Range<usize>,
    /// 0 to 9, whatever they were written as.
    pub digits: String,
}

/// Groups that one separator stands between, one after another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    pub groups: Vec<Group>,
}

impl Chain {
    /// Some of its groups as one number, and where they stand.
    pub fn joined(&self, groups: Range<usize>) -> (String, Range<usize>) {
        let some = &self.groups[groups];
        let digits = some.iter().map(|group| group.digits.as_str()).collect();
        (digits, some[0].range.start..some[some.len() - 1].range.end)
    }

    /// The number of digits of each group.
    pub fn lengths(&self) -> Vec<usize> {
        self.groups.iter().map(|group| group.digits.len()).collect()
    }
}

/// A digit, also a full-width one.
pub fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ => None,
    }
}

/// What may stand between two groups of one number; a bracket closes what its first group stands in.
pub fn is_separator(c: char) -> bool {
    matches!(
        c,
        ' ' | '-' | '.' | '/' | '~' | '～' | ')' | '）' | '·' | '_' | '\u{a0}' | '\u{3000}' | '\u{2002}'..='\u{200b}' | '\u{2010}'..='\u{2014}' | '－' | '−'
    )
}

/// The chains of a line, in order.
pub fn chains(line: &str) -> Vec<Chain> {
    let mut chains: Vec<Chain> = Vec::new();
    let mut last_end = None;
    for group in groups(line) {
        let between = last_end.map(|end: usize| &line[end..group.range.start]);
        let is_joined = between.is_some_and(|between| {
            let mut chars = between.chars();
            chars.next().is_some_and(is_separator) && chars.next().is_none()
        });
        last_end = Some(group.range.end);
        match chains.last_mut().filter(|_| is_joined) {
            Some(chain) => chain.groups.push(group),
            None => chains.push(Chain { groups: vec![group] }),
        }
    }
    chains
}

fn groups(line: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (at, c) in line.char_indices() {
        let Some(digit) = digit(c) else { continue };
        let end = at + c.len_utf8();
        match groups.last_mut().filter(|group| group.range.end == at) {
            Some(group) => {
                group.digits.push(digit);
                group.range.end = end;
            }
            None => groups.push(Group { range: at..end, digits: digit.to_string() }),
        }
    }
    groups
}

/// Up to so many characters before a byte, without the signs that stand between a word and its number.
pub fn words_before(line: &str, byte: usize, characters: usize) -> &str {
    let before = line[..byte].trim_end_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '：' | ':' | '“' | '"' | '\'' | '（' | '(' | '【' | '[' | '*' | '为' | '是' | '=' | '|' | '+'
            )
    });
    let from = before.char_indices().rev().nth(characters.saturating_sub(1)).map_or(0, |(at, _)| at);
    &before[from..]
}

/// Up to so many characters behind a byte.
pub fn words_behind(line: &str, byte: usize, characters: usize) -> &str {
    let behind = &line[byte..];
    &behind[..behind.char_indices().nth(characters).map_or(behind.len(), |(at, _)| at)]
}

/// Whether a number is only a part of a word or a code of letters and digits, or of a longer number with a fraction.
pub fn is_part_of_a_code(line: &str, range: &Range<usize>) -> bool {
    let before = line[..range.start].trim_end_matches('_').chars().next_back();
    let after = line[range.end..].chars().next();
    before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '*' | '〔' | '#' | '¥' | '￥' | '$'))
        || after.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '*' | '〕'))
}

/// The number with only its beginning and its end to be read: what is told of it must not spread it.
pub fn masked(digits: &str) -> String {
    let (head, tail) = (3, 2);
    match digits.len().checked_sub(head + tail) {
        Some(between) => format!("{}{}{}", &digits[..head], "*".repeat(between), &digits[digits.len() - tail..]),
        None => "*".repeat(digits.len()),
    }
}

/// The words that say that the number behind them counts documents, goods or places, not people: behind one of these no number is
/// taken for a telephone, a card or an identity.
const LABELS: [&str; 46] = [
    "编号",
    "单号",
    "订单",
    "订单号码",
    "流水号",
    "流水",
    "序列号",
    "合同号",
    "备案号",
    "标识码",
    "代码",
    "编码",
    "发票号码",
    "发票号",
    "条码",
    "条形码",
    "批号",
    "批次",
    "档案号",
    "文号",
    "案号",
    "票号",
    "图号",
    "登记号",
    "许可证号",
    "证书号",
    "项目号",
    "宗地号",
    "税号",
    "设备号",
    "工单号",
    "isbn",
    "issn",
    "no.",
    "no",
    "№",
    "国标码",
    "区划码",
    "保单号",
    "凭证号",
    "货号",
    "统计号",
    "书号",
    "表号",
    "户号",
    "机号",
];

/// Whether the words before a number name it as one of these.
pub fn is_labelled(line: &str, byte: usize) -> bool {
    let before = words_before(line, byte, 8).to_lowercase();
    if ["手机号", "手机号码", "电话号码", "联系号码"].iter().any(|phone| before.ends_with(phone)) {
        return false;
    }
    let label = before.strip_suffix('码').unwrap_or(&before);
    LABELS.iter().any(|known| before.ends_with(known) || label.ends_with(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(line: &str) -> Vec<Vec<usize>> {
        chains(line).iter().map(Chain::lengths).collect()
    }

    #[test]
    fn groups_are_joined_by_one_separator() {
        assert_eq!(lengths("138 0013-8000，2024年"), [vec![3, 4, 4], vec![4]]);
        assert_eq!(lengths("１３８００１３８０００"), [vec![11]]);
        assert_eq!(lengths("138  0013"), [vec![3], vec![4]]);
        let chain = &chains("０８３３－２４３００００")[0];
        assert_eq!(chain.joined(0..2).0, "08332430000");
    }

    #[test]
    fn a_masked_number_cannot_be_read() {
        assert_eq!(masked("13800138000"), "138******00");
        assert_eq!(masked("123"), "***");
    }

    #[test]
    fn labels_are_seen_before_a_number() {
        for (line, is_label) in [
            ("订单编号：20", true),
            ("ISBN 20", true),
            ("手机号码：20", false),
            ("发票号码20", true),
            ("联系20", false),
        ] {
            assert_eq!(is_labelled(line, line.find("20").unwrap()), is_label, "{line}");
        }
    }
}
