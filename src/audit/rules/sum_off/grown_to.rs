//! What there was and what was added make what there is: `规模化工程供水人口19.78万人…。到2025年底，新增规模化供水人口3.14万人，规模化供水人口达到22.92万人`.
//! The first stands before it under the same name, once; told where one slip explains it that is no chance.

use super::Sum;
use crate::audit::passage::measured;
use crate::audit::{Verdicts, mend};
use crate::reading::{Mention, ParagraphKind, Reading};
use rust_decimal::Decimal;

const ADDED: [&str; 5] = ["新增", "净增", "新增加", "新发展", "再增加"];
const GROWN: [&str; 5] = ["达到", "增至", "增加到", "达", "总数达"];

/// Of all rests that there can be, one digit may explain so many by chance.
const CHANCE: Decimal = Decimal::from_parts(10, 0, 0, false, 2);

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for pair in reading.mentions.windows(2) {
        let (added, now) = (&pair[0], &pair[1]);
        if reading.paragraphs[now.paragraph].kind == ParagraphKind::TableRow || !are_alike(added, now) {
            continue;
        }
        let Some(name) = name(reading, added, now) else { continue };
        if added.interval().lies_above(&now.interval()) {
            tell_more_than_all(reading, verdicts, added, now);
            continue;
        }
        let Some(before) = stock(reading, added, name) else { continue };
        let parts = [measured(before), measured(added)];
        let sum = Sum { parts: vec![before, added], whole: now };
        if mend::chance(&parts, &measured(now)) <= CHANCE || sum.outcome(reading).is_some_and(|sum| sum.fits(now)) {
            sum.tell_slip(reading, verdicts);
        }
    }
}

/// 新增3.14亿人，达到22.92万人: more was added than there is.
fn tell_more_than_all(reading: &Reading, verdicts: &mut Verdicts, added: &Mention, now: &Mention) {
    let (is, of) = (reading.printed(added), reading.printed(now));
    verdicts
        .wrong(
            added.range.clone(),
            format!("新增的{is}比达到的{of}还多"),
            format!("more was added ({is}) than there is now ({of})"),
        )
        .help("核对两个数和单位", "check both numbers and their units");
}

fn are_alike(added: &Mention, now: &Mention) -> bool {
    let is_plain = |m: &Mention| m.upper.is_none() && m.quantity.bound.is_none() && !m.is_quoted && m.has_unit();
    added.sentence == now.sentence
        && added.unit() == now.unit()
        && !added.is_percent()
        && !added.is_points()
        && is_plain(added)
        && is_plain(now)
}

/// 规模化供水人口, where one clause says how much of it was added and the next how much there is.
fn name<'r>(reading: &'r Reading, added: &Mention, now: &Mention) -> Option<&'r str> {
    const SHORTEST: usize = 4;
    let own = ADDED.iter().find_map(|verb| reading.before(added).rsplit_once(verb)).map(|(_, name)| name)?;
    let grown = GROWN.iter().find_map(|verb| reading.before(now).strip_suffix(verb))?;
    (grown.ends_with(own) && own.chars().count() >= SHORTEST).then_some(own)
}

/// The only quantity of that name before it, in its paragraph or the one before.
fn stock<'r>(reading: &'r Reading, added: &Mention, name: &str) -> Option<&'r Mention> {
    let at = reading.mentions.partition_point(|m| m.range.start < added.range.start);
    let near = reading.mentions[..at].iter().rev().take_while(|m| m.paragraph + 1 >= added.paragraph);
    let is_it = |m: &&Mention| {
        let subject = reading.subject(m);
        m.unit() == added.unit() && holds_in_order(subject, name) && !ADDED.iter().any(|verb| subject.contains(verb))
    };
    let mut all = near.filter(is_it);
    all.next().filter(|_| all.next().is_none()).filter(|m| are_alike(m, m) && m.change.is_none())
}

/// Whether a text has all characters of a name one after another: 规模化工程供水人口 has those of 规模化供水人口.
fn holds_in_order(text: &str, name: &str) -> bool {
    let mut chars = text.chars();
    name.chars().all(|wanted| chars.any(|c| c == wanted))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn what_was_added_to_a_stock_makes_what_there_is() {
        expect(
            "sum-off",
            &[
                "到2025年底，新增规模化供水人口3.14亿人，规模化供水人口达到22.92万人。",
                "全县农村供水人口31.40万人，其中规模化工程供水人口19.78万人。到2025年底，新增规模化供水人口3.14万人，规模化供水人口达到22.29万人。",
                "年初登记养老机构床位12680张。全年新增养老机构床位1246张，养老机构床位达到13962张。",
            ],
            &[
                "全县农村供水人口31.40万人，其中规模化工程供水人口19.78万人。到2025年底，新增规模化供水人口3.14万人，规模化供水人口达到22.92万人。",
                "年初登记养老机构床位12680张。全年新增养老机构床位1246张，养老机构床位达到13926张。",
                "上年末养老机构床位12680张。全年新增养老机构床位1246张，撤并后养老机构床位达到13105张。",
            ],
        );
    }
}
