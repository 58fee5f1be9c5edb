//! Quantities in prose: the number with its bound, scale and unit, and the words that say what it counts.

use super::bounds::is_tail_of_a_word;
use super::change::{self, Change};
use super::numerals::{Numeral, NumeralKind};
use super::structure::{Paragraph, Sentence, divides_clauses};
use super::units;
use crate::model::quantity::Number;
use crate::model::{Interval, Quantity, Unit};
use std::ops::Range;

/// The unit of a number that names none. Converts into nothing.
const NO_UNIT: &str = "（无单位）";

/// One quantity where it stands.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Bound, digits, scale and unit.
    pub range: Range<usize>,
    /// The digits alone.
    pub digits: Range<usize>,
    pub quantity: Quantity,
    /// The upper end of a range: 15%～30%.
    pub upper: Option<Quantity>,
    /// Up to the marks that divide clauses.
    pub clause: Range<usize>,
    /// The words before it, since the quantity before; those of that one where there are none (3449户10424人).
    pub subject: Range<usize>,
    /// The words behind it, up to the next quantity or the end of the clause or the next 、.
    pub object: Range<usize>,
    pub sentence: usize,
    pub paragraph: usize,
    /// The growth or difference that it says, where it says one.
    pub change: Option<Change>,
    /// Within quotes: it belongs to a name.
    pub is_quoted: bool,
}

impl Mention {
    pub fn unit(&self) -> &Unit {
        &self.quantity.unit
    }

    pub fn has_unit(&self) -> bool {
        self.quantity.unit.name() != NO_UNIT
    }

    /// True where it is written in Han characters: 一百二十万元.
    pub fn is_han(&self) -> bool {
        matches!(self.quantity.number, Number::Han { .. })
    }

    /// How many characters its digits have, marks between them counted; of one in Han, how many digits would say the same.
    pub fn digit_count(&self) -> usize {
        match self.is_han() {
            true => self.quantity.number.value().normalize().to_string().len(),
            false => self.digits.len(),
        }
    }

    /// All values that the printed text allows, in a unit of the same family.
    pub fn interval_in(&self, unit: &Unit) -> Option<Interval> {
        let low = self.quantity.interval_in(unit)?;
        match &self.upper {
            Some(upper) => Some(Interval { low: low.low, high: upper.interval_in(unit)?.high }),
            None => Some(low),
        }
    }

    /// All values that the printed text allows, in its own unit.
    pub fn interval(&self) -> Interval {
        self.interval_in(self.unit()).unwrap_or(Interval::ANY)
    }

    pub fn is_percent(&self) -> bool {
        matches!(self.unit().name(), "%" | "‰")
    }

    pub fn is_points(&self) -> bool {
        self.unit().is_points()
    }
}

pub fn of(text: &str, paragraphs: &[Paragraph], sentences: &[Sentence], numerals: &[Numeral]) -> Vec<Mention> {
    let mut all: Vec<Mention> = Vec::new();
    let mut sentence = 0;
    let mut clauses = Clauses { text, current: 0..0 };
    let mut quotes = Quoted { text, at: 0, is_open: false };
    let mut numerals = numerals.iter().filter(|n| n.kind == NumeralKind::Unknown).peekable();
    while let Some(numeral) = numerals.next() {
        while sentence + 1 < sentences.len() && sentences[sentence + 1].range.start <= numeral.range.start {
            sentence += 1;
        }
        let Some(here) = sentences.get(sentence) else { break };
        let mut clause = clauses.around(numeral.range.start, &paragraphs[here.paragraph].range);
        let Some(mut found) = quantity(text, &clause, numeral.range.clone()) else { continue };
        if let Some(next) = numerals.peek().filter(|next| is_range(text, &found, next))
            && let Some(upper) = quantity(text, &clause, next.range.clone())
        {
            found = with_upper(found, upper);
            numerals.next();
        }
        // The lower part of a fraction is no quantity of its own.
        while numerals.next_if(|next| next.range.start < found.range.end).is_some() {}
        clause.end = clause.end.max(found.range.end);
        let is_quoted = quotes.holds(found.range.start);
        let change = change::of(text, clause.start, found.range.start, found.quantity.unit.name());
        all.push(Mention {
            subject: clause.start..found.range.start,
            object: found.range.end..clause.end,
            range: found.range,
            digits: numeral.range.clone(),
            quantity: found.quantity,
            upper: found.upper,
            clause,
            sentence,
            paragraph: here.paragraph,
            change,
            is_quoted,
        });
    }
    name(text, &mut all);
    all
}

