//! What the text says of a table whose columns are years: `到2026年，…产值达到20亿元` beside the row 产值（亿元） and the column 2026年, and `三年新修林区道路120公里` beside the row of that name and its last three
//! years. Only where the words before the number end with the name of the row, and its unit is that of the number.

use super::text::stem;
use crate::audit::Verdicts;
use crate::audit::arithmetic::plain;
use crate::audit::items;
use crate::model::Quantity;
use crate::reading::{Mention, ParagraphKind, Reading, Table};
use rust_decimal::Decimal;

/// How far before and behind a table its text goes, in paragraphs.
const PARAGRAPHS: usize = 12;

pub fn check(reading: &Reading, table: &Table, verdicts: &mut Verdicts) {
    let years: Vec<usize> = (0..table.width()).filter(|column| year(table.name(*column)).is_some()).collect();
    if years.len() < 2 || table.is_turned {
        return;
    }
    let at = reading.paragraphs.partition_point(|paragraph| paragraph.range.start < table.end);
    let near = &reading.paragraphs
        [at.saturating_sub(PARAGRAPHS + table.rows.len())..(at + PARAGRAPHS).min(reading.paragraphs.len())];
    let prose = near.iter().filter(|paragraph| paragraph.kind == ParagraphKind::Prose);
    for mention in prose.flat_map(|paragraph| reading.between(&paragraph.range)) {
        let is_plain = mention.change.is_none() && mention.upper.is_none() && !mention.is_quoted && mention.has_unit();
        let Some(row) = row(reading, table, mention).filter(|_| is_plain) else { continue };
        if let Some(column) = said_year(reading, table, &years, mention) {
            cell(reading, table, (row, column), mention, verdicts);
        } else if let Some(many) = years_together(reading, mention) {
            together(reading, table, (row, &years, many), mention, verdicts);
        }
    }
}

/// 2026 of 2026年 and of 2026年目标; a base year (2023年基数) is one too.
fn year(name: &str) -> Option<&str> {
    let year = name.trim().get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit()))?;
    let rest = name.trim()[4..].strip_prefix('年')?;
    ["", "基数", "目标", "末", "底", "计划", "预期", "（目标）", "（基数）", "（计划）"].contains(&rest).then_some(year)
}

/// The one row with whose name the words before a quantity end.
fn row(reading: &Reading, table: &Table, mention: &Mention) -> Option<usize> {
    let words = reading.before(mention).trim_end_matches(['到', '达', '为', '约', '至', '有']);
    let words = words.trim_end_matches("稳定在").trim_end_matches("保持在");
    let is_named = |row: &usize| {
        let name = stem(table.rows[*row].label);
        let named = words.strip_suffix(name).is_some_and(|lead| !lead.ends_with(['占', '比', '均']));
        name.chars().count() >= 2 && named && in_unit(table, *row, mention)
    };
    let mut rows = (0..table.rows.len()).filter(is_named);
    rows.next().filter(|_| rows.next().is_none())
}

/// Whether 产值（亿元） has the unit of 20亿元, scale and all.
fn in_unit(table: &Table, row: usize, mention: &Mention) -> bool {
    let label = table.rows[row].label;
    let unit = label.rsplit(['（', '(']).next().unwrap_or("").trim_end_matches(['）', ')']);
    let read = Quantity::parse(&format!("1{unit}"));
    read.is_ok_and(|read| read.unit == *mention.unit() && read.scale == mention.quantity.scale)
}

/// The column of the one year that the sentence names before a quantity, where it says 到 that year.
fn said_year(reading: &Reading, table: &Table, years: &[usize], mention: &Mention) -> Option<usize> {
    let start = reading.sentences[mention.sentence].range.start;
    let lead = &reading.text()[start..mention.range.start];
    let part = &lead[lead.rfind('；').map_or(0, |at| at + '；'.len_utf8())..];
    let column = years.iter().copied().find(|column| {
        let year = year(table.name(*column)).unwrap_or("");
        ["到", "至"].iter().any(|to| lead.starts_with(&format!("{to}{year}年")))
    })?;
    // 比2023年的12.5亿元: another year of the clause.
    let own = year(table.name(column))?;
    let clause = items::last_clause(part);
    let names_another =
        years.iter().filter_map(|other| year(table.name(*other))).any(|year| year != own && clause.contains(year));
    (!names_another && !clause.contains(['比', '较', '增'])).then_some(column)
}

