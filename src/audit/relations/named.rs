//! The quantities that a phrase names, wherever they stand in the text, table cells included: from words, a unit and a period to
//! candidates with their ties. Not where the phrase is so common that it names nothing.
//!
//! ```ignore
//! let wholes = named::find(reading, &Wanted { name: "工业总产值", unit: part.unit(), period: division.whole, by: result });
//! ```
//!
//! `Tight`: one value only has the name in its own words. `Named`: the one of several that says the least besides, or one whose
//! sentence has the name. `Loose`: one of several. A rule that adds them to what stands near should take them for `Named` at most
//! (`tie.min(Tie::Named)`) unless it looks for the name of a whole.

use super::operands::{self, Operand, Tie};
use super::resolved::is_larger;
use super::words;
use crate::model::Unit;
use crate::reading::{Holder, Mention, Reading, is_total};

/// How many candidates are handed back.
const MOST: usize = 6;

/// Words of a name beyond those that are wanted: with more it is probably the name of something else.
const MOST_BESIDE: usize = 4;

const PLANNED: [&str; 5] = ["目标", "任务", "计划", "预算", "指标"];

/// What is looked for.
pub struct Wanted<'w> {
    /// 全县工业总产值; words that say nothing of the thing (全县, 总数) are passed over.
    pub name: &'w str,
    /// The unit or another of its family.
    pub unit: &'w Unit,
    /// Words in which the years or months that are meant may stand; empty where none is said.
    pub period: &'w str,
    /// The quantity for which it is looked for: it is no candidate, and what stands nearest to it comes first.
    pub by: &'w Mention,
}

struct Candidate<'r> {
    mention: &'r Mention,
    has_own_name: bool,
    beside: usize,
    distance: usize,
}

/// The candidates, the best first.
pub fn find<'r>(reading: &'r Reading, wanted: &Wanted) -> Vec<Operand<'r>> {
    search(reading, wanted, |mention| mention.unit().converts_to(wanted.unit))
}

/// The same, of those that are larger than a part: what can be its whole.
pub fn larger<'r>(reading: &'r Reading, wanted: &Wanted, part: &Mention) -> Vec<Operand<'r>> {
    search(reading, wanted, |m| m.range != part.range && m.unit().converts_to(wanted.unit) && is_larger(m, part))
}

/// The same whatever the unit; that of what is wanted is not looked at.
pub fn of_any_unit<'r>(reading: &'r Reading, wanted: &Wanted) -> Vec<Operand<'r>> {
    search(reading, wanted, operands::is_operand)
}

fn search<'r>(reading: &'r Reading, wanted: &Wanted, fits: impl Fn(&Mention) -> bool) -> Vec<Operand<'r>> {
    let name = words::without_filler(wanted.name);
    let telling: Vec<&str> = words::telling(&name).collect();
    if telling.is_empty() {
        return Vec::new();
    }
    let holders = reading.named().holders(reading, &telling);
    let mut found: Vec<Candidate> = holders
        .into_iter()
        .filter(|holder| fits(holder.mention))
        .filter_map(|holder| candidate(reading, wanted, &name, &holder))
        .collect();
    found.sort_by_key(|one| (!one.has_own_name, one.beside, one.distance));
    tied(found)
}

