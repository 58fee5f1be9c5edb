//! What each run of digits is, from the characters around it: a date, an ordinal, the number of an enumeration or a label
//! is known; anything else says how many or how much.

use super::{calendar, units};
pub use crate::model::article::NumeralKind;
use crate::model::quantity::{han_length, is_han_digit};
use std::ops::Range;

/// A run of digits with its decimal point and thousands commas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numeral {
    pub range: Range<usize>,
    pub kind: NumeralKind,
}

/// Every run of digits in a text with what it is. Full-width, circled and Roman digits are digits; 〇 is a Han one.
pub fn in_text(text: &str) -> Vec<Numeral> {
    let mut found: Vec<Numeral> = Vec::new();
    let mut quotes = Quotes::default();
    let mut line = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        quotes.pass(start, c);
        if c == '\n' {
            line = start + 1;
        }
        if !is_digit(c) {
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some((i, c)) = chars.peek().copied() {
            let is_inner_mark = match c {
                '.' => text[i + 1..].starts_with(is_digit),
                ',' => groups_digits(&text[start..i], &text[i + 1..]),
                _ => false,
            };
            if !is_digit(c) && !is_inner_mark {
                break;
            }
            end = i + c.len_utf8();
            chars.next();
        }
        let before = found.last().filter(|last| text[last.range.end..start].chars().count() <= 1);
        let kind = Around { text, line, range: start..end, quoted: quotes.open, neighbour: before }.kind();
        found.push(Numeral { range: start..end, kind });
    }
    found
}

/// As [`in_text`], with the Han numerals that count something (三百户, 一百二十万元): what an author typed, whatever the
/// script. Small ones (七个, 两项) are words.
pub fn typed(text: &str) -> Vec<Numeral> {
    with_han(text, in_text(text))
}

/// The same from the digits that were found already.
pub fn with_han(text: &str, digits: Vec<Numeral>) -> Vec<Numeral> {
    let mut all = digits;
    let counted = in_han(text);
    if !counted.is_empty() {
        all.extend(counted.into_iter().map(|range| Numeral { range, kind: NumeralKind::Unknown }));
        all.sort_by_key(|numeral| numeral.range.start);
    }
    all
}

/// The Han numerals that count something, without the scale behind them: 一百二十 of 一百二十万元, all of 一万九千八百元.
fn in_han(text: &str) -> Vec<Range<usize>> {
    const COUNTED: [&str; 11] = ["户", "人", "名", "家", "元", "亩", "公里", "吨", "公顷", "平方米", "立方米"];
    /// What makes a number rough, or part of a word.
    const BEFORE: &str = "第数几上成百千万亿点";
    /// 五十万元村 is a kind of village.
    const KINDS: [char; 13] = ['村', '镇', '乡', '户', '级', '企', '屯', '庄', '寨', '堡', '营', '地', '坪'];
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(start) = text[from..].find(is_han_digit).map(|i| from + i) {
        let end = start + han_length(&text[start..]);
        from = end;
        let digits = &text[start..end];
        // 十点五亿元
        let is_decimal = text[end..].strip_prefix('点').is_some_and(|behind| behind.starts_with(is_han_digit));
        // 两三万元, 三四百户, 三五百亩
        let is_rough = digits.chars().zip(digits.chars().skip(1)).any(|(a, b)| is_han_unit(a) && is_han_unit(b));
        let scale = text[end..].chars().take_while(|c| matches!(c, '万' | '亿')).map(char::len_utf8).sum::<usize>();
        let unit = text[end..].trim_start_matches(['万', '亿', '余', '多']);
        let is_large = digits.chars().count() > 1 && digits.contains(['百', '千', '万']) || scale > 0;
        if is_large
            && !is_rough
            && !digits.starts_with(['百', '千', '零', '〇'])
            && !text[..start].ends_with(|c| BEFORE.contains(c))
            && !is_decimal
            && COUNTED.iter().any(|counted| unit.strip_prefix(counted).is_some_and(|behind| !behind.starts_with(KINDS)))
        {
            found.push(start..end);
        }
    }
    found
}

fn is_han_unit(c: char) -> bool {
    "一二两三四五六七八九".contains(c)
}

pub fn is_digit(c: char) -> bool {
    c.is_numeric() && !matches!(c, '〇' | '零' | '一'..='龥')
}

/// A comma before exactly three digits belongs to the number; where half-width commas stand for Chinese ones it does not.
fn groups_digits(before: &str, after: &str) -> bool {
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let first = before.split(',').next().unwrap_or("");
    digits == 3 && !before.contains('.') && (1..=3).contains(&first.len()) && first != "0"
}

/// The opening quote in which the scan stands, if any.
#[derive(Default)]
struct Quotes {
    open: Option<usize>,
}

impl Quotes {
    fn pass(&mut self, at: usize, c: char) {
        match c {
            '“' | '「' | '『' => self.open = Some(at + c.len_utf8()),
            '”' | '」' | '』' | '\n' => self.open = None,
            _ => {}
        }
    }
}

