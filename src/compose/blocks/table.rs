//! ```` ```table ````: rows typed with references, or a grid made from the book.

use super::{Fence, span};
use crate::compose::blocks::chart::{indicators, regions, years};
use crate::compose::prose::Prose;
use crate::compose::resolve::Standpoint;
use crate::derive::Book;
use crate::finding::{Finding, Place};
use crate::model::article::{Block, Inline, Table, figures};
use crate::model::{IndicatorId, Key, RegionCode};
use crate::read::{Field, Form, Mapping, yaml::Node};

pub(super) fn block(prose: &mut Prose, _form: &Form, map: &Mapping, _fence: &Fence) -> Option<Block> {
    let title = map.field(&["title", "标题"]).map(|field| prose.field(&field)).unwrap_or_default();
    let note = map.field(&["note", "注"]).map(|field| prose.field(&field)).unwrap_or_default();
    let rows = map.required(&["rows", "行"])?;
    let columns = map.required(&["columns", "列"])?;
    let (head, rows, places) = match rows.node {
        Node::List(_) => typed(prose, &columns, &rows)?,
        _ => {
            let (head, rows) = from_book(prose, map, &rows, &columns)?;
            (head, rows, Vec::new())
        }
    };
    let mut table =
        Table { id: String::new(), title, head, rows, places, note, source: String::new(), span: span(map) };
    table.source = source_line(&table, prose.at.book);
    Some(Block::Table(table))
}

type Cells = Vec<Vec<Inline>>;

/// The head, the rows, and where their cells stand.
fn typed(prose: &mut Prose, columns: &Field, rows: &Field) -> Option<(Cells, Vec<Cells>, Vec<Vec<Place>>)> {
    let head: Cells = columns.list().iter().map(|cell| prose.field(cell)).collect();
    let (mut body, mut places) = (Vec::new(), Vec::new());
    let mut is_even = true;
    for row in rows.list() {
        let cells: Cells = row.list().iter().map(|cell| prose.field(cell)).collect();
        if cells.len() != head.len() {
            prose.tell(
                Finding::error(
                    "uneven-table",
                    row.place(),
                    format!("这一行有 {} 格，表头有 {} 格", cells.len(), head.len()),
                    format!("the row has {} cells, the head {}", cells.len(), head.len()),
                )
                .help("补齐或删去多余的格；空格写 \"\"", "fill it up; write \"\" for an empty cell"),
            );
            is_even = false;
        }
        body.push(cells);
        places.push(row.list().iter().map(Field::place).collect());
    }
    is_even.then_some((head, body, places))
}

/// What one side of a grid runs over.
#[derive(Clone)]
enum Side {
    Regions(Vec<RegionCode>),
    Years(Vec<i32>),
    Indicators(Vec<IndicatorId>),
}

fn from_book(prose: &mut Prose, map: &Mapping, rows: &Field, columns: &Field) -> Option<(Cells, Vec<Cells>)> {
    let regions = regions(prose, map)?;
    let indicators = indicators(prose, map)?;
    let years = years(map, prose.at.year);
    let side = |field: &Field| {
        let side = match field.text()?.as_str() {
            "regions" | "地区" => Side::Regions(regions.clone()),
            "years" | "年份" => Side::Years(years.clone()),
            "indicators" | "指标" => Side::Indicators(indicators.clone()),
            _ => {
                field.form.tell(field.error(
                    "wrong-shape",
                    "行和列可写 regions、years 或 indicators",
                    "rows and columns run over regions, years or indicators",
                ));
                return None;
            }
        };
        Some(side)
    };
    let (down, across) = (side(rows)?, side(columns)?);
    let corner = match &down {
        Side::Regions(_) => "地区",
        Side::Years(_) => "年份",
        Side::Indicators(_) => "指标",
    };
    let mut head = vec![vec![Inline::Text(corner.to_string())]];
    head.extend(names(prose, &across).into_iter().map(|name| vec![Inline::Text(name)]));
    let fixed = (regions.first().copied(), indicators.first().copied(), years.last().copied());
    let mut body = Vec::new();
    for (i, name) in names(prose, &down).into_iter().enumerate() {
        let mut row = vec![vec![Inline::Text(name)]];
        for j in 0..head.len() - 1 {
            let mut at = fixed;
            for (side, n) in [(&down, i), (&across, j)] {
                match side {
                    Side::Regions(all) => at.0 = Some(all[n]),
                    Side::Indicators(all) => at.1 = Some(all[n]),
                    Side::Years(all) => at.2 = Some(all[n]),
                }
            }
            row.push(cell(prose, (at.0?, at.1?, at.2?), &rows.place()));
        }
        body.push(row);
    }
    Some((head, body))
}

fn names(prose: &Prose, side: &Side) -> Vec<String> {
    let book = prose.at.book;
    match side {
        Side::Regions(all) => all.iter().map(|code| book.regions.name_of(*code)).collect(),
        Side::Years(all) => all.iter().map(|year| format!("{year}年")).collect(),
        Side::Indicators(all) => all.iter().map(|id| book.vocabulary.get(*id).name.clone()).collect(),
    }
}

/// The figure of one cell; a dash where the book has none. A question that has several answers is a finding.
fn cell(prose: &mut Prose, (region, indicator, year): (RegionCode, IndicatorId, i32), place: &Place) -> Vec<Inline> {
    let at = Standpoint { region, year, ..prose.at };
    match at.value_of(indicator) {
        Ok(figure) => vec![Inline::Figure(Box::new(figure))],
        Err(failure) => {
            if !failure.is_absence() || failure.is_ambiguous() {
                prose.tell(failure.finding(place.clone(), prose.at.book));
            }
            vec![Inline::Text("—".to_string())]
        }
    }
}

/// 数据来源：… from the figures of the table.
fn source_line(table: &Table, book: &Book) -> String {
    let block = [Block::Table(table.clone())];
    let from: Vec<Key> = figures(&block).iter().flat_map(|figure| &figure.from).copied().collect();
    crate::compose::charts::source_line(&book.source_titles(&from))
}
