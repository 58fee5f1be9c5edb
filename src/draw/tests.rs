//! Whole charts through the public door: well-formed, deterministic, and never a number that SVG cannot hold.
//!
//! Comes in: charts with realistic and with hopeless data. Goes out: assertions on the SVG text; no file is written.

mod inside;
mod kinds;

use rust_decimal::Decimal;

use super::{Style, plate, svg};
use crate::model::article::Span;
use crate::model::chart::*;

fn chart(unit: &str, drawing: Drawing) -> Chart {
    Chart {
        span: Span::default(),
        id: "chart-1".to_owned(),
        title: "脱贫人口人均纯收入".to_owned(),
        description: "逐年上升。".to_owned(),
        unit: unit.to_owned(),
        note: None,
        source: "数据来源：乐山市农业农村局".to_owned(),
        drawing,
        table: DataTable::default(),
    }
}

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

fn point(year: i32, value: &str) -> Point {
    let label = Label::words(&format!("{value}元"));
    Point { year, value: decimal(value), label, breaks: false, standing: Standing::Settled }
}

fn series(name: &str, points: Vec<Point>) -> Series {
    Series { name: name.to_owned(), own: false, points }
}

fn bar(name: &str, value: &str) -> Bar {
    Bar { name: name.to_owned(), value: decimal(value), label: Label::words(&format!("{value}元")), own: false }
}

/// A group with a bar for each series: the name of the series, its value, whether it is the own one.
fn group(name: &str, own: bool, bars: &[(&str, &str, bool)]) -> ColumnGroup {
    let bars = bars.iter().map(|(name, value, own)| Bar { own: *own, ..bar(name, value) }).collect();
    ColumnGroup { name: name.to_owned(), own, bars }
}

fn pair(name: &str, own: bool, from: &str, to: &str) -> Pair {
    let end = |value: &str| End { value: decimal(value), label: Label::words(&format!("{value}元")) };
    Pair { name: name.to_owned(), own, from: end(from), to: end(to), change: Label::words("增长9.5%"), joined: true }
}

fn ends() -> [String; 2] {
    ["2022年", "2023年"].map(str::to_owned)
}

fn stacked(values: &[&str]) -> StackedBar {
    let slice = |(i, value): (usize, &&str)| Slice {
        name: format!("第{i}部分"),
        value: decimal(value),
        label: Label::words(&format!("{value}亿元")),
        share: Label::words("12.5%"),
    };
    StackedBar {
        name: "2023年".to_owned(),
        label: Label::words("1.67亿元"),
        slices: values.iter().enumerate().map(slice).collect(),
    }
}

fn milestone(by: &str, percent: &str) -> Milestone {
    Milestone { by: by.to_owned(), percent: decimal(percent), label: Label::words("50%以上") }
}

fn heat(values: &[&str]) -> Drawing {
    let cell = |value: &&str| Some(HeatCell { label: Label::words(&format!("{value}元")), place: decimal(value) });
    let row = |own: bool| HeatRow {
        name: "峨边彝族自治县".to_owned(),
        unit: String::new(),
        own,
        cells: values.iter().map(cell).chain([None]).collect(),
    };
    let column =
        |index: usize| HeatColumn { name: format!("{}年", 2020 + index), unit: String::new(), own: index == 1 };
    Drawing::Heat { columns: (0..=values.len()).map(column).collect(), rows: vec![row(false), row(true)] }
}

fn multiples(years: &[i32], panels: Vec<Series>, heights: Heights) -> Drawing {
    Drawing::Multiples { years: years.to_vec(), panels, heights }
}

fn progress(percent: Option<&str>) -> ProgressRow {
    ProgressRow {
        name: "消费帮扶".to_owned(),
        percent: percent.map(decimal),
        completion: Label::words(&percent.map(|percent| format!("{percent}%")).unwrap_or_default()),
        label: Label::words(percent.map(|_| "7.8亿元").unwrap_or_default()),
        target: Label::words("2.5亿元以上"),
        milestones: percent.map(|percent| milestone("6月", percent)).into_iter().collect(),
    }
}

