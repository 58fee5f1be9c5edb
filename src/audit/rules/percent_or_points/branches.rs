//! A share of which each branch moves by so many points, and one by so many %: `城区所占比重提高3.4个百分点，库区片区下降1.2%，西部下降2.2个百分点`. Goes out:
//! what the rates are. Told only between two that are said in points, by the same verbs.

use crate::reading::{ChangeKind, Mention, Reading, amount, is_han};

const SHARES: [&str; 4] = ["比重", "占比", "份额", "比例"];
const VERBS: [&str; 8] = ["提高", "上升", "增加", "下降", "降低", "回落", "减少", "提升"];

pub fn of_a_share(reading: &Reading, at: usize) -> Option<String> {
    let mention = &reading.mentions[at];
    let (before, next) = (&reading.mentions[at.checked_sub(1)?], reading.mentions.get(at + 1)?);
    let is_moved = mention.change.as_ref().is_some_and(|change| change.kind == ChangeKind::Percent);
    let is_row = [before, next].iter().all(|m| m.is_points() && m.sentence == mention.sentence);
    let share = SHARES.iter().find(|share| reading.before(before).contains(**share))?;
    let are_branches = is_branch(reading, before, mention) && is_branch(reading, mention, next);
    (is_moved && is_row && are_branches).then(|| (*share).to_string())
}

/// ，库区片区下降: a name and a verb, between two of a row.
fn is_branch(reading: &Reading, first: &Mention, second: &Mention) -> bool {
    const LONGEST: usize = 14;
    let gap = &reading.text()[first.range.end..second.range.start.max(first.range.end)];
    let words = gap.strip_prefix(['，', '、', '；']).unwrap_or("");
    let name = VERBS.iter().find_map(|verb| words.strip_suffix(verb));
    name.is_some_and(|name| {
        (1..=LONGEST).contains(&name.chars().count())
            && name.chars().all(|c| is_han(c) || c == '、')
            && amount(name).is_none()
            && !name.contains("同比")
            && !name.contains("环比")
    })
}
