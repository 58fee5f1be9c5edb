//! A stock that the text counts twice, its name word for word the same: `我县现有规模以上工业企业86家 … 规模以上工业企业68家`. Few digits
//! agree by chance often enough; so the whole name must, nothing may be said to come or go, and the two must be one slip apart.

use super::same_name::is_one_time;
use super::scope::Scopes;
use super::{ACTIONS, OTHERS, PLACES, tell};
use crate::audit::Verdicts;
use crate::audit::mend::differ_by_a_slip;
use crate::reading::{Mention, Reading, is_han};
use std::collections::HashMap;

/// Characters of a name.
const SHORTEST: usize = 4;
const LONGEST: usize = 16;

/// What stands between a name and its number, or before both.
const STANDS: [&str; 12] = ["达到", "达", "共有", "现有", "拥有", "总数", "数量", "为", "有", "共", "已", "是"];
const LEADS: [&str; 12] =
    ["目前", "现在", "如今", "到年底", "年末", "年底", "截至年底", "截至目前", "去年底", "到目前", "至年末", "期末"];

/// Where each stock was counted first, by its name, what is said beside it, and its unit.
pub type Seen<'r> = HashMap<(String, String, &'r str), &'r Mention>;

pub fn check<'r>(
    reading: &'r Reading,
    verdicts: &mut Verdicts,
    mention: &'r Mention,
    scopes: &Scopes,
    seen: &mut Seen<'r>,
) {
    let Some(name) = name(reading, mention) else { return };
    let Some(scope) = scopes.around(reading, mention) else { return };
    let first = *seen.entry((name, scope, mention.unit().name())).or_insert(mention);
    let differs = first.quantity.value() != mention.quantity.value() && differ_by_a_slip(first, mention);
    if differs && first.sentence != mention.sentence && is_one_time(reading, first, mention) {
        tell(reading, verdicts, first, mention);
    }
}

/// What a whole number of two digits or more counts, and stands for all there is.
fn name(reading: &Reading, mention: &Mention) -> Option<String> {
    let is_plain = mention.quantity.bound.is_none() && mention.upper.is_none() && mention.change.is_none();
    let is_alone = mention.subject.start == mention.clause.start && reading.between(&mention.clause).len() == 1;
    if !is_plain || !is_alone || !mention.unit().is_counted() || mention.digit_count() < 2 {
        return None;
    }
    let (before, behind) = (reading.before(mention), reading.after(mention));
    let lead = bare(before);
    let name = match (lead, behind) {
        ("", name) => name,
        (name, "") => name,
        _ => return None,
    };
    let is_name = (SHORTEST..=LONGEST).contains(&name.chars().count()) && name.chars().all(is_han);
    // 查出问题22个 is of one matter, 全县…22个 and 现有…22个 of all there is.
    let is_whole = PLACES.iter().any(|place| before.contains(place)) || before.contains(['有', '达']);
    let said = before.replace("达到", "").replace("规模以上", "") + behind;
    let is_other = OTHERS.iter().chain(ACTIONS).any(|word| said.contains(word));
    (is_name && is_whole && !is_other).then(|| name.to_string())
}

/// Words without the place and the time that they begin with and the verb that they end with.
fn bare(mut words: &str) -> &str {
    while let Some(rest) = LEADS.iter().chain(PLACES).find_map(|lead| words.strip_prefix(*lead)) {
        words = rest;
    }
    while let Some(rest) = STANDS.iter().find_map(|verb| words.strip_suffix(verb)) {
        words = rest;
    }
    let head = ["现有", "共有", "拥有", "有"].iter().find_map(|verb| words.strip_prefix(verb));
    head.unwrap_or(words)
}
