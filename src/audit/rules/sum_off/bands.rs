//! Things sorted by size: `全市8个县（市、区）中…人口超过30万人的有3个，在20万人至30万人之间的有3个，少于20万人的有2个`. The first band has no upper end
//! and the last no lower one, so that together they are all there are.

use super::Sum;
use crate::audit::Verdicts;
use crate::audit::mend;
use crate::audit::passage::measured;
use crate::finding::Severity;
use crate::reading::{Mention, ParagraphKind, Reading};

const OVER: [&str; 5] = ["超过", "以上", "大于", "高于", "多于"];
const UNDER: [&str; 6] = ["少于", "不足", "以下", "低于", "不到", "小于"];
const AMID: [&str; 4] = ["之间", "至", "—", "到"];

/// How many sentences back the whole may stand.
const REACH: usize = 3;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (index, sentence) in reading.sentences.iter().enumerate() {
        if reading.paragraphs[sentence.paragraph].kind == ParagraphKind::TableRow {
            continue;
        }
        let Some(parts) = bands(reading, index) else { continue };
        let Some(whole) = whole(reading, index, parts[0]) else { continue };
        let sum = Sum { parts, whole };
        if sum.holds(reading, verdicts) || verdicts.has_told(&whole.range) {
            continue;
        }
        let parts: Vec<Mention> = sum.parts.iter().map(|part| measured(part)).collect();
        if let Some(mend) = mend::of(&parts, &measured(whole)) {
            sum.tell(reading, Severity::Error, Some(&mend), verdicts);
        }
    }
}

/// The counts of three or more bands from one open end to the other, each in a clause of its own.
fn bands(reading: &Reading, sentence: usize) -> Option<Vec<&Mention>> {
    let all = reading.in_sentence(sentence);
    let says = |m: &Mention, words: &[&str]| words.iter().any(|word| reading.before(m).contains(word));
    let is_count = |m: &&Mention| reading.before(m).trim_end_matches("共").ends_with("的有") && m.unit().is_counted();
    let counts: Vec<&Mention> = all.iter().filter(is_count).collect();
    let (first, rest) = counts.split_first()?;
    let (last, middle) = rest.split_last().filter(|(_, middle)| !middle.is_empty())?;
    let is_open = |m: &Mention| says(m, &OVER) != says(m, &UNDER);
    let falls = says(first, &OVER) && says(last, &UNDER);
    let rises = says(first, &UNDER) && says(last, &OVER);
    let is_row = is_open(first) && is_open(last) && middle.iter().all(|m| says(m, &AMID) && !says(m, &["其中"]));
    let is_plain = |m: &&Mention| m.unit() == first.unit() && m.upper.is_none() && m.quantity.bound.is_none();
    ((falls || rises) && is_row && counts.iter().all(is_plain)).then_some(counts)
}

/// 全市8个县（市、区）中: the only number of them that the sentences before, or this one, begin with.
fn whole<'r>(reading: &'r Reading, sentence: usize, first: &Mention) -> Option<&'r Mention> {
    let here = &reading.sentences[sentence];
    let start = (0..=REACH).filter_map(|back| reading.sentences.get(sentence.checked_sub(back)?));
    let start = start.filter(|one| one.paragraph == here.paragraph).map(|one| one.range.start).min()?;
    let is_whole = |m: &&Mention| {
        let behind = &reading.text()[m.range.end..first.range.start];
        let behind = &behind[..behind.find('，').unwrap_or(behind.len())];
        // 全县辖20个乡级政区: all that there are.
        let is_all = reading.before(m).ends_with(['辖', '管']) && m.sentence == first.sentence;
        m.unit() == first.unit()
            && (behind.ends_with('中') || is_all)
            && behind.chars().count() <= 12
            && m.quantity.value() >= first.quantity.value()
    };
    let mut wholes = reading.between(&(start..first.range.start)).iter().filter(is_whole);
    wholes.next().filter(|_| wholes.next().is_none())
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn bands_make_the_whole() {
        expect(
            "sum-off",
            &[
                "全市8个县（市、区）中，仅2个区人口增加。人口超过30万人的有4个，在20万人至30万人之间的有3个，少于20万人的有2个。",
                "在216个村中，集体收入20万元以上的有58个，10万元至20万元的有103个，不足10万元的有65个。",
                "全县辖20个乡镇，分别是12个镇、8个乡；人口超过5万人的有2个，在3万人至5万人之间的有8个，不足3万人的有13个。",
                "136所学校中，学生不足100人的有24所，100人至500人的有68所，超过500人的有54所。",
            ],
            &[
                "全市8个县（市、区）中，仅2个区人口增加。人口超过30万人的有3个，在20万人至30万人之间的有3个，少于20万人的有2个。",
                "在216个村中，集体收入20万元以上的有58个，10万元至20万元的有103个，不足10万元的有55个。",
                "全县136所学校，学生不足100人的有24所，100人至500人的有68所，超过500人的有54所。",
            ],
        );
    }
}
