//! The noun of what is counted: it stands behind its number (96家民宿) or before it (民宿96家).

use crate::reading::{Mention, Reading, is_han};

/// The noun behind a number: 微家庭 of 1260户“微家庭”.
pub fn behind(reading: &Reading, mention: &Mention) -> String {
    reading.object(mention).trim_start_matches(['“', '的']).chars().take_while(|c| is_han(*c)).take(6).collect()
}

/// Whether the noun behind a number is that of an earlier one: 96家民宿 of 民宿96家, 42个小项奖金 of 42个小项.
pub fn is_of(reading: &Reading, earlier: &Mention, noun: &str) -> bool {
    // 274个村村集体经济 … 274个行政村
    if noun.starts_with("村村") {
        let counted: String = reading.object(earlier).chars().take_while(|c| is_han(*c)).collect();
        return counted.ends_with('村') || counted.is_empty() && reading.subject(earlier).ends_with('村');
    }
    let (subject, object) = (reading.subject(earlier), reading.object(earlier));
    let subject = without_count(subject);
    (2..=6).rev().any(|n| {
        let head = noun.char_indices().nth(n).map_or(noun, |(i, _)| &noun[..i]);
        head.chars().count() == n && (subject.ends_with(head) || object.trim_start_matches('“').starts_with(head))
    })
}

/// 党员 of 党员总数为: a name without the words that lead to its number.
pub fn without_count(subject: &str) -> &str {
    let name = subject.trim_end_matches(['有', '共', '达', '为', '约', '计', '”']);
    ["总数", "数量", "数"].iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name)
}
