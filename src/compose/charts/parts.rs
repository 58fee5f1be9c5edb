//! A whole and its parts, one bar for each year. What the parts leave is shown as 其他.

use super::{Axis, Lacking, Order, Shown, percent};
use crate::derive::{Key, Lack};
use crate::model::chart::{Chart, DataTable, Drawing, Label, Made, Slice, StackedBar};
use crate::model::{IndicatorId, Quantity, Recipe, RegionCode, Unit};
use crate::wording::ROUNDING_NOTE;
use rust_decimal::Decimal;

pub fn parts(
    order: &Order,
    whole: IndicatorId,
    parts: &[IndicatorId],
    region: RegionCode,
    years: &[i32],
) -> Result<Chart, Lacking> {
    let book = order.book;
    let mut bars = Vec::new();
    let mut keys: Vec<Key> = Vec::new();
    let mut last_lack = None;
    for year in years {
        match one_year(order, whole, parts, (region, *year)) {
            Ok((total, shown)) => {
                keys.push(total.key);
                keys.extend(shown.iter().map(|s| s.key));
                bars.push((*year, total, shown));
            }
            Err(Lacking::Lack(lack)) => last_lack = Some(lack),
            Err(lacking) => return Err(lacking),
        }
    }
    if bars.is_empty() {
        return Err(last_lack.map_or(Lacking::Nothing, Lacking::Lack));
    }
    let measure = order.measure_of(whole, &[region], years).map_err(Lacking::Lack)?;
    let unit = &book.vocabulary.get(whole).measures[measure];
    let totals: Vec<&Shown> = bars.iter().map(|(_, total, _)| total).collect();
    let axis = Axis::for_values(&totals, unit);
    let stacked: Vec<StackedBar> =
        bars.iter().map(|(year, total, shown)| stacked(order, &axis, *year, total, shown)).collect();
    let missing: Vec<String> =
        years.iter().filter(|year| !bars.iter().any(|(y, ..)| y == *year)).map(i32::to_string).collect();
    let table = table(order, whole, &stacked);
    let of_year = |(year, total, shown): &(i32, Shown, Vec<Shown>)| {
        shown.iter().chain([total]).any(|s| s.is_forecast).then(|| format!("{year}年"))
    };
    let forecast: Vec<String> = bars.iter().filter_map(of_year).collect();
    let forecast = (!forecast.is_empty()).then(|| format!("{}有预计数", forecast.join("、")));
    let is_rounded = bars.iter().any(|(_, total, shown)| differs_by_rounding(total, shown));
    let description = format!("构成图：{}。{}。", order.title, described(&stacked));
    let notes = notes(&missing, is_rounded, forecast);
    Ok(order.chart(description, notes, &keys, axis.unit, Drawing::Parts { bars: stacked }, table))
}

/// The parts of a single whole; of several, where the whole and the share of each part begin and end.
fn described(bars: &[StackedBar]) -> String {
    let (Some(first), Some(last)) = (bars.first(), bars.last()) else { return String::new() };
    if bars.len() == 1 {
        let said = first.slices.iter().map(|s| format!("{}{}，占{}", s.name, s.label.text, s.share.text));
        return format!("{}共{}：{}", first.name, first.label.text, said.collect::<Vec<_>>().join("；"));
    }
    let said = last.slices.iter().map(|slice| {
        let before = first.slices.iter().find(|before| before.name == slice.name);
        match before.map(|before| &before.share.text).filter(|before| **before != slice.share.text) {
            Some(before) => format!("{}占比由{before}到{}", slice.name, slice.share.text),
            None => format!("{}占比{}", slice.name, slice.share.text),
        }
    });
    let said = said.collect::<Vec<_>>().join("，");
    format!("{}共{}，{}共{}；{said}", first.name, first.label.text, last.name, last.label.text)
}

