//! What a chart shows, before anybody draws it: decimals with their printed labels, names and a source line.
//!
//! `compose` makes a [`Chart`] from the book, `draw` turns it into SVG, `render` prints its table beside it.
//! Nothing here knows colours, sizes or coordinates.

mod labels;

use super::{Key, Quantity, Recipe, Unit};
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

/// A number as a chart prints it, and what it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// With its unit, and no space around it: `15361元`; empty where there is nothing to print.
    pub text: String,
    /// Absent where there is no number.
    pub made: Option<Made>,
}

/// How a number of a chart was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    pub recipe: Recipe,
    /// The figure that it is, or that it says something about.
    pub of: Key,
    /// Exact, in `unit`, without scale.
    pub value: Decimal,
    pub unit: Unit,
    /// What it was computed from; empty where a source reports it.
    pub from: Vec<Key>,
}

/// The kinds of drawing.
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
    /// Small lines over the same years, each in a panel of its own.
    Multiples { years: Vec<i32>, panels: Vec<Series>, heights: Heights },
    /// Figures in the cells of a table, each on a colour that is the stronger the greater the figure.
    Heat { columns: Vec<HeatColumn>, rows: Vec<HeatRow> },
    /// Upright bars from zero. In each group (a year, a region) stands one for each series that has a figure there.
    Columns { groups: Vec<ColumnGroup> },
    /// Upright bars, each one whole (a year) with its parts upon each other.
    Stacked { bars: Vec<StackedBar> },
    /// Two dots in each row: what was, and what is. `ends` are the words for the two: 2022年, 2023年.
    Dumbbell { ends: [String; 2], pairs: Vec<Pair> },
    /// A line for each pair, from what was to what is, between two upright axes.
    Slope { ends: [String; 2], pairs: Vec<Pair> },
}

/// What the heights in small multiples mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heights {
    /// Each panel fills its own height: courses compare, amounts do not.
    Own,
    /// All panels have one axis, and so one unit.
    Shared,
}

#[derive(Clone, Debug, PartialEq)]
pub struct HeatColumn {
    pub name: String,
    /// Of every figure in it, where it is not that of the chart: not repeated in the cells.
    pub unit: String,
    /// The column of the report's own region.
    pub own: bool,
}

/// A row with as many cells as there are columns; `None` where there is no figure.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatRow {
    pub name: String,
    /// As in [`HeatColumn`].
    pub unit: String,
    pub own: bool,
    pub cells: Vec<Option<HeatCell>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct HeatCell {
    pub label: Label,
    /// Where the value lies between the least (0) and the greatest (1) of those it is compared with.
    pub place: Decimal,
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
    pub label: Label,
    /// True where this value does not compare with the one before (a census, a revised basis): no line leads here.
    pub breaks: bool,
    pub standing: Standing,
}

/// How far a value is settled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    #[default]
    Settled,
    /// 修订数: it took the place of another that was printed before.
    Revised,
    /// 预计: not yet a result.
    Forecast,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    pub name: String,
    pub value: Decimal,
    pub label: Label,
    pub own: bool,
}

/// The bars of one year or region, side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnGroup {
    pub name: String,
    /// The report's own region, or the last year.
    pub own: bool,
    /// Named by their series, in one order in all groups; a series without a figure here is absent. With several series
    /// `own` marks the one of the report's region.
    pub bars: Vec<Bar>,
}

/// One thing at two times.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    pub name: String,
    pub own: bool,
    pub from: End,
    pub to: End,
    /// From the one to the other in words, 增长16%; empty where nothing can be said.
    pub change: Label,
    /// False where the two do not compare: no line joins them.
    pub joined: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct End {
    pub value: Decimal,
    pub label: Label,
}

#[derive(Clone, Debug, PartialEq)]
pub struct StackedBar {
    pub name: String,
    /// The whole.
    pub label: Label,
    pub slices: Vec<Slice>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Slice {
    pub name: String,
    pub value: Decimal,
    pub label: Label,
    /// Of the whole: `54.4%`.
    pub share: Label,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ProgressRow {
    pub name: String,
    /// Percent of the target that is done; may exceed 100. `None` when nothing is reported yet.
    pub percent: Option<Decimal>,
    /// The same as printed: `108.27%`.
    pub completion: Label,
    /// What is done (`7.8亿元`), empty when nothing is reported.
    pub label: Label,
    /// The target in words: `2.5亿元以上`.
    pub target: Label,
    /// What is to be done by then on the way to the target, in the order of time.
    pub milestones: Vec<Milestone>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Milestone {
    /// A date: 6月.
    pub by: String,
    /// Percent of the target.
    pub percent: Decimal,
    /// As promised: `50%以上`.
    pub label: Label,
}

impl Made {
    /// A quantity as somebody has stated it.
    pub fn stated(recipe: Recipe, of: Key, quantity: &Quantity) -> Self {
        Self { recipe, of, value: quantity.value(), unit: quantity.unit.clone(), from: Vec::new() }
    }
}

impl Label {
    pub fn new(text: &str, made: Option<Made>) -> Self {
        Self { text: text.trim().to_string(), made }
    }

    /// Words that are no number of the book.
    pub fn words(text: &str) -> Self {
        Self::new(text, None)
    }
}

/// Whether a character is one of those without width that print puts before a number, to see later where it stands.
pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{2061}'..='\u{2064}')
}

/// A plain table of printed texts. Every row has as many cells as `head`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DataTable {
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}