/// One chart of each drawing for each set of values.
fn drawings(values: &[&str]) -> Vec<Drawing> {
    let points: Vec<Point> = (2020..).zip(values).map(|(year, value)| point(year, value)).collect();
    let bars: Vec<Bar> = values.iter().map(|value| bar("峨边彝族自治县", value)).collect();
    let years: Vec<i32> = points.iter().map(|point| point.year).collect();
    let two = vec![series("乐山市", points.clone()), series("全省", points.clone())];
    let columns = |bars: fn(&str) -> Vec<(&str, &str, bool)>| Drawing::Columns {
        groups: (2020..).zip(values).map(|(year, value)| group(&format!("{year}年"), false, &bars(value))).collect(),
    };
    let named = |value: &&str| group("峨边彝族自治县", true, &[("", *value, false)]);
    let pairs: Vec<Pair> = values.iter().map(|value| pair("峨边彝族自治县", false, value, values[0])).collect();
    vec![
        heat(values),
        multiples(&years, two.clone(), Heights::Own),
        multiples(&years, two.iter().chain(&two).chain(&two).cloned().collect(), Heights::Shared),
        Drawing::Line { years: years.clone(), series: vec![series("乐山市", points)] },
        Drawing::Line { years, series: two },
        Drawing::Ranked { bars: bars.clone() },
        Drawing::Parts { bars: vec![stacked(values)] },
        Drawing::Parts { bars: vec![stacked(values), stacked(values)] },
        Drawing::Progress { rows: values.iter().map(|value| progress(Some(value))).collect() },
        Drawing::Steps { steps: bars },
        columns(|value| vec![("", value, false)]),
        columns(|value| vec![("乐山市", value, true), ("全省平均水平以上", value, false)]),
        Drawing::Columns { groups: values.iter().map(named).collect() },
        Drawing::Stacked { bars: vec![stacked(values)] },
        Drawing::Stacked { bars: vec![stacked(values), stacked(values), stacked(&values[values.len().min(1)..])] },
        Drawing::Dumbbell { ends: ends(), pairs: pairs.clone() },
        Drawing::Slope { ends: ends(), pairs },
    ]
}

/// Every attribute that holds numbers holds only digits, one decimal at most for places, and the sheet is not endless.
fn assert_sound(out: &str) {
    assert!(out.starts_with("<svg ") && out.ends_with("</svg>"), "{out}");
    for broken in ["NaN", "inf", "e+", "=\"\"", "0.30000"] {
        assert!(!out.contains(broken), "{broken} in {out}");
    }
    for element in ["g", "text", "title", "desc", "svg"] {
        let opened = out.matches(&format!("<{element} ")).count() + out.matches(&format!("<{element}>")).count();
        assert_eq!(opened, out.matches(&format!("</{element}>")).count(), "{element} in {out}");
    }
    for foreign in ["<style", "var(", "href", "url(", "foreignObject"] {
        assert!(!out.contains(foreign), "{foreign} in {out}");
    }
}

#[test]
fn no_values_break_a_drawing() {
    let sets: [&[&str]; 9] = [
        &[],
        &["0"],
        &["0", "0", "0"],
        &["-5", "-5"],
        &["15361"],
        &["0.0000000000000000000000000001", "0.0000000000000000000000000002"],
        &["79228162514264337593543950335", "-79228162514264337593543950335"],
        &["10000000000000000000000001", "10000000000000000000000002"],
        &["1", "-3", "2.75", "0", "1000000"],
    ];
    for values in sets {
        for drawing in drawings(values) {
            for style in [Style::web(), Style::phone(), Style::print()] {
                let plate = plate(&chart("元", drawing.clone()), &style);
                assert_sound(&plate.svg);
                for text in &plate.lettering {
                    let (x, y) = text.at;
                    assert!((0.0..=plate.width).contains(&x) && (0.0..=plate.height).contains(&y), "{text:?}");
                }
            }
        }
    }
}