fn candidate<'r>(reading: &'r Reading, wanted: &Wanted, name: &str, holder: &Holder<'r>) -> Option<Candidate<'r>> {
    let mention = holder.mention;
    let is_asker = mention.range == wanted.by.range;
    if is_asker || !mention.has_unit() || mention.is_quoted || mention.upper.is_some() || mention.change.is_some() {
        return None;
    }
    let own = operands::words(reading, mention);
    let says_the_same = |words: &[&str]| words.iter().all(|word| own.contains(word) == (wanted.name.contains(word)));
    let is_other_time = operands::is_of_before(reading, mention) != is_of_before(wanted);
    if !says_the_same(&["均", "每"]) || plans(&own) && !plans(wanted.name) || is_other_time {
        return None;
    }
    if !is_of_period(reading, wanted, mention) {
        return None;
    }
    let (name, is_meant) = match holder.is_cell {
        true => within_table(reading, name, mention),
        false => (name.to_string(), true),
    };
    let has_own_name = words::is_covered(&name, &own);
    let is_named = has_own_name || words::is_covered(&name, &format!("{}|{own}", holder.topic));
    if !is_meant || !is_named {
        return None;
    }
    let beside = words::telling(reading.subject(mention)).filter(|word| !wanted.name.contains(word)).count();
    let distance = mention.range.start.abs_diff(wanted.by.range.start);
    Some(Candidate { mention, has_own_name, beside, distance })
}

/// The name of a cell with a bar between the names of row and column, and whether its row is meant: that is so where its name is
/// said, or where it is the sum of the others.
fn within_table(reading: &Reading, name: &str, cell: &Mention) -> (String, bool) {
    let row = stem(reading.subject(cell));
    let is_said = !row.is_empty() && name.contains(row);
    let is_meant = is_said || is_total(row) || words::shared(row, name) > 0;
    // The row says itself what is counted.
    let name =
        if is_said && words::is_telling(&name.replace(row, "|")) { name.replace(row, "|") } else { name.to_string() };
    (name, is_meant)
}

/// A name without its unit: 产量 of 产量（吨）.
fn stem(name: &str) -> &str {
    name.split(['（', '(', '/']).next().unwrap_or("").trim()
}

/// Whether words speak of a plan: 一般公共预算收入 is none.
pub fn plans(words: &str) -> bool {
    let words =
        ["预算收入", "预算支出", "公共预算"].iter().fold(words.to_string(), |words, name| words.replace(name, ""));
    PLANNED.iter().any(|word| words.contains(word))
}

fn is_of_before(wanted: &Wanted) -> bool {
    let says = |words: &str| ["上年", "去年", "同期", "上月", "上季"].iter().any(|word| words.contains(word));
    says(wanted.name) || says(wanted.period)
}

/// Years and months that are asked for must be said of the quantity; those that are not asked for may not differ from the
/// year of which the asking sentence speaks.
fn is_of_period(reading: &Reading, wanted: &Wanted, mention: &Mention) -> bool {
    let said = operands::respective_name(reading, mention).unwrap_or_else(|| {
        format!("{}{}{}", reading.subject(mention), reading.object(mention), reading.slice(&mention.clause))
    });
    let mut asked = words::dates(wanted.name).chain(words::dates(wanted.period)).peekable();
    if asked.peek().is_some() {
        return asked.all(|date| said.contains(date));
    }
    let year_of = |mention: &Mention| {
        let from = reading.paragraphs[mention.paragraph].range.start;
        let last = reading.dates.partition_point(|date| date.range.start < mention.range.start);
        reading.dates[..last].iter().rev().take_while(|date| date.range.start >= from).find_map(|date| date.year)
    };
    let own_year =
        words::dates(&said).find_map(|date| date.strip_suffix('年')?.parse::<i32>().ok()).or(year_of(mention));
    // 由2013年的62.4亿元增加到: the paragraph goes on about its latest year.
    let asked_year = {
        let from = reading.paragraphs[wanted.by.paragraph].range.start;
        let (first, last) =
            [from, wanted.by.range.start].map(|byte| reading.dates.partition_point(|d| d.range.start < byte)).into();
        reading.dates[first..last].iter().filter_map(|date| date.year).max()
    };
    match (own_year, asked_year) {
        (Some(own), Some(asked)) => own == asked,
        _ => true,
    }
}

