//! Columns, dumbbells, slopes, and lines with forecasts: where bars, dots and texts stand.

use super::super::{Anchor, Style, plate, svg};
use super::{chart, ends, group, pair, point, series, stacked};
use crate::model::chart::{Drawing, Label, Pair, Point, Standing};

/// The places of the `<rect>` elements of a role, as x, y, width and height.
fn rects(out: &str, class: &str) -> Vec<[f64; 4]> {
    let groups = out.split("<g ").filter(|group| group.contains(&format!("class=\"{class}\"")));
    let rects = groups.flat_map(|group| group.split("<rect").skip(1));
    let number = |rect: &str, name: &str| -> f64 {
        let (_, value) = rect.split_once(&format!(" {name}=\"")).expect("an attribute");
        value.split('"').next().and_then(|value| value.parse().ok()).expect("a number")
    };
    rects.map(|rect| ["x", "y", "width", "height"].map(|name| number(rect, name))).collect()
}

#[test]
fn columns_stand_on_zero_and_hang_below_it() {
    let groups = vec![group("2022年", false, &[("", "40", false)]), group("2023年", true, &[("", "-20", false)])];
    let out = svg(&chart("元", Drawing::Columns { groups }), &Style::web());
    let (up, down) = (rects(&out, "yb-bar")[0], rects(&out, "yb-bar yb-own")[0]);
    assert!((up[1] + up[3] - down[1]).abs() < 0.2, "one ends where the other begins: {up:?} {down:?}");
    assert!((up[3] - 2.0 * down[3]).abs() < 0.3, "lengths are as the values: {up:?} {down:?}");
    assert!(out.contains(">40</text>") && out.contains(">-20</text>"), "{out}");
}

#[test]
fn columns_have_an_axis_only_where_figures_have_no_room() {
    let years = |count: i32| {
        let group = |year: i32| group(&format!("{year}年"), false, &[("", "15361", false)]);
        Drawing::Columns { groups: (2024 - count..2024).map(group).collect() }
    };
    let few = svg(&chart("元", years(6)), &Style::web());
    assert_eq!(few.matches(">15361</text>").count(), 6);
    assert!(!few.contains("yb-grid"), "{few}");
    let many = svg(&chart("元", years(24)), &Style::phone());
    assert!(many.contains("yb-grid") && many.contains(">20000</text>"), "{many}");
    assert!(many.contains(">2023</text>"), "the last year is named: {many}");
}

#[test]
fn series_of_columns_are_named_once_and_told_apart() {
    let groups = |name: &'static str| -> Drawing {
        let group =
            |year: i32| group(&format!("{year}年"), false, &[("乐山市", "12000", true), (name, "13000", false)]);
        Drawing::Columns { groups: (2021..2024).map(group).collect() }
    };
    let short = svg(&chart("元", groups("全省")), &Style::web());
    assert_eq!(short.matches(">全省</text>").count(), 3, "below each bar: {short}");
    let long = svg(&chart("元", groups("全省农村居民平均水平")), &Style::web());
    assert_eq!(long.matches(">全省农村居民平均水平</text>").count(), 1, "in a legend: {long}");
    assert_eq!(rects(&long, "yb-bar yb-own").len(), 4, "three bars and a swatch");
}

#[test]
fn columns_whose_names_have_no_room_become_rows() {
    let region = |i: usize| group(&format!("第{i}个彝族自治县"), i == 3, &[("", "100", false)]);
    let groups = Drawing::Columns { groups: (0..11).map(region).collect() };
    let phone = svg(&chart("元", groups), &Style::phone());
    let bars = rects(&phone, "yb-bar");
    assert_eq!(bars.len(), 10);
    assert!(bars.iter().all(|bar| bar[2] > bar[3]), "they lie: {bars:?}");
}

#[test]
fn parts_stand_upon_each_other_with_the_whole_on_top() {
    let bars = vec![stacked(&["10", "30"]), stacked(&["20", "40"])];
    let wide = svg(&chart("亿元", Drawing::Stacked { bars }), &Style::web());
    let (lower, upper) = (rects(&wide, "yb-slice yb-s1"), rects(&wide, "yb-slice yb-s2"));
    assert_eq!((lower.len(), upper.len()), (2, 2));
    for (lower, upper) in lower.iter().zip(&upper) {
        assert!((upper[1] + upper[3] - lower[1]).abs() < 0.2, "{upper:?} on {lower:?}");
    }
    assert_eq!(wide.matches("class=\"yb-total\"").count(), 1);
    assert_eq!(wide.matches(">1.67</text>").count(), 2, "the wholes, without the unit that stands above");
    assert_eq!(wide.matches(">第1部分</text>").count(), 1, "beside the last bar");
}

