//! What every drawing has at its top, and what stands where nothing is to be drawn.
//!
//! Comes in: the unit. Goes out: 单位：万人 at the upper left, or a sheet that says 暂无数据.
//! Title, source and note are printed by the page, not here.

use super::lettering::{Anchor, Role};
use super::style::Style;
use super::svg::Sheet;

/// Height of the line with the unit, the room below it included; less where there is no unit.
pub(super) fn height(style: &Style, unit: &str) -> f64 {
    if unit.trim().is_empty() { 0.5 * style.em() } else { 2.1 * style.em() }
}

/// Writes 单位：… at the upper left.
pub(super) fn draw(sheet: &mut Sheet, unit: &str) {
    let unit = unit.trim();
    if !unit.is_empty() {
        let middle = 0.75 * sheet.style.em();
        sheet.text(Role::Unit, Anchor::Start, (0.0, middle), &format!("单位：{unit}"));
    }
}

/// A label as it stands in a drawing whose unit is said above: the unit is not repeated at each figure.
pub(super) fn bare(label: &str, unit: &str) -> String {
    match label.strip_suffix(unit.trim()).map(str::trim_end) {
        Some(bare) if !bare.is_empty() => bare.to_owned(),
        _ => label.to_owned(),
    }
}

/// A sheet for a chart without a single value.
pub(super) fn empty(style: &Style) -> Sheet<'_> {
    let mut sheet = Sheet::new(style, 6.0 * style.em());
    let middle = (sheet.width / 2.0, sheet.height / 2.0);
    sheet.text(Role::Empty, Anchor::Middle, middle, "暂无数据");
    sheet
}
