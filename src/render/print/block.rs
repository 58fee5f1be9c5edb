//! From blocks to calls of the functions that `base.typ` defines: `yb-paragraph[…]`, `yb-heading(…)[…]`, `yb-table(…)`.
//! Goes out: Typst code, one call a line, and the files that the calls name (charts, pictures). Decides nothing about
//! looks: a theme restyles every one of these functions without Rust.

use super::escape::{ending, expression, literal};
use super::inline::{Apparatus, content, markup};
use super::photograph;
use crate::draw::{self, Anchor, Lettered, Style};
use crate::model::article::{Block, Heading, Inline, KeyFigure, Photo, Span, Table, plain_text};
use crate::model::chart::Chart;
use crate::model::theme::GUTTER;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The pictures of a site, by their paths below `content/images/`.
pub type Pictures = BTreeMap<String, Arc<[u8]>>;

/// Where the pictures of the content stand in a document.
pub(super) const PICTURES: &str = "images/";

/// The narrowest drawing, in points, whose type keeps its size.
const LEAST_CHART: f64 = 100.0;

/// Takes blocks and gathers the files that they need.
pub(super) struct Galley<'a> {
    pub style: &'a Style,
    columns: u8,
    pub pictures: &'a Pictures,
    pub apparatus: Apparatus<'a>,
    /// What stands before the names of charts: in a volume each text has its own `chart-1.svg`.
    folder: String,
    /// By path from the root of the document: `chart-1.svg`, `images/a.jpg`.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// The notes that stand among some blocks, at any depth.
pub(super) fn footnotes<'a>(blocks: &'a [Block], found: &mut Apparatus<'a>) {
    for block in blocks {
        match block {
            Block::Footnote { label, body } => {
                found.notes.insert(label, body);
            }
            Block::Quote(inner) => footnotes(inner, found),
            Block::List { items, .. } => items.iter().for_each(|item| footnotes(item, found)),
            _ => {}
        }
    }
}

/// Blocks as one run of markup, for notes: paragraphs follow each other, whatever is no text is left out.
pub(super) fn run_together(blocks: &[Block], apparatus: &Apparatus) -> String {
    let paragraphs = blocks.iter().filter_map(|block| match block {
        Block::Paragraph(text) => Some(markup(text, apparatus)),
        _ => None,
    });
    paragraphs.collect::<Vec<_>>().join("#linebreak();")
}

impl<'a> Galley<'a> {
    pub fn new(style: &'a Style, pictures: &'a Pictures, apparatus: Apparatus<'a>) -> Self {
        Self { style, columns: 1, pictures, apparatus, folder: String::new(), files: BTreeMap::new() }
    }

    /// For a page set in columns, of which the style's width is that of one.
    pub fn in_columns(self, columns: u8) -> Self {
        Self { columns, ..self }
    }

    /// For one of several texts of a document.
    pub fn in_folder(self, folder: String) -> Self {
        Self { folder, ..self }
    }

    /// The blocks as one code block: `#{ … }`. A short last paragraph is marked, so that it can stay with a signature.
    pub fn body(&mut self, blocks: &[Block]) -> String {
        // Notes are written below the text, and are set where it calls for them.
        let text = blocks.iter().rposition(|block| !matches!(block, Block::Footnote { .. })).map_or(0, |last| last + 1);
        match &blocks[..text] {
            [before @ .., Block::Paragraph(text)]
                if !matches!(before, [.., Block::Heading(_)])
                    && plain_text(text).chars().count() <= 170
                    // Typst leaves the note of a paragraph that goes with what follows on the page before.
                    && !text.iter().any(|inline| matches!(inline, Inline::FootnoteReference(_))) =>
            {
                let last = format!("yb-paragraph(last: true)[{}]\n", markup(text, &self.apparatus));
                format!("#{{\n{}{last}}}", self.calls(before))
            }
            _ => self.attachment(blocks),
        }
    }

    /// The same for what no signature follows.
    pub fn attachment(&mut self, blocks: &[Block]) -> String {
        format!("#{}", self.code(blocks))
    }

    /// One paragraph outside of blocks.
    pub fn paragraph(&self, text: &[Inline]) -> String {
        format!("yb-paragraph[{}]\n", markup(text, &self.apparatus))
    }

