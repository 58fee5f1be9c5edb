//! The figures over the bars.
//!
//! Comes in: groups of bars, later their places. Goes out: texts that touch neither each other nor a bar.
//! Where all have room all are written; else the last, the first, the greatest and the least, and an axis says the rest.

use super::super::header;
use super::super::lettering::{Anchor, Role};
use super::super::plot::Axis;
use super::super::spread::Room as Taken;
use super::super::style::Style;
use super::super::svg::Sheet;
use super::super::ticks;
use super::{Drawn, Room};
use crate::model::chart::ColumnGroup;

pub(super) struct Figures {
    /// By group and place in it: the text, the value, and whether it is the own one.
    texts: Vec<Vec<(String, f64, bool)>>,
}

impl Figures {
    /// The figures of all bars; the unit stands above and is not repeated.
    pub(super) fn new(groups: &[ColumnGroup], unit: &str) -> Self {
        let texts = groups.iter().map(|group| {
            let is_alone = group.bars.len() == 1;
            let bars = group.bars.iter().map(|bar| {
                let is_own = bar.own || (group.own && is_alone);
                (header::bare(&bar.label.text, unit), super::super::float(bar.value), is_own)
            });
            bars.collect()
        });
        Self { texts: texts.collect() }
    }

    /// The largest lettering in which every figure fits into `room`.
    pub(super) fn role(&self, room: f64, style: &Style) -> Option<Role> {
        let fits = |role: &Role| {
            self.texts.iter().flatten().all(|(text, _, is_own)| written(*role, *is_own).width(style, text) <= room)
        };
        [Role::Value, Role::SmallValue].into_iter().find(fits)
    }

    /// Zero and everything beyond it.
    pub(super) fn limits(&self) -> (f64, f64) {
        let values = || self.texts.iter().flatten().map(|(_, value, _)| *value);
        let (low, high) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
        // Where all are zero there is still a zero line to stand on.
        (low, if low == high { 1.0 } else { high })
    }

    /// Whether there is nothing but zeros, which need no height where each is written.
    pub(super) fn are_zero(&self) -> bool {
        self.texts.iter().flatten().all(|(_, value, _)| *value == 0.0)
    }

    /// Round ticks from zero.
    pub(super) fn axis(&self) -> Axis {
        let values = self.texts.iter().flatten().map(|(_, value, _)| *value);
        let ticks = ticks::nice_for(values, self.limits(), 4);
        let (low, high) = ticks.range();
        Axis { ticks: ticks.labelled(), ..Axis::bare(low, high) }
    }

    /// Writes the figures: in `role` where every one has its room, else those that find room.
    pub(super) fn draw(&self, sheet: &mut Sheet, role: Option<Role>, bars: &[Drawn], room: &Room) {
        let em = sheet.style.em();
        let mut taken: Vec<Taken> = Vec::new();
        for index in self.order(bars, role.is_none()) {
            let bar = &bars[index];
            let (text, _, is_own) = &self.texts[bar.group][bar.place];
            let written = role.map_or(Role::PointValue, |role| written(role, *is_own));
            let edge = if bar.is_below { bar.area.y + bar.area.height + 0.75 * em } else { bar.area.y - 0.75 * em };
            let width = written.width(sheet.style, text);
            let half = width / 2.0;
            let (least, most) = (room.left + half, (sheet.width - half).max(room.left + half));
            let middle = bar.area.x + bar.area.width / 2.0;
            // Where there is little room a figure may also be flush with an edge of its bar.
            let aside = (half - bar.area.width / 2.0).max(0.0);
            let shifts: &[f64] = if role.is_some() { &[0.0] } else { &[0.0, aside, -aside] };
            let at = |shift: &f64| Taken::around(((middle + shift).clamp(least, most), edge), width, em);
            let is_free = |place: &Taken| {
                let place = place.widened(0.1 * em);
                let touches_bar = |other: &Drawn| {
                    let area = other.area;
                    let around = (area.x + area.width / 2.0, area.y + area.height / 2.0);
                    place.touches(&Taken::around(around, area.width, area.height))
                };
                !taken.iter().any(|other| other.touches(&place)) && !bars.iter().any(touches_bar)
            };
            if let Some(place) = shifts.iter().map(at).find(|place| role.is_some() || is_free(place)) {
                sheet.text(written, Anchor::Middle, ((place.left + place.right) / 2.0, edge), text);
                taken.push(place.widened(0.2 * em));
            }
        }
    }

    /// The bars in reading order; or by what a reader misses most.
    fn order(&self, bars: &[Drawn], by_worth: bool) -> Vec<usize> {
        let mut reading: Vec<usize> = (0..bars.len()).collect();
        reading.sort_by_key(|&index| (bars[index].group, bars[index].place));
        if !by_worth {
            // One lettering after the other, for a compact drawing.
            reading.sort_by_key(|&index| self.texts[bars[index].group][bars[index].place].2);
            return reading;
        }
        // The ends and the extremes of the own series, or of the only one; then those of all. The others are left to the axis:
        // figures at some of the bars alone would say that these matter more.
        let (last, first) = (self.texts.len().saturating_sub(1), 0);
        let is_own = |index: &usize| self.texts[bars[*index].group][bars[*index].place].2;
        let value = |index: &usize| self.texts[bars[*index].group][bars[*index].place].1;
        let by_value = |a: &usize, b: &usize| value(a).total_cmp(&value(b));
        let own: Vec<usize> = reading.iter().copied().filter(is_own).collect();
        let mut order: Vec<usize> = Vec::new();
        for chosen in [own, reading] {
            let all = || chosen.iter().copied();
            let ends = [last, first].map(|group| all().filter(move |index| bars[*index].group == group));
            let extremes = [all().max_by(by_value), all().min_by(by_value)];
            for index in ends.into_iter().flatten().chain(extremes.into_iter().flatten()) {
                if !order.contains(&index) {
                    order.push(index);
                }
            }
        }
        order
    }
}

/// The own figure is bold, but where there is little room.
fn written(role: Role, is_own: bool) -> Role {
    if is_own && role == Role::Value { Role::OwnValue } else { role }
}
