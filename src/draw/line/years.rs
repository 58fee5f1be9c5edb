//! The axis of years.
//!
//! Comes in: the years of the chart and the room there is. Goes out: an axis whose labels do not touch.
//! The first label says 2020年, the others are plain, and the last year always has its label.

use super::super::lettering::Role;
use super::super::plot::Axis;
use super::super::style::Style;
use super::strand::Strand;

/// The axis over all years, `width` pixels long, with `inset` pixels free at both ends.
pub(super) fn axis(years: &[i32], strands: &[Strand], width: f64, inset: f64, style: &Style) -> Axis {
    let points = strands.iter().flat_map(|strand| strand.points.iter().map(|point| point.year));
    let mut all: Vec<i32> = years.iter().copied().chain(points).collect();
    all.sort_unstable();
    all.dedup();
    let (first, last) = (all.first().copied().unwrap_or(0), all.last().copied().unwrap_or(0));
    let inset = inset.min(width / 4.0);
    let span = (f64::from(last) - f64::from(first)).max(1.0);
    let per_year = (width - 2.0 * inset) / span;
    let room = Role::Tick.width(style, &label(first, true)) + 0.5 * style.em();
    let ticks = labelled(&all, room / per_year.max(1e-6))
        .into_iter()
        .map(|year| (f64::from(year), label(year, year == first)))
        .collect();
    Axis { low: f64::from(first), high: f64::from(last), inset, ticks }
}

fn label(year: i32, is_first: bool) -> String {
    if is_first { format!("{year}年") } else { year.to_string() }
}

/// The first year, every so many years after it, and the last; no two closer than `least` years.
fn labelled(years: &[i32], least: f64) -> Vec<i32> {
    let distance = |from: i32, to: i32| f64::from(to) - f64::from(from);
    let mut step = 1;
    while step < years.len() && years.windows(step + 1).any(|run| distance(run[0], run[step]) < least) {
        step += 1;
    }
    let mut chosen: Vec<i32> = years.iter().copied().step_by(step.max(1)).collect();
    if let (Some(&last), Some(&shown)) = (years.last(), chosen.last())
        && last != shown
    {
        // The last year is worth more than the one before it, but not than the first.
        if distance(shown, last) < least && chosen.len() > 1 {
            chosen.pop();
        }
        if chosen.last().is_some_and(|&before| distance(before, last) >= least) {
            chosen.push(last);
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_years_are_labelled_where_there_is_room() {
        assert_eq!(labelled(&[2020, 2021, 2022], 0.8), [2020, 2021, 2022]);
        assert_eq!(labelled(&[2020], 5.0), [2020]);
        assert_eq!(labelled(&[], 5.0), [0; 0]);
    }

    #[test]
    fn the_first_and_the_last_year_are_kept() {
        let years: Vec<i32> = (2010..=2023).collect();
        assert_eq!(labelled(&years, 2.5), [2010, 2013, 2016, 2019, 2023]);
        assert_eq!(labelled(&years, 2.0), [2010, 2012, 2014, 2016, 2018, 2020, 2023]);
        assert_eq!(labelled(&[2020, 2023], 2.0), [2020, 2023]);
        assert_eq!(labelled(&[2022, 2023], 2.0), [2022]);
    }
}
