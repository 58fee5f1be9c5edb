//! `sum-off`: parts that do not add up to the total that the text itself prints: a whole and what it is made of, a list and
//! its 合计, what is done and what is left. A list that says it is complete is wrong where it does not
//! add up; an open one (其中 A、B) is doubted only where one slip of the pen explains the difference.

mod added;
mod alternatives;
mod announced;
mod bands;
mod borne_out;
mod classes;
mod each_named;
mod evidence;
mod explained;
mod far_whole;
mod gathered;
mod grown_to;
mod listed_below;
mod named_rest;
mod named_whole;
mod percents;
mod rated;
mod remainder;
mod siblings;
mod telling;
mod total_last;
mod townships;
mod whole_first;
mod worked_out;

use crate::audit::mend::{self, Mend, Slip};
use crate::audit::passage::{Passage, is_of_each, measured};
use crate::audit::{Verdicts, arithmetic};
use crate::finding::Severity;
use crate::model::Interval;
use crate::model::quantity::Number;
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let wholes = far_whole::Wholes::of(reading);
    for sentence in 0..reading.sentences.len() {
        let Some(passage) = Passage::of(reading, sentence) else { continue };
        whole_first::check(&passage, verdicts);
        far_whole::check(&passage, &wholes, verdicts);
        total_last::check(&passage, verdicts);
        remainder::check(&passage, verdicts);
        percents::check(&passage, verdicts);
        named_whole::check(&passage, verdicts);
    }
    added::check(reading, verdicts);
    alternatives::check(reading, verdicts);
    announced::check(reading, verdicts);
    bands::check(reading, verdicts);
    each_named::check(reading, verdicts);
    gathered::check(reading, verdicts);
    grown_to::check(reading, verdicts);
    listed_below::check(reading, verdicts);
    named_rest::check(reading, verdicts);
    rated::check(reading, verdicts);
    townships::check(reading, verdicts);
    worked_out::check(reading, verdicts);
}

/// Parts and the whole that they are said to make.
struct Sum<'r> {
    parts: Vec<&'r Mention>,
    whole: &'r Mention,
}

impl<'r> Sum<'r> {
    fn outcome(&self, reading: &Reading) -> Option<arithmetic::Outcome> {
        let parts: Vec<Mention> = self.parts.iter().map(|part| measured(part)).collect();
        let outcome = arithmetic::total(reading, &parts.iter().collect::<Vec<_>>())?;
        // 老人自付5元，村集体补2元: prices in 元 are not rounded to it.
        let is_exact = self.parts.iter().chain([&self.whole]).all(|m| is_whole_yuan(m));
        Some(arithmetic::Outcome {
            interval: if is_exact { Interval::point(outcome.exact) } else { outcome.interval },
            ..outcome
        })
    }

    /// Shows the sum where it holds.
    fn holds(&self, reading: &Reading, verdicts: &mut Verdicts) -> bool {
        let whole = measured(self.whole);
        let Some(outcome) = self.outcome(reading).filter(|outcome| outcome.fits(&whole)) else { return false };
        let interval = whole.interval();
        let says_something = interval.low.is_some() && interval.high.is_some();
        if says_something {
            verdicts.holds(self.whole.range.clone(), outcome.words(&whole));
        }
        says_something
    }

    /// How far the printed whole is from the sum of what is printed, as a part of it.
    fn distance(&self, reading: &Reading) -> Option<Decimal> {
        self.ratio(reading).map(|ratio| (ratio - Decimal::ONE).abs())
    }

    /// Whether parts and whole are of one size: where they are not, and no slip explains it, they belong to different things.
    fn is_near(&self, reading: &Reading) -> bool {
        let near = self.ratio(reading).is_some_and(|ratio| ratio > Decimal::new(2, 1) && ratio < Decimal::from(5));
        near || self.is_glued(reading)
    }

    /// 238238处 where the parts make 238: the number was written twice.
    fn is_glued(&self, reading: &Reading) -> bool {
        let whole = measured(self.whole).quantity.number.value().to_string();
        self.outcome(reading).is_some_and(|outcome| {
            let right = outcome.exact.normalize().to_string();
            right.len() >= 2 && whole.len() > right.len() && whole.starts_with(&right)
        })
    }

    /// Parts over whole.
    fn ratio(&self, reading: &Reading) -> Option<Decimal> {
        let whole = measured(self.whole);
        let outcome = self.outcome(reading)?;
        outcome.exact.checked_div(whole.quantity.value_in(&outcome.unit)?)
    }

