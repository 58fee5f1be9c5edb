//! What each of a set has one of: `法律顾问1386个村（居）全覆盖，1386个微信群线上值守`. From a number right behind 全覆盖 to the one before it, and to the doubt
//! where the two differ by one slip of the pen.

use super::{hold, tell};
use crate::audit::Verdicts;
use crate::audit::mend::{self, differ_by_a_slip};
use crate::reading::{Mention, Reading, is_han};

/// Two numbers of fewer digits are alike by chance.
const DIGITS: usize = 3;

/// In characters, between the two.
const LONGEST: usize = 12;

pub fn check(reading: &Reading, verdicts: &mut Verdicts, index: usize) {
    let Some([set, own]) = index.checked_sub(1).and_then(|at| reading.mentions.get(at..at + 2)) else { return };
    covered(reading, verdicts, own);
    let gap = reading.text().get(set.range.end..own.range.start).unwrap_or("");
    let is_plain = |m: &Mention| m.quantity.bound.is_none() && m.upper.is_none() && m.change.is_none();
    let is_of_each = gap.ends_with("全覆盖，") && gap.chars().count() <= LONGEST && set.sentence == own.sentence;
    if !is_of_each || !is_plain(set) || !is_plain(own) || set.unit() != own.unit() || !own.unit().is_counted() {
        return;
    }
    if set.quantity.value() == own.quantity.value() {
        hold(reading, verdicts, set, own);
    } else if mend::precision(set).min(mend::precision(own)) >= DIGITS && differ_by_a_slip(set, own) {
        tell(reading, verdicts, set, own);
    }
}

/// 全区公共机构360家…“桶长制”覆盖360家，公共机构覆盖率100%: where all are covered, as many as the text has of them.
fn covered(reading: &Reading, verdicts: &mut Verdicts, own: &Mention) {
    let covers = reading.before(own).ends_with("覆盖") && own.unit().is_counted() && own.digit_count() >= DIGITS;
    let behind = reading.text()[own.range.end..].strip_prefix('，').filter(|_| covers && own.quantity.bound.is_none());
    let Some(behind) = behind else { return };
    let words = &behind[..behind.find(|c| !is_han(c)).unwrap_or(behind.len())];
    let Some((name, _)) = words.split_once("覆盖率").filter(|(name, _)| name.chars().count() >= 2) else { return };
    if !behind[words.len()..].starts_with("100%") {
        return;
    }
    let is_of_them = |m: &&Mention| m.unit() == own.unit() && reading.subject(m).ends_with(name);
    let mut all = reading.around_before(own).iter().filter(is_of_them);
    let Some(set) = all.next().filter(|set| all.all(|other| other.quantity.value() == set.quantity.value())) else {
        return;
    };
    if set.quantity.value() != own.quantity.value() && differ_by_a_slip(set, own) {
        tell(reading, verdicts, set, own);
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn what_each_of_a_set_has_one_of_is_as_many() {
        expect(
            "repeat-off",
            &[
                "法律顾问1386个村（居）全覆盖，1356个微信群线上值守。",
                "法律顾问1386个村（居）全覆盖，3186个微信群线上值守。",
                "全区公共机构360家。\n\n“桶长制”覆盖330家，公共机构覆盖率100%。",
            ],
            &[
                "法律顾问1386个村（居）全覆盖，1386个微信群线上值守。",
                "法律顾问1386个村（居）全覆盖，1120个微信群线上值守。",
                "全区公共机构360家。\n\n“桶长制”覆盖330家，公共机构覆盖率92%。",
                "法律顾问1386个村（居）全覆盖，1356名律师线上值守。",
            ],
        );
    }
}