fn tied(found: Vec<Candidate<'_>>) -> Vec<Operand<'_>> {
    let is_same =
        |a: &Mention, b: &Mention| b.interval_in(a.unit()).is_some_and(|interval| interval.meets(&a.interval()));
    let mut kept: Vec<Candidate> = Vec::new();
    for one in found {
        if kept.len() < MOST && kept.iter().all(|other| !is_same(other.mention, one.mention)) {
            kept.push(one);
        }
    }
    let with_name = kept.iter().filter(|one| one.has_own_name).count();
    let least = kept.first().map_or(0, |one| one.beside);
    let is_best = kept.get(1).is_none_or(|second| second.beside > least || !second.has_own_name);
    let tie = |nth: usize, one: &Candidate| match one.has_own_name {
        true if nth == 0 && with_name == 1 && one.beside <= MOST_BESIDE && one.mention.quantity.bound.is_none() => {
            Tie::Tight
        }
        true if nth == 0 && (with_name == 1 || is_best) => Tie::Named,
        false if nth == 0 && kept.len() == 1 => Tie::Named,
        _ => Tie::Loose,
    };
    kept.iter().enumerate().map(|(nth, one)| Operand { mention: one.mention, tie: tie(nth, one) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Markup;

    /// What the last percentage of a text finds by a name.
    fn found(text: &str, name: &str, unit: &str, period: &str) -> Vec<(String, Tie)> {
        let reading = Reading::of(text, Markup::Markdown, &[]);
        let by = reading.mentions.last().expect(text);
        let all = find(&reading, &Wanted { name, unit: &Unit::new(unit), period, by });
        all.iter().map(|one| (reading.printed(one.mention).to_string(), one.tie)).collect()
    }

    #[test]
    fn a_name_finds_its_quantity_in_another_paragraph() {
        let text = "全县实现工业总产值183.6亿元。\n\n园区产值148.5亿元，占全县工业总产值的80.9%。";
        assert_eq!(found(text, "全县工业总产值", "元", ""), [("183.6亿元".to_string(), Tie::Tight)]);
        assert!(found(text, "全县财政收入", "元", "").is_empty());
        assert!(found(text, "工业总产值", "人", "").is_empty());
    }

    #[test]
    fn of_two_values_none_is_tight() {
        let text = "全市粮食播种面积12.5万亩。\n\n河东区粮食播种面积3.1万亩。\n\n占粮食播种面积的20%。";
        let found = found(text, "粮食播种面积", "亩", "");
        assert_eq!(found.iter().map(|one| one.1).collect::<Vec<_>>(), [Tie::Named, Tie::Loose]);
    }

    #[test]
    fn plans_other_years_and_averages_are_other_things() {
        let text = "2022年粮食产量12万吨。2023年粮食产量13万吨。\n\n计划粮食产量15万吨，亩均粮食产量0.5吨。\n\n2023年夏粮占粮食产量的20%。";
        assert_eq!(found(text, "粮食产量", "吨", ""), [("13万吨".to_string(), Tie::Tight)]);
        assert_eq!(found(text, "粮食产量", "吨", "2022年"), [("12万吨".to_string(), Tie::Tight)]);
    }

    #[test]
    fn cells_are_found_by_row_and_column() {
        let text = "粮食生产情况\n\n| 乡镇 | 播种面积（亩） | 产量（吨） |\n|---|---|---|\n| 石门镇 | 26300 | 9120 |\n| 柳林乡 | 18400 | 5980 |\n| 合计 | 44700 | 15100 |\n\n石门镇占59%。";
        assert_eq!(found(text, "石门镇播种面积", "亩", ""), [("26300".to_string(), Tie::Tight)]);
        assert_eq!(found(text, "全县产量", "吨", ""), [("15100".to_string(), Tie::Tight)]);
        let years = "| 指标 | 2022年 | 2023年 |\n|---|---|---|\n| 新增就业（人） | 4100 | 4260 |\n| 培训（人次） | 800 | 910 |\n\n完成98%。";
        assert_eq!(found(years, "新增就业", "人", "2022年"), [("4100".to_string(), Tie::Tight)]);
    }
}
