//! The text of all pages against that of the document made again, character by character. Comes in: pages of both. Goes out: where they
//! differ, with the page. Labels of drawings, headers and page numbers are compared where there are
//! as many pages.

use crate::finding::{Finding, Place};
use crate::read::{Page, Run};

/// One place where the texts differ.
#[derive(Debug, PartialEq, Eq)]
pub struct Difference {
    /// From 1, in the PDF that is verified.
    pub page: usize,
    pub printed: String,
    pub expected: String,
}

/// After so many nobody reads on.
const MOST: usize = 20;

/// How many characters in a row must agree for both texts to be at the same place again, and how far it is looked for.
const AGREE: usize = 10;
const FAR: usize = 600;

pub fn differences(pages: &[Page], again: &[Page]) -> Vec<Difference> {
    let (text, starts) = joined(pages);
    let (other, _) = joined(again);
    let page_of = |at: usize| starts.partition_point(|start| *start <= at).max(1);
    let mut found = Vec::new();
    let (mut i, mut j) = (0, 0);
    while (i < text.len() || j < other.len()) && found.len() < MOST {
        if text.get(i) == other.get(j) {
            (i, j) = (i + 1, j + 1);
            continue;
        }
        let (next_i, next_j) = meet(&text, i, &other, j);
        let context = i.saturating_sub(AGREE);
        let shown = |text: &[char], from: usize, to: usize| text[from..to.min(text.len())].iter().collect::<String>();
        let context_j = j.saturating_sub(i - context);
        found.push(Difference {
            page: page_of(i.min(text.len().saturating_sub(1))),
            printed: shown(&text, context, (next_i + 4).min(context + 80)),
            expected: shown(&other, context_j, (next_j + 4).min(context_j + 80)),
        });
        (i, j) = (next_i, next_j);
    }
    if found.is_empty() && pages.len() == again.len() {
        let asides =
            pages.iter().zip(again).enumerate().filter(|(_, (page, other))| page.aside.text != other.aside.text);
        for (i, (page, other)) in asides.take(MOST) {
            let alone = |run: &Run| vec![Page { text: run.clone(), ..Page::default() }];
            let within = differences(&alone(&page.aside), &alone(&other.aside));
            found.extend(within.into_iter().map(|difference| Difference { page: i + 1, ..difference }));
        }
    }
    found
}

/// The texts of all pages, and where each begins.
fn joined(pages: &[Page]) -> (Vec<char>, Vec<usize>) {
    let (mut text, mut starts) = (Vec::new(), Vec::new());
    for page in pages {
        starts.push(text.len());
        text.extend(&page.text.text);
    }
    (text, starts)
}

/// The nearest places from which on both agree again; the ends where there are none.
fn meet(text: &[char], i: usize, other: &[char], j: usize) -> (usize, usize) {
    let agree = |a: usize, b: usize| {
        let (one, two) = (&text[a..], &other[b..]);
        let length = AGREE.min(one.len()).min(two.len());
        length > 0 && one[..length] == two[..length] || one.is_empty() && two.is_empty()
    };
    for distance in 1..=FAR {
        for a in 0..=distance {
            let (a, b) = (i + a, j + distance - a);
            if a <= text.len() && b <= other.len() && agree(a, b) {
                return (a, b);
            }
        }
    }
    (text.len(), other.len())
}

impl Difference {
    pub fn finding(&self, name: &str) -> Finding {
        let Self { page, printed, expected } = self;
        Finding::error(
            "page-text-differs",
            Place::file(name),
            format!("第{page}页印的是“{printed}”，由所带文件推出“{expected}”"),
            format!("page {page} prints “{printed}”, the carried files give “{expected}”"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(texts: &[&str]) -> Vec<Page> {
        let run = |text: &&str| Run { text: text.chars().collect(), ..Run::default() };
        texts.iter().map(|text| Page { text: run(text), ..Page::default() }).collect()
    }

    #[test]
    fn each_difference_is_told_with_its_page() {
        let right =
            ["全县共有三百户人家，人均收入一万元，比上年增长百分之五。", "全县粮食产量三千吨，比上年减少一成。"];
        let wrong =
            ["全县共有四百户人家，人均收入一万元，比上年增长百分之五。", "全县粮食产量三千吨，比上年减少两成半。"];
        assert!(differences(&pages(&right), &pages(&right)).is_empty());
        assert!(differences(&pages(&right), &pages(&[&right.concat()])).is_empty(), "wherever pages end");
        let found = differences(&pages(&wrong), &pages(&right));
        assert_eq!(found.iter().map(|d| d.page).collect::<Vec<_>>(), [1, 2], "{found:?}");
        assert!(found[0].printed.contains("四百户") && found[0].expected.contains("三百户"));
        assert_eq!(differences(&pages(&right[..1]), &pages(&right)).len(), 1);
        assert_eq!(differences(&pages(&right), &pages(&[])).len(), 1);
    }
}
