//! A series as it is drawn: sorted points, a slot of looks, and the stretches between gaps and breaks.
//!
//! Comes in: the years of the chart and its series. Goes out: strands, without the series that have no point.
//! Decides which points are joined; knows no place on the sheet.

use super::super::shape::Shape;
use crate::model::chart::{Point, Series, Standing};

/// One line.
pub(super) struct Strand<'a> {
    pub name: &'a str,
    /// Whether this is the strongest line, of the report's own region.
    pub own: bool,
    /// Which colour, dash and marker it has.
    pub slot: usize,
    pub points: Vec<Spot<'a>>,
}

/// A point of a strand.
pub(super) struct Spot<'a> {
    pub year: i32,
    pub value: f64,
    pub label: &'a str,
    pub standing: Standing,
    /// Whether the value cannot be compared with the one before.
    pub breaks: bool,
    /// Whether a line leads here from the point before.
    pub joined: bool,
}

impl Spot<'_> {
    pub(super) fn at(&self) -> (f64, f64) {
        (f64::from(self.year), self.value)
    }

    pub(super) fn is_forecast(&self) -> bool {
        self.standing == Standing::Forecast
    }

    /// What is printed of it; a forecast says that it is one.
    pub(super) fn said(&self, label: &str) -> String {
        if self.is_forecast() && !label.is_empty() { format!("预计{label}") } else { label.to_owned() }
    }
}

/// Joined points whose lines look alike.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stretch {
    pub leads_to_forecast: bool,
    pub points: Vec<(f64, f64)>,
}

impl Strand<'_> {
    pub(super) fn values(&self) -> impl Iterator<Item = f64> {
        self.points.iter().map(|point| point.value)
    }

    pub(super) fn line_shape(&self, stretch: &Stretch) -> Shape {
        match (self.own, stretch.leads_to_forecast) {
            (true, false) => Shape::OwnLine,
            (true, true) => Shape::OwnForecast,
            (false, false) => Shape::Line(self.slot),
            (false, true) => Shape::Forecast(self.slot),
        }
    }

    /// Runs of two or more points that are joined; the way to a forecast is a run of its own.
    pub(super) fn stretches(&self) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        let mut before = None;
        for point in &self.points {
            let leads_to_forecast = point.is_forecast();
            match (stretches.last_mut(), before) {
                (Some(stretch), Some(_)) if point.joined && stretch.leads_to_forecast == leads_to_forecast => {
                    stretch.points.push(point.at());
                }
                (_, Some(before)) if point.joined => {
                    stretches.push(Stretch { leads_to_forecast, points: vec![before, point.at()] });
                }
                _ => stretches.push(Stretch { leads_to_forecast, points: vec![point.at()] }),
            }
            before = Some(point.at());
        }
        stretches.retain(|stretch| stretch.points.len() > 1);
        stretches
    }
}

/// The series that have points, with their looks. Only the first own series is drawn as the own one.
pub(super) fn strands<'a>(years: &[i32], series: &'a [Series]) -> Vec<Strand<'a>> {
    let interval = interval(years, series);
    let own = series.iter().position(|one| one.own && !one.points.is_empty());
    // Slot 0 has the colour of the accent, which an own line keeps for itself.
    let mut slot = if own.is_some() { 1 } else { 0 };
    let mut strands = Vec::new();
    for (index, one) in series.iter().enumerate().filter(|(_, one)| !one.points.is_empty()) {
        let is_own = own == Some(index);
        strands.push(Strand {
            name: one.name.trim(),
            own: is_own,
            slot: if is_own { 0 } else { slot },
            points: spots(&one.points, interval),
        });
        slot += usize::from(!is_own);
    }
    strands
}

fn spots(points: &[Point], interval: i64) -> Vec<Spot<'_>> {
    let mut sorted: Vec<&Point> = points.iter().collect();
    sorted.sort_by_key(|point| point.year);
    let mut before: Option<i32> = None;
    let spot = |point: &'_ Point| {
        let follows = before.is_some_and(|year| i64::from(point.year) - i64::from(year) <= interval);
        before = Some(point.year);
        (follows && !point.breaks, point.year)
    };
    let joined: Vec<(bool, i32)> = sorted.iter().copied().map(spot).collect();
    let spots = sorted.into_iter().zip(joined).map(|(point, (joined, year))| Spot {
        year,
        value: super::super::float(point.value),
        label: &point.label.text,
        standing: point.standing,
        breaks: point.breaks,
        joined,
    });
    spots.collect()
}

/// Years from one figure to the next: 1, or 5 or 10 where the chart only has years of a census.
fn interval(years: &[i32], series: &[Series]) -> i64 {
    let points = series.iter().flat_map(|one| &one.points).map(|point| point.year);
    let mut all: Vec<i64> = years.iter().copied().chain(points).map(i64::from).collect();
    all.sort_unstable();
    all.dedup();
    all.windows(2).map(|pair| pair[1] - pair[0]).min().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::chart::Label;
    use rust_decimal::Decimal;

    fn series(own: bool, points: &[(i32, bool)]) -> Series {
        let point = |&(year, breaks): &(i32, bool)| Point {
            year,
            value: Decimal::from(year),
            label: Label::words(""),
            breaks,
            standing: Standing::Settled,
        };
        Series { name: String::new(), own, points: points.iter().map(point).collect() }
    }

    fn lengths(years: &[i32], points: &[(i32, bool)]) -> Vec<usize> {
        let all = [series(false, points)];
        strands(years, &all)[0].stretches().iter().map(|stretch| stretch.points.len()).collect()
    }

    #[test]
    fn missing_years_and_breaks_part_a_line() {
        let years: Vec<i32> = (2018..=2024).collect();
        let points = [(2018, false), (2019, false), (2021, false), (2022, false), (2023, true), (2024, false)];
        assert_eq!(lengths(&years, &points), [2, 2, 2]);
        assert_eq!(lengths(&[2023], &[(2023, false)]), [0_usize; 0]);
    }

    #[test]
    fn the_way_to_a_forecast_looks_otherwise() {
        let mut one = series(true, &[(2022, false), (2023, false), (2024, false), (2025, false)]);
        one.points[2].standing = Standing::Forecast;
        one.points[3].standing = Standing::Forecast;
        let all = [one];
        let strand = &strands(&[], &all)[0];
        let shapes: Vec<Shape> = strand.stretches().iter().map(|stretch| strand.line_shape(stretch)).collect();
        assert_eq!(shapes, [Shape::OwnLine, Shape::OwnForecast]);
        assert_eq!(strand.stretches()[1].points.len(), 3);
        assert_eq!(strand.points[3].said("120"), "预计120");
        assert_eq!(strand.points[1].said("120"), "120");
    }

    #[test]
    fn a_census_every_ten_years_is_joined() {
        assert_eq!(lengths(&[1990, 2000, 2010, 2020], &[(2000, false), (1990, false), (2010, false)]), [3]);
    }

    #[test]
    fn only_one_line_is_the_own_one_and_slots_are_new_for_each() {
        let all = [
            series(false, &[(2020, false)]),
            series(true, &[(2020, false)]),
            series(true, &[(2020, false)]),
            series(false, &[]),
        ];
        let strands = strands(&[], &all);
        let looks: Vec<(bool, usize)> = strands.iter().map(|strand| (strand.own, strand.slot)).collect();
        assert_eq!(looks, [(false, 1), (true, 0), (false, 2)]);
    }
}
