//! What stands below columns: the names of the groups, and where there is room those of the bars.
//!
//! Comes in: groups and the room that each has. Goes out: lines of names; nothing where names would have to be cut.
//! Years are thinned out rather than broken: 2015年, 2016, 2017; the last one is always there, and the first where it has room.

use super::super::legend::Legend;
use super::super::lettering::{Anchor, Role};
use super::super::style::Style;
use super::super::svg::Sheet;
use super::super::wrap::wrap;
use super::Room;
use crate::model::chart::ColumnGroup;

/// Lines that the name of a group may take.
const LINES: usize = 2;

pub(super) struct Foot {
    /// Whether each bar has its name below it, so that no legend is needed.
    pub names_series: bool,
    /// Whether the groups are years.
    pub is_time: bool,
    pub height: f64,
    names: Vec<(Role, Vec<String>)>,
    /// Names below bars: the middle of the bar, and its name.
    series: Vec<(f64, Role, String)>,
}

impl Foot {
    /// `None` where a name has no room.
    pub(super) fn new(groups: &[ColumnGroup], series: &Legend, room: &Room, style: &Style) -> Option<Self> {
        let names: Vec<&str> = groups.iter().map(|group| group.name.trim()).collect();
        let lines = lines(&names, &room.across(), style)?;
        let is_time = names.iter().all(|name| year(name).is_some());
        let role = |group: &ColumnGroup| if group.own { Role::OwnName } else { Role::Name };
        let names: Vec<(Role, Vec<String>)> = groups.iter().map(role).zip(lines).collect();
        let rows = names.iter().map(|(_, lines)| lines.len()).max().unwrap_or(1);
        let below_bars = below_bars(groups, series, room, style);
        let names_series = room.count == 1 || !below_bars.is_empty();
        let series_height = if below_bars.is_empty() { 0.0 } else { 1.3 };
        let height = (0.6 + series_height + 1.3 * rows as f64) * style.em();
        Some(Self { names_series, is_time, height, names, series: below_bars })
    }

    /// Writes everything below `top`.
    pub(super) fn draw(&self, sheet: &mut Sheet, room: &Room, top: f64) {
        let em = sheet.style.em();
        let mut first = top + 1.05 * em;
        if !self.series.is_empty() {
            for (x, role, name) in &self.series {
                sheet.text(*role, Anchor::Middle, (*x, first), name);
            }
            first += 1.3 * em;
        }
        for (index, (role, lines)) in self.names.iter().enumerate() {
            let x = room.across().middle(index, lines, sheet.style);
            for (i, line) in lines.iter().enumerate() {
                sheet.text(*role, Anchor::Middle, (x, first + 1.3 * em * i as f64), line);
            }
        }
    }
}

/// The names of the bars, where all of them fit below.
fn below_bars(groups: &[ColumnGroup], series: &Legend, room: &Room, style: &Style) -> Vec<(f64, Role, String)> {
    let fits = |name: &str| Role::Note.width(style, name) + 0.3 * style.em() <= room.slot;
    if room.count == 1 || !series.names().all(fits) {
        return Vec::new();
    }
    let bars = groups.iter().enumerate().flat_map(|(g, group)| group.bars.iter().map(move |bar| (g, bar)));
    let placed = bars.map(|(g, bar)| {
        let (left, width) = room.bar(g, series.index(&bar.name));
        (room.left + room.pitch * (left + width / 2.0), Role::Note, bar.name.clone())
    });
    placed.collect()
}

/// The lines of each name; for years of those that have room.
pub(super) fn lines(names: &[&str], across: &Across, style: &Style) -> Option<Vec<Vec<String>>> {
    if let Some(years) = names.iter().map(|name| year(name)).collect::<Option<Vec<_>>>() {
        return Some(years_in(&years, across, style));
    }
    let wrapped = names.iter().map(|name| {
        let room = across.pitch - 0.4 * style.em();
        let set = wrap(style, Role::OwnName, name, room, LINES);
        // A single character may be wider than the room.
        (set.full.is_none() && set.width(style, Role::OwnName) <= room).then_some(set.lines)
    });
    wrapped.collect()
}