    fn code(&mut self, blocks: &[Block]) -> String {
        format!("{{\n{}}}", self.calls(blocks))
    }

    fn calls(&mut self, blocks: &[Block]) -> String {
        blocks.iter().enumerate().map(|(i, block)| self.call(block, &blocks[i + 1..])).collect()
    }

    /// One call. A heading may run into the paragraph that follows, a paragraph into its 责任单位.
    fn call(&mut self, block: &Block, rest: &[Block]) -> String {
        match block {
            Block::Heading(heading) => self.heading(heading, matches!(rest, [Block::Paragraph(_), ..])),
            Block::Paragraph(text) if matches!(rest, [Block::Responsible { .. }, ..]) => {
                format!("yb-paragraph(ends: false)[{}]\n", markup(text, &self.apparatus))
            }
            Block::Paragraph(text) => self.paragraph(text),
            Block::List { ordered, items } => {
                let items: String = items.iter().map(|item| self.item(item) + ", ").collect();
                format!("yb-list(({items}), ordered: {ordered})\n")
            }
            Block::Facts(items) => {
                let items: String = items.iter().map(|item| content(item, &self.apparatus) + ", ").collect();
                format!("yb-facts(({items}))\n")
            }
            Block::Quote(inner) => format!("yb-quote({})\n", self.code(inner)),
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart, rest),
            Block::Photo(photo) => self.photo(photo, rest),
            Block::KeyFigure(key) => self.key_figure(key),
            Block::Responsible { units, note } => {
                let units: String = units.iter().map(|unit| format!("[{}], ", expression(unit))).collect();
                format!("yb-responsible(({units}), note: [{}])\n", expression(note))
            }
            Block::Footnote { .. } => String::new(),
            Block::Rule => "yb-rule()\n".to_string(),
        }
    }

    /// An item of one paragraph is set without the indent of a paragraph.
    fn item(&mut self, blocks: &[Block]) -> String {
        match blocks {
            [Block::Paragraph(text)] => content(text, &self.apparatus),
            several => self.code(several),
        }
    }

    fn heading(&self, heading: &Heading, leads: bool) -> String {
        let ends_itself = plain_text(&heading.text).ends_with(['。', '！', '？', '：', '…', '；']);
        format!(
            "yb-heading({}, number: [{}], leads: {leads}, stop: {})[{}]\n",
            heading.level.max(1),
            expression(&heading.number),
            literal(if ends_itself { "" } else { "。" }),
            markup(&heading.text, &self.apparatus.unmarked()),
        )
    }

    fn table(&self, table: &Table) -> String {
        let width = table.rows.iter().map(Vec::len).chain([table.head.len()]).max().unwrap_or(0);
        if width == 0 {
            return String::new();
        }
        let row = |cells: &[Vec<Inline>]| {
            let mut row: String = cells.iter().map(|cell| content(cell, &self.apparatus) + ", ").collect();
            row.push_str(&"[], ".repeat(width - cells.len()));
            row
        };
        let align: String = (0..width).map(|column| format!("{}, ", alignment(table, column))).collect();
        let needs: String = (0..width).map(|column| need(table, column) + ", ").collect();
        let rows: String = table.rows.iter().map(|cells| format!("  ({}),\n", row(cells))).collect();
        let optional = |empty: bool, text: String| if empty { "none".to_string() } else { text };
        format!(
            "{}yb-table(title: {}, align: ({align}), needs: ({needs}), head: ({}), note: {}, source: {}, (\n{rows}))\n",
            spanning(table.span),
            optional(table.title.is_empty(), content(&table.title, &self.apparatus)),
            if table.head.is_empty() { String::new() } else { row(&table.head) },
            optional(table.note.is_empty(), content(&table.note, &self.apparatus)),
            optional(table.source.is_empty(), format!("[{}]", expression(&table.source))),
        )
    }

    fn chart(&mut self, chart: &Chart, rest: &[Block]) -> String {
        let name = format!("{}{}.svg", self.folder, chart.id);
        let span = self.span_of_chart(chart.span);
        let plate = draw::plate(&self.marked(chart), &self.style_for(span));
        self.files.insert(name.clone(), plate.svg.into_bytes());
        let lettering: String = plate.lettering.iter().map(lettered).collect();
        format!(
            "{}yb-chart({}, ({}, {}), ({lettering}), alt: {}, title: [{}], note: {}, source: [{}], floats: {})\n",
            spanning(span),
            literal(&format!("/{name}")),
            plate.width,
            plate.height,
            literal(&chart.description),
            ending(&chart.title),
            chart.note.as_deref().map_or("none".to_string(), |note| format!("[{}]", expression(note))),
            expression(&chart.source),
            floats(rest),
        )
    }

    /// The chart with a mark before each of its numbers, which takes no room in the drawing.
    fn marked(&self, chart: &Chart) -> Chart {
        let mut marked = chart.clone();
        if let Some(marks) = self.apparatus.marks {
            for (label, original) in marked.drawing.labels_mut().into_iter().zip(chart.drawing.labels()) {
                label.text.insert_str(0, &marks.of(original));
            }
        }
        marked
    }

    /// Type in a chart keeps its size, so a chart as wide as several columns is drawn as wide as they are.
    fn style_for(&self, span: Span) -> Style {
        let columns = match span {
            Span::Fitting => 1,
            Span::Columns(columns) => columns.clamp(1, self.columns),
            Span::All => self.columns,
        };
        Style { width: self.width_of(columns), ..self.style.clone() }
    }

    fn width_of(&self, columns: u8) -> f64 {
        self.style.width + f64::from(columns - 1) * (self.style.width + GUTTER)
    }

    /// The span of a chart: as many columns as its type needs.
    fn span_of_chart(&self, wanted: Span) -> Span {
        let asked = match wanted {
            Span::Fitting => 1,
            Span::Columns(columns) => columns.max(1),
            Span::All => return wanted,
        };
        match (asked..=self.columns).find(|columns| self.width_of(*columns) >= LEAST_CHART) {
            Some(columns) if columns > asked => Span::Columns(columns),
            Some(_) => wanted,
            None => Span::All,
        }
    }

    fn key_figure(&self, key: &KeyFigure) -> String {
        format!(
            "{}yb-key-figure({}, caption: {})\n",
            spanning(key.span),
            content(&key.value, &self.apparatus),
            content(&key.caption, &self.apparatus),
        )
    }

    fn photo(&mut self, photo: &Photo, rest: &[Block]) -> String {
        let picture = photo.image.as_ref().and_then(|path| Some((path, self.pictures.get(path)?)));
        // The ratio that is written is that of the frame that is kept for a picture.
        let own = picture.and_then(|(path, bytes)| photograph::proportions(path, bytes));
        let (width, height) = own.unwrap_or((photo.ratio.0.max(1), photo.ratio.1.max(1)));
        let path = picture.map_or("none".to_string(), |(path, bytes)| {
            let name = format!("{PICTURES}{path}");
            self.files.insert(name.clone(), bytes.to_vec());
            literal(&format!("/{name}"))
        });
        format!(
            "{}yb-photo({path}, alt: {}, width: {width}, height: {height}, caption: {}, floats: {})\n",
            spanning(photo.span),
            literal(&plain_text(&photo.caption)),
            content(&photo.caption, &self.apparatus),
            floats(rest),
        )
    }
}