fn one_year(
    order: &Order,
    whole: IndicatorId,
    parts: &[IndicatorId],
    (region, year): (RegionCode, i32),
) -> Result<(Shown, Vec<Shown>), Lacking> {
    let entry = |id| order.book.vocabulary.get(id);
    let measure = order.measure_of(whole, &[region], &[year]).map_err(Lacking::Lack)?;
    let total = order.shown(region, year, whole, measure).map_err(Lacking::Lack)?;
    let unit = &entry(whole).measures[measure];
    let part = |id: &IndicatorId| {
        let other = entry(*id).unit().clone();
        let measure = entry(*id).measure_for(unit).ok_or_else(|| Lack::OtherUnit(other.clone(), unit.clone()))?;
        let mut shown = order.shown(region, year, *id, measure)?;
        let factor =
            entry(*id).measures[measure].in_terms_of(unit).ok_or_else(|| Lack::OtherUnit(other, unit.clone()))?;
        shown.exact *= factor;
        shown.unit = unit.clone();
        shown.slack = shown.slack.map(|slack| slack * factor);
        Ok(shown)
    };
    let shown: Vec<Shown> = parts.iter().map(part).collect::<Result<_, Lack>>().map_err(Lacking::Lack)?;
    if let Some(s) = shown.iter().chain([&total]).find(|s| s.exact.is_sign_negative() || s.slack.is_none()) {
        return Err(Lacking::Lack(Lack::Imprecise(s.key)));
    }
    let sum: Decimal = shown.iter().map(|s| s.exact).sum();
    // Parts rounded to their last digit may exceed the whole by rounding only.
    let slack = slack(&total, &shown);
    if sum > total.exact + slack {
        let parts = shown.iter().map(Shown::printed).collect::<Vec<_>>().join("、");
        return Err(Lacking::PartsExceedWhole { whole: total.printed(), parts });
    }
    Ok((total, shown))
}

/// What rounding alone may leave between a whole and its parts.
fn slack(total: &Shown, parts: &[Shown]) -> Decimal {
    parts.iter().chain([total]).filter_map(|s| s.slack).sum()
}

/// True where the labels of a bar do not add up to that of the whole, though nothing is left.
fn differs_by_rounding(total: &Shown, shown: &[Shown]) -> bool {
    let rest = total.exact - shown.iter().map(|s| s.exact).sum::<Decimal>();
    !rest.is_zero() && rest <= slack(total, shown)
}

fn notes(missing: &[String], is_rounded: bool, forecast: Option<String>) -> Vec<String> {
    let missing = (!missing.is_empty()).then(|| format!("{}年数据不全，未列", missing.join("、")));
    missing.into_iter().chain(forecast).chain(is_rounded.then(|| ROUNDING_NOTE.to_string())).collect()
}

fn stacked(order: &Order, axis: &Axis, year: i32, total: &Shown, shown: &[Shown]) -> StackedBar {
    let book = order.book;
    let share = |value: Decimal, of: Key, from: Vec<Key>| {
        let Some(share) = value.checked_div(total.exact) else { return Label::words("0%") };
        let value = share * Decimal::ONE_HUNDRED;
        Label::new(&percent(value, book), Some(Made { recipe: Recipe::Share, of, value, unit: Unit::percent(), from }))
    };
    let mut slices: Vec<Slice> = shown
        .iter()
        .map(|s| Slice {
            name: book.vocabulary.get(s.key.indicator).name.clone(),
            value: axis.value(s.exact),
            label: s.label(axis),
            share: share(s.exact, s.key, vec![s.key, total.key]),
        })
        .collect();
    let rest = total.exact - shown.iter().map(|s| s.exact).sum::<Decimal>();
    // What rounding alone may leave is no part of its own.
    let slack = slack(total, shown);
    if rest > slack {
        let like = &total.quantity;
        let decimals = like.printed_decimals();
        // Printed in the unit in which the whole is.
        let printed = total.unit.convert(rest, &like.unit).unwrap_or(rest);
        let quantity = Quantity::computed(printed, like.scale, like.unit.clone(), decimals, book.settings.rounding);
        let from: Vec<Key> = std::iter::once(total.key).chain(shown.iter().map(|s| s.key)).collect();
        let share = share(rest, total.key, from.clone());
        let made = Made { recipe: Recipe::Remainder, of: total.key, value: rest, unit: total.unit.clone(), from };
        let quantity = quantity.converted(axis.scale, &quantity.unit).unwrap_or(quantity);
        let label = Label::new(&quantity.to_string(), Some(made));
        slices.push(Slice { name: "其他".into(), value: axis.value(rest), label, share });
    }
    StackedBar { name: format!("{year}年"), label: total.label(axis), slices }
}

fn table(order: &Order, whole: IndicatorId, bars: &[StackedBar]) -> DataTable {
    let whole_name = &order.book.vocabulary.get(whole).name;
    let mut rows = Vec::new();
    for bar in bars {
        rows.extend(
            bar.slices
                .iter()
                .map(|s| vec![bar.name.clone(), s.name.clone(), s.label.text.clone(), s.share.text.clone()]),
        );
        rows.push(vec![bar.name.clone(), format!("{whole_name}（合计）"), bar.label.text.clone(), "100%".into()]);
    }
    DataTable { head: vec!["年份".into(), "项目".into(), "数额".into(), "占比".into()], rows }
}
