//! What explains a list that does not make the whole before it: another whole of the paragraph, a part that was taken for something else, parts behind a
//! stronger mark. From a sum that fails to whether that settles it.

use super::Sum;
use crate::audit::Verdicts;
use crate::audit::passage::{Passage, Pause, is_change, measure};
use crate::reading::Mention;
use rust_decimal::Decimal;

/// 累计投入6.84亿元。…后四年4.37亿元。按用途分，产业3.83亿元，教育1.64亿元，剩下的1.37亿元: the parts make another whole of the paragraph; or, with
/// one that has the look of a change (加计抵减2.86亿元), this one.
pub fn is_explained(passage: &Passage, sum: &Sum, verdicts: &mut Verdicts) -> bool {
    let reading = passage.reading;
    let (first, last) = (sum.parts[0], sum.parts[sum.parts.len() - 1]);
    let unit = measure(first);
    let alike = |m: &&Mention| measure(m).converts_to(&unit) && !m.is_quoted && m.upper.is_none();
    let all: Vec<&Mention> = reading.between(&(first.range.start..last.range.end)).iter().filter(alike).collect();
    if all.len() > sum.parts.len() && (Sum { parts: all, whole: sum.whole }).holds(reading, verdicts) {
        return true;
    }
    let start = reading.paragraphs[first.paragraph].range.start;
    let earlier = reading.between(&(start..first.range.start)).iter().rev().take(24).filter(alike);
    let mut others = earlier.filter(|m| m.range != sum.whole.range && !is_change(reading, m));
    sum.parts.len() >= 3 && others.any(|whole| Sum { parts: sum.parts.clone(), whole }.holds(reading, verdicts))
}

/// 第一产业0.24亿千瓦时，第二产业5.97亿千瓦时，第三产业2.08亿千瓦时；居民生活3.07亿千瓦时: behind a stronger mark the list goes on. Where all of them are nearer to
/// the whole than the first ones, they are judged instead: whether there was something to say. Where the list `stands` by its words and is one slip away from
/// its total, only a longer one that holds does.
pub fn with_those_behind(passage: &Passage, sum: &Sum, stands: bool, verdicts: &mut Verdicts) -> Option<bool> {
    let reading = passage.reading;
    let (first, last) = (sum.parts[0], sum.parts[sum.parts.len() - 1]);
    let unit = measure(first);
    let depth = passage.depth_at(first.range.start);
    let behind = passage.placed.iter().filter(|p| p.mention.range.start >= last.range.end && p.depth == depth);
    let next = behind.into_iter().find(|p| measure(p.mention).converts_to(&unit) && passage.is_amount(p))?.mention;
    // 总产比上年多收2.85万吨: what is compared is no further part.
    let to_next = passage.text(last.range.end..next.range.start);
    if ["其中", "比", "较"].iter().any(|word| to_next.contains(word))
        || passage.pause(last.range.end, next.range.start) > Pause::Semicolon
    {
        return None;
    }
    let more = Sum { parts: sum.parts.iter().copied().chain([next]).collect(), whole: sum.whole };
    let is_nearer = sum.ratio(reading)? < Decimal::ONE && more.distance(reading) < sum.distance(reading);
    // Parts and whole of another size have a scale that moved, whatever follows.
    let is_nearer = is_nearer && sum.is_near(reading);
    match stands {
        true => more.holds(reading, verdicts).then_some(true),
        false => is_nearer.then(|| more.tell_slip(reading, verdicts)),
    }
}
