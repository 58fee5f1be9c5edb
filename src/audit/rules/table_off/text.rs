//! What the text behind a table says of its rows: a share of the total (石门镇产量占全县的29.8%), a difference of two rows, a cell
//! again, its growth from a value that the text adds. Told as wrong only where the row and the column are both named; else
//! where one slip of the pen explains the difference.

use super::sums::total_row;
use crate::audit::arithmetic::plain;
use crate::audit::mend::Slip;
use crate::audit::{Verdicts, mend};
use crate::model::{Interval, Quantity};
use crate::reading::{ChangeKind, Direction, Mention, Number, ParagraphKind, Reading, Table};
use rust_decimal::Decimal;
use std::ops::Range;

/// How far behind a table its text goes.
const PARAGRAPHS: usize = 6;
const MENTIONS: usize = 60;
const MOST_ROWS: usize = 60;

const WHOLE: [&str; 10] = ["全县", "全市", "全区", "全省", "全镇", "全国", "全乡", "总", "合计", "全部"];

pub fn check(reading: &Reading, table: &Table, verdicts: &mut Verdicts) {
    if table.rows.len() > MOST_ROWS || table.head.is_empty() {
        return;
    }
    for mention in behind(reading, table) {
        if let Some(said) = Said::of(reading, table, mention) {
            said.judge(verdicts);
        }
    }
}

/// The quantities of the text behind a table, as far as it goes.
pub fn behind<'r>(reading: &'r Reading, table: &Table) -> impl Iterator<Item = &'r Mention> {
    let first = reading.paragraphs.partition_point(|paragraph| paragraph.range.start < table.end);
    let paragraphs = reading.paragraphs[first..].iter().take(PARAGRAPHS);
    paragraphs
        .take_while(|paragraph| paragraph.kind != ParagraphKind::TableRow)
        .filter(|paragraph| paragraph.kind == ParagraphKind::Prose)
        .flat_map(|paragraph| reading.between(&paragraph.range))
        .take(MENTIONS)
        .filter(|mention| !mention.is_quoted && mention.upper.is_none())
}

/// A quantity of the text with the row and the column of which it speaks.
struct Said<'r> {
    reading: &'r Reading,
    table: &'r Table<'r>,
    mention: &'r Mention,
    /// The rows that its clause names, or the last that its sentence names.
    rows: Vec<usize>,
    columns: Vec<usize>,
    before: &'r str,
}

impl<'r> Said<'r> {
    fn of(reading: &'r Reading, table: &'r Table<'r>, mention: &'r Mention) -> Option<Self> {
        let before = reading.before(mention);
        let mut rows = named(table, before);
        if rows.is_empty() {
            let sentence = reading.sentences[mention.sentence].range.start..mention.range.start;
            rows.extend(named(table, reading.slice(&sentence)).pop());
        }
        let columns: Vec<usize> = (0..table.width())
            .filter(|column| table.is_numeric(*column))
            .filter(|column| {
                let name = stem(table.name(*column));
                name.chars().count() >= 2 && before.contains(name)
            })
            .collect();
        Some(Self { reading, table, mention, rows, columns, before })
    }

    fn judge(&self, verdicts: &mut Verdicts) {
        let change = self.mention.change.as_ref();
        match (self.rows.as_slice(), self.columns.as_slice()) {
            ([row], [column]) if self.mention.is_percent() && self.before.contains('占') => {
                self.share(*row, *column, verdicts);
            }
            ([], [_, _]) if self.mention.is_percent() && self.before.contains('占') => self.of_columns(verdicts),
            ([a, b], [column]) if self.before.contains('比') && !self.mention.is_percent() => {
                self.difference(*a, *b, *column, verdicts);
            }
            ([row], [column]) if change.is_none() => self.cell(*row, *column, verdicts),
            ([row], []) if change.is_none() => {
                let has_unit = |column: &usize| self.in_its_unit(*row, *column).is_some();
                let mut columns = (0..self.table.width()).filter(has_unit);
                if let (Some(column), None) = (columns.next(), columns.next()) {
                    self.cell(*row, column, verdicts);
                }
            }
            ([], [column]) if change.is_some_and(|change| change.kind == ChangeKind::Percent) => {
                self.growth(*column, verdicts);
            }
            _ => {}
        }
    }

    /// `石门镇产量占全县夏粮产量的29.8%`
    fn share(&self, row: usize, column: usize, verdicts: &mut Verdicts) {
        let Some(total) = total_row(self.table).filter(|total| *total != row) else { return };
        let (of, whole) = self.before.rsplit_once('占').unwrap_or(("", self.before));
        if !WHOLE.iter().any(|word| whole.contains(word)) && !whole.contains(stem(self.table.name(column))) {
            return;
        }
        let is_named = self.is_named(of, row, column);
        let Some((a, b)) = self.table.number(row, column).zip(self.table.number(total, column)) else { return };
        let ratio = a.value.checked_div(b.value).and_then(|exact| exact.checked_mul(Decimal::ONE_HUNDRED));
        let interval = a.interval.over(&b.interval).and_then(|ratio| ratio.scaled(Decimal::ONE_HUNDRED));
        let Some((exact, interval)) = ratio.zip(interval) else { return };
        let value = plain(exact, self.decimals() + 1);
        self.compare(&interval, format!("{}÷{} = {value}%", a.text, b.text), is_named && !a.is_percent, verdicts);
    }

