//! What is done and what is left: `74处已完工61处，剩下的13处…`, `应收100万元，已收80万元，尚有20万元未收`.

use super::{Sum, rated};
use crate::audit::Verdicts;
use crate::audit::mend;
use crate::audit::passage::{Passage, Pause, Placed, measure, measured};
use crate::finding::Severity;
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

const LEFT: [&str; 14] =
    ["另外", "另有", "剩余", "剩下", "其余", "尚有", "还有", "余下", "尚余", "仍有", "还差", "尚差", "还缺", "剩"];

pub fn check(passage: &Passage, verdicts: &mut Verdicts) {
    for (i, placed) in passage.placed.iter().enumerate() {
        let left = placed.mention;
        let subject = passage.reading.subject(left);
        if left.range.start < passage.sentence.start || !passage.is_amount(placed) {
            continue;
        }
        if let Some(word) = LEFT.iter().find(|word| subject.contains(**word)) {
            judge(passage, i, left, word, verdicts);
        }
    }
}

fn judge(passage: &Passage, at: usize, left: &Mention, word: &str, verdicts: &mut Verdicts) {
    let reading = passage.reading;
    let before: Vec<&Placed> = passage.placed[at.saturating_sub(6)..at]
        .iter()
        .filter(|p| measure(p.mention).converts_to(&measure(left)) && passage.is_amount(p))
        .collect();
    let own: Vec<&Placed> =
        before.iter().copied().filter(|p| p.mention.range.start >= passage.sentence.start).collect();
    if let [whole, done] = own.as_slice()
        && is_left_of(reading, done.mention, left, word)
        && let Some(mend) = (Sum { parts: vec![done.mention, left], whole: whole.mention }).sharp_mend(reading)
    {
        return Sum { parts: vec![done.mention, left], whole: whole.mention }.tell_sharp(reading, &mend, verdicts);
    }
    for whole in 0..before.len() {
        for done in (whole + 1..before.len()).rev() {
            let sum = Sum { parts: vec![before[done].mention, left], whole: before[whole].mention };
            if sum.holds(reading, verdicts) {
                return;
            }
        }
    }
    if rated::goes_on(reading, left) {
        return;
    }
    if own.len() > 2 && matches!(word, "其余" | "剩余" | "剩下" | "余下") {
        return of_several(passage, &own, left, verdicts);
    }
    let [whole, done] = own.as_slice() else { return };
    if whole.mention.quantity.value_in(done.mention.unit()) < Some(done.mention.quantity.value()) {
        return;
    }
    if is_left_of_others(reading, done.mention, left) {
        return;
    }
    let sum = Sum { parts: vec![done.mention, left], whole: whole.mention };
    let mend = mend::of(&[measured(done.mention), measured(left)], &measured(whole.mention));
    if is_left_of(reading, done.mention, left, word) {
        sum.tell(reading, Severity::Error, mend.as_ref(), verdicts);
    } else if *word == *"其余" && mend.is_some() && is_dealt_with(reading, done.mention) {
        sum.tell(reading, Severity::Warning, mend.as_ref(), verdicts);
    }
}

/// 受理8640件，表扬1296件，占15%；投诉2160件，其余5184件是咨询: what is left when all that was named is taken off. Told where one slip
/// explains it.
fn of_several(passage: &Passage, own: &[&Placed], left: &Mention, verdicts: &mut Verdicts) {
    let reading = passage.reading;
    let Some((whole, done)) = own.split_first() else { return };
    let whole = whole.mention;
    // 食品类164件、价格类29件、知识产权类51件，其余77件: the first of a list is no whole.
    if passage.pause(whole.range.end, done[0].mention.range.start) <= Pause::Short {
        return;
    }
    let parts: Vec<&Mention> = done.iter().map(|placed| placed.mention).chain([left]).collect();
    let sum = Sum { parts, whole };
    let measured_parts: Vec<Mention> = sum.parts.iter().map(|part| measured(part)).collect();
    let is_near = sum.ratio(reading).is_some_and(|ratio| ratio > Decimal::new(8, 1) && ratio < Decimal::new(12, 1));
    // 一餐成本11元，老人自付5元，村集体补2元，财政补贴3元，剩下1元: where three or more clauses share it out there is no other whole.
    let is_telling = mend::precision(whole) >= 3 || sum.parts.len() >= 4 && are_clauses(passage, &sum);
    if let Some(mend) = mend::of(&measured_parts, &measured(whole)).filter(|_| is_near && is_telling) {
        sum.tell(reading, Severity::Warning, Some(&mend), verdicts);
    }
}

