//! What is done and what is left: `74处已完工61处，剩下的13处…`, `应收100万元，已收80万元，尚有20万元未收`.

use super::Sum;
use crate::audit::Verdicts;
use crate::audit::mend;
use crate::audit::passage::{Passage, Placed, measure, measured};
use crate::finding::Severity;
use crate::reading::Mention;

const LEFT: [&str; 7] = ["剩余", "剩下", "其余", "尚有", "还有", "余下", "尚余"];

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
    for whole in 0..before.len() {
        for done in (whole + 1..before.len()).rev() {
            let sum = Sum { parts: vec![before[done].mention, left], whole: before[whole].mention };
            if sum.holds(reading, verdicts) {
                return;
            }
        }
    }
    let [whole, done] = before.as_slice() else { return };
    const DONE: [&str; 10] = ["已", "办成", "办结", "完成", "建成", "落实", "解决", "化解", "整改", "兑现"];
    let is_done = DONE.iter().any(|word| reading.subject(done.mention).contains(word));
    let sum = Sum { parts: vec![done.mention, left], whole: whole.mention };
    if is_done && matches!(word, "剩余" | "剩下" | "余下" | "尚余") {
        let mend = mend::of(&[measured(done.mention), measured(left)], &measured(whole.mention));
        sum.tell(reading, Severity::Error, mend.as_ref(), verdicts);
    }
}
