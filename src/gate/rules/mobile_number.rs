//! `mobile-number`: the number of a mobile telephone. One that the office itself publishes stands in `site.yaml`; a masked one is none.

use super::landline_number::{each_private, is_public};
use crate::finding::Finding;
use crate::gate::Content;
use crate::gate::numbers::{Chain, chains, is_labelled, is_part_of_a_code, masked, words_before, words_behind};
use std::ops::Range;

pub fn check(content: &Content) -> Vec<Finding> {
    each_private(content, found, |passage, digits, range| {
        let (zh, en) = passage.where_found();
        Finding::error(
            "mobile-number",
            passage.place(range),
            format!("{zh}有手机号 {}", masked(digits)),
            format!("{en} holds a mobile number, {}", masked(digits)),
        )
        .help(
            "删去，或写成 138****1234 这样；对外公布的，写进 site.yaml 的 published_phones",
            "delete or mask it; a number that is there for the public goes to published_phones in site.yaml",
        )
    })
}

/// The digits and where they stand.
pub(super) fn found(line: &str) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    for chain in chains(line) {
        let mut at = 0;
        let mut was_one = true;
        while at < chain.groups.len() {
            let taken = length_of_one(&chain, at, was_one);
            if taken == 0 {
                was_one = chain.groups[at].digits == "86" || chain.groups[at].digits == "0086";
                at += 1;
                continue;
            }
            let (digits, range) = chain.joined(at..at + taken);
            let digits = digits[digits.len() - 11..].to_string();
            if is_telephone(line, &range) {
                found.push((digits, range));
            }
            was_one = true;
            at += taken;
        }
    }
    found
}

/// How many groups from one on make a number; none where they do not. A number in several groups begins its chain, or follows another.
fn length_of_one(chain: &Chain, at: usize, may_be_split: bool) -> usize {
    let rest = &chain.groups[at..];
    let digits = &rest[0].digits;
    let is_mobile = |digits: &str| {
        let own =
            digits.strip_prefix("86").or(digits.strip_prefix("0086")).filter(|own| own.len() == 11).unwrap_or(digits);
        own.len() == 11 && own.starts_with('1') && !matches!(&own[1..2], "0" | "1" | "2")
    };
    if is_mobile(digits) {
        return 1;
    }
    const SHAPES: [&[usize]; 6] = [&[3, 4, 4], &[4, 3, 4], &[4, 4, 3], &[3, 8], &[7, 4], &[3, 3, 5]];
    let shape = SHAPES.iter().find(|shape| {
        rest.len() >= shape.len()
            && rest.iter().zip(shape.iter()).all(|(group, length)| group.digits.len() == *length)
            && is_mobile(&rest[..shape.len()].iter().map(|group| group.digits.as_str()).collect::<String>())
    });
    let Some(shape) = shape.filter(|_| may_be_split) else { return 0 };
    // What goes on behind it is a card or a table, but for the next number.
    let goes_on = rest.get(shape.len()).is_some_and(|next| !next.digits.starts_with('1') || next.digits.len() < 3);
    if goes_on { 0 } else { shape.len() }
}

/// Units, behind which a number counts.
const UNITS: [&str; 41] = [
    "美元", "港元", "欧元", "日元", "英镑", "元", "万", "亿", "人", "户", "个", "吨", "亩", "公里", "千克", "公斤",
    "斤", "米", "平方", "立方", "次", "件", "项", "条", "家", "%", "％", "‰", "株", "头", "只", "羽", "千瓦", "kwh",
    "瓦", "份", "册", "辆", "台", "字节", "股",
];

fn is_telephone(line: &str, range: &Range<usize>) -> bool {
    let before = line[..range.start].trim_end();
    let letters = before.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let word = before[letters.len()..].to_lowercase();
    let is_named = ["tel", "phone", "mobile", "mob", "m", "t", "wx", "vx", "v", "call"].contains(&word.as_str());
    let is_code = is_part_of_a_code(line, range)
        && !(is_named && line[..range.start].ends_with(|c: char| c.is_ascii_alphabetic()));
    let behind = words_behind(line, range.end, 4);
    let counted = behind.trim_start().to_lowercase();
    let counts =
        UNITS.iter().any(|unit| counted.starts_with(unit)) || behind.starts_with('号') && !behind.starts_with("号码");
    let follows =
        |mark: char| behind.strip_prefix(mark).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let is_fraction = follows('.') || line[..range.start].ends_with('.') && ends_in_digit(&before[..before.len() - 1]);
    let is_money = before.ends_with(['¥', '￥', '$', '第']);
    let is_coordinate =
        ["经度", "纬度", "坐标", "东经", "北纬"].iter().any(|word| words_before(line, range.start, 6).contains(word));
    !is_code
        && !counts
        && !is_fraction
        && !is_money
        && !is_coordinate
        && !is_labelled(line, range.start)
        && !is_public(line, range.start)
}

fn ends_in_digit(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gate::rules::tried::expect;

    fn ranges(line: &str) -> Vec<Range<usize>> {
        found(line).into_iter().map(|(_, range)| range).collect()
    }

    #[test]
    fn a_mobile_number_is_seen_however_it_is_written() {
        expect(
            ranges,
            &[
                "村民电话19000000001。",
                "联系人：某某，190 0000 0001",
                "190-0000-0001",
                "１９００００００００１",
                "+86 19000000001",
                "+86-190-0000-0001",
                "8619000000001",
                "tel:19000000001",
                "微信同号 1900000 0001",
                "190.0000.0001",
                "190　0000　0001",
            ],
            &[],
        );
        assert_eq!(ranges("19000000001、19000000002 19000000003").len(), 3);
        assert_eq!(ranges("190 0000 0001 190 0000 0002").len(), 2);
    }

    #[test]
    fn other_numbers_of_eleven_digits_are_left_alone() {
        expect(
            ranges,
            &[],
            &[
                "合计19000000001元",
                "总额 19000000001 元",
                "订单号19000000001",
                "第19000000001号",
                "190****0001",
                "A19000000001",
                "面积19000000001.5亩",
                "¥19000000001",
                "12345热线",
                "1990—2023年",
                "6222 1900 0000 0001 234",
                "项目代码：19000000001",
                "服务热线：19000000001",
                "12000000001",
                "3.19000000001",
            ],
        );
    }
}
