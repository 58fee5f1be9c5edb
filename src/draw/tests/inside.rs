//! No text is cut by an edge of its drawing, and none lies on another: many made-up charts at the widths of small phones, of
//! phones and of a page.

use super::super::measure::{self, Weight};
use super::super::{Style, svg};
use super::{chart, group, pair, point, series};
use crate::model::chart::{ColumnGroup, Drawing, Label, Pair};

fn styles() -> [Style; 3] {
    [Style { width: 320.0, ..Style::phone() }, Style::phone(), Style::web()]
}

/// A text of a drawing, and where it begins and ends.
#[derive(Debug)]
struct Text {
    text: String,
    left: f64,
    right: f64,
    baseline: f64,
    size: f64,
}

fn texts(drawing: &Drawing, style: &Style) -> Vec<Text> {
    let out = svg(&chart("元", drawing.clone()), style);
    let attribute = |element: &str, name: &str| -> Option<String> {
        let (_, value) = element.split('>').next()?.split_once(&format!(" {name}=\""))?;
        Some(value.split('"').next()?.to_owned())
    };
    let number = |element: &str, name: &str| attribute(element, name).and_then(|it| it.parse::<f64>().ok());
    let groups = out.split("<g ").filter(|group| group.contains("<text"));
    let texts = groups.flat_map(|group| group.split("<text").skip(1).map(move |text| (group, text)));
    let placed = texts.map(|(group, element)| {
        let (x, baseline) = (number(element, "x").expect("a place"), number(element, "y").expect("a place"));
        let inside = element.split("</text>").next().expect("a text");
        // After the start tag, or after the `<title>` of a shortened text.
        let text = inside.rsplit('>').next().expect("a text").to_owned();
        let size = number(group, "font-size").expect("a size");
        let weight = if group.contains("font-weight") { Weight::Bold } else { Weight::Regular };
        let width = measure::width(&text, size, weight);
        let left = match attribute(group, "text-anchor").as_deref() {
            None => x,
            Some("middle") => x - width / 2.0,
            _ => x - width,
        };
        Text { text, left, right: left + width, baseline, size }
    });
    placed.collect()
}

/// Places are rounded to tenths, some of them twice.
fn assert_whole_and_apart(drawing: &Drawing, style: &Style) {
    let texts = texts(drawing, style);
    for (i, text) in texts.iter().enumerate() {
        assert!(text.left >= -0.2 && text.right <= style.width + 0.2, "{} px: {text:?} in {drawing:?}", style.width);
        for other in &texts[..i] {
            let is_beside = text.right <= other.left + 0.2 || other.right <= text.left + 0.2;
            // Digits and Chinese characters are about nine tenths as high as their size.
            let is_above = (text.baseline - other.baseline).abs() >= 0.8 * text.size.min(other.size);
            assert!(is_beside || is_above, "{} px: {text:?} on {other:?} in {drawing:?}", style.width);
        }
    }
}

const NAMES: [&str; 4] =
    ["县02", "峨边彝族自治县", "某某某某某某某某某某苗族土家族侗族布依族仡佬族彝族自治县01", "ABC"];

/// From, to: equal, near, small, below zero, on both sides of it, long.
const VALUES: [[&str; 2]; 8] = [
    ["0", "0"],
    ["15361", "15361"],
    ["8", "12"],
    ["-12", "-8"],
    ["-1206.5", "1330.25"],
    ["200000000", "200000001"],
    ["0.0000000020", "0.0000000024"],
    ["0.5", "123456789012"],
];

fn pairs(count: usize, name: usize, value: usize, own: usize, change: &str) -> Vec<Pair> {
    let pair = |i: usize| {
        let [from, to] = VALUES[if i % 3 == 2 { (value + i) % VALUES.len() } else { value }];
        Pair { change: Label::words(change), ..pair(NAMES[(name + i) % NAMES.len()], i == own, from, to) }
    };
    (0..count).map(pair).collect()
}

fn all_ends() -> [[String; 2]; 2] {
    [["2020年", "2024年"], ["2020年", "2025年预计"]].map(|ends| ends.map(str::to_owned))
}

#[test]
fn no_text_of_a_slope_or_a_dumbbell_is_cut_or_on_another() {
    for style in styles() {
        for (ends, count) in all_ends().iter().flat_map(|ends| [1, 3, 16].map(|count| (ends, count))) {
            for (name, value) in (0..NAMES.len()).flat_map(|name| (0..VALUES.len()).map(move |value| (name, value))) {
                for (own, change) in [(0, "增长9.5%"), (99, "由盈转亏，减少1206.5元")] {
                    let pairs = pairs(count, name, value, own, change);
                    let slope = Drawing::Slope { ends: ends.clone(), pairs: pairs.clone() };
                    assert_whole_and_apart(&slope, &style);
                    assert_whole_and_apart(&Drawing::Dumbbell { ends: ends.clone(), pairs }, &style);
                }
            }
        }
    }
}

/// Years up to 2025, of which the last is the own one and, where it is so said, a forecast.
fn years(count: i32, values: [&str; 2], series: usize, is_forecast: bool) -> Vec<ColumnGroup> {
    let year = |year: i32| {
        let is_last = year == 2025;
        let name = format!("{year}年{}", if is_last && is_forecast { "预计" } else { "" });
        let value = values[year as usize % 2];
        let bars = [("乐山市", value, series > 1), ("全省农村居民平均水平", values[0], false), ("全国", value, false)];
        group(&name, series == 1 && is_last, &bars[..series])
    };
    (2026 - count..=2025).map(year).collect()
}