/// Finds whose words are whose among the quantities of a clause.
fn name(text: &str, all: &mut [Mention]) {
    for i in 0..all.len() {
        let clause = all[i].clause.clone();
        let mut start = clause.start;
        if let Some(before) = i.checked_sub(1).map(|i| &all[i]).filter(|m| m.clause == clause) {
            start = before.range.end;
            let own = text[start..all[i].range.start].trim_matches(|c| "、和及与或".contains(c));
            if own.is_empty() {
                all[i].subject = before.subject.clone();
                start = usize::MAX;
            }
        }
        if start != usize::MAX {
            let words = &text[start..all[i].range.start];
            let start = start + (words.len() - words.trim_start_matches(|c| "、和及与或".contains(c)).len());
            all[i].subject = start..all[i].range.start;
        }
        let mut end = all.get(i + 1).filter(|m| m.clause == clause).map_or(clause.end, |m| m.range.start);
        if let Some(pause) = text[all[i].range.end..end].find('、') {
            end = all[i].range.end + pause;
        }
        all[i].object = all[i].range.end..end;
    }
}

struct Found {
    range: Range<usize>,
    quantity: Quantity,
    upper: Option<Quantity>,
}

const FRONT: [&str; 22] = [
    "不低于",
    "不少于",
    "不高于",
    "不超过",
    "不多于",
    "至少",
    "至多",
    "最多",
    "超过",
    "高于",
    "多于",
    "不到",
    "不足",
    "低于",
    "少于",
    "接近",
    "将近",
    "大约",
    "逾",
    "超",
    "近",
    "约",
];
const END: [&str; 6] = ["及以上", "以上", "及以下", "以下", "以内", "左右"];

/// The quantity whose digits stand at a place; a number without a unit is one too.
fn quantity(text: &str, clause: &Range<usize>, digits: Range<usize>) -> Option<Found> {
    let before = &text[clause.start.min(digits.start)..digits.start];
    let minus = before.chars().next_back().filter(|c| matches!(c, '-' | '−' | '－')).map_or(0, char::len_utf8);
    let joins = before[..before.len() - minus].ends_with(|c: char| c.is_ascii_alphanumeric());
    let sign = if joins { 0 } else { minus };
    let unsigned = &before[..before.len() - sign];
    let bound = FRONT
        .iter()
        .find(|word| unsigned.ends_with(**word))
        .filter(|word| !is_tail_of_a_word(unsigned, word))
        .map_or(0, |word| word.len());
    let rest = &text[digits.end..];
    let under = rest.strip_prefix('/').map_or(0, |r| r.bytes().take_while(u8::is_ascii_digit).count());
    let mut end = digits.end + if under > 0 { 1 + under } else { 0 };
    let skip =
        |end: usize, words: &[&str]| words.iter().find(|w| text[end..].starts_with(**w)).map_or(end, |w| end + w.len());
    end = skip(end, &["余", "多"]);
    let scale = ["万亿", "亿", "万", "千万", "百万", "千", "百", "十"]
        .into_iter()
        .find(|w| text[end..].starts_with(w))
        .unwrap_or("");
    let is_unit =
        ["千米", "千克", "千公顷", "千瓦", "千伏", "千卡", "百分点", "千亩"].iter().any(|w| text[end..].starts_with(w));
    let scale = if is_unit { "" } else { scale };
    end += scale.len();
    end = skip(end, &["余", "多"]);
    let unit = units::measure_word(&text[end..]);
    let number_end = end;
    end += unit.len();
    end = skip(end, &END);
    // 每座68米多, 平均每家12间有余: as 余 before the unit.
    let more = somewhat_more(&text[end..]).filter(|_| !unit.is_empty() && unit != "%");
    let start = digits.start - sign - bound;
    let unit_name = if unit == "％" { "%" } else { unit };
    let written = |from: usize, to: usize| {
        let number = &text[from..number_end];
        let bound = &text[number_end + unit.len()..to];
        format!("{number}{}{bound}", if unit.is_empty() { "个" } else { unit_name })
    };
    let quantity = Quantity::parse(&written(start, end))
        .or_else(|_| Quantity::parse(&written(digits.start - sign, end)))
        .or_else(|_| Quantity::parse(&written(digits.start - sign, number_end + unit.len())))
        .ok();
    let rough = more.and_then(|_| Quantity::parse(&format!("{}余{unit_name}", &text[digits.start..number_end])).ok());
    if rough.is_some() {
        end += more.map_or(0, str::len);
    }
    let quantity = rough.or(quantity);
    let mut quantity = match quantity {
        Some(quantity) => quantity,
        None => loose(text, &digits, scale, unit_name)?,
    };
    if unit.is_empty() && under == 0 {
        quantity.unit = Unit::new(NO_UNIT);
    }
    if under > 0 && unit.is_empty() {
        quantity.unit = Unit::new("");
    }
    Some(Found { range: start..end, quantity, upper: None })
}

