//! `outdated-term`: a word that `content/terms.yaml` does not want in a text of that date: an institution by the name that it had, a place
//! that was renamed, a word not to be used. Where the sentence speaks of the time before, or quotes, the old word is right.

use crate::finding::{Finding, Message};
use crate::gate::words::has_any;
use crate::gate::{Content, Kind};
use crate::model::{Date, Term};
use crate::reading::Reading;
use rayon::prelude::*;
use std::ops::Range;

pub fn check(content: &Content) -> Vec<Finding> {
    let terms = &content.proof.terms;
    if terms.is_empty() {
        return Vec::new();
    }
    let articles: Vec<_> = content.proof.articles.iter().zip(&content.readings).collect();
    let told: Vec<Vec<Finding>> = articles
        .par_iter()
        .map(|(article, reading)| {
            let date = article.meta.date;
            let of_time =
                |term: &&Term| term.holds_on(date) && term.from.is_none_or(|from| article.meta.year >= from.year);
            let terms: Vec<&Term> = terms.iter().filter(of_time).collect();
            in_reading(reading, &terms)
                .into_iter()
                .map(|(term, range)| {
                    let place = crate::finding::Place::bytes(&article.file, reading.source(range.clone()));
                    finding(term, place, reading.slice(&range))
                })
                .collect()
        })
        .collect();
    let mut told: Vec<Finding> = told.into_iter().flatten().collect();
    // What stands in the frame of every page, and the texts that are filled in for any year, are of today.
    let latest = content.proof.articles.iter().map(|article| article.meta.date).max().unwrap_or(Date::year(2100));
    told.extend(content.each(|passage| {
        let is_frame = passage.file == "content/site.yaml" || passage.file.starts_with("content/summaries/");
        let is_front = is_report(passage.file) && passage.kind == Kind::Line && names_the_text(&passage.text);
        if passage.kind != Kind::Line || !is_frame && !is_front || passage.text.trim_start().starts_with('#') {
            return Vec::new();
        }
        let date = date_of(content, passage.file).unwrap_or(latest);
        let in_line = |term: &Term| first(&passage.text, term).filter(|range| !is_exempt(&passage.text, range, term));
        let found = terms.iter().filter(|term| term.holds_on(date)).filter_map(|term| Some((term, in_line(term)?)));
        found.map(|(term, range)| finding(term, passage.place(range.clone()), &passage.text[range])).collect()
    }));
    told
}

fn is_report(file: &str) -> bool {
    file.starts_with("content/reports/")
}

/// The lines of front matter that a page prints and no reading holds.
fn names_the_text(line: &str) -> bool {
    [
        "title:",
        "description:",
        "keywords:",
        "subtitle:",
        "kicker:",
        "recipients:",
        "signed:",
        "copies_to:",
        "printed_by:",
        "signature:",
    ]
    .iter()
    .any(|key| line.starts_with(key))
}

fn date_of(content: &Content, file: &str) -> Option<Date> {
    content.proof.articles.iter().find(|article| &*article.file == file).map(|article| article.meta.date)
}

fn finding(term: &Term, place: crate::finding::Place, written: &str) -> Finding {
    let (zh, en) = match (term.right.as_str(), term.from) {
        ("", _) => (format!("不用“{written}”这个说法"), format!("{written} is not to be written")),
        (right, Some(from)) => {
            (format!("“{written}”从{from}起应写作“{right}”"), format!("{written} is {right} from {} on", from.iso()))
        }
        (right, None) => (format!("“{written}”应写作“{right}”"), format!("{written} should be {right}")),
    };
    let why = match (term.reason.as_str(), term.source.as_str()) {
        ("", "") => String::new(),
        (reason, "") => format!("。{reason}"),
        ("", source) => format!("。依据：{source}"),
        (reason, source) => format!("。{reason}（{source}）"),
    };
    Finding::new("outdated-term", term.severity, place, Message::new(zh, en)).help(
        format!("改过来；说的是改名以前的事，就写明年份，或在前面加“原”{why}"),
        format!(
            "mend it; where it is about the time before, name the year or write 原 before it{}",
            why.replace('。', ". ")
        ),
    )
}

fn in_reading<'t>(reading: &Reading, terms: &[&'t Term]) -> Vec<(&'t Term, Range<usize>)> {
    let text = reading.text();
    let mut found = Vec::new();
    for term in terms {
        let mut of_term: Vec<Range<usize>> = term
            .wrong
            .iter()
            .flat_map(|wrong| text.match_indices(wrong.as_str()).map(|(at, word)| at..at + word.len()))
            .filter(|range| !is_in_exception(text, range, &term.except))
            .filter(|range| {
                let sentence = reading.sentences[reading.sentence_at(range.start)].range.clone();
                let inner = range.start - sentence.start..range.end.min(sentence.end) - sentence.start;
                !is_exempt(&text[sentence.clone()], &inner, term) && !speaks_of_before(reading, &sentence, term)
            })
            .collect();
        of_term.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        // 县乡村振兴局 is one place, whichever of the words saw it.
        of_term.dedup_by(|later, earlier| later.start < earlier.end);
        found.extend(of_term.into_iter().map(|range| (*term, range)));
    }
    found
}

