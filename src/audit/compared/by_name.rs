//! Pairs of which a value stands in another paragraph or in a table: it is found by the name that the change gives, of the year
//! that the text means (耕地保有量较国家下达任务（27.30万公顷）多0.21万公顷, 2023年末常住人口比2022年末减少0.3万人).

use super::pairs::Around;
use super::said::said;
use super::words::{place_free, without_total};
use super::{Baseline, Pair, bare};
use crate::audit::relations::named::{self, Wanted};
use crate::audit::relations::operands::{Operand, Tie};
use crate::audit::relations::words;
use crate::model::Unit;
use crate::reading::{ChangeKind, Mention};

/// So many characters name one thing in a text.
const TELLING: usize = 4;

impl<'r> Around<'r> {
    pub fn by_name(&self, found: &mut Vec<Pair<'r>>) {
        if found.iter().any(|pair| pair.is_tight) || !self.is_single() {
            return;
        }
        let now = self.now(self.said.index).filter(|now| self.is_named_like(now) && now.index + 4 > self.said.index);
        let before = self.own_before();
        let Some(name) = self.full_name(now.map(|now| now.words)) else { return };
        match (now.map(|now| now.mention), before) {
            (Some(_), Some(_)) => {}
            (None, Some(before)) => {
                for now in self.find(&name, before.unit(), "") {
                    self.push_named(found, &name, (now.mention, now.tie), (before, Tie::Tight));
                }
            }
            (Some(now), None) => {
                for before in self.before_by_name(&name, now.unit()) {
                    self.push_named(found, &name, (now, Tie::Tight), (before.mention, before.tie));
                }
            }
            (None, None) => {
                let Some(unit) = self.unit_of_values() else { return };
                let nows = self.find(&name, &unit, self.own_year());
                for before in self.before_by_name(&name, &unit) {
                    for now in nows.iter().filter(|now| now.mention.range != before.mention.range) {
                        self.push_named(found, &name, (now.mention, now.tie), (before.mention, before.tie));
                    }
                }
            }
        }
    }

    fn push_named(&self, found: &mut Vec<Pair<'r>>, name: &str, now: (&'r Mention, Tie), before: (&'r Mention, Tie)) {
        let tie = now.1.min(before.1);
        let is_tight = tie == Tie::Tight && place_free(name).chars().count() >= TELLING;
        found.push(Pair { now: now.0, before: before.0, is_tight, is_near: tie >= Tie::Named });
    }

    /// The value of before that stands in the clause of the change, or in brackets behind it.
    fn own_before(&self) -> Option<&'r Mention> {
        let clause = self.said.mention.clause.start;
        let is_beside = |v: &&super::values::Valued| {
            v.is_before
                && (v.mention.clause.start == clause || v.is_aside || v.in_brackets && v.index + 1 == self.said.index)
        };
        self.values.iter().find(is_beside).map(|v| v.mention)
    }

    /// What the change names or, where it names nothing, the value before it.
    fn full_name(&self, now: Option<&str>) -> Option<String> {
        let named = self.named();
        let is_enough = |name: &str| without_total(place_free(name)).chars().count() >= 3;
        let name = if is_enough(&named) { named } else { bare(now?) };
        is_enough(&name).then_some(name)
    }

    fn find(&self, name: &str, unit: &Unit, period: &str) -> Vec<Operand<'r>> {
        let all = named::find(self.reading, &Wanted { name, unit, period, by: self.said.mention });
        all.into_iter().filter(|one| one.mention.sentence != self.said.mention.sentence).take(3).collect()
    }

    /// 2023年末常住人口比2022年末减少: the year that the change is of, where it says one before its comparison.
    fn own_year(&self) -> &'r str {
        let own = self.said.words.split(['比', '较']).next().unwrap_or("");
        words::dates(own).next().unwrap_or("")
    }

    /// The values of the year with which the change compares.
    fn before_by_name(&self, name: &str, unit: &Unit) -> Vec<Operand<'r>> {
        match self.said_baseline() {
            Baseline::Year(year) => self.find(name, unit, &format!("{year}年")),
            Baseline::LastYear => {
                let same = self.find(name, unit, "上年");
                let year = self.year_at(self.said.mention);
                match year.filter(|_| same.is_empty()) {
                    Some(year) => self.find(name, unit, &format!("{}年", year - 1)),
                    None => same,
                }
            }
            _ => Vec::new(),
        }
    }

    /// 减少0.3万人，下降0.6%: the unit of what has fallen.
    fn unit_of_values(&self) -> Option<Unit> {
        match self.said.kind {
            ChangeKind::Amount => Some(self.said.mention.unit().clone()),
            ChangeKind::Points => Some(Unit::percent()),
            ChangeKind::Percent => {
                let increment = said(self.reading, self.said.index.checked_sub(1)?)?;
                let is_its = increment.kind == ChangeKind::Amount
                    && increment.mention.sentence == self.said.mention.sentence
                    && bare(self.said.words).is_empty();
                is_its.then(|| increment.mention.unit().clone())
            }
            ChangeKind::Times => None,
        }
    }
}