/// Whether each quantity of a sum stands in the clause behind the one before it.
fn are_clauses(passage: &Passage, sum: &Sum) -> bool {
    let all: Vec<&Mention> = [sum.whole].into_iter().chain(sum.parts.iter().copied()).collect();
    all.windows(2).all(|pair| {
        let between = passage.text(pair[0].range.end..pair[1].range.start);
        between.matches('，').count() == 1 && !between.contains(['；', '。', '（'])
    })
}

/// 有21个单元递交了申请，已装好9部，在建5部，其余7个单元还在协商: what is left when what was counted by another word is taken off the part.
pub(super) fn is_left_of_others(reading: &Reading, done: &Mention, left: &Mention) -> bool {
    let between = reading.between(&(done.range.end..left.range.start));
    let others = between.iter().filter(|m| m.unit() != left.unit() && m.unit().is_counted() && m.change.is_none());
    let taken: Vec<Decimal> = others.map(|m| m.quantity.value()).collect();
    !taken.is_empty() && done.quantity.value() - taken.iter().sum::<Decimal>() == left.quantity.value()
}

/// 意见463条，已答复、解决427条，其余36条列入明年计划
fn is_dealt_with(reading: &Reading, done: &Mention) -> bool {
    const DEALT: [&str; 8] = ["办结", "办成", "完成", "解决", "化解", "整改", "兑现", "答复"];
    let said = reading.before(done).trim_end_matches(['了', '的']);
    DEALT.iter().any(|verb| said.ends_with(verb)) && !said.contains("其中")
}

/// Whether the words say that what is left is what was not done: 已开工68个，仍有13个未开工.
fn is_left_of(reading: &Reading, done: &Mention, left: &Mention, word: &str) -> bool {
    const DONE: [&str; 12] =
        ["已", "通", "办成", "办结", "完成", "建成", "落实", "解决", "化解", "整改", "兑现", "已用"];
    let undone = reading.object(left).trim_start_matches(['没', '尚', '有']);
    // 有82所接入千兆光纤，…尚有8所未接入
    let deed: String = reading.object(done).chars().take(2).collect();
    if deed.chars().count() == 2 && undone.strip_prefix('未').is_some_and(|rest| rest.starts_with(&deed)) {
        return true;
    }
    // 43户中已有29户入住，其余5户
    if word == "其余" && reading.subject(done).starts_with('中') && reading.subject(done).ends_with("已有") {
        return true;
    }
    // 已整改到位76个，尚有7个正在推进
    let is_going_on =
        undone.starts_with("正在") && ["已", "办结", "完成"].iter().any(|word| reading.subject(done).contains(word));
    if is_going_on {
        return true;
    }
    let said = reading.subject(done);
    let Some(verb) = DONE.iter().find(|word| said.contains(**word)) else { return false };
    let behind = said.rsplit(verb).next().unwrap_or("");
    let deed = if *verb == "已" { behind } else { verb };
    let is_undone = undone.strip_prefix('未').is_some_and(|rest| !deed.is_empty() && rest.starts_with(deed));
    is_undone || matches!(word, "剩余" | "剩下" | "余下" | "尚余" | "还差" | "尚差" | "还缺" | "剩")
}