#[test]
fn two_dots_have_their_figures_at_their_outer_sides() {
    let pairs = vec![pair("乐山市", true, "100", "160"), pair("井研县", false, "150", "120")];
    let drawing = Drawing::Dumbbell { ends: ends(), pairs: pairs.clone() };
    let plate = plate(&chart("元", drawing), &Style::print());
    let at = |text: &str| plate.lettering.iter().find(|it| it.text == text).expect("a text").at.0;
    assert!(at("100") < at("160") && at("120") < at("150"));
    assert!(at("2022年") < at("2023年"));
    assert_eq!(plate.lettering.iter().filter(|it| it.text == "增长9.5%").count(), 2);
    let web = svg(&chart("元", Drawing::Dumbbell { ends: ends(), pairs }), &Style::web());
    assert_eq!(web.matches("yb-dot yb-hollow").count(), 2, "one group for the own region, one for the others");
}

#[test]
fn what_does_not_compare_is_not_joined() {
    let apart = |name: &str| Pair { joined: false, change: Label::words(""), ..pair(name, false, "100", "160") };
    let pairs = vec![apart("井研县"), pair("夹江县", false, "90", "110")];
    for drawing in [Drawing::Dumbbell { ends: ends(), pairs: pairs.clone() }, Drawing::Slope { ends: ends(), pairs }] {
        let out = svg(&chart("元", drawing), &Style::web());
        let (_, lines) = out.split_once("class=\"yb-line yb-other\"").expect("a line");
        assert_eq!(lines.split_once("</g>").expect("a closed group").0.matches("<path").count(), 1, "{out}");
    }
}

#[test]
fn names_at_the_ends_of_a_slope_keep_apart() {
    let pairs: Vec<Pair> =
        (0..12).map(|i| pair(&format!("第{i}县"), i == 4, "100", &(100 + i / 6).to_string())).collect();
    let plate = plate(&chart("元", Drawing::Slope { ends: ends(), pairs }), &Style::print());
    for side in [Anchor::End, Anchor::Start] {
        let names = plate.lettering.iter().filter(|it| it.text.starts_with('第') && it.anchor == side);
        let mut heights: Vec<f64> = names.map(|it| it.at.1).collect();
        assert_eq!(heights.len(), 12);
        heights.sort_by(f64::total_cmp);
        assert!(heights.windows(2).all(|pair| pair[1] - pair[0] >= Style::print().sizes.label), "{heights:?}");
    }
}

#[test]
fn a_narrow_slope_names_its_lines_at_the_right_alone() {
    let pairs = vec![pair("峨边彝族自治县", false, "12000", "13000"), pair("金口河区", true, "11000", "12500")];
    let out = svg(&chart("元", Drawing::Slope { ends: ends(), pairs }), &Style::phone());
    assert_eq!(out.matches("金口河区").count(), 1, "{out}");
    assert!(out.contains(">11000</text>") && out.contains(">12500</text>"), "{out}");
}

#[test]
fn forecasts_and_revised_figures_are_told_from_results() {
    let mut points: Vec<Point> = (2020..2025).map(|year| point(year, &(year * 3).to_string())).collect();
    points[1].standing = Standing::Revised;
    points[4].standing = Standing::Forecast;
    let mut own = series("乐山市", points);
    own.own = true;
    let line = Drawing::Line { years: (2020..2025).collect(), series: vec![own] };
    let out = svg(&chart("元", line), &Style::web());
    assert_eq!(out.matches("class=\"yb-line yb-forecast yb-own\"").count(), 1);
    assert!(out.contains(">预计6072</text>") && !out.contains("预计6069"), "{out}");
    let hollow: usize = out
        .split("<g ")
        .filter(|group| group.contains("class=\"yb-dot yb-hollow yb-own\""))
        .map(|group| group.matches("<circle").count())
        .sum();
    assert_eq!(hollow, 2);
}

#[test]
fn ten_points_with_their_figures_stay_below_six_kilobytes() {
    let points: Vec<Point> = (2015..2025).map(|year| point(year, &(year * 1711 - 3_420_000).to_string())).collect();
    let line = Drawing::Line { years: (2015..2025).collect(), series: vec![series("乐山市", points)] };
    let out = svg(&chart("元", line), &Style::web());
    assert_eq!(out.matches("class=\"yb-value yb-halo\"").count(), 1);
    let (_, figures) = out.split_once("class=\"yb-value yb-halo\"").expect("figures");
    assert_eq!(figures.split_once("</g>").expect("a closed group").0.matches("<text").count(), 10, "{out}");
    assert!(out.len() < 4500, "{} bytes", out.len());
}
