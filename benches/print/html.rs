//! An article as a page that a browser can print, for the peers. Comes in: the article. Goes out: HTML
//! with the same words, tables and charts on paper of the same size in type of the same size.

use std::fmt::Write;
use yearbook::draw::{self, Style};
use yearbook::model::article::{Article, Block, Inline, Table, plain_text};

const STYLE: &str = "
@page { size: A4; margin: MARGIN; @bottom-center { content: counter(page); } }
body { margin: 0; text-align: justify; font: SIZE/PITCH 'Noto Serif CJK SC'; }
h1 { text-align: center; font: bold 22pt/1.4 'Noto Serif CJK SC'; }
h2 { margin: 0; font: 1em/inherit 'Noto Sans CJK SC'; break-after: avoid; }
p { margin: 0; text-indent: 2em; }
table { width: 100%; border-collapse: collapse; font-size: 10.5pt; line-height: 1.4; }
th, td { border-top: 0.25mm solid; padding: 0.5mm; text-align: left; }
figure { margin: 1em 0; break-inside: avoid; text-align: center; }
svg { max-width: 100%; }
";

/// The margins of a page, the size of its type and the pitch of its lines, as in CSS.
pub struct Sizes {
    pub margin: &'static str,
    pub size: &'static str,
    pub pitch: &'static str,
}

pub fn of(article: &Article, sizes: &Sizes) -> String {
    let print = Style::print();
    let drawn = Style { width: print.width, sizes: print.sizes, ..Style::web() };
    let title = escaped(&article.meta.title);
    let style = STYLE.replace("MARGIN", sizes.margin).replace("SIZE", sizes.size).replace("PITCH", sizes.pitch);
    let mut html = format!(
        "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>{title}</title><style>{style}</style><h1>{title}</h1>\n"
    );
    for block in &article.body {
        match block {
            Block::Heading(heading) => {
                let _ = writeln!(html, "<h2>{}{}</h2>", heading.number, text(&heading.text));
            }
            Block::Paragraph(inlines) => {
                let _ = writeln!(html, "<p>{}</p>", text(inlines));
            }
            Block::Table(table) => write_table(&mut html, table),
            Block::Chart(chart) => {
                let svg = draw::svg(chart, &drawn);
                let _ = writeln!(html, "<figure role=img aria-label=图>{svg}</figure>");
            }
            other => unreachable!("the documents have no {other:?}"),
        }
    }
    html
}

fn write_table(html: &mut String, table: &Table) {
    let row = |cells: &[Vec<Inline>], kind: &str| -> String {
        cells.iter().map(|cell| format!("<{kind}>{}</{kind}>", text(cell))).collect()
    };
    let _ = writeln!(html, "<table><thead><tr>{}</tr></thead>", row(&table.head, "th"));
    for cells in &table.rows {
        let _ = writeln!(html, "<tr>{}</tr>", row(cells, "td"));
    }
    html.push_str("</table>\n");
}

fn text(inlines: &[Inline]) -> String {
    escaped(&plain_text(inlines))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