/// 有余, 出头 and 多 behind a unit, the last only where the clause ends.
fn somewhat_more(behind: &str) -> Option<&'static str> {
    let ends = |behind: &str| behind.is_empty() || behind.starts_with(['，', '。', '；', '、', '）', '\n']);
    ["有余", "出头", "多"].into_iter().find(|word| behind.strip_prefix(word).is_some_and(ends))
}

/// A quantity that no standard allows, such as `4千元` or one in full-width digits, as what it means.
fn loose(text: &str, digits: &Range<usize>, scale: &str, unit: &str) -> Option<Quantity> {
    let plain: String = text[digits.clone()]
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
            c => c,
        })
        .filter(|c| *c != ',')
        .collect();
    let zeros = match scale {
        "千万" => "0000000",
        "百万" => "000000",
        "千" => "000",
        "百" => "00",
        "十" => "0",
        _ => "",
    };
    let scale = if zeros.is_empty() { scale } else { "" };
    let unit = if unit.is_empty() { "个" } else { unit };
    let plain = if plain.contains('.') { plain } else { format!("{plain}{zeros}") };
    Quantity::parse(&format!("{plain}{scale}{unit}")).ok()
}

/// Whether a numeral is the upper end of a range that starts with a quantity.
fn is_range(text: &str, found: &Found, next: &Numeral) -> bool {
    let between = &text[found.range.end.min(next.range.start)..next.range.start];
    matches!(between, "～" | "~" | "—" | "-" | "–" | "至" | "到") && found.range.end <= next.range.start
}

/// A range: the lower end borrows the scale and the unit that only the upper one names.
fn with_upper(mut found: Found, upper: Found) -> Found {
    if found.quantity.unit.name() == NO_UNIT {
        found.quantity.unit = upper.quantity.unit.clone();
        if found.quantity.scale == crate::model::Scale::One {
            found.quantity.scale = upper.quantity.scale;
        }
    }
    Found { range: found.range.start..upper.range.end, quantity: found.quantity, upper: Some(upper.quantity) }
}

/// Bytes of a clause on each side of a number.
const LONGEST_CLAUSE: usize = 600;

/// Finds the clause around a byte, going forward through the text.
struct Clauses<'t> {
    text: &'t str,
    current: Range<usize>,
}

