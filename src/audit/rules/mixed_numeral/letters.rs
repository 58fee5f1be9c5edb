//! Letters that look like digits within a number: `2O24年`, `1l5.3万元`. From a text to the numbers that have one. Codes (5O2胶, G2O) keep theirs.

use std::ops::Range;

const LIKE_DIGITS: [char; 4] = ['O', 'o', 'l', 'I'];

/// What stands behind a number and never behind a code.
const BEHIND: [char; 24] = [
    '年', '月', '日', '万', '亿', '%', '％', '个', '人', '户', '元', '亩', '吨', '家', '项', '名', '所', '次', '件',
    '条', '处', '座', '公', '米',
];

pub fn in_numbers(text: &str) -> Vec<Range<usize>> {
    let is_of_number = |c: char| c.is_ascii_digit() || c == '.' || LIKE_DIGITS.contains(&c);
    let mut found = Vec::new();
    let mut end = 0;
    for (at, _) in text.match_indices(LIKE_DIGITS) {
        if at < end {
            continue;
        }
        let before = text[..at].chars().rev().take_while(|c| is_of_number(*c)).count();
        let start = at - before;
        end = at + text[at..].chars().take_while(|c| is_of_number(*c)).count();
        let written = &text[start..end];
        let is_free = !text[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || "-—_/".contains(c));
        let is_number = written.starts_with(|c: char| c.is_ascii_digit())
            && written.bytes().filter(u8::is_ascii_digit).count() >= 2
            && text[end..].starts_with(BEHIND);
        if is_free && is_number {
            found.push(start..end);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::{silent, told};

    #[test]
    fn a_letter_is_no_digit() {
        let wrong = ["决算公开时间为2O24年9月18日。", "总投资1l5.3万元。", "惠及38O6户。"];
        assert!(wrong.iter().all(|text| !told("mixed-numeral", text).is_empty()));
        let right = [
            "新增5O2胶水3箱。",
            "建成G2O高速28公里。",
            "臭氧（O3）浓度下降。",
            "开行D3O1次列车。",
            "口径12.7毫米（Oo型）。",
        ];
        assert_eq!(silent("mixed-numeral", &right), right);
    }
}
