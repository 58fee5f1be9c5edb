//! What the text behind a table says of one row whose columns are times and plans (高新技术企业数为2020年的2.3倍，超过2025年目标12家): its
//! growth, increment, multiple or completion from two of the cells; and the distance of two rows in a column of rates. Told where
//! row and columns can be no others.

use super::sums::total_row;
use super::text::{behind, stem};
use crate::audit::Verdicts;
use crate::audit::arithmetic::{self, Outcome};
use crate::audit::compared;
use crate::audit::relations::words;
use crate::reading::{ChangeKind, Direction, Mention, Reading, Table};
use std::ops::Range;

const PLANS: [&str; 4] = ["目标", "计划", "任务", "预算"];

/// Verbs that compare rates.
const DISTANCES: [(&str, Direction); 6] = [
    ("高出", Direction::Up),
    ("高于", Direction::Up),
    ("快于", Direction::Up),
    ("高", Direction::Up),
    ("低于", Direction::Down),
    ("慢于", Direction::Down),
];

/// How a quantity follows from two cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Growth(Direction),
    Increment(Direction),
    /// 是…的N倍, 达到…的P
    Ratio,
}

pub fn check(reading: &Reading, table: &Table, verdicts: &mut Verdicts) {
    for mention in behind(reading, table) {
        let recalled = Recalled { reading, table, mention };
        match mention.is_points() {
            true => recalled.distance(verdicts),
            false => recalled.judge(verdicts),
        }
    }
}

/// A quantity of the text that may be computed from the table.
struct Recalled<'r> {
    reading: &'r Reading,
    table: &'r Table<'r>,
    mention: &'r Mention,
}

impl<'r> Recalled<'r> {
    fn judge(&self, verdicts: &mut Verdicts) {
        let lead = self.reading.slice(&self.lead());
        let Some(way) = self.way(lead) else { return };
        let own = compared::name_in_row(self.reading, self.mention);
        let words = own.as_deref().unwrap_or(lead);
        let Some((at, row)) = rows(self.table, words, lead).pop() else { return };
        if own.is_none() && names_another_measure(&lead[at..], stem(self.table.rows[row].label)) {
            return;
        }
        let Some((now, before)) = self.columns(lead, way) else { return };
        let Some((now, before)) = self.cell(row, now).zip(self.cell(row, before)) else { return };
        if let Some(outcome) = self.outcome(now, before, way) {
            self.compare(&outcome, verdicts);
        }
    }

    /// What leads to the quantity: its part of the sentence.
    fn lead(&self) -> Range<usize> {
        let start = self.reading.sentences[self.mention.sentence].range.start;
        let lead = &self.reading.text()[start..self.mention.range.start];
        lead.rfind(['；', ';']).map_or(start, |at| start + at)..self.mention.range.start
    }

    fn way(&self, lead: &str) -> Option<Way> {
        let change = self.mention.change.as_ref();
        if self.mention.is_percent() || self.mention.unit().name() == "倍" {
            return match change {
                Some(change) if change.kind == ChangeKind::Percent => Some(Way::Growth(change.direction)),
                None if lead.ends_with('的') => Some(Way::Ratio),
                _ => None,
            };
        }
        if let Some(change) = change {
            return (change.kind == ChangeKind::Amount).then_some(Way::Increment(change.direction));
        }
        let ends = |words: &[&str]| words.iter().any(|word| lead.ends_with(word));
        let is_column = |words: &str| (0..self.table.width()).any(|column| stem(self.table.name(column)) == words);
        let exceeds = |verbs: &[&str]| {
            verbs.iter().filter_map(|verb| clause(lead).rsplit_once(verb)).any(|(_, base)| is_column(base))
        };
        match () {
            () if ends(&["新增", "多", "净增"]) || exceeds(&["超过", "超出", "高于"]) => {
                Some(Way::Increment(Direction::Up))
            }
            () if ends(&["便宜", "少"]) || exceeds(&["低于", "少于"]) => Some(Way::Increment(Direction::Down)),
            () => None,
        }
    }

    /// The columns of now and before: the one that the clause names last, or else the earlier of two, and the one that is left.
    fn columns(&self, lead: &str, way: Way) -> Option<(usize, usize)> {
        let all: Vec<usize> = (0..self.table.width()).filter(|column| self.is_time_or_plan(*column)).collect();
        let (plans, times): (Vec<usize>, Vec<usize>) =
            all.iter().partition(|column| is_plan(self.table.name(**column)));
        let named = |column: &usize| Some((clause(lead).rfind(stem(self.table.name(*column)))?, *column));
        let base = match all.iter().filter_map(named).max() {
            Some((_, base)) => base,
            // 比2022年增长8.0%: the table does not have that year.
            None if way == Way::Ratio || words::dates(clause(lead)).next().is_some() => return None,
            None => self.earlier(&times)?,
        };
        match plans.contains(&base) {
            true => Some((*times.iter().max_by_key(|column| order(self.table.name(**column)))?, base)),
            false => match times.iter().filter(|column| **column != base).collect::<Vec<_>>().as_slice() {
                [now] => Some((**now, base)),
                _ => None,
            },
        }
    }

    fn is_time_or_plan(&self, column: usize) -> bool {
        let name = self.table.name(column);
        let is_time = name.contains(['年', '月', '季']) && name.contains(|c: char| c.is_ascii_digit());
        self.table.is_numeric(column) && (is_time || is_plan(name)) && !name.contains(['%', '增', '比'])
    }

    /// The earlier of two times.
    fn earlier(&self, times: &[usize]) -> Option<usize> {
        let [a, b] = times else { return None };
        let (first, second) = (order(self.table.name(*a)), order(self.table.name(*b)));
        (first != second).then_some(if first < second { *a } else { *b })
    }

