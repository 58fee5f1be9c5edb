//! The index of a volume: under each indicator the regions with the pages that print it, and the pages of each region; both in
//! the order of pinyin (GB/T 22466 5.5), with the letters as heads. Comes in: rows of the record with the page numbers that
//! stand on their pages. Goes out: Typst code, two arrays that a template sets.

use crate::render::data::figures::{INDICATOR, REGION, Row};
use crate::render::pinyin::Pinyin;
use crate::render::print::escape::literal;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The file that a template imports: `#import "/index.typ": of-indicators, of-regions`.
pub const INDEX: &str = "index.typ";

/// Names with their pages.
type Pages<'a> = BTreeMap<&'a str, Vec<u64>>;

/// `#let of-indicators = ((letter: "N", entries: ((name: "农民收入", places: ((name: "示例县", pages: "3，5–7"),)),)),)`, and
/// `of-regions` with one place without a name for each region.
pub fn code<'a>(rows: impl Iterator<Item = (&'a Row, u64)>) -> String {
    let mut indicators = BTreeMap::<&str, Pages>::new();
    let mut regions = BTreeMap::<&str, Pages>::new();
    for (row, page) in rows {
        let (indicator, region) = (row[INDICATOR].as_str(), row[REGION].as_str());
        indicators.entry(indicator).or_default().entry(region).or_default().push(page);
        regions.entry(region).or_default().entry("").or_default().push(page);
    }
    let order = Order::of_pinyin();
    format!("#let of-indicators = {}\n#let of-regions = {}\n", order.groups(indicators), order.groups(regions))
}

struct Order(Pinyin);

impl Order {
    fn of_pinyin() -> Self {
        Self(Pinyin::default())
    }

    /// Entries by letters, as a Typst array.
    fn groups(&self, entries: BTreeMap<&str, Pages>) -> String {
        let mut sorted: Vec<_> = entries.into_iter().collect();
        self.sort(&mut sorted);
        // The order of pinyin has Latin letters behind all characters.
        sorted.sort_by_key(|(name, _)| self.0.letter(name));
        let mut groups = String::from("(");
        let mut open = None;
        for (name, places) in sorted {
            let letter = self.0.letter(name);
            if open != Some(letter) {
                groups.push_str(if open.is_some() { ")), " } else { "" });
                let _ = write!(groups, "(letter: \"{letter}\", entries: (");
                open = Some(letter);
            }
            let _ = write!(groups, "(name: {}, places: {}), ", literal(name), self.places(places));
        }
        groups + if open.is_some() { ")),)" } else { ")" }
    }

    fn places(&self, places: Pages) -> String {
        let mut sorted: Vec<_> = places.into_iter().collect();
        self.sort(&mut sorted);
        let place =
            |(name, pages): (&str, Vec<u64>)| format!("(name: {}, pages: {}), ", literal(name), literal(&runs(pages)));
        format!("({})", sorted.into_iter().map(place).collect::<String>())
    }

    fn sort<T>(&self, named: &mut [(&str, T)]) {
        named.sort_by(|(one, _), (other, _)| self.0.compare(one, other));
    }
}

/// Pages as an index prints them: 3，5–7.
fn runs(mut pages: Vec<u64>) -> String {
    pages.sort_unstable();
    pages.dedup();
    let runs = pages.chunk_by(|page, next| page + 1 == *next);
    let run = |run: &[u64]| match run {
        [only] => only.to_string(),
        [first, last] => format!("{first}，{last}"),
        [first, .., last] => format!("{first}–{last}"),
        [] => String::new(),
    };
    runs.map(run).collect::<Vec<_>>().join("，")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_follow_each_other_are_a_run() {
        assert_eq!(runs(vec![7, 3, 5, 6, 5, 11, 12]), "3，5–7，11，12");
        assert_eq!(runs(vec![]), "");
    }

    #[test]
    fn names_stand_under_the_letters_of_their_pinyin() {
        let order = Order::of_pinyin();
        let letters: String = [
            "2023年",
            "GDP",
            "城镇新增就业",
            "重庆市",
            "农村居民收入",
            "衔接资金",
            "长寿区",
            "遂宁市",
            "驻村干部",
            "二产",
        ]
        .iter()
        .map(|name| order.0.letter(name))
        .collect();
        assert_eq!(letters, "#GCCNXCSZE");
    }

    #[test]
    fn places_stand_under_the_letters_by_which_they_are_called() {
        let order = Order::of_pinyin();
        let places = ["番禺区", "泌阳县", "涡阳县", "枞阳县", "栎阳", "长子县", "长沙市", "犍为县"];
        let letters: String = places.iter().map(|name| order.0.letter(name)).collect();
        assert_eq!(letters, "PBGZYZCQ");
    }

    #[test]
    fn an_index_lists_regions_under_indicators() {
        let row = |indicator: &str, region: &str| {
            let mut row: Row = Default::default();
            row[INDICATOR] = indicator.to_string();
            row[REGION] = region.to_string();
            row
        };
        let rows =
            [row("脱贫人口", "示例县"), row("就业", "示例县"), row("脱贫人口", "丙县"), row("脱贫人口", "示例县")];
        let code = code(rows.iter().zip([4, 2, 3, 5]));
        assert_eq!(
            code,
            "#let of-indicators = ((letter: \"J\", entries: ((name: \"就业\", places: ((name: \"示例县\", pages: \"2\"), )), )), \
             (letter: \"T\", entries: ((name: \"脱贫人口\", places: ((name: \"丙县\", pages: \"3\"), (name: \"示例县\", pages: \"4，5\"), )), )),)\n\
             #let of-regions = ((letter: \"B\", entries: ((name: \"丙县\", places: ((name: \"\", pages: \"3\"), )), )), \
             (letter: \"S\", entries: ((name: \"示例县\", places: ((name: \"\", pages: \"2，4，5\"), )), )),)\n"
        );
    }
}