/// `2025年预计` as its digits and what follows.
fn year(name: &str) -> Option<(&str, &str)> {
    let (digits, rest) = name.split_once('年')?;
    (digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit())).then_some((digits, rest))
}

/// The first and the last year, and between them as many as have room, evenly from the first; the first says 年.
fn years_in(years: &[(&str, &str)], across: &Across, style: &Style) -> Vec<Vec<String>> {
    let set = |has_mark: bool| {
        let shown = |i: usize| if i == 0 && has_mark { format!("{}年", years[i].0) } else { years[i].0.to_owned() };
        let lines = |i: usize| {
            let rest = Some(years[i].1).filter(|rest| !rest.is_empty()).map(str::to_owned);
            std::iter::once(shown(i)).chain(rest).collect::<Vec<String>>()
        };
        let is_free = |from: usize, to: usize| {
            let ([_, end], [start, _]) =
                (across.extent(from, &lines(from), style), across.extent(to, &lines(to), style));
            start - end >= 0.4 * style.em()
        };
        let last = years.len() - 1;
        let all_are_free = |step: usize| (step..=last).step_by(step).all(|i| is_free(i - step, i));
        let step = (1..=last).find(|step| all_are_free(*step)).unwrap_or(last.max(1));
        let mut chosen: Vec<usize> = (0..last).step_by(step).collect();
        // The last year is worth more than those before it, and than the first.
        while chosen.last().is_some_and(|&shown| !is_free(shown, last)) {
            chosen.pop();
        }
        chosen.push(last);
        (step, (0..=last).map(|i| if chosen.contains(&i) { lines(i) } else { Vec::new() }).collect::<Vec<_>>())
    };
    if years.is_empty() {
        return Vec::new();
    }
    let (marked, plain) = (set(true), set(false));
    // 年 is worth less than a year.
    if marked.0 <= plain.0 && (years.len() == 1 || !marked.1[0].is_empty()) { marked.1 } else { plain.1 }
}

/// Where the groups stand across the drawing.
pub(super) struct Across {
    pub left: f64,
    /// From one group to the next.
    pub pitch: f64,
}

impl Across {
    /// The middle of a name below a group: that of the group, or as near to it as the edges of the drawing let it be.
    pub(super) fn middle(&self, index: usize, lines: &[String], style: &Style) -> f64 {
        let half = half(lines, style);
        (self.left + self.pitch * (index as f64 + 0.5)).clamp(half, (style.width - half).max(half))
    }

    /// Both ends of such a name.
    fn extent(&self, index: usize, lines: &[String], style: &Style) -> [f64; 2] {
        let (middle, half) = (self.middle(index, lines, style), half(lines, style));
        [middle - half, middle + half]
    }
}

/// Half the width of a name, were it the own one.
fn half(lines: &[String], style: &Style) -> f64 {
    lines.iter().map(|line| Role::OwnName.width(style, line)).fold(0.0, f64::max) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(names: &[&str], ems: f64) -> Option<Vec<String>> {
        let style = Style::web();
        let across = Across { left: 0.0, pitch: ems * style.em() };
        let lines = lines(names, &across, &style)?;
        Some(lines.into_iter().map(|lines| lines.join("/")).collect())
    }

    #[test]
    fn years_are_thinned_out_between_the_first_and_the_last() {
        let years = ["2020年", "2021年", "2022年", "2023年", "2024年预计"];
        assert_eq!(set(&years, 5.0).unwrap(), ["2020年", "2021", "2022", "2023", "2024/预计"]);
        assert_eq!(set(&years, 2.0).unwrap(), ["2020年", "", "2022", "", "2024/预计"]);
        let longer = ["2020年", "2021年", "2022年", "2023年", "2024年", "2025年"];
        assert_eq!(set(&longer, 2.0).unwrap(), ["2020年", "", "2022", "", "", "2025"], "2024 would touch 2025");
        assert_eq!(set(&years, 0.1).unwrap(), ["", "", "", "", "2024/预计"]);
    }

    #[test]
    fn names_are_broken_once_or_have_no_room() {
        assert_eq!(set(&["乐山市", "峨边彝族自治县"], 5.0).unwrap(), ["乐山市", "峨边彝族/自治县"]);
        assert_eq!(set(&["乐山市", "峨边彝族自治县"], 3.0), None);
    }
}