struct Around<'t> {
    text: &'t str,
    /// Where its line starts.
    line: usize,
    range: Range<usize>,
    quoted: Option<usize>,
    /// The numeral before, where at most one character divides them.
    neighbour: Option<&'t Numeral>,
}

impl Around<'_> {
    fn kind(&self) -> NumeralKind {
        let digits = &self.text[self.range.clone()];
        let (before, after) = (&self.text[self.line..self.range.start], &self.text[self.range.end..]);
        let tight = after;
        let after = after.trim_start_matches(' ');
        if calendar::is_date(digits, before, after) {
            return NumeralKind::Date;
        }
        if before.trim_end().ends_with('第') || before.ends_with("No.") || before.ends_with("NO.") {
            return NumeralKind::Ordinal;
        }
        let in_brackets = before.ends_with(['（', '(']) && after.starts_with(['）', ')']);
        let starts_a_line = before.trim().is_empty() && after.starts_with(['.', '、', '．', '）', ')', '|', '｜']);
        if digits.chars().count() <= 2 && (in_brackets || starts_a_line) || is_circled(digits) {
            return NumeralKind::Enumeration;
        }
        if is_document_number(before, after) {
            return NumeralKind::Ordinal;
        }
        if self.is_label(digits, before, tight) {
            return NumeralKind::Label;
        }
        NumeralKind::Unknown
    }

    /// Codes, names, telephone numbers, ratios: digits that count nothing.
    fn is_label(&self, digits: &str, before: &str, after: &str) -> bool {
        let joined = |c: char| matches!(c, '+' | '＋' | '∶');
        let is_part_of_a_code = before.ends_with(joined) || after.starts_with(joined);
        let follows_a_label = self.neighbour.is_some_and(|n| n.kind == NumeralKind::Label)
            && before.ends_with(['—', '-', '–', '/', '.', '_', ':', '、', '+', '·']);
        is_part_of_a_code
            || follows_a_label
            || touches_latin(before, after)
            || self.is_quoted_code()
            || is_telephone(digits, before, after)
            || names_a_thing(digits, before, after)
    }

    /// `“115627”`, `“3·15”`: a short quotation of digits, signs and Latin letters, or one that begins with digits and names
    /// no unit.
    fn is_quoted_code(&self) -> bool {
        let Some(start) = self.quoted else { return false };
        let rest = &self.text[start..];
        // No longer quotation is a code.
        let window = rest.char_indices().nth(17).map_or(rest, |(end, _)| &rest[..end]);
        let Some(end) = window.find(['”', '」', '』', '\n']) else { return false };
        let quoted = &rest[..end];
        let is_code = |c: char| c.is_ascii_alphanumeric() || "+＋·-—～~/.*×、 ".contains(c);
        quoted.chars().count() <= 16 && quoted.chars().all(is_code)
            || quoted.chars().count() <= 10 && !units::is_unit_start(self.text[self.range.end..].trim_start())
    }
}

fn is_circled(digits: &str) -> bool {
    digits.chars().all(|c| matches!(c, '①'..='⓿' | 'Ⅰ'..='ↈ' | '❶'..='➓' | '㈠'..='㈩'))
}

fn is_document_number(before: &str, after: &str) -> bool {
    let follows_its_year = before.ends_with(['〕', ']', '］']);
    after.starts_with('号') && (follows_its_year || !after.starts_with("号召"))
}

/// `G5013`, `GB/T 9704`, `4G`, `PM2.5`, `5A`: digits beside Latin letters that are no unit of measure.
fn touches_latin(before: &str, after: &str) -> bool {
    let behind = before.trim_end_matches([' ', '-', '－']);
    let spaces = before.len() - before.trim_end_matches(' ').len();
    let follows = behind.ends_with(|c: char| c.is_ascii_alphabetic()) && spaces <= 1;
    let leads = after.starts_with(|c: char| c.is_ascii_alphabetic()) && !units::is_latin_unit(after);
    follows || leads
}

fn is_telephone(digits: &str, before: &str, after: &str) -> bool {
    let plain = digits.bytes().all(|b| b.is_ascii_digit());
    let names_it = ["热线", "电话", "拨打", "致电", "号码", "邮编", "传真", "举报", "专线"]
        .iter()
        .any(|w| tail(before, 8).contains(w))
        || ["热线", "平台", "专线", "举报", "服务热线", "政务", "公益"].iter().any(|w| after.starts_with(w));
    let has_area = before.ends_with('-')
        && before.trim_end_matches('-').ends_with(|c: char| c.is_ascii_digit())
        && digits.len() >= 7
        || after.starts_with('-') && after[1..].bytes().take_while(u8::is_ascii_digit).count() >= 7;
    // 受理12328热线诉求1450件: what has a measure word and no form of a service number is counted.
    let is_service = digits.len() == 5 && digits.starts_with("12") || digits.len() == 3 && digits.starts_with('1');
    let is_counted = units::is_unit_start(after) && !is_service;
    plain
        && (names_it && !is_counted && (3..=12).contains(&digits.len())
            || digits.len() == 11 && digits.starts_with('1') && !units::is_unit_start(after)
            || has_area)
}

