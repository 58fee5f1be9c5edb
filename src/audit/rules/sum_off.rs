//! `sum-off`: parts that do not add up to the total that the text itself prints: a whole and what it is made of, a list and
//! its 合计, what is done and what is left. A list that says it is complete is wrong where it does not
//! add up; an open one (其中 A、B) is doubted only where one slip of the pen explains the difference.

mod evidence;
mod remainder;
mod siblings;
mod total_last;
mod whole_first;

use crate::audit::mend::{Mend, Slip};
use crate::audit::passage::{Passage, is_of_each, measured};
use crate::audit::{Verdicts, arithmetic};
use crate::finding::Severity;
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for sentence in 0..reading.sentences.len() {
        let Some(passage) = Passage::of(reading, sentence) else { continue };
        whole_first::check(&passage, verdicts);
        total_last::check(&passage, verdicts);
        remainder::check(&passage, verdicts);
    }
}

/// Parts and the whole that they are said to make.
struct Sum<'r> {
    parts: Vec<&'r Mention>,
    whole: &'r Mention,
}

impl<'r> Sum<'r> {
    fn outcome(&self, reading: &Reading) -> Option<arithmetic::Outcome> {
        let parts: Vec<Mention> = self.parts.iter().map(|part| measured(part)).collect();
        arithmetic::total(reading, &parts.iter().collect::<Vec<_>>())
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

    /// Parts over whole.
    fn ratio(&self, reading: &Reading) -> Option<Decimal> {
        let whole = measured(self.whole);
        let outcome = self.outcome(reading)?;
        outcome.exact.checked_div(whole.quantity.value_in(&outcome.unit)?)
    }

    fn tell(&self, reading: &Reading, severity: Severity, mend: Option<&Mend>, verdicts: &mut Verdicts) {
        let whole = measured(self.whole);
        let Some(outcome) = self.outcome(reading).filter(|outcome| !outcome.fits(&whole)) else { return };
        if !self.whole.has_unit() || self.parts.iter().any(|part| is_of_each(reading, part)) {
            return;
        }
        let (sum, printed) = (outcome.words(&whole), reading.printed(self.whole));
        let zh = format!("分项之和与总数对不上：{sum}，文中总数是{printed}");
        let en = format!("the parts do not add up to the whole: {sum}, the text says {printed}");
        let told = match severity {
            Severity::Error => verdicts.wrong(self.whole.range.clone(), zh, en),
            _ => verdicts.doubt(self.whole.range.clone(), zh, en),
        };
        let Some(mend) = mend else {
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
            Slip::Moved => told.help(
                format!("“{is}”的小数点或万、亿可能错了位（{digits}则相符）；核对各分项和总数"),
                format!("the point or the scale of {is} may have moved ({digits} would add up); check parts and whole"),
            ),
        };
    }
}

#[cfg(test)]
mod tests;