    fn outcome(&self, now: &Mention, before: &Mention, way: Way) -> Option<Outcome> {
        match way {
            Way::Growth(direction) => {
                let growth = arithmetic::growth(self.reading, now, before)?;
                Some(match direction {
                    Direction::Up => growth,
                    Direction::Down => Outcome { exact: -growth.exact, interval: growth.interval.mirrored(), ..growth },
                })
            }
            Way::Ratio => arithmetic::share(self.reading, now, before),
            Way::Increment(_) if !now.unit().name().starts_with(self.mention.unit().name()) => None,
            Way::Increment(direction) => {
                let (over, under) = if direction == Direction::Up { (now, before) } else { (before, now) };
                let difference = arithmetic::difference(self.reading, over, under)?;
                Some(Outcome { unit: self.mention.unit().clone(), ..difference })
            }
        }
    }

    /// 家禽出栏增速高于肉羊0.7个百分点: two rows in the one column of rates.
    fn distance(&self, verdicts: &mut Verdicts) {
        let lead = self.reading.slice(&self.lead());
        let said = DISTANCES
            .iter()
            .filter_map(|(verb, way)| Some((lead.rfind(verb)?, verb.len(), *way)))
            .max_by_key(|said| (said.0, said.1));
        let Some((at, length, way)) = said else { return };
        let first = DISTANCES.iter().filter_map(|(verb, _)| lead.find(verb)).min().unwrap_or(at);
        let object = rows(self.table, &lead[at + length..], lead);
        let subject = rows(self.table, &lead[..first], lead).pop();
        let ([(_, other)], Some((_, own))) = (object.as_slice(), subject) else { return };
        let rates: Vec<usize> = (0..self.table.width()).filter(|column| self.is_of_rates(*column)).collect();
        let [column] = rates.as_slice() else { return };
        let (a, b) = if way == Direction::Up { (own, *other) } else { (*other, own) };
        let Some((a, b)) = self.table.number(a, *column).zip(self.table.number(b, *column)) else { return };
        let Some(interval) = a.interval.minus(&b.interval) else { return };
        let outcome = Outcome {
            exact: a.value - b.value,
            interval,
            unit: self.mention.unit().clone(),
            sum: format!("{}-{}", a.text, b.text),
        };
        self.compare(&outcome, verdicts);
    }

    fn is_of_rates(&self, column: usize) -> bool {
        self.table.is_numeric(column) && self.table.name(column).contains(['%', '％'])
    }

    fn cell(&self, row: usize, column: usize) -> Option<&'r Mention> {
        self.reading.named().cell_at(self.table.number(row, column)?.range.start)
    }

    fn compare(&self, outcome: &Outcome, verdicts: &mut Verdicts) {
        let (place, printed) = (self.mention.range.clone(), self.reading.printed(self.mention));
        let sum = outcome.words(self.mention);
        if outcome.fits(self.mention) {
            return verdicts.holds(place, sum);
        }
        let zh = format!("与前面的表对不上：{sum}，文中是{printed}");
        let en = format!("the table before says otherwise: {sum}, the text says {printed}");
        verdicts.wrong(place, zh, en).help("核对表和文中的数", "check the table and the text");
    }
}

/// 规上企业产值 is no number of the row 规上企业, 规上企业数 is.
fn names_another_measure(words: &str, name: &str) -> bool {
    const ENDS: &str = "比较是为达完超高低增减下上涨跌降提便每分一两三四五累同环净，、（";
    const SAME: [&str; 8] = ["", "数", "数量", "总数", "总量", "量", "额", "总额"];
    let is_same = |(read, own): &(char, char)| read == own;
    let read: usize = words.chars().zip(name.chars()).take_while(is_same).map(|(c, _)| c.len_utf8()).sum();
    let rest = &words[read..];
    let end = rest.find(|c: char| ENDS.contains(c) || c.is_ascii_digit()).unwrap_or(rest.len());
    !SAME.contains(&&rest[..end])
}

fn is_plan(name: &str) -> bool {
    PLANS.iter().any(|word| name.contains(word))
}

/// The last clause of some words.
fn clause(lead: &str) -> &str {
    lead.rsplit(['，', ',', '；', ';']).next().unwrap_or(lead)
}

/// The year and the month of a column, whichever are said.
fn order(name: &str) -> Vec<u32> {
    name.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

/// The rows that words name, in their order: by the whole name or by a beginning of it that no other row has, where the rest of the
/// name stands in the lead (肉牛、肉羊、家禽出栏).
fn rows(table: &Table, words: &str, lead: &str) -> Vec<(usize, usize)> {
    let total = total_row(table);
    let rows = (0..table.rows.len()).filter(|row| Some(*row) != total);
    let mut found: Vec<(usize, usize)> = rows.filter_map(|row| Some((place(table, row, words, lead)?, row))).collect();
    found.sort_unstable();
    found
}

fn place(table: &Table, row: usize, words: &str, lead: &str) -> Option<usize> {
    let name = stem(table.rows[row].label);
    let mut ends = name.char_indices().map(|(i, c)| i + c.len_utf8()).skip(1).collect::<Vec<_>>().into_iter().rev();
    let is_its_own = |start: &str| {
        table.rows.iter().enumerate().all(|(other, it)| other == row || !stem(it.label).starts_with(start))
    };
    ends.find_map(|end| {
        let (start, rest) = name.split_at(end);
        words.rfind(start).filter(|_| is_its_own(start) && (rest.is_empty() || lead.contains(rest)))
    })
}
