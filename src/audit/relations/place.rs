//! The place that words begin with: 东湖区 of 东湖区风险消除. From words to a name, and whether the text has named it before. Knows no
//! list of places.

use super::division::Division;
use crate::reading::{Reading, is_han};

/// Words that end like a place and are none, or that mean the whole of which the text speaks.
const NO_PLACES: [&str; 20] = [
    "全", "我", "该", "本", "各", "小区", "社区", "园区", "城区", "城镇", "乡镇", "农村", "城市", "山区", "库区",
    "景区", "灌区", "地区", "上市", "超市",
];

/// In characters, the longest name of a place.
const LONGEST: usize = 5;

/// The place with which a name begins and is more than it.
pub fn of(words: &str) -> Option<&str> {
    let words = words.trim_start_matches(['，', '；', '、']).trim_start_matches("其中");
    let is_end = |c: char| matches!(c, '县' | '区' | '市' | '镇' | '乡' | '州' | '旗');
    let named = words.char_indices().take(LONGEST).take_while(|(_, c)| is_han(*c));
    let (at, end) = named.filter(|(_, c)| is_end(*c)).find(|(at, _)| *at >= 2 * '县'.len_utf8())?;
    let place = &words[..at + end.len_utf8()];
    let is_more = words.len() > place.len();
    (is_more && !NO_PLACES.iter().any(|other| place.starts_with(other) || place.ends_with(other))).then_some(place)
}

/// Whether the paragraph has named the place before the words of a division do.
pub fn is_named_before(reading: &Reading, place: &str, division: &Division) -> bool {
    let start = reading.paragraphs[division.result.paragraph].range.start;
    reading.text()[start..division.start.max(start)].contains(place)
}