/// A text of a drawing: where its end stands, which end that is, how it looks.
fn lettered(text: &Lettered) -> String {
    let anchor = match text.anchor {
        Anchor::Start => "left",
        Anchor::Middle => "center",
        Anchor::End => "right",
    };
    format!(
        "({:.1}, {:.1}, {anchor}, {}, {}, {}, {}), ",
        text.at.0,
        text.at.1,
        text.size,
        if text.is_bold { "\"bold\"" } else { "\"regular\"" },
        literal(&text.colour),
        literal(&text.text),
    )
}

/// Said before what is as wide as several columns; a theme without columns passes over it.
fn spanning(span: Span) -> String {
    match span {
        Span::Fitting => String::new(),
        Span::Columns(columns) => format!("yb-span({columns})\n"),
        Span::All => "yb-span(\"all\")\n".to_string(),
    }
}

/// Whether enough text follows a figure to fill its page or column, should the figure move to the next.
fn floats(rest: &[Block]) -> bool {
    let length = |block: &Block| match block {
        Block::Paragraph(text) => plain_text(text).chars().count(),
        Block::Facts(items) => items.iter().map(|item| plain_text(item).chars().count()).sum(),
        _ => 0,
    };
    rest.iter().map(length).sum::<usize>() >= 250
}

/// What a column needs, as `tables.typ` wants it. Of its cells those are named one by one that may take more than one line.
fn need(table: &Table, column: usize) -> String {
    const SHORT: f64 = 5.0;
    const MOST: usize = 40;
    let width = |row: &Vec<Vec<Inline>>| row.get(column).map_or(0.0, |cell| measured(&plain_text(cell)));
    let mut cells: Vec<f64> = table.rows.iter().map(width).collect();
    cells.sort_by(|a, b| b.total_cmp(a));
    let long: String =
        cells.iter().take(MOST).filter(|width| **width > SHORT).map(|width| format!("{width:.2}, ")).collect();
    format!("(cells: {:.2}, head: {:.2}, long: ({long}))", cells.first().unwrap_or(&0.0), width(&table.head))
}

