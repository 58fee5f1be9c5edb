//! Ratios behind 分别: `小学、初中生师比分别为17.0∶1和12.2∶1`. They are no quantities, and are counted in the text.

use super::{names, tell};
use crate::audit::Verdicts;
use crate::reading::Reading;
use std::ops::Range;

pub fn check(reading: &Reading, sentence: &Range<usize>, at: usize, word: &str, verdicts: &mut Verdicts) {
    let text = &reading.text()[..sentence.end];
    let verb = text[at + word.len()..].trim_start_matches(['为', '是', '达', '到', '约']);
    let from = text.len() - verb.len();
    let (mut end, mut many) = (from, 0);
    while let Some(behind) = ratio(&text[end..]) {
        many += 1;
        end = text.len() - behind.len();
        match behind.strip_prefix(['、', '和', '与', '及']) {
            Some(next) if ratio(next).is_some() => end = text.len() - next.len(),
            _ => break,
        }
    }
    let Some(names) = names::before(reading, sentence, at).filter(|_| many > 0) else { return };
    let place = from..end;
    if (names.least..=names.most).contains(&many) {
        return verdicts.holds(place, format!("{many}个名称，{many}个数值"));
    }
    if names.is_plain && names.least >= 2 && text[end..].starts_with(['，', '。', '；']) {
        tell(verdicts, place, word, (&names.least.to_string(), many));
    }
}

/// What stands behind `17.0∶1` at the start of a text.
fn ratio(text: &str) -> Option<&str> {
    let number = |text: &str| text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let first = number(text);
    let rest = text[first..].strip_prefix(['∶', ':', '：']).filter(|_| first > 0)?;
    let second = number(rest);
    (second > 0).then_some(&rest[second..])
}
