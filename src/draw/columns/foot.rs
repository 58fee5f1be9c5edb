//! What stands below columns: the names of the groups, and where there is room those of the bars.
//!
//! Comes in: groups and the room that each has. Goes out: lines of names; nothing where names would have to be cut.
//! Years are thinned out rather than broken: 2015年, 2016, 2017; the last one is always there.

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
        let lines = lines(&names, room.pitch, style)?;
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
            for (i, line) in lines.iter().enumerate() {
                sheet.text(*role, Anchor::Middle, (room.middle(index), first + 1.3 * em * i as f64), line);
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
pub(super) fn lines(names: &[&str], pitch: f64, style: &Style) -> Option<Vec<Vec<String>>> {
    if let Some(years) = names.iter().map(|name| year(name)).collect::<Option<Vec<_>>>() {
        return Some(years_in(&years, pitch, style));
    }
    let wrapped = names.iter().map(|name| {
        let set = wrap(style, Role::OwnName, name, pitch - 0.4 * style.em(), LINES);
        set.full.is_none().then_some(set.lines)
    });
    wrapped.collect()
}

/// `2025年预计` as its digits and what follows.
fn year(name: &str) -> Option<(&str, &str)> {
    let (digits, rest) = name.split_once('年')?;
    (digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit())).then_some((digits, rest))
}

/// The last year, and every so many years before it; the first that is shown says 年.
fn years_in(years: &[(&str, &str)], pitch: f64, style: &Style) -> Vec<Vec<String>> {
    let gap = 0.4 * style.em();
    let digits = Role::OwnName.width(style, "2020") + gap;
    let step = (1..years.len()).find(|step| digits <= pitch * *step as f64).unwrap_or(years.len().max(1));
    let says_year = Role::OwnName.width(style, "2020年") + gap <= pitch * step as f64;
    let is_shown = |i: usize| (years.len() - 1 - i).is_multiple_of(step);
    let first = (0..years.len()).find(|i| is_shown(*i)).unwrap_or(0);
    let lines = years.iter().enumerate().map(|(i, (year, rest))| match is_shown(i) {
        false => Vec::new(),
        true => {
            let shown = if i == first && says_year { format!("{year}年") } else { (*year).to_owned() };
            let rest = (!rest.is_empty()).then(|| (*rest).to_owned());
            std::iter::once(shown).chain(rest).collect()
        }
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(names: &[&str], ems: f64) -> Option<Vec<String>> {
        let style = Style::web();
        let lines = lines(names, ems * style.em(), &style)?;
        Some(lines.into_iter().map(|lines| lines.join("/")).collect())
    }

    #[test]
    fn years_are_thinned_out_from_the_last() {
        let years = ["2020年", "2021年", "2022年", "2023年", "2024年预计"];
        assert_eq!(set(&years, 5.0).unwrap(), ["2020年", "2021", "2022", "2023", "2024/预计"]);
        assert_eq!(set(&years, 1.8).unwrap(), ["2020", "", "2022", "", "2024/预计"]);
        assert_eq!(set(&years, 0.1).unwrap(), ["", "", "", "", "2024/预计"]);
    }

    #[test]
    fn names_are_broken_once_or_have_no_room() {
        assert_eq!(set(&["乐山市", "峨边彝族自治县"], 5.0).unwrap(), ["乐山市", "峨边彝族/自治县"]);
        assert_eq!(set(&["乐山市", "峨边彝族自治县"], 3.0), None);
    }
}