    /// `十件实事实际投入占计划投入的99.8%`: the totals of two columns.
    fn of_columns(&self, verdicts: &mut Verdicts) {
        let Some(total) = total_row(self.table) else { return };
        let Some((of, whole)) = self.before.rsplit_once('占') else { return };
        let named = |words: &str| {
            let mut columns = self.columns.iter().filter(|column| words.contains(stem(self.table.name(**column))));
            columns.next().copied().filter(|_| columns.next().is_none())
        };
        let Some((part, whole)) = named(of).zip(named(whole)).filter(|(part, whole)| part != whole) else { return };
        let Some((a, b)) = self.table.number(total, part).zip(self.table.number(total, whole)) else { return };
        let ratio = a.value.checked_div(b.value).and_then(|exact| exact.checked_mul(Decimal::ONE_HUNDRED));
        let interval = a.interval.over(&b.interval).and_then(|ratio| ratio.scaled(Decimal::ONE_HUNDRED));
        let Some((exact, interval)) = ratio.zip(interval) else { return };
        let value = plain(exact, self.decimals() + 1);
        self.compare(&interval, format!("{}÷{} = {value}%", a.text, b.text), false, verdicts);
    }

    /// `石门镇比柳林乡每亩高55公斤`
    fn difference(&self, a: usize, b: usize, column: usize, verdicts: &mut Verdicts) {
        let Some((a, b)) = self.table.number(a, column).zip(self.table.number(b, column)) else { return };
        let (large, small) = if a.value >= b.value { (a, b) } else { (b, a) };
        let Some(interval) = large.interval.minus(&small.interval) else { return };
        let sum = format!("{}-{} = {}", large.text, small.text, large.value - small.value);
        let compares =
            self.before.trim_end_matches(['了', '出', '约', '于']).ends_with(['高', '低', '多', '少', '大', '小']);
        let is_tied = compares && self.names_the_unit(column);
        if is_tied || self.fits(&interval) && mend::precision(self.mention) >= 2 {
            self.compare(&interval, sum, is_tied, verdicts);
        }
    }

    /// `石门镇播种面积26300亩`, `教育支出9.6亿元` of a column in 万元
    fn cell(&self, row: usize, column: usize, verdicts: &mut Verdicts) {
        let Some(cell) = self.table.number(row, column) else { return };
        let own = self.before.trim_end_matches(['为', '达', '到', '约', '是', '有']).replace("全年", "");
        let is_elsewhere = own.contains(['年', '月', '均', '比', '较', '占', '其', '增', '减']) || own.contains("目标");
        let is_named = self.is_named(own.trim_start_matches(['，', '。']), row, column);
        if is_elsewhere || mend::precision(self.mention) < if is_named { 2 } else { 3 } {
            return;
        }
        if self.names_the_unit(column) && is_named && mend::precision(self.mention) >= 3 {
            self.compare(&cell.interval, format!("表中是{}", cell.text), false, verdicts);
        } else if let Some(quantity) = self.in_its_unit(row, column) {
            self.in_other_scale(&quantity, &cell.text, verdicts);
        }
    }

    /// A cell as a quantity, if the one of the text is of its kind.
    fn in_its_unit(&self, row: usize, column: usize) -> Option<Quantity> {
        let cell = self.table.number(row, column)?;
        let unit = if cell.has_unit() { "" } else { self.table.unit(row, column) };
        let quantity = Quantity::parse(&format!("{}{unit}", cell.text.replace(',', ""))).ok()?;
        let is_kin = !cell.is_percent && quantity.unit.converts_to(self.mention.unit());
        (is_kin && self.mention.has_unit()).then_some(quantity)
    }

    /// The text says a cell in another scale: 23.65万吨 for 236500.
    fn in_other_scale(&self, cell: &Quantity, text: &str, verdicts: &mut Verdicts) {
        let mention = self.mention;
        let Some(needed) = cell.interval_in(mention.unit()).filter(|_| mention.quantity.bound.is_none()) else {
            return;
        };
        let (place, is) = (mention.range.clone(), self.reading.printed(mention));
        let sum = format!("表中是{text}{}", self.table_unit(cell));
        if mention.interval().meets(&needed) {
            return verdicts.holds(place, sum);
        }
        if mend::slipped(mention, mention.unit(), &needed, Slip::Digit).is_some() {
            let zh = format!("与前面的表对不上：{sum}，文中是{is}");
            let en = format!("the table before says otherwise: {text}, the text says {is}");
            verdicts.doubt(place, zh, en).help("核对表和文中的数", "check the table and the text");
        }
    }