impl Clauses<'_> {
    fn around(&mut self, at: usize, paragraph: &Range<usize>) -> Range<usize> {
        if self.current.contains(&at) {
            return self.current.clone();
        }
        let text = self.text;
        let inner = |range: Range<usize>| text[range.clone()].char_indices().map(move |(i, c)| (range.start + i, c));
        // No clause of a person's is longer; what a machine pasted shall not make the reading slow.
        let from = paragraph
            .start
            .max(self.current.end.min(at))
            .max(text.floor_char_boundary(at.saturating_sub(LONGEST_CLAUSE)));
        let to = paragraph.end.min(text.ceil_char_boundary(at + LONGEST_CLAUSE));
        let start =
            inner(from..at).rfind(|(i, c)| divides_clauses(text, *i, *c)).map_or(from, |(i, c)| i + c.len_utf8());
        let end = inner(at..to).find(|(i, c)| divides_clauses(text, *i, *c)).map_or(to, |(i, _)| i);
        self.current = start..end;
        start..end
    }
}

/// Follows the quotes, going forward through the text.
struct Quoted<'t> {
    text: &'t str,
    at: usize,
    is_open: bool,
}

impl Quoted<'_> {
    fn holds(&mut self, byte: usize) -> bool {
        let from = self.at.min(byte);
        for (i, c) in self.text[from..byte].char_indices() {
            match c {
                '“' => self.is_open = !is_speech(&self.text[from + i + c.len_utf8()..]),
                '”' | '\n' => self.is_open = false,
                _ => {}
            }
        }
        self.at = byte;
        self.is_open
    }
}

/// Whether what a quotation mark opens is somebody's speech and no name: it has several clauses.
fn is_speech(text: &str) -> bool {
    /// A name is shorter than this, in characters.
    const NAME: usize = 40;
    let inner = text.chars().take_while(|c| !matches!(c, '”' | '\n'));
    let (mut many, mut divides) = (0, false);
    for c in inner.take(3 * NAME) {
        many += 1;
        divides |= matches!(c, '，' | '。' | '；');
    }
    divides && many >= NAME
}

#[cfg(test)]
mod tests {
    use super::super::{Markup, Reading};

    fn mentions(text: &str) -> Vec<(String, String, String)> {
        let reading = Reading::of(text, Markup::Plain, &[]);
        let words = |m| (reading.subject(m).to_string(), reading.printed(m).to_string(), reading.object(m).to_string());
        reading.mentions.iter().map(words).collect()
    }

    fn of(subject: &str, printed: &str, object: &str) -> (String, String, String) {
        (subject.to_string(), printed.to_string(), object.to_string())
    }

    #[test]
    fn quantities_have_their_words() {
        assert_eq!(
            mentions("累计识别监测对象3449户10424人（其中2023年新增886户2590人），投入1.7亿元衔接资金，带动700余户。"),
            [
                of("累计识别监测对象", "3449户", ""),
                of("累计识别监测对象", "10424人", ""),
                of("其中2023年新增", "886户", ""),
                of("其中2023年新增", "2590人", ""),
                of("投入", "1.7亿元", "衔接资金"),
                of("带动", "700余户", ""),
            ]
        );
        assert_eq!(
            mentions("选派4354名责任人与2.07万户对象结对，产量超过12万吨，每月15～20人，占70%以上"),
            [
                of("选派", "4354名", "责任人与"),
                of("责任人与", "2.07万户", "对象结对"),
                of("产量", "超过12万吨", ""),
                of("每月", "15～20人", ""),
                of("占", "70%以上", ""),
            ]
        );
    }

    #[test]
    fn a_number_without_a_unit_is_a_quantity_too() {
        let rough = mentions("平均每家12间有余，每座68米多。多做3件多的事。");
        assert_eq!(rough.iter().map(|m| m.1.as_str()).collect::<Vec<_>>(), ["12间有余", "68米多", "3件"]);
        let reading = Reading::of("全县4.28万有务工需求，4千元，支付4000余万元，2/3以上", Markup::Plain, &[]);
        let printed: Vec<String> = reading.mentions.iter().map(|m| m.quantity.to_string()).collect();
        assert_eq!(printed, ["4.28万（无单位）", "4000元", "4000余万元", "2/3以上"]);
    }
}