/// The width of a text in em, with the quarter that stands between Chinese and Latin characters.
pub(super) fn measured(text: &str) -> f64 {
    let is_latin = |c: char| c.is_ascii_alphanumeric();
    let borders = text.chars().zip(text.chars().skip(1));
    let spaces = borders.filter(|(a, b)| (is_latin(*a) && !b.is_ascii()) || (!a.is_ascii() && is_latin(*b)));
    draw::width(text) + 0.25 * spaces.count() as f64
}

/// Right for a column of figures, centre for short words, left otherwise.
fn alignment(table: &Table, column: usize) -> &'static str {
    let cells: Vec<String> = table
        .rows
        .iter()
        .filter_map(|row| row.get(column))
        .map(|cell| plain_text(cell))
        .filter(|t| !t.is_empty())
        .collect();
    let is_figure = |text: &String| {
        text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '－' | '+' | '—'))
            && text.chars().count() <= 16
    };
    if column > 0 && !cells.is_empty() && cells.iter().filter(|text| is_figure(text)).count() * 3 >= cells.len() * 2 {
        "right"
    } else if column > 0 && cells.iter().all(|text| text.chars().count() <= 5) {
        "center"
    } else {
        "left"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(blocks: &[Block]) -> (String, BTreeMap<String, Vec<u8>>) {
        let (style, pictures) = (Style::print(), Pictures::new());
        let mut galley = Galley::new(&style, &pictures, Apparatus::default());
        (galley.body(blocks), galley.files)
    }

    fn text(text: &str) -> Vec<Inline> {
        vec![Inline::Text(text.to_string())]
    }

    #[test]
    fn a_heading_knows_whether_a_paragraph_follows() {
        let heading = |text: Vec<Inline>| {
            Block::Heading(Heading { level: 2, number: "（一）".into(), anchor: "s1".into(), text })
        };
        let (code, _) = set(&[heading(text("责任")), Block::Paragraph(text("一")), heading(text("何以？"))]);
        assert_eq!(
            code,
            "#{\nyb-heading(2, number: [#\"（一）\";], leads: true, stop: \"。\")[#\"责任\";]\nyb-paragraph[#\"一\";]\n\
             yb-heading(2, number: [#\"（一）\";], leads: false, stop: \"\")[#\"何以？\";]\n}"
        );
    }

    #[test]
    fn a_short_row_is_filled_up_and_figures_stand_right() {
        let table = Table {
            id: "table-1".into(),
            title: vec![],
            head: vec![text("指标"), text("值")],
            rows: vec![vec![text("收入"), text("15361元")], vec![text("户")]],
            places: Vec::new(),
            note: vec![],
            source: String::new(),
            span: Span::default(),
        };
        let (code, _) = set(&[Block::Table(table)]);
        assert!(code.contains("align: (left, right, )"), "{code}");
        assert!(code.contains("([#\"户\";], [], ),"), "{code}");
    }

    #[test]
    fn a_photo_without_its_picture_is_a_frame() {
        let photo =
            Photo { caption: text("现场"), ratio: (3, 2), image: Some("no.jpg".into()), span: Span::default() };
        let (code, files) = set(&[Block::Photo(photo)]);
        assert!(code.contains("yb-photo(none, alt: \"现场\", width: 3, height: 2"), "{code}");
        assert!(files.is_empty());
    }
}