#[test]
fn a_chart_without_values_says_so() {
    let none = Drawing::Line { years: vec![2022, 2023], series: vec![series("乐山市", vec![])] };
    let empties = [none, Drawing::Parts { bars: vec![stacked(&[])] }, Drawing::Progress { rows: vec![] }];
    for drawing in empties.into_iter().chain(drawings(&[])) {
        assert!(svg(&chart("元", drawing), &Style::web()).contains("暂无数据"));
    }
}

#[test]
fn same_chart_same_bytes() {
    for drawing in drawings(&["12000", "13241", "15361"]) {
        let chart = chart("元", drawing);
        assert_eq!(svg(&chart, &Style::web()), svg(&chart, &Style::web()));
    }
}

#[test]
fn a_chart_is_named_described_and_free_of_markup_from_its_words() {
    let mut chart = chart("元<b>", Drawing::Ranked { bars: vec![bar("<script>&\u{0}", "1")] });
    chart.id = "chart 1\"".to_owned();
    chart.title = "A & B".to_owned();
    let out = svg(&chart, &Style::web());
    assert_sound(&out);
    assert!(out.contains("role=\"img\" aria-labelledby=\"chart-1--title chart-1--desc\""), "{out}");
    assert!(out.contains("<title id=\"chart-1--title\">A &amp; B</title>"), "{out}");
    assert!(out.contains("<desc id=\"chart-1--desc\">逐年上升。</desc>"), "{out}");
    assert!(!out.contains("<script>") && !out.contains("<b>"), "{out}");
}

#[test]
fn a_theme_cannot_break_out_of_an_attribute() {
    let mut style = Style::web();
    let palette = &mut style.palette;
    for colour in [&mut palette.ink, &mut palette.muted, &mut palette.paper, &mut palette.accent, &mut palette.neutral]
    {
        *colour = "\"><script>".to_owned();
    }
    style.font_family = "\"><script>".to_owned();
    for drawing in drawings(&["1", "2", "3"]) {
        assert!(!svg(&chart("元", drawing), &style).contains("<script>"));
    }
}

#[test]
fn print_has_neither_classes_nor_foreign_ids() {
    for drawing in drawings(&["1", "2", "3"]) {
        let out = plate(&chart("元", drawing), &Style::print()).svg;
        assert!(!out.contains("class=") && !out.contains("<text"), "{out}");
        assert_eq!(out.matches(" id=\"").count(), 2, "{out}");
    }
}

#[test]
fn a_line_is_not_drawn_over_a_missing_year_or_a_break() {
    let mut points: Vec<Point> = [2018, 2019, 2021, 2022, 2023].into_iter().map(|year| point(year, "100")).collect();
    points[4].breaks = true;
    let line = Drawing::Line { years: (2018..=2023).collect(), series: vec![series("乐山市", points)] };
    let out = svg(&chart("元", line), &Style::web());
    let (_, lines) = out.split_once("class=\"yb-line yb-s1\"").expect("lines");
    let lines = lines.split_once("</g>").expect("a closed group").0;
    assert_eq!(lines.matches("<path").count(), 2, "{lines}");
    assert_eq!(out.matches("前后不可比").count(), 1);
    assert_eq!(out.matches("class=\"yb-break\"").count(), 1);
}

#[test]
fn the_full_name_survives_its_shortening() {
    let name = "四川省乐山市马边彝族自治县劳动镇柏香村脱贫人口专业合作社联合社（含分社）".repeat(2);
    let out = svg(&chart("元", Drawing::Ranked { bars: vec![bar(&name, "1")] }), &Style::phone());
    assert!(out.contains(&format!("<title>{name}</title>")), "{out}");
    assert!(out.contains("…</text>"));
}

