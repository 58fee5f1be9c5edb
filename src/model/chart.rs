//! What a chart shows, before anybody draws it: decimals with their printed labels, names and a source line.
//!
//! `compose` makes a [`Chart`] from the book, `draw` turns it into SVG, `render` prints its table beside it.
//! Nothing here knows colours, sizes or coordinates.

use rust_decimal::Decimal;

/// A drawing with everything that has to stand beside it: title, alternative text, source line and data table.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Unique within its article, used for `id` attributes and file names: `chart-1`.
    pub id: String,
    pub title: String,
    /// What a reader who cannot see the chart needs: the shape in one or two sentences.
    pub description: String,
    /// The unit of every [`Decimal`] in `drawing`, scale included: `元`, `万人`, `亿元`, `%`. Shown as 单位：万人.
    pub unit: String,
    pub note: Option<String>,
    /// 数据来源：…, ready to print.
    pub source: String,
    pub drawing: Drawing,
    /// The same data as a table: the text alternative that stands beside each chart.
    pub table: DataTable,
    pub span: super::article::Span,
}

/// The four kinds of drawing.
#[derive(Clone, Debug, PartialEq)]
pub enum Drawing {
    /// Lines over years, each labelled directly at its end.
    Line { years: Vec<i32>, series: Vec<Series> },
    /// Horizontal bars, already in the order in which they are drawn, the own region marked.
    Ranked { bars: Vec<Bar> },
    /// Stacked bars: each bar one whole (a year or a region) made of parts. One bar alone is a part-of-whole chart.
    Parts { bars: Vec<StackedBar> },
    /// How far each item is towards its target; the target is at 100.
    Progress { rows: Vec<ProgressRow> },
    /// Milestones of one target that rise towards the end: a step line over dates.
    Steps { steps: Vec<Bar> },
}

#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    pub name: String,
    /// The line of the report's own region is drawn strongest.
    pub own: bool,
    pub points: Vec<Point>,
}

/// One year of one line. Years without a figure are simply absent: the line is broken there.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    pub year: i32,
    pub value: Decimal,
    /// The figure as printed, with its unit: `15361元`.
    pub label: String,
    /// True where this value does not compare with the one before (a census, a revised basis): no line leads here.
    pub breaks: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    pub name: String,
    pub value: Decimal,
    /// The figure as printed, with its unit.
    pub label: String,
    pub own: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct StackedBar {
    pub name: String,
    /// The whole as printed.
    pub label: String,
    pub slices: Vec<Slice>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Slice {
    pub name: String,
    pub value: Decimal,
    /// The part as printed, with its unit.
    pub label: String,
    /// Its share of the whole in words: `54.4%`.
    pub share: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ProgressRow {
    pub name: String,
    /// Percent of the target that is done; may exceed 100. `None` when nothing is reported yet.
    pub percent: Option<Decimal>,
    /// What is done as printed (`7.8亿元`, `108.27%`), empty when nothing is reported.
    pub label: String,
    /// The target in words: `2.5亿元以上`.
    pub target: String,
}

/// A plain table of printed texts. Every row has as many cells as `head`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DataTable {
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}