fn cell(reading: &Reading, table: &Table, (row, column): (usize, usize), mention: &Mention, verdicts: &mut Verdicts) {
    let Some(cell) = table.number(row, column) else { return };
    let (printed, name) = (reading.printed(mention), stem(table.rows[row].label));
    let sum = format!("表中{}{name}为{}", table.name(column), cell.text);
    let (low, high) = (cell.interval.low, cell.interval.high);
    let value = mention.quantity.number.value();
    let meets = low.is_none_or(|low| value >= low) && high.is_none_or(|high| value <= high);
    compare(verdicts, mention, meets, (&sum, printed));
}

/// 三年新修: the number of years that a clause begins with, of a deed that adds up over them.
fn years_together(reading: &Reading, mention: &Mention) -> Option<usize> {
    const DEEDS: [&str; 8] = ["新修", "新建", "新增", "累计", "改造", "共", "建设", "完成"];
    let words = reading.before(mention);
    let (many, length) = items::han(words)?;
    let rest = words[length..].strip_prefix('年')?;
    DEEDS.iter().any(|deed| rest.starts_with(deed)).then_some(many)
}

fn together(
    reading: &Reading,
    table: &Table,
    (row, years, many): (usize, &[usize], usize),
    mention: &Mention,
    verdicts: &mut Verdicts,
) {
    // 新修林区道路: only a row that has nothing for its base year is one of additions.
    let numbers: Vec<_> = years.iter().filter_map(|column| table.number(row, *column)).collect();
    if numbers.len() != many || numbers.len() == years.len() && years.iter().any(|c| table.name(*c).contains("基数"))
    {
        return;
    }
    let total: Decimal = numbers.iter().map(|number| number.value).sum();
    let terms: Vec<&str> = numbers.iter().map(|number| number.text.as_str()).collect();
    let sum = format!("表中{} = {}", terms.join("+"), plain(total, 4));
    let meets = mention.quantity.number.value() == total;
    compare(verdicts, mention, meets, (&sum, reading.printed(mention)));
}

fn compare(verdicts: &mut Verdicts, mention: &Mention, meets: bool, (sum, printed): (&str, &str)) {
    if meets {
        return verdicts.holds(mention.range.clone(), format!("{sum}，文中是{printed}"));
    }
    if verdicts.has_told(&mention.range) {
        return;
    }
    verdicts
        .wrong(
            mention.range.clone(),
            format!("与表对不上：{sum}，文中是{printed}"),
            format!("the table says otherwise: {sum}, the text says {printed}"),
        )
        .help("核对表和文中的数", "check the table and the text");
}

#[cfg(test)]
mod tests {
    use crate::audit;
    use crate::reading::Markup;

    const TABLE: &str = "| 指标 | 2023年基数 | 2024年 | 2025年 | 2026年 |\n|---|---|---|---|---|\n| 产值（亿元） | 12.5 | 14.5 | 17 | 20 |\n| 新修林区道路（公里） | — | 35 | 45 | 40 |\n";

    fn told(text: &str) -> usize {
        let audited = audit::text("x", text, Markup::Markdown);
        audited.findings.iter().filter(|finding| finding.code == "table-off").count()
    }

    #[test]
    fn what_is_said_of_a_year_is_in_the_table() {
        let goal = |value: &str| format!("到2026年，基地扩大；产值达到{value}，比2023年增长60%。\n\n{TABLE}");
        assert_eq!((told(&goal("20亿元")), told(&goal("22亿元"))), (0, 1));
        let roads = |value: &str| format!("{TABLE}\n三年新修林区道路{value}，配套蓄水池180口。\n");
        assert_eq!((told(&roads("120公里")), told(&roads("130公里"))), (0, 1));
        assert_eq!(told(&format!("2024年一季度产值3.2亿元。\n\n{TABLE}")), 0);
    }
}
