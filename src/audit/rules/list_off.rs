//! `list-off`: a count and the list that it counts: `五项保障`, `“四统一”：…`, `三县一区（…）`, `六个方面：一是…六是…`. A count without a list
//! that clearly belongs to it is left alone, and one that fits is shown as verified.

mod backward;
mod chain;
mod days;
mod deeds;
mod forward;
mod graded;
mod made_into;
mod ordinals;
mod paragraphs;
mod parted;
mod rise_fall;
mod stages;
mod titled;
mod valued;

use crate::audit::Verdicts;
use crate::audit::items::{self, Items};
use crate::reading::{ParagraphKind, Reading};
use std::ops::Range;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for paragraph in reading.paragraphs.iter().filter(|p| p.kind != ParagraphKind::TableRow) {
        let text = reading.slice(&paragraph.range);
        let mut behind_the_last = 0;
        for count in counts(text) {
            let head = Head { text, start: paragraph.range.start, count };
            // 四次刷新纪录 counts days or nothing that is listed.
            let is_of_times = text[head.count.range.end..].starts_with('次');
            if days::check(&head, verdicts)
                || is_of_times
                || valued::check(&head, verdicts)
                || stages::check(&head, verdicts)
                || graded::check(&head, verdicts)
                || made_into::check(&head, verdicts)
                || parted::check(&head, verdicts)
                || deeds::check(&head, verdicts)
                || forward::check(&head, verdicts)
            {
                continue;
            }
            backward::check(&head, behind_the_last, verdicts);
            // A number in the name of an item (“五项行动”“百日提升行动”) ends no list.
            if !is_in_a_name(text, &head.count) {
                behind_the_last = head.count.end;
            }
        }
        chain::check(text, paragraph.range.start, verdicts);
        ordinals::check(text, paragraph.range.start, verdicts);
        rise_fall::check(text, paragraph.range.start, verdicts);
    }
    paragraphs::check(reading, verdicts);
    titled::check(reading, verdicts);
}

/// Whether a count stands in a quoted name that is one of several: “甲”“五项行动”、“乙”.
fn is_in_a_name(text: &str, count: &Count) -> bool {
    /// A quoted name is shorter than this, in bytes.
    const NAME: usize = 90;
    let at = count.range.start;
    let start = text.ceil_char_boundary(at.saturating_sub(NAME));
    let open = text[start..at].rfind('“').map(|open| start + open);
    let Some(open) = open.filter(|open| !text[*open..at].contains('”')) else { return false };
    let stop = text.floor_char_boundary((at + NAME).min(text.len()));
    let Some(end) = text[at..stop].find('”').map(|end| at + end + '”'.len_utf8()) else { return false };
    text[end..].starts_with(['“', '、']) || text[..open].ends_with('”')
}

/// A count where it stands in its paragraph.
struct Head<'t> {
    text: &'t str,
    /// Where the paragraph starts in the clean text.
    start: usize,
    count: Count,
}

/// A number and its measure word; for a label (“四统一”) the number alone.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Count {
    number: usize,
    range: Range<usize>,
    /// Behind the measure word, or behind the closing quote of a label.
    end: usize,
    is_label: bool,
    is_arabic: bool,
    /// The character that each item of a label shares: 统 of “四统一”.
    shared: Option<char>,
}

impl Head<'_> {
    fn judge(&self, items: &Items, is_tied: bool, verdicts: &mut Verdicts) {
        let number = self.count.number;
        let place = self.start + self.count.range.start..self.start + self.count.range.end;
        let printed = self.text[self.count.range.start..self.count.end].trim_end_matches('”');
        if (items.least..=items.most).contains(&number) {
            return verdicts.holds(place, format!("{printed}：列出{number}项"));
        }
        if !is_tied || !items.is_plain || items.is_open || items.most < 2 {
            return;
        }
        let listed = items.least;
        verdicts
            .wrong(
                place,
                format!("“{printed}”与所列不符：列出了{listed}项"),
                format!("the count {printed} and its list differ: {listed} items are listed"),
            )
            .help("核对数目，或补上漏列的项", "check the count, or add the item that is missing");
    }
}

