//! What each quantity of a text is called, table cells included: from a reading to the quantities in whose words given pairs
//! of characters stand, wherever in the text. Made once for a reading, in linear time. A cell is called by the
//! names of its row and its column. Whether a name is the one that is meant is for others to say.

use super::{Mention, Reading, Table, pairs};
use crate::model::Quantity;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// A word that stands with more quantities than this names none of them.
const MOST: usize = 80;

/// So many pairs of a name may stand across a seam.
const MISSING: usize = 2;

/// In bytes: the words in front of a bracket, and those with which a sentence begins.
const LONGEST_NAME: usize = 120;

#[derive(Debug)]
pub struct Named {
    /// The numbers of tables, with the unit of their column. Their subject is the name of the row, their object that of the
    /// column.
    cells: Vec<Mention>,
    entries: Vec<Entry>,
    /// The entries with a pair of characters in their words, by number.
    holders: HashMap<(char, char), Vec<u32>>,
}

#[derive(Debug)]
struct Entry {
    /// Of the mentions, or else of the cells.
    index: usize,
    is_cell: bool,
    topic: Range<usize>,
}

/// A quantity with the words by which it can be called.
#[derive(Clone, Copy, Debug)]
pub struct Holder<'r> {
    pub mention: &'r Mention,
    pub is_cell: bool,
    /// With what its sentence begins, or the caption of its table.
    pub topic: &'r str,
}

impl Named {
    pub fn of(reading: &Reading) -> Self {
        let mut named = Self { cells: Vec::new(), entries: Vec::new(), holders: HashMap::new() };
        for table in reading.tables() {
            named.add_table(reading, &table);
        }
        let mut sentence = (usize::MAX, 0..0);
        for (index, mention) in reading.mentions.iter().enumerate() {
            if mention.sentence != sentence.0 {
                let start = reading.sentences[mention.sentence].range.start;
                let end = reading.text().floor_char_boundary(mention.range.start.min(start + LONGEST_NAME));
                sentence = (mention.sentence, start..end);
            }
            let is_in_cell = named.cell_at(mention.digits.start).is_some();
            if is_in_cell || !mention.has_unit() {
                continue;
            }
            let topic = sentence.1.clone();
            let words = format!("{}|{}", words(reading, mention), reading.slice(&topic));
            named.add(Entry { index, is_cell: false, topic }, &words);
        }
        named
    }

    /// The quantities in whose words these pairs of characters stand, in order of the text; two of the pairs may be missing, as those
    /// that join the name of a row to that of a column are.
    pub fn holders<'r>(&'r self, reading: &'r Reading, pairs: &[&str]) -> Vec<Holder<'r>> {
        let mut votes: BTreeMap<u32, usize> = BTreeMap::new();
        let mut is_common = 0;
        for holders in pairs.iter().filter_map(|pair| self.holders.get(&key(pair)?)) {
            if holders.len() > MOST {
                is_common += 1;
                continue;
            }
            for holder in holders {
                *votes.entry(*holder).or_default() += 1;
            }
        }
        let enough = |votes: usize| votes + is_common + MISSING.min(pairs.len() / 2) >= pairs.len();
        votes
            .into_iter()
            .filter(|(_, votes)| enough(*votes))
            .map(|(entry, _)| {
                let Entry { index, is_cell, topic } = &self.entries[entry as usize];
                let mention = if *is_cell { &self.cells[*index] } else { &reading.mentions[*index] };
                Holder { mention, is_cell: *is_cell, topic: reading.slice(topic) }
            })
            .collect()
    }

    /// The number of a table that begins at a byte, with the unit of its column.
    pub fn cell_at(&self, byte: usize) -> Option<&Mention> {
        self.cells.binary_search_by_key(&byte, |cell| cell.range.start).ok().map(|at| &self.cells[at])
    }

    fn add(&mut self, entry: Entry, words: &str) {
        let number = self.entries.len() as u32;
        for key in pairs(words).filter_map(key) {
            let holders = self.holders.entry(key).or_default();
            if holders.last() != Some(&number) {
                holders.push(number);
            }
        }
        self.entries.push(entry);
    }

