//! Whether every figure of the table stands on its page, as often as the table lists it. Comes in: the table that a PDF carries and the
//! text of its pages. Goes out: a finding for each figure that is not there. Knows nothing of how figures are made.

use super::rows::{Line, Table};
use crate::finding::{Finding, Place};
use crate::read::{Page, Run, is_seen};
use std::collections::BTreeMap;

pub fn findings(name: &str, table: &Table, pages: &[Page]) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut wanted: BTreeMap<usize, BTreeMap<Vec<char>, Vec<&Line>>> = BTreeMap::new();
    for line in table.rows.iter().filter(|line| !line.printed().is_empty()) {
        for page in &line.pages {
            let printed = line.printed().chars().filter(|c| is_seen(*c)).collect();
            wanted.entry(*page).or_default().entry(printed).or_default().push(line);
        }
    }
    for (number, wanted) in wanted {
        let Some(page) = number.checked_sub(1).and_then(|i| pages.get(i)) else {
            found.extend(wanted.values().flatten().map(|line| no_page(name, number, line)));
            continue;
        };
        // A drawing's labels stand beside the text, which describes it.
        let mut runs = [&page.text, &page.aside].map(|run| (run, vec![true; run.text.len()]));
        let mut longest_first: Vec<(&Vec<char>, &Vec<&Line>)> = wanted.iter().collect();
        longest_first.sort_by_key(|(printed, _)| std::cmp::Reverse(printed.len()));
        for (printed, lines) in longest_first {
            let wanted = lines.len();
            let count = runs.iter_mut().fold(0, |count, (run, free)| count + take(run, printed, wanted - count, free));
            // A drawing that says its unit once prints numbers alone.
            let (aside, free) = &mut runs[1];
            let count = count + take(aside, bare(printed), wanted - count, free);
            found.extend((count < lines.len()).then(|| lacking(name, number, lines, count)));
        }
    }
    found
}

/// A figure without its unit; all of it where no number begins it.
fn bare(printed: &[char]) -> &[char] {
    let is_number = |c: &char| c.is_ascii_digit() || ['.', '-', '−'].contains(c);
    let end = printed.iter().take_while(|c| is_number(c)).count();
    if printed[..end].iter().any(char::is_ascii_digit) { &printed[..end] } else { printed }
}

/// How often a text stands in a run, up to a number; the places are no longer free then.
fn take(run: &Run, printed: &[char], wanted: usize, free: &mut [bool]) -> usize {
    let text = &run.text;
    let (mut count, mut at) = (0, 0);
    while count < wanted && at + printed.len() <= text.len() {
        let end = at + printed.len();
        if text[at..end] == *printed && free[at..end].iter().all(|free| *free) && is_whole(run, at, end) {
            free[at..end].fill(false);
            count += 1;
            at = end;
        } else {
            at += 1;
        }
    }
    count
}

/// A number is not the end of a longer one, nor its beginning, nor the end of one piece and the beginning of the next.
fn is_whole(run: &Run, start: usize, end: usize) -> bool {
    let text = &run.text;
    let goes_on = |a: usize, b: usize| {
        let is_digit = |c: char| c.is_ascii_digit();
        !run.breaks.contains(&b)
            && (is_digit(text[b]) && (is_digit(text[a]) || text[a] == '.')
                || is_digit(text[a]) && text[b] == '.' && text.get(b + 1).is_some_and(|c| is_digit(*c)))
    };
    let is_torn = |at: &usize| text[at - 1].is_ascii_digit() && text[*at].is_ascii_digit();
    (start == 0 || !goes_on(start - 1, start))
        && (end >= text.len() || !goes_on(end - 1, end))
        && !run.breaks.range(start + 1..end).any(is_torn)
}

fn no_page(name: &str, number: usize, line: &Line) -> Finding {
    let (what, printed) = (line.says_what(), line.printed());
    Finding::error(
        "figure-not-on-page",
        Place::file(name),
        format!("数字清单说{what}“{printed}”印在第{number}页，没有这一页"),
        format!("the table of figures has {what} “{printed}” on page {number}, which is not there"),
    )
}

fn lacking(name: &str, number: usize, lines: &[&Line], count: usize) -> Finding {
    let mut what: Vec<String> = lines.iter().map(|line| line.says_what()).collect();
    what.dedup();
    let (printed, wanted, what) = (lines[0].printed(), lines.len(), what.join("、"));
    let (zh, en) = match (count, wanted) {
        (0, 1) => (format!("第{number}页没有印“{printed}”"), format!("page {number} does not print “{printed}”")),
        _ => (
            format!("第{number}页应印“{printed}”{wanted}处，只有{count}处"),
            format!("page {number} should print “{printed}” {wanted} times, it does {count} times"),
        ),
    };
    Finding::error("figure-not-on-page", Place::file(name), format!("{zh}：{what}"), format!("{en}: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(printed: &[&str], pages: &[&str]) -> Vec<String> {
        let line = |printed: &&str| {
            let mut cells = vec![String::new(); 9];
            cells[0] = printed.to_string();
            Line { pages: vec![1], cells }
        };
        // A bar stands for a break.
        let page = |text: &&str| {
            let mut run = Run::default();
            for c in text.chars() {
                match c {
                    '|' => drop(run.breaks.insert(run.text.len())),
                    c => run.text.push(c),
                }
            }
            Page { text: run, ..Page::default() }
        };
        let pages: Vec<Page> = pages.iter().map(page).collect();
        let table = Table { rows: printed.iter().map(line).collect() };
        findings("a.pdf", &table, &pages).into_iter().map(|finding| finding.message.zh).collect()
    }

    #[test]
    fn a_figure_is_looked_for_as_often_as_it_is_listed() {
        assert!(told(&["12户", "12户"], &["有12户，又有12户"]).is_empty());
        assert_eq!(told(&["12户", "12户"], &["有12户，又有13户"]).len(), 1);
        assert!(told(&["12户", "2户"], &["有12户，又有2户"]).is_empty());
        assert_eq!(told(&["12户", "2户"], &["有12户"]).len(), 1);
        assert!(told(&["1 234 元"], &["1234元"]).is_empty());
    }

    #[test]
    fn a_figure_within_a_longer_number_is_another() {
        assert_eq!(told(&["67户"], &["1.67户"]).len(), 1);
        assert_eq!(told(&["67户"], &["167户"]).len(), 1);
        assert!(told(&["67户"], &["2023年|67户"]).is_empty());
        assert!(told(&["67户"], &["2023|67户"]).is_empty());
        assert_eq!(told(&["16"], &["16.7"]).len(), 1);
        assert!(
            told(&["117户", "17户"], &["村1|17户和117户"]).is_empty(),
            "the number of a note is no part of the figure"
        );
    }

    #[test]
    fn a_page_that_is_not_there_is_told() {
        assert_eq!(told(&["1户"], &[]).len(), 1);
    }
}