/// `318国道`, `2.0版`, `15式`: a number that is part of a name.
fn names_a_thing(digits: &str, before: &str, after: &str) -> bool {
    const AFTER: [&str; 17] = [
        "国道",
        "省道",
        "县道",
        "乡道",
        "高速",
        "版",
        "工作法",
        "工程”",
        "机制",
        "计划",
        "式",
        "型",
        "路公交",
        "国际",
        "新政",
        "系列",
        "度电商",
    ];
    const BEFORE: [&str; 6] = ["编号", "代码", "文号", "版本", "型号", "东经"];
    let is_named =
        AFTER.iter().any(|word| after.starts_with(word)) && !after.starts_with("版面") && !after.starts_with("型企业");
    let is_double = before.ends_with("双") && (digits == "11" || digits == "12" || digits == "10");
    is_named
        || is_double
        || BEFORE.iter().any(|word| before.ends_with(word))
        || after.starts_with('·') && digits.len() <= 2
        || before.ends_with('·') && digits.len() <= 2
}

/// The last characters of a text.
fn tail(text: &str, chars: usize) -> &str {
    let start = text.char_indices().rev().nth(chars.saturating_sub(1)).map_or(0, |(i, _)| i);
    &text[start..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use NumeralKind::*;

    #[test]
    fn dates_ordinals_labels_and_figures_are_told_apart() {
        let cases: [(&str, &[NumeralKind]); 41] = [
            ("受理12328热线诉求1450件", &[Label, Unknown]),
            ("2023年7月1日起", &[Date, Date, Date]),
            ("丰委农办〔2024〕8号", &[Date, Ordinal]),
            ("遂宁年鉴（2022）", &[Date]),
            ("第18期", &[Ordinal]),
            ("2013—2022年", &[Date, Date]),
            ("1—9月", &[Date, Date]),
            ("投入1.67亿元", &[Unknown]),
            ("3日内核实", &[Unknown]),
            ("2021年以来", &[Date]),
            ("共12,345.6元", &[Unknown]),
            ("——2000户", &[Unknown]),
            ("共投入——1950万元", &[Unknown]),
            ("10-15%", &[Unknown, Unknown]),
            ("2000-3000户", &[Unknown, Unknown]),
            ("2023-07-11", &[Date, Date, Date]),
            ("（2021—2023）", &[Date, Date]),
            ("共１２３元", &[Unknown]),
            ("4月、6月和9月分别达到30%、50%和75%", &[Date, Date, Date, Unknown, Unknown, Unknown]),
            ("“115627”精准识别和“351”退出工作法", &[Label, Label]),
            ("构建“1+4”体系和1+1+N机制", &[Label, Label, Label, Label]),
            ("4G网络、PM2.5和5A级景区", &[Label, Label, Label]),
            ("执行GB/T 9704—2012和G5013高速", &[Label, Date, Label]),
            ("用好12317平台，拨打12345", &[Label, Label]),
            ("2023全国农产品活动", &[Date]),
            ("奖励2000名以上", &[Unknown]),
            ("（一）建成3个，1.抓好", &[Unknown, Unknown]),
            ("1.抓好落实", &[Enumeration]),
            ("（１）抓好落实", &[Enumeration]),
            ("14时30分开幕", &[Date, Date]),
            ("3月5—8日", &[Date, Date, Date]),
            ("6个月以上", &[Unknown]),
            ("达到5km、10kV", &[Unknown, Unknown]),
            ("增长19.2%,274个村", &[Unknown, Unknown]),
            ("2342户,137户", &[Unknown, Unknown]),
            ("“1名领导、1个部门”帮扶", &[Unknown, Unknown]),
            ("2018—2022年", &[Date, Date]),
            ("2021年和2022年", &[Date, Date]),
            ("8日上午", &[Date]),
            ("3·15活动", &[Label, Label]),
            ("自然增长率为－0.31‰，比分21：19", &[Unknown, Date, Date]),
        ];
        for (text, kinds) in cases {
            let found: Vec<NumeralKind> = in_text(text).into_iter().map(|numeral| numeral.kind).collect();
            assert_eq!(found, kinds, "{text}");
        }
    }

    #[test]
    fn han_numerals_that_count_are_typed_too() {
        let words = |text| typed(text).into_iter().map(|numeral| text[numeral.range].to_string()).collect::<Vec<_>>();
        assert_eq!(words("帮扶三百户、一千二百人，抓好七个重点，百余家企业"), ["三百", "一千二百"]);
        assert_eq!(
            words("补助一万九千八百元，投入一百二十万元、五亿元，惠及三百余户两万多人"),
            ["一万九千八百", "一百二十", "五", "三百", "两"]
        );
        assert_eq!(
            words(
                "千家万户、百姓、千人大会、数百户、上百万元、第一百户、百元、五十万元村、两三万元、七八十万元、三四百户、一两万人、十点五亿元、六百户屯"
            ),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_decimal_is_one_numeral() {
        let text = "共12,345.6元。";
        assert_eq!(&text[in_text(text)[0].range.clone()], "12,345.6");
    }
}
