//! `landline-number`: the number of a landline telephone that is not said to be there for the public: behind 热线, 监督电话, 值班室 and
//! the like it is, and where `site.yaml` lists it.

use super::mobile_number;
use crate::finding::Finding;
use crate::gate::numbers::{chains, digit, is_labelled, is_part_of_a_code, masked, words_before, words_behind};
use crate::gate::{Content, Passage};
use std::collections::BTreeSet;
use std::ops::Range;

pub fn check(content: &Content) -> Vec<Finding> {
    each_private(content, found, |passage, digits, range| {
        let (zh, en) = passage.where_found();
        Finding::warning(
            "landline-number",
            passage.place(range),
            format!("{zh}有座机号 {}，没有写明是公开电话", masked(digits)),
            format!("{en} holds a landline number, {}, that is not said to be public", masked(digits)),
        )
        .help(
            "对外公布的，前面写明是什么电话（如“咨询电话”），或写进 site.yaml 的 published_phones；别的删去",
            "say before it what it serves for, as 咨询电话, or list it in site.yaml as published_phones; delete others",
        )
    })
}

/// What is to tell of each telephone that `found` sees in a text, with its digits, where the site does not publish it.
pub(super) fn each_private(
    content: &Content,
    found: impl Fn(&str) -> Vec<(String, Range<usize>)> + Sync,
    tell: impl Fn(&Passage, &str, Range<usize>) -> Finding + Sync,
) -> Vec<Finding> {
    let published = published(content);
    content.each(|passage| {
        let private = found(&passage.text).into_iter().filter(|(digits, _)| !published.contains(digits));
        private.map(|(digits, range)| tell(passage, &digits, range)).collect()
    })
}

/// The numbers that `site.yaml` lists, digits alone.
fn published(content: &Content) -> BTreeSet<String> {
    let settings = &content.proof.book.settings;
    let digits = |phone: &String| phone.chars().filter_map(digit).collect();
    // Whom to ask about the site is there to be asked.
    let contact = mobile_number::found(&settings.contact).into_iter().chain(found(&settings.contact));
    settings.published_phones.iter().map(digits).chain(contact.map(|(digits, _)| digits)).collect()
}

/// Words before a number that say that everybody may call it.
const PUBLIC: [&str; 34] = [
    "热线",
    "服务电话",
    "服务号码",
    "监督电话",
    "监督举报",
    "举报电话",
    "投诉电话",
    "投诉举报",
    "咨询电话",
    "咨询",
    "值班电话",
    "值班室",
    "公开电话",
    "办公电话",
    "办公室电话",
    "总机",
    "传真",
    "客服",
    "报警",
    "急救",
    "预约电话",
    "报名电话",
    "受理电话",
    "订票",
    "救助电话",
    "救援电话",
    "信访电话",
    "政务服务",
    "便民电话",
    "招生电话",
    "应急电话",
    "报修",
    "抢修",
    "供热",
];

pub(super) fn is_public(line: &str, byte: usize) -> bool {
    let before = words_before(line, byte, 18);
    // What stands in another sentence speaks of another number.
    let clause = before.rsplit(['。', '；', ';']).next().unwrap_or(before);
    PUBLIC.iter().any(|word| clause.contains(word))
}

