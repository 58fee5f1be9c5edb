//! A difference from a year whose value stands in an earlier clause: `1985年扩大到2.18万亩，…。…至2005年为1.92万亩，比1985年减少0.26万亩`. The year has one value of the unit in the paragraph, and the
//! value right before the difference is that of now; told where one slip explains it.

use crate::audit::arithmetic::{self, Outcome};
use crate::audit::{Verdicts, compared};
use crate::reading::{Mention, ParagraphKind, Reading};

const MORE: [&str; 10] = ["增加", "增", "多", "扩大", "提高", "增产", "上升", "净增", "多出", "新增"];
const LESS: [&str; 8] = ["减少", "少", "缩小", "下降", "降低", "减", "缩减", "净减"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (index, by) in reading.mentions.iter().enumerate().skip(2) {
        let is_table = reading.paragraphs[by.paragraph].kind == ParagraphKind::TableRow;
        let is_plain = by.has_unit() && !by.is_percent() && !by.is_points() && by.upper.is_none() && !by.is_quoted;
        let Some((year, verb)) = year_and_verb(reading, by).filter(|_| !is_table && is_plain) else { continue };
        let now = &reading.mentions[index - 1];
        let Some(before) = of_the_year(reading, index - 1, year) else { continue };
        if now.sentence != by.sentence || !is_value(now, by) || now.clause.end + '，'.len_utf8() < by.clause.start {
            continue;
        }
        judge(reading, verdicts, [now, before, by], verb);
    }
}

fn is_value(m: &Mention, by: &Mention) -> bool {
    m.unit() == by.unit() && m.upper.is_none() && m.change.is_none() && !m.is_quoted
}

/// 1985年 and 减少 of 比1985年减少.
fn year_and_verb<'r>(reading: &'r Reading, by: &Mention) -> Option<(&'r str, bool)> {
    let words = reading.before(by).strip_prefix(['比', '较'])?;
    let (year, said) = words.split_at_checked("1985年".len())?;
    let is_year = year.ends_with('年') && year[..4].bytes().all(|b| b.is_ascii_digit());
    let said = said.trim_end_matches(['了', '约']);
    let verb = if MORE.contains(&said) { Some(true) } else { LESS.contains(&said).then_some(false) };
    verb.filter(|_| is_year).map(|more| (year, more))
}

/// The one value of the paragraph that a year has.
fn of_the_year<'r>(reading: &'r Reading, now: usize, year: &str) -> Option<&'r Mention> {
    let own = &reading.mentions[now];
    let near = reading.mentions[..now].iter().rev().take(12).take_while(|m| m.paragraph == own.paragraph);
    let is_of_it = |m: &&Mention| reading.before(m).starts_with(year) && is_value(m, own);
    let mut all = near.filter(is_of_it);
    all.next().filter(|_| all.next().is_none())
}

fn judge(reading: &Reading, verdicts: &mut Verdicts, three: [&Mention; 3], is_more: bool) {
    let difference = |[now, before, _]: [&Mention; 3]| -> Option<Outcome> {
        if is_more {
            arithmetic::difference(reading, now, before)
        } else {
            arithmetic::difference(reading, before, now)
        }
    };
    let by = three[2];
    let Some(outcome) = difference(three) else { return };
    let sum = outcome.words(by);
    if outcome.fits(by) {
        return verdicts.holds(by.range.clone(), sum);
    }
    let holds = |three: [&Mention; 3]| difference(three).is_some_and(|outcome| outcome.fits(three[2]));
    if let Some(slip) = compared::slip(reading, three, &holds).filter(|_| compared::is_telling(three)) {
        slip.tell(reading, verdicts, &sum, reading.printed(by));
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn the_value_of_a_year_is_found_again() {
        expect(
            "increment-off",
            &["1985年扩大到2.18万亩，增长49.3%。此后面积渐减，至2005年为1.92万亩，比1985年减少0.36万亩。"],
            &[
                "1985年扩大到2.18万亩，增长49.3%。此后面积渐减，至2005年为1.92万亩，比1985年减少0.26万亩。",
                "1985年水田2.18万亩，1985年旱地1.52万亩。至2005年水田为1.92万亩，比1985年减少0.36万亩。",
            ],
        );
    }
}
