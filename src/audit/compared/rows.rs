//! Pairs of rows: 城市735元、农村590元，分别提高35元和30元，上年为700元、560元. The nth change belongs to the nth value now and the nth
//! value before.

use super::pairs::Around;
use super::said::said;
use super::values::Valued;
use super::{Baseline, Pair};

impl<'r> Around<'r> {
    pub fn in_rows(&self, found: &mut Vec<Pair<'r>>) {
        let Some((nth, count)) = self.place_in_row() else { return };
        let first = self.said.index - nth;
        let rows = self.rows(count);
        let is_last_year = |row: &&Vec<&Valued>| {
            row[0].is_before && matches!(row[0].baseline, Baseline::LastYear | Baseline::Year(_)) && !row[0].is_to
        };
        let Some(before) = rows.iter().find(is_last_year) else { return };
        let now = rows.iter().rev().find(|row| row[count - 1].index < first && !is_last_year(row)).cloned();
        let now = now.or_else(|| self.last_values(first, count));
        let Some(now) = now.filter(|now| now[0].index != before[0].index) else { return };
        let (now, before) = (now[nth], before[nth]);
        let is_near = self.allows(before);
        found.push(Pair { now: now.mention, before: before.mention, is_tight: is_near, is_near });
    }

    /// Which one of how many the change is in 分别提高35元和30元.
    fn place_in_row(&self) -> Option<(usize, usize)> {
        let clause = self.said.mention.clause.start;
        let is_of_it = |i: &usize| {
            said(self.reading, *i)
                .is_some_and(|other| other.verb == self.said.verb && other.mention.clause.start == clause)
        };
        let back = (0..self.said.index).rev().take(8).take_while(is_of_it).count();
        let on = (self.said.index + 1..self.reading.mentions.len()).take(8).take_while(is_of_it).count();
        (back + on > 0).then_some((back, back + on + 1))
    }

    /// The rows of so many values: 700元、560元.
    fn rows(&self, count: usize) -> Vec<Vec<&Valued<'r>>> {
        let mut all: Vec<Vec<&Valued>> = Vec::new();
        for value in &self.values {
            let joins = all.last().and_then(|row| row.last()).is_some_and(|last| {
                matches!(self.slice(last.mention.range.end..value.mention.range.start), "、" | "和" | "与" | "及")
            });
            match all.last_mut().filter(|_| joins) {
                Some(row) => row.push(value),
                None => all.push(vec![value]),
            }
        }
        all.retain(|row| row.len() == count);
        all
    }

    /// 城市每人735元，农村每人590元: as many single values right before the changes.
    fn last_values(&self, first: usize, count: usize) -> Option<Vec<&Valued<'r>>> {
        let mut row: Vec<&Valued> = self.values.iter().rev().filter(|v| v.index < first).take(count).collect();
        row.reverse();
        let is_plain = row.iter().all(|v| !v.is_before && !v.in_brackets && v.part == row[0].part);
        let is_next = row.last().is_some_and(|last| last.index + 1 == first);
        (row.len() == count && is_plain && is_next).then_some(row)
    }
}
