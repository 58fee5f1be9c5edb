//! `streak-disagrees`: a text says 连续五年增长, 连续三年第一 or 五连增 of an indicator, and one of those years on record says
//! otherwise. Speaks only where the sentence names one indicator of the vocabulary, and no other region.

use super::Checked;
use crate::check::sentence;
use crate::derive::{Book, Key, Lack};
use crate::finding::{Finding, Place};
use crate::model::article::Article;
use crate::model::quantity::{han_number, round};
use crate::model::{Change, IndicatorId, Period, RegionCode};
use rust_decimal::Decimal;
use std::ops::Range;

pub fn check(checked: &Checked) -> Vec<Finding> {
    checked.articles.iter().flat_map(|article| findings(checked, article)).collect()
}

/// What is said of each year of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Claim {
    Rises,
    Falls,
    IsFirst,
}

/// `连续五年增长`: where it stands, and what it says.
#[derive(Debug, PartialEq)]
struct Streak {
    bytes: Range<usize>,
    years: i32,
    claim: Claim,
}

const CLAIMS: [(&str, Claim); 15] = [
    ("增长", Claim::Rises),
    ("正增长", Claim::Rises),
    ("上升", Claim::Rises),
    ("攀升", Claim::Rises),
    ("提高", Claim::Rises),
    ("增加", Claim::Rises),
    ("增收", Claim::Rises),
    ("下降", Claim::Falls),
    ("减少", Claim::Falls),
    ("降低", Claim::Falls),
    ("回落", Claim::Falls),
    ("第一", Claim::IsFirst),
    ("第1", Claim::IsFirst),
    ("首位", Claim::IsFirst),
    ("榜首", Claim::IsFirst),
];

const RUNS: [(&str, Claim); 4] =
    [("连增", Claim::Rises), ("连涨", Claim::Rises), ("连降", Claim::Falls), ("连冠", Claim::IsFirst)];

/// How a text speaks of a whole.
const WHOLES: [&str; 5] = ["全国", "全省", "全市", "全县", "全区"];

fn findings(checked: &Checked, article: &Article) -> Vec<Finding> {
    let Some(text) = checked.texts.get(&article.file) else { return Vec::new() };
    let told = streaks(text).into_iter().filter_map(|streak| {
        let sentence = sentence::around(text, streak.bytes.clone());
        let key = meant(checked, article, text, &sentence, &streak)?;
        let against = contradiction(checked.book, key, &streak, &text[sentence])?;
        let indicator = &checked.book.vocabulary.get(key.indicator).name;
        let said = &text[streak.bytes.clone()];
        Some(
            Finding::warning(
                "streak-disagrees",
                Place::bytes(&article.file, streak.bytes.clone()),
                format!("“{indicator}”不是{said}：{against}"),
                format!("{indicator}, {said}: on record is {against}"),
            )
            .help("核对年数和各年的数", "check the number of years and the values of each"),
        )
    });
    told.collect()
}

/// Every run of years that a text speaks of.
fn streaks(text: &str) -> Vec<Streak> {
    let mut found = Vec::new();
    for (start, _) in text.match_indices("连续") {
        let rest = text[start + "连续".len()..].trim_start_matches('第');
        let Some((years, after)) = number(rest).and_then(|(n, after)| Some((n, after.strip_prefix('年')?))) else {
            continue;
        };
        // The claim follows within a few words of its clause: 连续五年保持稳定增长, 连续三年位居全省第一.
        let clause = after.split(['，', '。', '；', '、', '\n', '{']).next().unwrap_or_default();
        let claim = CLAIMS.iter().filter_map(|(word, claim)| Some((clause.find(word)?, *word, *claim))).min();
        let Some((at, word, claim)) = claim.filter(|(at, ..)| clause[..*at].chars().count() <= 10) else { continue };
        // 连续五年增速第一 is said of a growth, 连续三年增长10%以上 of more than a rise; 降幅, 增幅 alike.
        if clause[..at].contains(['速', '幅', '率', '个']) {
            continue;
        }
        let length = text.len() - start - after.len() + at + word.len();
        found.push(Streak { bytes: start..start + length, years, claim });
    }
    for (word, claim) in RUNS {
        for (at, _) in text.match_indices(word) {
            let digits = text[..at].chars().rev().take_while(|c| is_digit(*c)).map(char::len_utf8).sum::<usize>();
            if let Some((years, "")) = number(&text[at - digits..at]) {
                found.push(Streak { bytes: at - digits..at + word.len(), years, claim });
            }
        }
    }
    found
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || "一二两三四五六七八九十".contains(c)
}

