//! Shares of one whole and, behind them, what they make together: `占41%、23%和14%，合计78%`.

use super::Sum;
use crate::audit::Verdicts;
use crate::audit::mend;
use crate::audit::passage::Passage;
use crate::finding::Severity;
use crate::reading::{Mention, Reading};

/// How many shares a total may have.
const MOST: usize = 8;

pub fn check(passage: &Passage, verdicts: &mut Verdicts) {
    let reading = passage.reading;
    let all: Vec<&Mention> = passage.placed.iter().map(|placed| placed.mention).collect();
    for (at, total) in all.iter().enumerate() {
        let is_here = total.range.start >= passage.sentence.start && total.is_percent() && !total.is_quoted;
        let words = reading.subject(total).trim_end_matches(['约', '达', '为', '占', '比', '到']);
        let is_total = ["合计", "共计", "总计", "加起来", "三者共", "两者共"].iter().any(|word| words.ends_with(word));
        if !is_here || !is_total || total.change.is_some() {
            continue;
        }
        let run = run(reading, &all[..at], total);
        let sum = |from: usize| Sum { parts: run[from..].to_vec(), whole: total };
        if run.len() < 2 || (0..run.len() - 1).any(|from| sum(from).holds(reading, verdicts)) {
            continue;
        }
        let parts: Vec<Mention> = run.iter().map(|part| (*part).clone()).collect();
        if let Some(mend) = mend::of(&parts, total) {
            sum(0).tell(reading, Severity::Error, Some(&mend), verdicts);
        }
    }
}

/// The shares right before a total, with nothing but names and marks between them.
fn run<'r>(reading: &Reading, before: &[&'r Mention], total: &Mention) -> Vec<&'r Mention> {
    let mut run: Vec<&Mention> = Vec::new();
    let mut end = total.range.start;
    for part in before.iter().rev().take(MOST) {
        let between = &reading.text()[part.range.end..end];
        let is_next = part.is_percent()
            && part.change.is_none()
            && !part.is_quoted
            && part.upper.is_none()
            && part.paragraph == total.paragraph
            && between.contains(['、', '和', '，', '与'])
            && !between.contains(['。', '；', '率', '比'])
            && between.chars().count() <= 16;
        // 占比为41%，合计: only the total itself stands behind a comma and 占比.
        if !is_next {
            break;
        }
        run.insert(0, part);
        end = part.range.start;
    }
    run
}