#[test]
fn no_text_of_columns_is_cut_or_on_another() {
    for style in styles() {
        for (count, values) in
            [1, 2, 3, 5, 8, 12, 13, 20, 26].into_iter().flat_map(|count| VALUES.map(|values| (count, values)))
        {
            for (series, is_forecast) in [(1, false), (1, true), (2, false), (3, true)] {
                let groups = years(count, values, series, is_forecast);
                assert_whole_and_apart(&Drawing::Columns { groups }, &style);
            }
        }
    }
}

#[test]
fn the_first_and_the_last_year_of_columns_are_named_on_a_small_phone() {
    for (count, first) in [(5, "2021"), (8, "2018"), (12, "2014"), (13, "2013"), (20, "2006")] {
        for values in VALUES {
            let found = texts(&Drawing::Columns { groups: years(count, values, 1, false) }, &styles()[0]);
            for year in [first, "2025"] {
                assert!(found.iter().any(|it| it.text.trim_end_matches('年') == year), "{year} in {found:?}");
            }
        }
    }
}

#[test]
fn columns_of_zeros_need_no_height() {
    let lowest = |values: [&str; 2]| {
        let found = texts(&Drawing::Columns { groups: years(5, values, 1, false) }, &Style::web());
        found.iter().map(|it| it.baseline).fold(0.0, f64::max)
    };
    assert!(lowest(["0", "0"]) < 0.5 * lowest(["0", "1"]));
}

fn named<'t>(texts: &'t [Text], text: &str) -> &'t Text {
    texts.iter().find(|it| it.text == text).unwrap_or_else(|| panic!("no {text} in {texts:?}"))
}

#[test]
fn what_did_not_change_stands_in_the_middle_with_a_year_at_each_side() {
    let drawing = Drawing::Dumbbell { ends: all_ends()[0].clone(), pairs: pairs(1, 0, 0, 99, "") };
    let found = texts(&drawing, &Style::web());
    let (from, to) = (named(&found, "2020年"), named(&found, "2024年"));
    assert!(from.right < to.left && from.left > 0.3 * Style::web().width, "{from:?} {to:?}");
}

#[test]
fn names_stand_above_dots_that_have_no_room_beside_them() {
    let drawing = Drawing::Dumbbell { ends: all_ends()[0].clone(), pairs: pairs(2, 1, 6, 0, "增长20%") };
    let found = texts(&drawing, &styles()[0]);
    assert!(named(&found, "峨边彝族自治县").baseline + 10.0 < named(&found, "0.0000000020").baseline);
    let apart = named(&found, "增长20%").baseline - named(&found, "峨边彝族自治县").baseline;
    assert!(apart.abs() < 1.0, "the change beside the name, by its middle: {apart}");
}

#[test]
fn many_labels_of_one_end_share_a_bracket() {
    let leaders = |value: usize| {
        let pairs: Vec<Pair> =
            (0..16).map(|i| pair(&format!("县{i}"), false, VALUES[value][0], VALUES[value][1])).collect();
        let out = svg(&chart("元", Drawing::Slope { ends: all_ends()[0].clone(), pairs }), &Style::web());
        let groups = out.split("<g ").filter(|group| group.contains("class=\"yb-leader\""));
        groups.map(|group| group.matches("<path").count()).sum::<usize>()
    };
    assert_eq!(leaders(0), 4, "a bracket and its stem at both sides");
}

/// The points of the line of a drawing: its path of so many.
fn line(drawing: &Drawing, style: &Style, count: usize) -> Vec<(f64, f64)> {
    let out = svg(&chart("元", drawing.clone()), style);
    let paths = out.split("<path d=\"M").skip(1).map(|path| {
        let path = path.split('"').next().expect("a path").replace('L', " ");
        let numbers: Vec<f64> = path.split_whitespace().map_while(|number| number.parse().ok()).collect();
        numbers.chunks_exact(2).map(|at| (at[0], at[1])).collect::<Vec<_>>()
    });
    paths.into_iter().find(|points| points.len() == count).expect("a line")
}

#[test]
fn the_figures_at_the_lows_of_a_line_stand_below_it() {
    for values in [
        ["300", "210", "290", "205", "310"],
        ["98.2", "90.1", "97.5", "90.1", "99.9"],
        ["-8", "-12", "-9", "-19.9", "-4"],
    ] {
        let points: Vec<_> = (2020..).zip(values).map(|(year, value)| point(year, value)).collect();
        let drawing = Drawing::Line { years: (2020..2025).collect(), series: vec![series("", points)] };
        for style in styles() {
            let (texts, line) = (texts(&drawing, &style), line(&drawing, &style, 5));
            for index in [1, 3] {
                let (x, y) = line[index];
                let is_its = |text: &&Text| text.text == values[index] && text.left < x && x < text.right;
                let found = texts.iter().find(is_its).unwrap_or_else(|| panic!("{} not in {texts:#?}", values[index]));
                assert!(found.baseline > y + 0.5 * found.size, "{} px: {found:?} at {y}", style.width);
            }
        }
    }
}
