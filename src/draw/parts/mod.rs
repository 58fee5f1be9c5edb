//! Stacked bars: wholes and their parts.
//!
//! Comes in: bars of slices. Goes out: one wide bar with its parts named in it or below it (`one`), or a row for each
//! bar under a legend (`rows`).
//! A part below zero has no length; its figure is still listed.

mod one;
mod rows;

use super::header;
use super::style::Style;
use super::svg::Sheet;
use crate::model::chart::{Slice, StackedBar};

/// The bars as a sheet; 暂无数据 where there is no part at all.
pub(super) fn draw<'a>(bars: &[StackedBar], unit: &str, style: &'a Style) -> Sheet<'a> {
    match bars {
        [bar] if !bar.slices.is_empty() => one::draw(bar, unit, style),
        bars if bars.iter().all(|bar| bar.slices.is_empty()) => header::empty(style),
        bars => rows::draw(bars, unit, style),
    }
}

/// The length of a slice before scaling.
fn length(slice: &Slice) -> f64 {
    super::float(slice.value).max(0.0)
}

/// The sum of all lengths of a bar.
fn whole(bar: &StackedBar) -> f64 {
    bar.slices.iter().map(length).sum()
}
