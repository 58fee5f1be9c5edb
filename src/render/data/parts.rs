//! The data of one chart or table of a report: as printed, and beside each column of numbers the same as exact numbers in
//! the unit without scale. Comes in: a block. Goes out: CSV.

use super::csv::Table;
use super::row::exact;
use crate::model::Quantity;
use crate::model::article::{Block, Inline, figures_in, plain_text};
use crate::model::chart::Chart;
use std::collections::BTreeSet;

/// A cell as printed, with the quantity where it is a number of the book and nothing else.
struct Cell {
    text: String,
    quantity: Option<Quantity>,
}

/// Nothing for a block without data.
pub fn csv(block: &Block) -> Option<String> {
    match block {
        Block::Chart(chart) => Some(with_numbers(&chart.table.head, &of_chart(chart))),
        Block::Table(table) => {
            let head: Vec<String> = table.head.iter().map(|cell| plain_text(cell)).collect();
            let row = |row: &Vec<Vec<Inline>>| row.iter().map(|cell| of_inlines(cell)).collect();
            Some(with_numbers(&head, &table.rows.iter().map(row).collect::<Vec<Vec<Cell>>>()))
        }
        _ => None,
    }
}

/// A chart prints the numbers of its table as labels too: these are known.
fn of_chart(chart: &Chart) -> Vec<Vec<Cell>> {
    let known: BTreeSet<&str> = chart
        .drawing
        .labels()
        .into_iter()
        .filter(|label| label.made.is_some())
        .map(|label| label.text.as_str())
        .collect();
    let cell = |text: &String| {
        let quantity = known.contains(text.trim()).then(|| Quantity::parse(text.trim()).ok()).flatten();
        Cell { text: text.clone(), quantity }
    };
    chart.table.rows.iter().map(|row| row.iter().map(cell).collect()).collect()
}

fn of_inlines(inlines: &[Inline]) -> Cell {
    let text = plain_text(inlines);
    let mut figures = Vec::new();
    figures_in(inlines, &mut figures);
    let is_figure = matches!(figures.as_slice(), [figure] if figure.text == text.trim() && figure.value.is_some());
    let quantity = is_figure.then(|| Quantity::parse(text.trim()).ok()).flatten();
    Cell { text, quantity }
}

/// The table with a column of numbers behind each column that has some, and one of units where they differ.
fn with_numbers(head: &[String], rows: &[Vec<Cell>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0).max(head.len());
    let units: Vec<BTreeSet<&str>> = (0..columns)
        .map(|column| {
            let quantities = rows.iter().filter_map(|row| row.get(column)?.quantity.as_ref());
            quantities.map(|quantity| quantity.unit.name()).collect()
        })
        .collect();
    let mut heads: Vec<String> = Vec::new();
    for (column, units) in units.iter().enumerate() {
        let name = head.get(column).cloned().unwrap_or_default();
        let mut units = units.iter();
        match (units.next(), units.next()) {
            (None, _) => heads.push(name),
            (Some(unit), None) => heads.extend([name.clone(), format!("{name}：数值（{unit}）")]),
            (Some(_), Some(_)) => heads.extend([name.clone(), format!("{name}：数值"), format!("{name}：单位")]),
        }
    }
    let mut table = Table::with_head(heads);
    for row in rows {
        let mut cells: Vec<String> = Vec::new();
        for (column, units) in units.iter().enumerate() {
            let cell = row.get(column);
            let quantity = cell.and_then(|cell| cell.quantity.as_ref());
            cells.push(cell.map_or_else(String::new, |cell| cell.text.trim().to_string()));
            if !units.is_empty() {
                let value = quantity.and_then(|quantity| exact(quantity, &quantity.unit));
                cells.push(value.map_or_else(String::new, |value| value.normalize().to_string()));
            }
            if units.len() > 1 {
                cells.push(quantity.map_or_else(String::new, |quantity| quantity.unit.name().to_string()));
            }
        }
        table.row(cells);
    }
    table.finished()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> Cell {
        Cell { text: text.to_string(), quantity: Quantity::parse(text).ok() }
    }

    #[test]
    fn numbers_stand_behind_what_is_printed() {
        let words = |text: &str| Cell { text: text.to_string(), quantity: None };
        let rows =
            [vec![words("2022年"), cell("13242元"), cell("1.67亿元")], vec![words("2023年"), words("—"), cell("16%")]];
        let csv = with_numbers(&["年份".to_string(), "收入".to_string(), "各项".to_string()], &rows);
        let expected = "\u{feff}年份,收入,收入：数值（元）,各项,各项：数值,各项：单位\r\n\
                        2022年,13242元,13242,1.67亿元,167000000,元\r\n2023年,—,,16%,16,%\r\n";
        assert_eq!(csv, expected);
    }
}