/// A number of years in front of a text, from 2 to 40.
fn number(text: &str) -> Option<(i32, &str)> {
    let end = text.find(|c| !is_digit(c)).unwrap_or(text.len());
    let (digits, after) = text.split_at(end);
    let number = match digits.parse::<i32>() {
        Ok(number) => number,
        Err(_) => i32::try_from(han_number(digits)?).ok()?,
    };
    (2..=40).contains(&number).then_some((number, after))
}

/// The figure of the last year of the run: of the one indicator that the sentence names, for the report's region; the last
/// year on record up to the report's own, if it is not long ago.
fn meant(checked: &Checked, article: &Article, text: &str, sentence: &Range<usize>, streak: &Streak) -> Option<Key> {
    let book = checked.book;
    let words = &text[sentence.clone()];
    let region = article.meta.region;
    // 增速连续三年上升 is said of the growth, not of the value.
    let before = text[sentence.start..streak.bytes.start].rsplit(['，', '；']).next().unwrap_or_default();
    if ["增速", "增幅", "涨幅", "降幅"].iter().any(|word| before.contains(word)) {
        return None;
    }
    if names_another_region(book, region, words, streak.claim) {
        return None;
    }
    let indicator = named_indicator(book, words)?;
    let key = |year| Key { region, year, indicator, period: Period::Year };
    let year = article.meta.year;
    [year, year - 1].into_iter().map(key).find(|key| book.value(*key, 0).is_ok())
}

/// The one indicator that a text names, by name or alias; the longest name where one holds another.
fn named_indicator(book: &Book, words: &str) -> Option<IndicatorId> {
    let mut named: Vec<(Range<usize>, IndicatorId)> = Vec::new();
    for (id, indicator) in book.vocabulary.iter() {
        for name in std::iter::once(&indicator.name).chain(&indicator.aliases).filter(|name| name.chars().count() > 1) {
            named.extend(words.match_indices(name.as_str()).map(|(at, _)| (at..at + name.len(), id)));
        }
    }
    let is_within = |a: &Range<usize>, b: &Range<usize>| a != b && a.start >= b.start && a.end <= b.end;
    let longest: Vec<IndicatorId> =
        named.iter().filter(|(a, _)| !named.iter().any(|(b, _)| is_within(a, b))).map(|(_, id)| *id).collect();
    let first = *longest.first()?;
    longest.iter().all(|id| *id == first).then_some(first)
}

/// True where the sentence may speak of another place: by a name, by 全省 beside a growth, or in a reference.
fn names_another_region(book: &Book, own: RegionCode, words: &str, claim: Claim) -> bool {
    let own_names: Vec<&str> = book.regions.get(own).map_or_else(Vec::new, |r| vec![r.name.as_str(), r.short.as_str()]);
    let is_named = |name: &str| !own_names.iter().any(|own| own.contains(name)) && words.contains(name);
    let others = book.regions.iter().filter(|region| region.code != own && region.name.chars().count() > 1);
    let speaks_of_whole = claim != Claim::IsFirst
        && WHOLES.iter().any(|word| {
            let is_own = book.regions.get(own).is_some_and(|region| region.kind.whole_in_words() == *word);
            !is_own && words.contains(word)
        });
    let is_whole = |name: &str| WHOLES.contains(&name);
    speaks_of_whole || others.into_iter().any(|r| !is_whole(&r.name) && (is_named(&r.name) || is_named(&r.short)))
}

/// The last year of the run that cannot be as it is said, in words.
fn contradiction(book: &Book, last: Key, streak: &Streak, words: &str) -> Option<String> {
    let years = (0..streak.years).map(|ago| Key { year: last.year - ago, ..last });
    years.into_iter().find_map(|key| match streak.claim {
        Claim::IsFirst => not_first(book, key, words),
        Claim::Rises | Claim::Falls => not_changed(book, key, streak.claim == Claim::Rises),
    })
}

/// Where the sentence names the whole (全省第一), a place within another one says nothing.
fn not_first(book: &Book, key: Key, words: &str) -> Option<String> {
    let rank = book.observation(key)?.beside.rank.as_ref()?;
    let place = rank.place.filter(|place| *place != 1)?;
    let among = rank.among.or(book.regions.get(key.region)?.parent)?;
    let is_meant = book.regions.get(among)?.kind.whole_in_words();
    if WHOLES.iter().any(|whole| *whole != is_meant && words.contains(whole)) {
        return None;
    }
    Some(format!("{}年第{place}位", key.year))
}

