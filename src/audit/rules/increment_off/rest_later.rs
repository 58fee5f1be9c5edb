//! What is left, said in a later sentence: `线索214条，截至6月底已化解169条，…。剩余45条`. From the rest to the whole and what was done of it, which one sentence before it
//! counts, and to the doubt where one slip of the pen parts them.

use super::tell_balance;
use crate::audit::relations::{operands, words};
use crate::audit::{Verdicts, arithmetic, mend};
use crate::reading::{Mention, ParagraphKind, Reading};

const RESTS: [&str; 9] = ["剩余", "剩余的", "其余", "还剩", "尚余", "余下", "剩下", "尚余的", "剩下的"];
const DONE: [&str; 18] = [
    "已", "完成", "整改", "化解", "办结", "消除", "签约", "解决", "建成", "修复", "竣工", "开工", "拨付", "到位",
    "处置", "审结", "恢复", "交地",
];
/// So many paragraphs back.
const PARAGRAPHS: usize = 8;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (index, rest) in reading.mentions.iter().enumerate() {
        let opens = RESTS.contains(&reading.before(rest)) && is_plain(reading, rest);
        let is_first = || !reading.in_sentence(rest.sentence).iter().any(|m| m.range.end <= rest.range.start);
        if !opens || !is_first() || reading.paragraphs[rest.paragraph].kind == ParagraphKind::TableRow {
            continue;
        }
        let Some((whole, done)) = whole_and_done(reading, index) else { continue };
        let Some(outcome) = arithmetic::difference(reading, whole, done) else { continue };
        let right = outcome.exact.normalize().to_string();
        let is_slip = || mend::candidates(&rest.quantity.value().normalize().to_string()).contains(&right);
        if outcome.fits(rest) {
            verdicts.holds(rest.range.clone(), outcome.words(rest));
        } else if is_slip() {
            tell_balance(reading, verdicts, rest, &outcome);
        }
    }
}

fn is_plain(reading: &Reading, m: &Mention) -> bool {
    operands::is_value(reading, m) && m.quantity.bound.is_none() && m.unit().is_counted()
}

/// The nearest sentence before with a whole and what was done of it, and no other rest; in another paragraph only where the whole is called as the
/// rest is.
fn whole_and_done(reading: &Reading, index: usize) -> Option<(&Mention, &Mention)> {
    let rest = &reading.mentions[index];
    let is_alike = |m: &&Mention| m.unit() == rest.unit() && is_plain(reading, m);
    let is_done = |m: &Mention| DONE.iter().any(|word| reading.before(m).contains(word));
    let first = reading.paragraphs[rest.paragraph.saturating_sub(PARAGRAPHS)].sentences.start;
    (first..rest.sentence).rev().find_map(|sentence| {
        let here: Vec<&Mention> = reading.in_sentence(sentence).iter().filter(is_alike).collect();
        let done = here.iter().rposition(|m| is_done(m)).filter(|at| *at > 0)?;
        let (whole, done) = (here[0], here[done]);
        let is_beside = reading.sentences[sentence].paragraph == rest.paragraph && sentence + 1 == rest.sentence;
        let is_named = words::shared(reading.object(rest), &operands::words(reading, whole)) > 0;
        let is_less = done.quantity.value() < whole.quantity.value();
        ((is_beside || is_named) && is_less && !is_done(whole)).then_some((whole, done))
    })
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn a_rest_is_what_was_not_done() {
        expect(
            "increment-off",
            &[
                "上半年共排查线索214条，涉及金额5.87亿元，截至6月底已化解169条、金额4.52亿元。剩余54条均已制定计划。",
                "共排查问题线索163条，其中教育12条，截至6月底已整改151条，整改率92.6%。\n\n各乡镇要抓紧；剩余22条问题线索须于7月15日前清零。",
            ],
            &[
                "上半年共排查线索214条，涉及金额5.87亿元，截至6月底已化解169条、金额4.52亿元。剩余45条均已制定计划。",
                "共排查问题线索163条，截至6月底已整改151条。\n\n剩余22个村须于7月15日前清零。",
                "共排查问题线索163条，截至6月底已整改151条。\n\n剩余22条河道须于7月15日前清零。",
            ],
        );
    }
}
