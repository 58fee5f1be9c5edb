//! `bank-card`: the number of a bank card or account: 16 to 19 digits whose last one checks the others (GB/T 17552—2008, Luhn), with the
//! beginning of an issuer. Words nearby (卡号, 开户行) make a number one whose check is wrong too.

use super::identity_number;
use crate::finding::Finding;
use crate::gate::Content;
use crate::gate::numbers::{chains, is_labelled, is_part_of_a_code, masked, words_before, words_behind};
use crate::gate::words::has_any;
use std::ops::Range;

pub fn check(content: &Content) -> Vec<Finding> {
    content.each(|passage| {
        let told = |(digits, range): (String, Range<usize>)| {
            let (zh, en) = passage.where_found();
            Finding::error(
                "bank-card",
                passage.place(range),
                format!("{zh}有银行卡号 {}", masked(&digits)),
                format!("{en} holds the number of a bank card, {}", masked(&digits)),
            )
            .help(
                "删去，或只留后四位；单位公开的收款账户，在那一行后面写明允许",
                "delete it or leave its last four digits; an office's public account is allowed with the reason",
            )
        };
        found(&passage.text).into_iter().map(told).collect()
    })
}

/// The digits and where they stand.
pub(super) fn found(line: &str) -> Vec<(String, Range<usize>)> {
    let identities = identity_number::found(line);
    let is_identity =
        |range: &Range<usize>| identities.iter().any(|(_, known)| known.start < range.end && range.start < known.end);
    let mut found = Vec::new();
    for chain in chains(line) {
        for range in candidates(&chain.lengths()) {
            let (digits, place) = chain.joined(range);
            if !is_identity(&place) && is_card(line, &digits, &place) {
                found.push((digits, place));
            }
        }
    }
    found
}

/// Groups that may be one card: a single one, or a whole chain of groups of four (the last may be shorter), or of 6 and the rest.
fn candidates(lengths: &[usize]) -> Vec<Range<usize>> {
    let total: usize = lengths.iter().sum();
    let is_card = |total: usize| (16..=19).contains(&total);
    if lengths.len() > 1 && is_card(total) && lengths.iter().all(|length| *length >= 2) {
        return std::iter::once(0..lengths.len()).collect();
    }
    (0..lengths.len()).filter(|at| is_card(lengths[*at])).map(|at| at..at + 1).collect()
}

const WORDS: [&str; 14] = [
    "卡号",
    "账号",
    "帐号",
    "账户",
    "帐户",
    "银行",
    "信用社",
    "农商行",
    "农信",
    "一卡通",
    "社保卡",
    "惠农卡",
    "借记卡",
    "开户",
];

fn is_card(line: &str, digits: &str, range: &Range<usize>) -> bool {
    if is_part_of_a_code(line, range) || digits.bytes().all(|b| b == digits.as_bytes()[0]) {
        return false;
    }
    let near = words_before(line, range.start, 24);
    let behind = words_behind(line, range.end, 8);
    let is_named = has_any(near, &WORDS) || has_any(behind, &["卡", "开户", "银行"]);
    let is_other = is_labelled(line, range.start) && !is_named || counts(behind);
    let (is_checked, is_issued) = (has_right_check(digits), begins_as_one(digits));
    !is_other && (is_issued && is_checked || is_named && (is_checked || is_issued))
}

fn counts(behind: &str) -> bool {
    ["元", "万", "亿", "人", "户", "吨", "亩", "%", "％"].iter().any(|unit| behind.trim_start().starts_with(unit))
}

/// 银联 (62), the older cards of the large banks (9558, 9559), and 60 to 69 of the co-operatives.
fn begins_as_one(digits: &str) -> bool {
    ["62", "9558", "9559", "9555", "9556", "6013", "6011", "603"].iter().any(|bin| digits.starts_with(bin))
}

/// Luhn's sum (ISO/IEC 7812-1, annex B).
fn has_right_check(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(i, digit)| match i % 2 {
            0 => digit,
            _ => digit * 2 / 10 + digit * 2 % 10,
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gate::rules::tried::expect;

    /// With the digit that checks the others behind.
    fn with_check(first: &str) -> String {
        (0..10)
            .map(|last| format!("{first}{last}"))
            .find(|digits| has_right_check(digits))
            .expect("one of ten is right")
    }

    fn ranges(line: &str) -> Vec<Range<usize>> {
        found(line).into_iter().map(|(_, range)| range).collect()
    }

    #[test]
    fn a_card_is_seen_by_its_check_or_by_the_words_beside() {
        let card = with_check("622200000000000012");
        let spaced = format!("{} {} {} {} {}", &card[..4], &card[4..8], &card[8..12], &card[12..16], &card[16..]);
        let wrong = format!("{}{}", &card[..18], if card.ends_with('1') { '2' } else { '1' });
        let other = with_check("400000000000001");
        expect(
            ranges,
            &[
                &card,
                &spaced,
                &format!("打入{card}"),
                &format!("卡号：{wrong}"),
                &format!("开户行某信用社，账号{other}"),
                &format!("社保卡 {}-{}", &card[..6], &card[6..]),
            ],
            &[
                &wrong,
                &other,
                &format!("订单号{card}"),
                &format!("{card}元"),
                &format!("{}***********{}", &card[..4], &card[15..]),
                &format!("A{card}"),
                "0000000000000000",
                "2024 0301 1030 5912",
                "账号 622",
            ],
        );
    }
}
