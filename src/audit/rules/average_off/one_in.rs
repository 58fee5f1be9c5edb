//! `平均每3.4名持证残疾人就有1名注册助残志愿者`: how many of one kind come to one of another, from the two numbers that the text gives of them.

use crate::audit::Verdicts;
use crate::audit::arithmetic::{self, Outcome};
use crate::audit::relations::judgement::{Judgement, judge};
use crate::audit::relations::named::{self, Wanted};
use crate::audit::relations::operands::{self, Operand, Tie};
use crate::audit::relations::{near, words};
use crate::reading::{Mention, Reading, is_han};

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for pair in reading.mentions.windows(2) {
        let (many, one) = (&pair[0], &pair[1]);
        if let Some((of_many, of_one)) = kinds(reading, many, one) {
            let counts = called(reading, &[many, one], one, of_one);
            // What is called by the one name is not of the other, though its sentence has both.
            let taken = counts.first().filter(|count| count.tie == Tie::Tight);
            let others: Vec<&Mention> = [many, one].into_iter().chain(taken.map(|count| count.mention)).collect();
            let totals = called(reading, &others, many, of_many);
            tell(reading, verdicts, many, &totals, &counts);
        }
    }
}

/// 持证残疾人 and 注册助残志愿者.
fn kinds<'r>(reading: &'r Reading, many: &Mention, one: &Mention) -> Option<(&'r str, &'r str)> {
    let between = &reading.text()[many.range.end..one.range.start.max(many.range.end)];
    let of_many = ["就有", "中就有", "中有", "拥有", "有"]
        .iter()
        .filter_map(|verb| between.strip_suffix(verb))
        .min_by_key(|name| name.len())?;
    let behind = &reading.text()[one.range.end..one.clause.end.max(one.range.end)];
    let of_one = &behind[..behind.find(|c: char| !is_han(c)).unwrap_or(behind.len())];
    let is_one = one.quantity.value() == rust_decimal::Decimal::ONE && one.sentence == many.sentence;
    let says_each = reading.before(many).ends_with("每");
    let are_names = [of_many, of_one].iter().all(|name| words::is_telling(name) && name.chars().all(is_han));
    (is_one && says_each && are_names).then_some((of_many, of_one))
}

/// What the text gives of a kind, wherever it stands, but what is known to be something else.
fn called<'r>(reading: &'r Reading, but: &[&Mention], by: &'r Mention, name: &str) -> Vec<Operand<'r>> {
    let mut found = named::find(reading, &Wanted { name, unit: by.unit(), period: "", by });
    let is_other = |one: &Operand| but.iter().any(|other| other.range == one.mention.range);
    // 持证残疾人就有1名 has the name, too, and takes the place of the first.
    let is_displaced = found.first().is_some_and(is_other);
    found.retain(|one| !is_other(one));
    // The sentence names both kinds in full.
    let has_name = |m: &Mention| words::is_covered(name, &operands::words(reading, m));
    if let Some(first) =
        found.first_mut().filter(|first| first.tie >= Tie::Named || is_displaced && has_name(first.mention))
    {
        first.tie = Tie::Tight;
    }
    found
}

fn tell<'r>(
    reading: &Reading,
    verdicts: &mut Verdicts,
    many: &'r Mention,
    totals: &[Operand<'r>],
    counts: &[Operand<'r>],
) {
    let quotient = |total: &Mention, count: &Mention| {
        Some((arithmetic::average(reading, total, count, count.unit())?, count.unit().clone()))
    };
    let judged = |totals: &[Operand<'r>]| judge(many, totals, counts, quotient, Outcome::fits_rounded);
    // 有就业能力的持证残疾人2.58万人 can be meant, and fails to be.
    let surest = totals.iter().position(|total| total.tie == Tie::Tight).map_or(totals, |at| &totals[at..=at]);
    let judgement = match judged(totals) {
        holds @ Judgement::Holds { .. } => holds,
        _ => judged(surest),
    };
    match judgement {
        Judgement::Holds { outcome, .. } | Judgement::Composed(outcome) => {
            verdicts.holds(many.range.clone(), outcome.words(many))
        }
        Judgement::Fails(outcomes) => {
            let (sum, printed) = (outcomes[0].words(many), reading.printed(many));
            verdicts
                .wrong(
                    many.range.clone(),
                    format!("平均数对不上：{sum}，文中是{printed}"),
                    format!("the average does not follow: {sum}, the text says {printed}"),
                )
                .help("核对两个总数和平均数", "check both totals and the average");
        }
        Judgement::Nearly(near) => near::tell(reading, verdicts, many, &near),
        Judgement::Unknown => {}
    }
}