/// A year that surely did not rise (or fall): by the growth that was printed, else by the values of two years.
fn not_changed(book: &Book, key: Key, rises: bool) -> Option<String> {
    let contradicts = |value: Option<Decimal>| {
        value.is_some_and(|end| if rises { end <= Decimal::ZERO } else { end >= Decimal::ZERO })
    };
    let printed = book.observation(key).and_then(|o| o.beside.growth.as_ref());
    match printed {
        Some(Change::Level) => Some(format!("{}年持平", key.year)),
        Some(Change::Percent(change) | Change::Points(change)) => {
            let interval = change.interval();
            let end = if rises { interval.high } else { interval.low };
            contradicts(end).then(|| format!("{}年同比{change}", key.year))
        }
        None if book.vocabulary.get(key.indicator).growth_is_real => None,
        None => {
            let change = book.increment(key, 0).ok()?;
            let end = if rises { change.interval.high } else { change.interval.low };
            contradicts(end).then(|| said_of_two_years(book, key).ok()).flatten()
        }
    }
}

/// `2021年9800万元，2022年9500万元`
fn said_of_two_years(book: &Book, key: Key) -> Result<String, Lack> {
    let before = book.year_before(key)?;
    let said = |key: Key| {
        let value = book.value(key, 0)?;
        let printed = book.observation(key).and_then(|o| o.quantity(0)).map(ToString::to_string);
        let computed = || format!("{}{}", round(value.exact, 2, book.settings.rounding).normalize(), value.unit);
        Ok::<String, Lack>(format!("{}年{}", key.year, printed.unwrap_or_else(computed)))
    };
    Ok(format!("{}，{}", said(before)?, said(key)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::world::World;

    #[test]
    fn runs_of_years_are_seen() {
        let seen = |text: &str| streaks(text).into_iter().map(|s| (s.years, s.claim)).collect::<Vec<_>>();
        assert_eq!(seen("收入连续五年增长"), [(5, Claim::Rises)]);
        assert_eq!(seen("收入连续12年保持正增长"), [(12, Claim::Rises)]);
        assert_eq!(seen("增速连续三年位居全省第一"), [(3, Claim::IsFirst)]);
        assert_eq!(seen("实现“十九连增”，粮食七连冠"), [(19, Claim::Rises), (7, Claim::IsFirst)]);
        assert_eq!(seen("连续三年下降，连续多年增长，连续五年无新增，连续一年增长"), [(3, Claim::Falls)]);
        assert_eq!(seen("连续三年增速位居第一，连续五年，增长了"), []);
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_read(text in "(连续|第|五|12|年|增长|，|连增|\\PC){0,20}") {
            for streak in streaks(&text) {
                proptest::prop_assert!(text[streak.bytes.clone()].contains('连'));
                let sentence = sentence::around(&text, streak.bytes.clone());
                proptest::prop_assert!(sentence.start <= streak.bytes.start && streak.bytes.end <= sentence.end);
                proptest::prop_assert!(text.get(sentence).is_some());
            }
        }
    }

    fn told(body: &str) -> Vec<String> {
        let years = [(2019, "100万元"), (2020, "120万元"), (2021, "110万元"), (2022, "130万元"), (2023, "150万元")];
        let world = World::new(
            "  funds: { name: 衔接资金, unit: 元, decimals: 2 }\n  people: { name: 常住人口, unit: 人 }",
            "  \"990100\": { name: 大市, kind: prefecture }\n  \"990101\": { name: 甲县, kind: county, parent: \"990100\" }",
        );
        let world = years.iter().fold(world, |world, (year, value)| {
            let rank = if *year == 2022 { 2 } else { 1 };
            world.with("990101", *year, &format!("衔接资金: {{ value: {value}, rank: {rank} }}"))
        });
        world.with_report("990101", 2023, "a", body).told("streak-disagrees")
    }

    #[test]
    fn a_fall_ends_a_run_of_growth() {
        assert_eq!(told("衔接资金连续三年增长。"), ["“衔接资金”不是连续三年增长：2020年120万元，2021年110万元"]);
        assert_eq!(told("衔接资金五连增。").len(), 1);
        assert_eq!(told("投入{{ 衔接资金 }}，连续4年保持增长。").len(), 1);
        assert!(told("衔接资金连续两年增长。").is_empty());
    }

    #[test]
    fn another_place_ends_a_run_of_firsts() {
        assert_eq!(told("衔接资金连续三年居全市第一。"), ["“衔接资金”不是连续三年居全市第一：2022年第2位"]);
        assert!(told("衔接资金连续三年居全省第一。").is_empty());
        assert!(told("衔接资金连续二十年增长，其中常住人口不变。").is_empty());
    }

    #[test]
    fn silence_where_something_else_may_be_meant() {
        for body in
            ["经济连续三年增长。", "全市衔接资金连续三年增长。", "大市衔接资金连续三年增长。", "常住人口连续三年增长。"]
        {
            assert!(told(body).is_empty(), "{body}");
        }
    }
}
