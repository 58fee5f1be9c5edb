//! Faults of form as office texts have them: marks and words lost, doubled or misplaced. Each kind gives every place of a text
//! where it can be made; `forms` draws among them. Numbers that are wrong are `mutate`'s business.

use super::corpus::Sample;
use super::mutate::{Effect, Mutant, turned};
use super::scan::{digits_before, digits_behind, is_han};
use super::word_faults;
use std::ops::Range;

/// A kind of fault.
pub struct Fault {
    pub name: &'static str,
    pub places: fn(&Sample) -> Vec<Mutant>,
    /// Whether what is told may stand anywhere: a chain is broken and a bracket open where the other end is.
    pub is_anywhere: bool,
    /// The codes that tell it; one that begins with a hyphen is the end of a code.
    pub codes: &'static [&'static str],
}

const fn fault(name: &'static str, codes: &'static [&'static str], places: fn(&Sample) -> Vec<Mutant>) -> Fault {
    Fault { name, places, is_anywhere: false, codes }
}

/// A fault of which the other end, where it may be told, can stand in another paragraph.
const fn wide(name: &'static str, codes: &'static [&'static str], places: fn(&Sample) -> Vec<Mutant>) -> Fault {
    Fault { name, places, is_anywhere: true, codes }
}

pub const ALL: &[Fault] = &[
    fault("mark lost between numbers", &["glued-numbers", "-off"], glued),
    fault("measure word lost between numbers", &["glued-numbers", "missing-measure-word", "-off"], fused),
    fault("month range without its dash", &["broken-date"], |s| broken_months(&s.text)),
    fault("year range without its dash", &["broken-date"], |s| broken_years(&s.text)),
    fault("% for 个百分点", &["percent-or-points", "-off"], |s| units(s, "points", "个百分点", "%")),
    fault("个百分点 for %", &["percent-or-points", "-off"], |s| units(s, "growth", "%", "个百分点")),
    fault("下降…倍", &["fall-by-times"], fallen),
    fault("bound twice", &["doubled-bound"], |s| word_faults::bounds(&s.text)),
    fault("measure word twice", &["doubled-word"], |s| after_numbers(&s.text, |unit| unit.to_string().repeat(2))),
    fault("function word twice", &["doubled-word"], |s| word_faults::function_words(&s.text)),
    wide("sentence twice", &["repeated-passage"], word_faults::sentences),
    fault("text cut off", &["breaks-off", "unpaired-mark"], word_faults::cut),
    wide("closing ” lost", &["unpaired-mark"], |s| each(&s.text, "”", "")),
    wide("closing ） lost", &["unpaired-mark"], |s| each(&s.text, "）", "")),
    fault("measure word lost", &["missing-measure-word"], |s| after_numbers(&s.text, |_| String::new())),
    fault("人/次 for 人次", &["ratio-unit"], |s| each(&s.text, "人次", "人/次")),
    fault("15～30%", &["range-unit"], |s| word_faults::percent_ranges(&s.text)),
    fault("4千", &["mixed-numeral"], |s| word_faults::thousands(&s.text)),
    wide("二是 lost", &["numbering-gap", "list-off"], |s| word_faults::chains(&s.text)),
    wide("number of a heading wrong", &["numbering-gap", "list-off"], |s| word_faults::headings(&s.text)),
    fault("bookmark left", &["editing-residue"], |s| word_faults::bookmarks(&s.text)),
    wide("( for （", &["mixed-brackets", "half-width-punctuation", "unpaired-mark"], |s| each(&s.text, "（", "(")),
    fault(", for ，", &["half-width-punctuation"], |s| word_faults::commas(&s.text)),
];

/// Made in texts without their dates only.
pub const UNDATED: Fault = fault("截至目前 without a date", &["undated-now"], |_| Vec::new());

impl Fault {
    pub fn is_told_by(&self, code: &str) -> bool {
        self.codes.iter().any(|known| *known == code || (known.starts_with('-') && code.ends_with(known)))
    }
}

fn edit(at: Range<usize>, with: impl Into<String>) -> Mutant {
    Mutant::new("form", at, with, Effect::Break)
}

/// Every occurrence of some words with others in their place.
pub fn each(text: &str, words: &str, with: &str) -> Vec<Mutant> {
    text.match_indices(words).map(|(at, _)| edit(at..at + words.len(), with)).collect()
}

/// `19.2%，274个` as `19.2%274个`; `36485元、19172元` as `36485元19172元`.
fn glued(sample: &Sample) -> Vec<Mutant> {
    let text = sample.text.as_str();
    let marks = text.char_indices().filter(|(_, c)| matches!(c, '，' | '、'));
    let glues = marks.filter(|(at, c)| {
        let (head, tail) = (&text[..*at], &text[at + c.len_utf8()..]);
        let number = digits_behind(tail);
        let unit = tail[number..].chars().next();
        let is_percent = head.ends_with('%');
        let is_same = unit.is_some_and(|unit| is_han(unit) && head.ends_with(unit) && !"年月日".contains(unit));
        number > 0
            && digits_before(head.trim_end_matches(|c: char| c == '%' || is_han(c))) > 0
            && (is_percent || is_same)
    });
    glues.map(|(at, c)| edit(at..at + c.len_utf8(), "")).collect()
}

/// `137户416名` as `137416名`.
fn fused(sample: &Sample) -> Vec<Mutant> {
    let text = sample.text.as_str();
    let measures = text.char_indices().filter(|(_, c)| matches!(c, '户' | '个' | '家' | '名' | '人' | '处' | '件'));
    let fuses = measures.filter_map(|(at, c)| {
        let end = at + c.len_utf8();
        let mark = text[end..].chars().next().filter(|c| matches!(c, '，' | '、')).map_or(0, char::len_utf8);
        let is_between = digits_before(&text[..at]) > 0 && digits_behind(&text[end + mark..]) > 0;
        is_between.then(|| edit(at..end + mark, ""))
    });
    fuses.collect()
}

/// `2021年1—9月` as `202119月`, also where the text has one month only.
fn broken_months(text: &str) -> Vec<Mutant> {
    let years = text.match_indices('年').filter(|(at, _)| digits_before(&text[..*at]) == 4);
    let months = years.filter_map(|(at, year)| {
        let tail = &text[at + year.len()..];
        let first = digits_behind(tail);
        let rest = tail[first..].strip_prefix('—').map(|rest| (digits_behind(rest), first + '—'.len_utf8()));
        match rest {
            Some((second, from)) if second > 0 && tail[from + second..].starts_with('月') => {
                Some(edit(at..at + year.len() + from, tail[..first].to_string()))
            }
            _ if first > 0 && tail[first..].starts_with('月') && &tail[..first] != "1" => {
                Some(edit(at..at + year.len(), "1"))
            }
            _ => None,
        }
    });
    months.collect()
}

/// `2013—2020年` as `20132020年`, also where the text has one year only.
fn broken_years(text: &str) -> Vec<Mutant> {
    let years = text.match_indices('年').filter_map(|(at, _)| {
        let start =
            at.checked_sub(4).filter(|start| digits_before(&text[..at]) == 4 && text.is_char_boundary(*start))?;
        let year: u32 = text[start..at].parse().ok().filter(|year| (1990..2100).contains(year))?;
        let dash = text[..start].strip_suffix(['—', '-']).filter(|head| digits_before(head) == 4);
        let month = digits_behind(&text[at + "年".len()..]) > 0;
        match dash {
            Some(head) => Some(edit(head.len()..start, "")),
            None if !month => Some(edit(start..start, (year - 3).to_string())),
            None => None,
        }
    });
    years.collect()
}

/// The unit of the results of a class exchanged.
fn units(sample: &Sample, class: &str, unit: &str, other: &str) -> Vec<Mutant> {
    let relations =
        sample.relations.iter().filter(|r| r.class == class && sample.text[r.result.clone()].ends_with(unit));
    relations.map(|r| edit(r.result.end - unit.len()..r.result.end, other)).collect()
}

/// `下降2.9%` as `下降2.9倍`; where a text has too few falls, its rises are turned first.
fn fallen(sample: &Sample) -> Vec<Mutant> {
    let text = sample.text.as_str();
    let percents = text.match_indices('%').filter_map(|(at, _)| {
        let digits = digits_before(&text[..at]);
        let number = at - digits..at + 1;
        let head = text[..number.start].trim_end_matches(['了', '到']);
        let falls = ["下降", "减少", "降低", "下跌"].iter().any(|word| head.ends_with(word));
        match turned(text, &number) {
            _ if digits == 0 => None,
            _ if falls => Some(edit(at..at + 1, "倍")),
            Some(turn) if turn.at.end == number.start && ["下降", "减少"].contains(&turn.with.as_str()) => {
                Some(edit(turn.at.start..at + 1, format!("{}{}倍", turn.with, &text[number.start..at])))
            }
            _ => None,
        }
    });
    percents.collect()
}

/// The measure word between a number and a noun, changed: 274个行政村.
fn after_numbers(text: &str, other: impl Fn(char) -> String) -> Vec<Mutant> {
    let measures = text.char_indices().filter(|(at, c)| {
        let tail = &text[at + c.len_utf8()..];
        let is_measure = matches!(c, '个' | '家' | '名' | '座' | '项' | '件' | '所' | '户' | '条' | '台' | '处');
        let stops = ['月', '百', '小', '多', '以', '左', '均', '工', '次', '中'];
        is_measure && digits_before(&text[..*at]) > 0 && tail.starts_with(|c: char| is_han(c) && !stops.contains(&c))
    });
    measures.map(|(at, c)| edit(at..at + c.len_utf8(), other(c))).collect()
}