/// Measure words that stand between a count and its noun.
const MEASURES: [&str; 41] = [
    "地",
    "个方面",
    "种方式",
    "个",
    "大",
    "项",
    "类",
    "种",
    "条",
    "方面",
    "点",
    "件",
    "级",
    "方",
    "县",
    "镇",
    "乡",
    "村",
    "市",
    "区",
    "家",
    "座",
    "处",
    "所",
    "部分",
    "环节",
    "步",
    "关",
    "者",
    "制",
    "位",
    "支",
    "校",
    "国",
    "省",
    "起",
    "场",
    "次",
    "样",
    "室",
    "档",
];

/// Every count of 2 to 19 in a paragraph.
fn counts(text: &str) -> Vec<Count> {
    let mut counts = Vec::new();
    let mut skip_to = 0;
    for (i, c) in text.char_indices() {
        if i < skip_to || !(c.is_ascii_digit() || "两二三四五六七八九十".contains(c)) {
            continue;
        }
        let before = text[..i].chars().next_back();
        if before.is_some_and(|b| "第一二三四五六七八九十百千万几数.每·—-～".contains(b) || b.is_ascii_alphanumeric())
        {
            continue;
        }
        let read = match c.is_ascii_digit() {
            true => arabic(&text[i..]),
            false => items::han(&text[i..]),
        };
        let Some((number, length)) = read else { continue };
        skip_to = i + length;
        let is_arabic = c.is_ascii_digit();
        if before == Some('“')
            && let Some(label) = label(text, i, number, length)
        {
            skip_to = label.end;
            counts.push(label);
            continue;
        }
        let behind = &text[i + length..];
        let Some(measure) = MEASURES.iter().find(|measure| behind.starts_with(**measure)) else { continue };
        // “质量、安全、效率、满意”八个字: characters are counted.
        if behind[measure.len()..].starts_with('字') {
            continue;
        }
        let end = i + length + measure.len();
        counts.push(Count { number, range: i..i + length, end, is_label: false, is_arabic, shared: None });
    }
    counts
}

fn arabic(text: &str) -> Option<(usize, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text[..length].parse().ok().filter(|number| (2..=19).contains(number))?;
    (!text[length..].starts_with(['.', '%', ',', '+', '＋'])).then_some((number, length))
}

/// “四统一”, “三县一区”, “五个一”: the whole quotation is a count with what it counts.
fn label(text: &str, start: usize, number: usize, length: usize) -> Option<Count> {
    let end = start + text[start..].find('”')?;
    let inner = &text[start + length..end];
    let closing = end + '”'.len_utf8();
    let counts_moves = rise_fall::counts(&text[start..end]).len() >= 2;
    if inner.chars().count() > 8 || inner.is_empty() || inner.contains(['、', '，', '“', '+']) || counts_moves {
        return None;
    }
    // “三个一批”, “五个一”: so many times one.
    if inner.starts_with("个一") {
        return Some(Count {
            number,
            range: start..start + length,
            end: closing,
            is_label: true,
            is_arabic: false,
            shared: Some('一'),
        });
    }
    let (mut number, mut parts) = (number, 1);
    let mut more_counts =
        inner.char_indices().filter(|(i, c)| *i > 0 && "一两二三四五六七八九十".contains(*c)).peekable();
    if more_counts.peek().is_some() {
        // 三县一区: each number has one noun of one character.
        let all: Vec<char> = text[start..end].chars().collect();
        if !all.len().is_multiple_of(2) || !all.iter().skip(1).step_by(2).all(|c| !is_number(*c)) {
            return (inner.ends_with("统一") || inner.starts_with("统一")).then(|| Count {
                number,
                range: start..start + length,
                end: closing,
                is_label: true,
                is_arabic: false,
                shared: Some('统'),
            });
        }
        let values: Option<Vec<usize>> = all.iter().step_by(2).map(|c| value(*c)).collect();
        let values = values?;
        parts = values.len();
        number = values.into_iter().sum();
    }
    let mut chars = inner.chars();
    let shared = chars.next().filter(|c| parts == 1 && !MEASURES.iter().any(|m| m.starts_with(*c)) || *c == '统');
    Some(Count { number, range: start..start + length, end: closing, is_label: true, is_arabic: false, shared })
}

fn is_number(c: char) -> bool {
    value(c).is_some()
}

fn value(c: char) -> Option<usize> {
    match c {
        '两' => Some(2),
        '十' => Some(10),
        c => items::digit(c),
    }
}

#[cfg(test)]
mod tests;