fn first(text: &str, term: &Term) -> Option<Range<usize>> {
    let all =
        term.wrong.iter().flat_map(|wrong| text.match_indices(wrong.as_str()).map(|(at, word)| at..at + word.len()));
    all.filter(|range| !is_in_exception(text, range, &term.except)).min_by_key(|range| range.start)
}

/// Whether the word is a part of a longer one in which it is right.
fn is_in_exception(text: &str, range: &Range<usize>, except: &[String]) -> bool {
    except.iter().any(|longer| {
        let from = text.floor_char_boundary(range.start.saturating_sub(longer.len()));
        let to = text.floor_char_boundary((range.end + longer.len()).min(text.len()));
        text[from..to].match_indices(longer.as_str()).any(|(at, _)| {
            let start = from + at;
            start <= range.start && range.end <= start + longer.len()
        })
    })
}

/// Words by which a sentence says that it speaks of the old name as such.
const OF_OLD: [&str; 16] = [
    "更名",
    "改名",
    "改称",
    "前身",
    "不再保留",
    "撤销",
    "组建",
    "并入",
    "合并",
    "加挂",
    "挂牌",
    "时任",
    "撤县",
    "划入",
    "整合",
    "升格",
];

fn is_exempt(sentence: &str, range: &Range<usize>, term: &Term) -> bool {
    let before = &sentence[..range.start];
    let is_open = |open: char, close: char| before.matches(open).count() > before.matches(close).count();
    // A title or somebody's words are kept as they are.
    if is_open('《', '》') || is_open('“', '”') {
        return true;
    }
    if term.from.is_none() {
        return false;
    }
    // 原县乡村振兴局: some words may stand between.
    let near: String = before.chars().rev().take(8).collect();
    let is_former = near
        .split(['，', '、', '。', '的', '和'])
        .next()
        .is_some_and(|words| words.contains('原') || words.contains('前'));
    is_former || has_any(sentence, &OF_OLD)
}

/// Whether the sentence names a time before the word was wrong.
fn speaks_of_before(reading: &Reading, sentence: &Range<usize>, term: &Term) -> bool {
    let Some(from) = term.from else { return false };
    let dates = reading.dates.iter().filter(|date| sentence.contains(&date.range.start));
    let is_before = |year: i32, month: Option<u32>| match month.zip(from.month) {
        Some((month, first)) if year == from.year => month < u32::from(first),
        _ => year < from.year,
    };
    let mut years = dates.filter_map(|date| Some(is_before(date.year?, date.month)));
    years.any(|is_before| is_before) || written_years(reading.slice(sentence)).any(|year| year < from.year)
}

/// Years written as four digits and 年 or a dash.
fn written_years(text: &str) -> impl Iterator<Item = i32> {
    let year = |(at, _): (usize, char)| {
        let digits = text.get(at..at + 4).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
        let is_free = !text[..at].ends_with(|c: char| c.is_ascii_digit())
            && text[at + 4..].starts_with(['年', '—', '-', '－', '～']);
        digits.parse::<i32>().ok().filter(|year| is_free && (1900..=2100).contains(year))
    };
    text.char_indices().filter_map(year).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::reading::Markup;

    fn told(text: &str) -> Vec<String> {
        let term = Term {
            wrong: vec!["乡村振兴局".into()],
            right: "农业农村局".into(),
            from: Date::parse("2023-03-16"),
            until: None,
            except: vec!["国家乡村振兴局".into()],
            reason: String::new(),
            source: String::new(),
            severity: Severity::Warning,
        };
        let reading = Reading::of(text, Markup::Markdown, &[]);
        in_reading(&reading, &[&term]).into_iter().map(|(_, range)| reading.slice(&range).to_string()).collect()
    }

    #[test]
    fn the_old_name_is_told_but_not_of_old_times() {
        for text in ["县乡村振兴局牵头。", "2024年，县**乡村振兴局**下发通知。", "由县乡村振兴局、县民政局负责。"]
        {
            assert_eq!(told(text), ["乡村振兴局"], "{text}");
        }
        for text in [
            "2022年，县乡村振兴局牵头。",
            "2021—2022年由县乡村振兴局牵头。",
            "原县乡村振兴局牵头。",
            "县乡村振兴局并入县农业农村局。",
            "见《县乡村振兴局关于项目的通知》。",
            "“县乡村振兴局”的牌子摘下。",
            "国家乡村振兴局通报表扬。",
            "2023年2月，县乡村振兴局牵头。",
        ] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }
}