    /// 28万吨 beside 18.42万吨 stands for 28.00: where so read the sum fails and one slip explains it, the slip.
    fn sharp_mend(&self, reading: &Reading) -> Option<Mend> {
        let all: Vec<Mention> = self.parts.iter().chain([&self.whole]).map(|m| measured(m)).collect();
        let decimals = all.iter().map(|m| m.quantity.printed_decimals()).max()?;
        let is_mixed = all.iter().any(|m| m.quantity.printed_decimals() < decimals);
        let is_alike = all.iter().all(|m| m.quantity.scale == all[0].quantity.scale && m.unit() == all[0].unit());
        let is_exact = |m: &Mention| m.quantity.bound.is_none() && m.upper.is_none();
        if !is_mixed || !is_alike || !all.iter().all(is_exact) {
            return None;
        }
        let (parts, whole) = all.split_at(self.parts.len());
        let total = arithmetic::total(reading, &parts.iter().collect::<Vec<_>>())?;
        let is_right = total.exact == whole[0].quantity.value_in(&total.unit)?;
        // The last digit of each may have been rounded.
        let unit = Decimal::new(1, decimals) * all[0].quantity.scale.factor();
        let off = (total.exact - whole[0].quantity.value_in(&total.unit)?).abs();
        let is_told = !total.fits(&whole[0]);
        if is_right || is_told || off <= unit * Decimal::from(all.len()) {
            return None;
        }
        let sharp: Vec<Mention> = all.iter().map(|m| sharpened(m, decimals)).collect();
        mend::of(&sharp[..self.parts.len()], &sharp[self.parts.len()])
    }

    /// A sum that would hold only if a round number were a rounded one.
    fn tell_sharp(&self, reading: &Reading, mend: &Mend, verdicts: &mut Verdicts) {
        let whole = measured(self.whole);
        let Some(outcome) = self.outcome(reading) else { return };
        let (sum, printed) = (outcome.words(&whole), reading.printed(self.whole));
        let is = reading.printed(self.parts.get(mend.which).copied().unwrap_or(self.whole));
        let digits = &mend.digits;
        verdicts
            .doubt(
                self.whole.range.clone(),
                format!("分项之和与总数疑对不上：{sum}，文中总数是{printed}"),
                format!("the parts may not add up to the whole: {sum}, the text says {printed}"),
            )
            .help(
                format!("“{is}”的数字若是{digits}就相符；核对各分项和总数"),
                format!("it would add up if the digits of {is} were {digits}; check the parts and the whole"),
            );
    }

    /// Tells of it where it fails and one slip explains that; shows it where it holds. Whether there was something to say.
    fn tell_slip(&self, reading: &Reading, verdicts: &mut Verdicts) -> bool {
        if self.holds(reading, verdicts) || verdicts.has_told(&self.whole.range) {
            return true;
        }
        let parts: Vec<Mention> = self.parts.iter().map(|part| measured(part)).collect();
        let mend = mend::of(&parts, &measured(self.whole));
        if mend.is_some() {
            self.tell(reading, Severity::Warning, mend.as_ref(), verdicts);
        }
        mend.is_some()
    }

    fn tell(&self, reading: &Reading, severity: Severity, slip: Option<&Mend>, verdicts: &mut Verdicts) {
        let whole = measured(self.whole);
        let Some(outcome) = self.outcome(reading).filter(|outcome| !outcome.fits(&whole)) else { return };
        let is_bound = slip.is_some() || self.is_near(reading);
        if !is_bound || !self.whole.has_unit() || self.parts.iter().any(|part| is_of_each(reading, part)) {
            return;
        }
        let (sum, printed) = (outcome.words(&whole), reading.printed(self.whole));
        let zh = format!("分项之和与总数对不上：{sum}，文中总数是{printed}");
        let en = format!("the parts do not add up to the whole: {sum}, the text says {printed}");
        let told = match severity {
            Severity::Error => verdicts.wrong(self.whole.range.clone(), zh, en),
            _ => verdicts.doubt(self.whole.range.clone(), zh, en),
        };
        let Some(mend) = slip else {
            told.help("核对各分项和总数", "check the parts and the whole");
            return;
        };
        let slipped = self.parts.get(mend.which).copied().unwrap_or(self.whole);
        let (is, digits) = (reading.printed(slipped), &mend.digits);
        match mend.slip {
            Slip::Digit => told.help(
                format!("“{is}”的数字若是{digits}就相符；核对各分项和总数"),
                format!("it would add up if the digits of {is} were {digits}; check the parts and the whole"),
            ),
            Slip::Moved => {
                let right = digits.parse().ok().and_then(|v: Decimal| v.checked_mul(slipped.quantity.scale.factor()));
                let right = right.map_or(digits.clone(), |value| arithmetic::natural(value, slipped.unit()));
                told.help(
                    format!("“{is}”的小数点或万、亿可能错了位（{right}则相符）；核对各分项和总数"),
                    format!(
                        "the point or the scale of {is} may have moved ({right} would add up); check parts and whole"
                    ),
                )
            }
        };
    }
}

/// 11元, without 万 and without 角 and 分.
fn is_whole_yuan(m: &Mention) -> bool {
    let quantity = &m.quantity;
    let is_plain = quantity.bound.is_none() && m.upper.is_none() && quantity.scale.word().is_empty();
    m.unit().name() == "元" && is_plain && quantity.printed_decimals() == 0
}

/// The same number with so many digits after the point.
fn sharpened(mention: &Mention, decimals: u32) -> Mention {
    let mut sharp = mention.clone();
    if let Number::Decimal(mut value) = mention.quantity.number {
        value.rescale(decimals);
        sharp.quantity.number = Number::Decimal(value);
    }
    sharp
}

#[cfg(test)]
mod tests;