    fn table_unit(&self, cell: &Quantity) -> String {
        format!("{}{}", cell.scale.word(), cell.unit.name())
    }

    /// `全县播种面积较上年同期的92880亩略增0.8%`
    fn growth(&self, column: usize, verdicts: &mut Verdicts) {
        let clause: Range<usize> = self.mention.clause.start..self.mention.range.start;
        let [base] = self.reading.between(&clause) else { return };
        let Some(now) = total_row(self.table).and_then(|total| self.table.number(total, column)) else { return };
        let is_base =
            self.reading.before(base).contains(['较', '比']) && WHOLE.iter().any(|word| self.before.contains(word));
        let unit = format!("{}{}", base.quantity.scale.word(), base.unit().name());
        if !is_base || !self.table.name(column).contains(&unit) {
            return;
        }
        let Some((exact, interval)) = growth(now, base) else { return };
        let is_down = self.mention.change.as_ref().is_some_and(|change| change.direction == Direction::Down);
        let (exact, interval) = if is_down { (-exact, interval.mirrored()) } else { (exact, interval) };
        let value = plain(exact, self.decimals() + 1);
        self.compare(&interval, format!("{}÷{}-1 = {value}%", now.text, self.reading.printed(base)), true, verdicts);
    }

    /// 石门镇蔬菜产量 is another column than 产量.
    fn is_named(&self, text: &str, row: usize, column: usize) -> bool {
        let own = text.strip_suffix(stem(self.table.name(column))).map(|own| own.trim_end_matches('的'));
        own.is_some_and(|own| own.is_empty() || own.ends_with(stem(self.table.rows[row].label)))
    }

    fn decimals(&self) -> u32 {
        self.mention.quantity.printed_decimals()
    }

    /// The unit of the quantity is that of the column, or that of the thing for which it is told (公斤 of 公斤/亩).
    fn names_the_unit(&self, column: usize) -> bool {
        let name = self.table.name(column);
        let unit = format!("{}{}", self.mention.quantity.scale.word(), self.mention.unit().name());
        ['（', '('].iter().any(|open| {
            name.find(*open).is_some_and(|i| {
                let inner = name[i + open.len_utf8()..].trim_end_matches(['）', ')']);
                inner == unit || inner.split('/').next() == Some(unit.as_str()) && self.before.contains('每')
            })
        })
    }

    /// The value as printed, without its scale.
    fn printed(&self) -> Option<Interval> {
        let half = Decimal::new(5, self.decimals() + 1);
        let value = self.mention.quantity.number.value();
        Some(Interval::between(value.checked_sub(half)?, value.checked_add(half)?))
    }

    fn fits(&self, needed: &Interval) -> bool {
        self.mention.quantity.bound.is_none() && self.printed().is_some_and(|printed| printed.meets(needed))
    }

    fn compare(&self, needed: &Interval, sum: String, is_tied: bool, verdicts: &mut Verdicts) {
        let (place, is) = (self.mention.range.clone(), self.reading.printed(self.mention));
        if self.mention.quantity.bound.is_some() {
            return;
        }
        if self.fits(needed) {
            return verdicts.holds(place, sum);
        }
        let is_slip = mend::near(self.mention, needed).is_some();
        let zh = format!("与前面的表对不上：{sum}，文中是{is}");
        let en = format!("the table before says otherwise: {sum}, the text says {is}");
        let told = match (is_tied, is_slip) {
            (true, _) => verdicts.wrong(place, zh, en),
            (false, true) => verdicts.doubt(place, zh, en),
            (false, false) => return,
        };
        told.help("核对表和文中的数", "check the table and the text");
    }
}

fn growth(now: &Number, base: &Mention) -> Option<(Decimal, Interval)> {
    let before = base.quantity.number.value();
    let half = Decimal::new(5, base.quantity.printed_decimals() + 1);
    let interval = now.interval.over(&Interval::between(before - half, before + half))?;
    let ratio = now.value.checked_div(before)?;
    let one = Interval::point(Decimal::ONE);
    Some(((ratio - Decimal::ONE) * Decimal::ONE_HUNDRED, interval.minus(&one)?.scaled(Decimal::ONE_HUNDRED)?))
}

/// The rows that a text names, in its order.
fn named(table: &Table, text: &str) -> Vec<usize> {
    let total = total_row(table);
    let mut found: Vec<(usize, usize)> = (0..table.rows.len())
        .filter_map(|row| {
            let name = stem(table.rows[row].label);
            let is_name = name.chars().count() >= 2 && Some(row) != total;
            is_name.then(|| text.rfind(name).map(|at| (at, row))).flatten()
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, row)| row).collect()
}

/// A name without its unit.
pub fn stem(name: &str) -> &str {
    name.split(['（', '(', '/', '／']).next().unwrap_or("").trim()
}