    fn add_table(&mut self, reading: &Reading, table: &Table) {
        for (row, cells) in table.rows.iter().map(|row| &row.cells).enumerate() {
            for column in 0..cells.len() {
                let Some(cell) = cell(reading, table, row, column) else { continue };
                let topic = reading.place(table.caption);
                let words = format!("{}|{}|{}", reading.subject(&cell), reading.object(&cell), table.caption);
                self.cells.push(cell);
                self.add(Entry { index: self.cells.len() - 1, is_cell: true, topic }, &words);
            }
        }
    }
}

fn key(pair: &str) -> Option<(char, char)> {
    let mut chars = pair.chars();
    Some((chars.next()?, chars.next()?))
}

/// The words before and behind a quantity, those in front of its bracket, and those of its whole clause and the one before where
/// a list of names goes with a list of values.
fn words(reading: &Reading, mention: &Mention) -> String {
    let text = reading.text();
    let floor = |byte: usize| text.floor_char_boundary(mention.range.start.saturating_sub(byte));
    let before = reading.before(mention);
    let own = &text[mention.subject.start..mention.object.end];
    let is_list = before.contains("分别") || before.contains("依次");
    let is_aside = text[..mention.range.start].ends_with(['（', '(']);
    let near = if is_list || is_aside { &text[floor(LONGEST_NAME * 2)..mention.range.start] } else { "" };
    let clause = if is_list { before } else { "" };
    format!("{near}|{clause}|{own}")
}

/// A number of a table as a quantity. `None` where nothing says its unit.
fn cell(reading: &Reading, table: &Table, row: usize, column: usize) -> Option<Mention> {
    let number = table.number(row, column)?;
    let printed = number.text.replace(',', "");
    let quantity = match number.has_unit() {
        true => Quantity::parse(&printed),
        false => {
            Quantity::parse(&format!("{printed}{}", Some(table.unit(row, column)).filter(|unit| !unit.is_empty())?))
        }
    };
    let mut quantity = quantity.or_else(|_| Quantity::parse(printed.trim_start_matches(['+', '＋', '↑', '↓']))).ok()?;
    if number.value < Decimal::ZERO && quantity.number.value() > Decimal::ZERO {
        quantity = quantity.negated();
    }
    let sentence = reading.sentence_at(number.range.start);
    Some(Mention {
        digits: number.range.clone(),
        range: number.range.clone(),
        quantity,
        upper: None,
        clause: number.range.clone(),
        subject: reading.place(table.rows[row].label),
        object: reading.place(table.name(column)),
        sentence,
        paragraph: reading.sentences[sentence].paragraph,
        change: None,
        is_quoted: false,
    })
}

#[cfg(test)]
mod tests {
    use crate::reading::{Markup, Reading};

    fn called(text: &str, pairs: &[&str]) -> Vec<String> {
        let reading = Reading::of(text, Markup::Markdown, &[]);
        let holders = reading.named().holders(&reading, pairs);
        holders.iter().map(|holder| holder.mention.quantity.to_string()).collect()
    }

    #[test]
    fn cells_have_the_unit_of_their_column_row_or_caption() {
        let columns =
            "| 乡镇 | 产量（吨） | 面积（万亩） |\n|---|---|---|\n| 石门镇 | 1200 | 3.5 |\n| 柳林乡 | 800 | 2.1 |\n";
        assert_eq!(called(columns, &["石门", "门镇", "产量"])[..1], ["1200吨"]);
        assert_eq!(called(columns, &["面积"]), ["3.5万亩", "2.1万亩"]);
        let rows = "| 指标 | 单位 | 数量 |\n|---|---|---|\n| 常住人口 | 万人 | 46.8 |\n| 学校 | 所 | 112 |\n";
        assert_eq!(called(rows, &["常住"]), ["46.8万人"]);
        let caption = "财政收支表（单位：万元）\n\n| 项目 | 预算 | 决算 |\n|---|---|---|\n| 教育支出 | 1,200 | 1180 |\n| 农林水支出 | 800 | 812 |\n";
        assert_eq!(called(caption, &["教育"]), ["1200万元", "1180万元"]);
    }

    #[test]
    fn quantities_of_prose_are_found_by_their_words_and_the_topic_of_their_sentence() {
        let text = "全县现有乡村学校96所，教师1234人。道路养护方面，投入3200万元。";
        assert_eq!(called(text, &["乡村", "村学", "学校"]), ["96所", "1234人"]);
        assert_eq!(called(text, &["教师"]), ["1234人"]);
        assert_eq!(called(text, &["养护"]), ["3200万元"]);
        assert!(called(text, &["财政"]).is_empty());
    }
}