/// The digits and where they stand.
pub(super) fn found(line: &str) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    let mobiles = mobile_number::found(line);
    let is_mobile =
        |range: &Range<usize>| mobiles.iter().any(|(_, known)| known.start < range.end && range.start < known.end);
    for chain in chains(line) {
        let lengths = chain.lengths();
        let (mut digits, mut range) = chain.joined(0..1);
        let (is_area, used) = match lengths.as_slice() {
            [3 | 4, 7 | 8, ..] if is_area(&digits) => (true, 2),
            [3 | 4, 3 | 4, 4, ..] if is_area(&digits) => (true, 3),
            [10..=12, ..] if area_of(&digits).is_some() => (false, 1),
            [7 | 8, ..] => (false, 1),
            [3 | 4, 4, ..] => (false, 2),
            _ => continue,
        };
        (digits, range) = if used > 1 { chain.joined(0..used) } else { (digits, range) };
        // An extension, a second number or nothing may follow; a date or a list of figures has more.
        if chain.groups.len() > used + 2 || !matches!(digits.len(), 7 | 8 | 10..=12) {
            continue;
        }
        let in_brackets = area_in_brackets(line, range.start);
        if let Some((area, start)) = &in_brackets {
            digits = format!("{area}{digits}");
            range.start = *start;
        }
        let has_area = is_area || in_brackets.is_some();
        if (has_area || is_called(line, range.start)) && is_telephone(line, &range) && !is_mobile(&range) {
            found.push((digits, range));
        }
    }
    found
}

/// 010, 020 to 029, and the longer ones from 0310 on.
fn is_area(digits: &str) -> bool {
    match digits.len() {
        3 => digits == "010" || digits.starts_with("02") && digits != "026",
        4 => digits.starts_with('0') && !matches!(&digits[1..2], "0" | "1" | "2"),
        _ => false,
    }
}

fn area_of(digits: &str) -> Option<&str> {
    [3, 4]
        .into_iter()
        .map(|length| &digits[..length])
        .find(|area| is_area(area) && matches!(digits.len() - area.len(), 7 | 8))
}

/// The area that stands before a number in brackets, and where these begin: （0833）2430000.
fn area_in_brackets(line: &str, byte: usize) -> Option<(String, usize)> {
    let before = line[..byte].trim_end().strip_suffix(['）', ')'])?;
    let open = before.rfind(['（', '('])?;
    let bracket = before[open..].chars().next()?.len_utf8();
    let area: Option<String> = before[open + bracket..].chars().map(digit).collect();
    area.filter(|area| is_area(area)).map(|area| (area, open))
}

/// Whether the word before it says that a number without an area is a telephone.
fn is_called(line: &str, byte: usize) -> bool {
    let before = words_before(line, byte, 6).to_lowercase();
    ["电话", "座机", "固话", "拨打", "致电", "tel", "tel.", "电话号码", "宅电", "家电话"]
        .iter()
        .any(|word| before.ends_with(word))
}

fn is_telephone(line: &str, range: &Range<usize>) -> bool {
    let behind = words_behind(line, range.end, 3);
    let counts = ["元", "万", "亿", "人", "户", "吨", "亩", "%", "％", "年", "月"]
        .iter()
        .any(|unit| behind.trim_start().starts_with(unit));
    let word = line[..range.start].to_lowercase();
    let is_code =
        is_part_of_a_code(line, range) && !["tel", "tel.", "phone", "fax"].iter().any(|name| word.ends_with(name));
    !is_code && !counts && !is_labelled(line, range.start) && !is_public(line, range.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gate::rules::tried::expect;

    fn ranges(line: &str) -> Vec<Range<usize>> {
        found(line).into_iter().map(|(_, range)| range).collect()
    }

    #[test]
    fn a_landline_is_told_where_it_serves_nobody_else() {
        expect(
            ranges,
            &[
                "家住城关，0833-2430000",
                "（0833）2430000",
                "联系人某某，电话：2430000",
                "０８３３－２４３００００",
                "010 6000 0000",
                "座机 24300001",
                "电话08332430000",
                "0833—2430000转801",
                "联系电话: 0833 2430000",
            ],
            &[
                "监督电话：0833-2430000",
                "服务热线0833—2430000",
                "咨询电话（0833）2430000",
                "2023-2024学年",
                "2024-01-15",
                "0833.5公里",
                "0833-2430000元",
                "邮编614000",
                "文件编号0833-2430000",
                "0833-****000",
                "传真：010-60000000",
                "电话12345",
                "2430000人",
                "共2430000亩",
                "1234-5678-9012-3456",
            ],
        );
    }
}