#[test]
fn many_bars_stand_in_columns_on_paper_and_below_each_other_on_a_screen() {
    let bars: Vec<Bar> = (1..=95).map(|i| bar(&format!("第{i}县"), &(i * 37).to_string())).collect();
    let chart = chart("元", Drawing::Ranked { bars });
    let print = plate(&chart, &Style::print());
    assert!(print.height <= 1.25 * print.width, "{}", print.height);
    assert!(print.lettering.iter().all(|text| text.size >= 7.5));
    let first = print.lettering.iter().find(|text| text.text == "第1县").expect("a name");
    let last = print.lettering.iter().find(|text| text.text == "第95县").expect("a name");
    assert!(last.at.0 > first.at.0 + 100.0, "{first:?} {last:?}");
    assert!(plate(&chart, &Style::web()).height > 2.0 * Style::web().width);
}

#[test]
fn overfulfilled_and_unreported_targets_are_told_apart() {
    let rows = vec![progress(Some("312")), progress(Some("41.5")), progress(None)];
    let out = svg(&chart("%", Drawing::Progress { rows }), &Style::web());
    assert_eq!(out.matches("class=\"yb-beyond\"").count(), 1);
    assert!(out.contains("312%") && out.contains("暂无进度") && out.contains("目标2.5亿元以上"));
}

#[test]
fn a_plain_line_chart_stays_small() {
    let points: Vec<Point> = (2016..2024).map(|year| point(year, &(year * 7 - 12000).to_string())).collect();
    let line = Drawing::Line { years: (2016..2024).collect(), series: vec![series("乐山市", points)] };
    let out = svg(&chart("元", line), &Style::web());
    assert!(out.len() < 4500, "{} bytes", out.len());
}

#[test]
fn milestones_stand_on_the_track_with_their_dates_or_are_listed_below_it() {
    let stages = |style: &Style, by: &str| {
        let mut row = progress(Some("60"));
        row.milestones = ["30", "50", "80", "100"].map(|percent| milestone(by, percent)).to_vec();
        let out = svg(&chart("%", Drawing::Progress { rows: vec![row] }), style);
        // The target and four milestones.
        assert_eq!(out.matches("<path").count(), 5, "{out}");
        out
    };
    assert_eq!(stages(&Style::web(), "6月").matches(">6月 50%以上<").count(), 4);
    let narrow = stages(&Style::phone(), "2024年6月30日");
    assert!(narrow.contains(">节点：2024年6月30日 50%以上；"), "{narrow}");
}

#[test]
fn each_small_line_has_its_name_its_years_and_its_figures() {
    let points = [(2019, "5"), (2021, "9000"), (2022, "15361")].map(|(year, value)| point(year, value));
    let panels: Vec<Series> = (1..=5).map(|i| series(&format!("第{i}县"), points.to_vec())).collect();
    for style in [Style::web(), Style::phone()] {
        let out = svg(&chart("元", multiples(&[2019, 2022], panels.clone(), Heights::Own)), &style);
        for text in [">2019年<", ">5<", ">2022年<", ">15361<"] {
            assert_eq!(out.matches(text).count(), 5, "{text} in {out}");
        }
        // 2020 is missing.
        assert_eq!(out.matches("<path").count(), 5 + 5, "{out}");
        assert!(!out.contains(">9000"));
    }
    let shared = svg(&chart("元", multiples(&[2019, 2022], panels, Heights::Shared)), &Style::web());
    assert_eq!(shared.matches(">10000<").count(), 2, "{shared}");
}

#[test]
fn a_heat_table_prints_every_figure_also_where_it_is_too_wide() {
    let values: Vec<String> = (0..14).map(|i| (15361 + i).to_string()).collect();
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    let mut drawing = heat(&values);
    if let Drawing::Heat { columns, rows } = &mut drawing {
        for (place, cell) in rows.iter_mut().flat_map(|row| row.cells.iter_mut().flatten().enumerate()) {
            cell.place = Decimal::from(place) / Decimal::from(13);
        }
        assert_eq!(columns.len(), 15);
    }
    for style in [Style::web(), Style::phone()] {
        let out = svg(&chart("元", drawing.clone()), &style);
        for value in &values {
            assert_eq!(out.matches(&format!(">{value}<")).count(), 2, "{value} in {out}");
        }
        assert_eq!(out.matches(">—<").count(), 2);
    }
}
