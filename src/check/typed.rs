//! Quantities that an author typed in the prose of a report, beside the indicator that their words name: which figure of the
//! book is meant, and which reference would print the same. Tells nothing itself.

use super::Checked;
use crate::compose::reference;
use crate::compose::resolve::Standpoint;
use crate::derive::{Book, Key};
use crate::finding::Spot;
use crate::model::article::{Article, NumeralKind, plain_text};
use crate::model::{Change, Indicator, IndicatorId, Observation, Quantity, RegionCode, Scale};
use crate::reading::{ChangeKind, Direction, Mention, Reading};
use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::ops::Range;

/// A typed quantity whose words name an indicator.
pub(super) struct Typed<'a> {
    pub article: &'a Article,
    pub reading: &'a Reading,
    pub mention: &'a Mention,
    /// What the clause names, and for which region and year.
    pub indicator: IndicatorId,
    pub region: RegionCode,
    pub year: i32,
    /// True where nothing stands between the indicator's name and the number but 达到, 为 and the like, and nothing before
    /// the name that would make it another indicator.
    pub is_certain: bool,
}

/// What [`Checked::typed`] keeps.
pub(super) fn quantities<'a>(checked: &Checked<'a>) -> Vec<Typed<'a>> {
    let mut all = Vec::new();
    // Most sites type nothing; then no list of names is made.
    let names = LazyCell::new(|| Names::of(checked.book));
    for (article, reading) in checked.prose() {
        let typed: BTreeSet<usize> = article
            .numerals
            .iter()
            .filter(|n| n.kind == NumeralKind::Unknown)
            .filter_map(|n| match n.place.spot {
                Spot::Bytes { start, .. } => Some(start),
                _ => None,
            })
            .collect();
        if typed.is_empty() {
            continue;
        }
        for mention in reading.mentions.iter().filter(|m| typed.contains(&reading.source(m.digits.clone()).start)) {
            all.extend(names.typed(checked.book, article, reading, mention));
        }
    }
    all
}

/// The indicators by their names, the longest first.
struct Names<'b>(Vec<(&'b str, IndicatorId)>);

impl<'b> Names<'b> {
    fn of(book: &'b Book) -> Self {
        let named = |(id, indicator): (IndicatorId, &'b Indicator)| {
            std::iter::once(&indicator.name)
                .chain(&indicator.aliases)
                .map(move |name| (name.as_str(), id))
                .collect::<Vec<_>>()
        };
        let mut all: Vec<_> = book.vocabulary.iter().flat_map(named).collect();
        all.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Self(all)
    }

    fn typed<'a>(
        &self,
        book: &Book,
        article: &'a Article,
        reading: &'a Reading,
        mention: &'a Mention,
    ) -> Option<Typed<'a>> {
        let (before, behind) = (reading.before(mention), reading.object(mention));
        // A change stands in a clause of its own behind the value: 人均纯收入15361元，增长16%.
        let sentence = &reading.sentences[mention.sentence].range;
        let sentence_before = &reading.text()[sentence.start..mention.range.start];
        let search = if mention.change.is_some() { sentence_before } else { before };
        // The name that ends nearest before the number; of several that end there, the longest.
        let ends = |name: &str| search.rfind(name).map(|at| at + name.len());
        let nearest = self
            .0
            .iter()
            .filter_map(|(name, id)| Some((ends(name)?, *name, *id)))
            .max_by_key(|(end, name, _)| (*end, name.len()));
        let behind = self.0.iter().find(|(name, _)| behind.starts_with(name)).filter(|_| mention.change.is_none());
        let (name, indicator) = behind.copied().or(nearest.map(|(_, name, id)| (name, id)))?;
        let is_certain = match search.rfind(name) {
            Some(at) => {
                says_nothing_else(book, &search[..at])
                    && is_a_verb(&search[at + name.len()..], mention.change.is_some())
            }
            None => is_a_verb(before, false) || says_nothing_else(book, before),
        };
        let (region, year) = spoken_of(book, article, sentence_before);
        Some(Typed { article, reading, mention, indicator, region, year, is_certain })
    }
}

/// Words before an indicator's name that leave it what it is.
fn says_nothing_else(book: &Book, words: &str) -> bool {
    const NEUTRAL: [&str; 18] = [
        "全市", "全县", "全区", "全省", "全州", "我市", "我县", "我区", "全年", "当年", "年末", "其中", "实现", "完成",
        "上年", "去年", "今年", "，",
    ];
    let last = words.rsplit(['，', '。', '；', '：', '、', '\n']).next().unwrap_or("");
    let mut rest = last.trim_start_matches(|c: char| c.is_ascii_digit() || "年月".contains(c)).to_string();
    for word in NEUTRAL {
        rest = rest.replace(word, "");
    }
    for region in book.regions.iter() {
        rest = rest.replace(&region.name, "");
    }
    rest.trim_start_matches(|c: char| c.is_ascii_digit() || "年月".contains(c)).is_empty()
}

/// Words between the name and the number that say only that it is so.
fn is_a_verb(words: &str, may_hold_a_value: bool) -> bool {
    const VERBS: [&str; 16] = [
        "达到了",
        "达到",
        "达",
        "为",
        "是",
        "共有",
        "共",
        "实现",
        "完成",
        "总额",
        "总量",
        "已",
        "约",
        "增至",
        "合计",
        "实现了",
    ];
    VERBS.contains(&words) || words.is_empty() || may_hold_a_value
}

/// The region and the year that the words before a number speak of.
fn spoken_of(book: &Book, article: &Article, words: &str) -> (RegionCode, i32) {
    let named = book.regions.iter().filter_map(|region| Some((words.rfind(region.name.as_str())?, region.code))).max();
    let mut year = article.meta.year;
    for (at, _) in words.match_indices('年') {
        let digits = &words[words[..at].trim_end_matches(|c: char| c.is_ascii_digit()).len()..at];
        if let (4, Ok(said)) = (digits.len(), digits.parse()) {
            year = said;
        }
    }
    if words.rfind("上年").max(words.rfind("去年"))
        > words.rfind("比上年").max(words.rfind("较上年")).map(|i| i + "比".len())
    {
        year -= 1;
    }
    (named.map_or(article.meta.region, |(_, code)| code), year)
}

impl Typed<'_> {
    pub fn printed(&self) -> &str {
        self.reading.printed(self.mention)
    }

    /// The bytes of the file on which the quantity stands.
    pub fn bytes(&self) -> Range<usize> {
        self.reading.source(self.mention.range.clone())
    }

    /// What the book has of the indicator, by period.
    pub fn observations<'b>(&self, book: &'b Book) -> &'b [Observation] {
        book.periods(self.region, self.year, self.indicator)
    }

    /// True where a reference that prints the same is the one that is meant: by its words, or by so many digits that
    /// chance is out of the question.
    pub fn is_surely_meant(&self) -> bool {
        let digits = self.reading.slice(&self.mention.digits).trim_matches(['0', '.']);
        self.is_certain || digits.bytes().filter(u8::is_ascii_digit).count() >= 3
    }

    /// What the book has where it has a value to compare and none that is the text's.
    pub fn disagreement<'b>(&self, book: &'b Book) -> Option<&'b Observation> {
        let comparable = self.observations(book).iter().filter_map(|o| Some((o, self.agrees(o)?)));
        let all: Vec<(&Observation, bool)> = comparable.collect();
        let disagrees = self.is_certain && all.iter().all(|(_, agrees)| !agrees);
        all.first().filter(|_| disagrees).map(|(observation, _)| *observation)
    }

    /// True where an observation says what the text says; `None` where it says nothing of the kind.
    fn agrees(&self, observation: &Observation) -> Option<bool> {
        match &self.mention.change {
            None => {
                let unit = self.mention.unit();
                let measured = (0..4).filter_map(|measure| observation.quantity(measure));
                let theirs: Vec<&Quantity> = measured.filter(|q| q.unit.converts_to(unit)).collect();
                (!theirs.is_empty()).then(|| theirs.iter().any(|theirs| is_one_figure(&self.mention.quantity, theirs)))
            }
            Some(change) => {
                let theirs = match (&observation.growth, change.kind) {
                    (Some(Change::Percent(growth)), ChangeKind::Percent) => growth,
                    (Some(Change::Points(growth)), ChangeKind::Points) => growth,
                    _ => return None,
                };
                let mine = self.mention.quantity.clone();
                let mine = if change.direction == Direction::Down { mine.negated() } else { mine };
                Some(is_one_figure(&mine, theirs))
            }
        }
    }

    /// The reference that prints exactly what was typed, with the bytes that it takes the place of.
    pub fn reference(&self, book: &Book) -> Option<(String, Range<usize>)> {
        let at =
            Standpoint { book, region: self.article.meta.region, year: self.article.meta.year, says_period: false };
        let text = &self.reading.text()[self.mention.range.start..];
        self.candidates(book).into_iter().find_map(|written| {
            let printed = match reference::parse(&written).ok().and_then(|reference| at.inline(&reference).ok()) {
                Some(inline) => plain_text(&[inline]),
                None => return None,
            };
            let ends_there = text.strip_prefix(printed.as_str()).is_some_and(|rest| {
                printed.len() >= self.mention.range.len() && !rest.starts_with(|c: char| c.is_ascii_digit())
            });
            let start = self.mention.range.start;
            ends_there.then(|| (format!("{{{{ {written} }}}}"), self.reading.source(start..start + printed.len())))
        })
    }

    /// The references that may print the quantity, the plainest first.
    fn candidates(&self, book: &Book) -> Vec<String> {
        let indicator = book.vocabulary.get(self.indicator);
        let region = match book.regions.get(self.region) {
            Some(region) if self.region != self.article.meta.region => format!("{}：", region.name),
            _ => String::new(),
        };
        let year = if self.year == self.article.meta.year { String::new() } else { format!("{}年", self.year) };
        let mut all = Vec::new();
        let observations = self.observations(book);
        for observation in observations {
            let words = observation.period.words();
            let is_only = observations.len() == 1 || observation.period == crate::model::Period::Year;
            let moments = match (year.is_empty(), is_only) {
                (true, true) => vec![String::new(), format!(" @{words}")],
                (true, false) => vec![format!(" @{words}")],
                (false, true) => vec![format!(" @{year}"), format!(" @{year}{words}")],
                (false, false) => vec![format!(" @{year}{words}")],
            };
            for moment in moments {
                let base = format!("{region}{}{moment}", indicator.name);
                all.extend(self.questions(indicator).into_iter().map(|question| format!("{base}{question}")));
            }
        }
        all
    }

    fn questions(&self, indicator: &Indicator) -> Vec<String> {
        match self.mention.change.as_ref().map(|change| change.kind) {
            Some(ChangeKind::Percent | ChangeKind::Points) => return vec![" | 同比".to_string()],
            Some(ChangeKind::Amount) => return vec![" | 增量".to_string()],
            _ => {}
        }
        let unit = self.mention.unit().name();
        let mut all = vec![String::new()];
        if indicator.measures.len() > 1 {
            all.push(format!(" | {unit}"));
        }
        if self.mention.quantity.scale != Scale::One {
            let scale = self.mention.quantity.scale.word();
            let decimals = self.mention.quantity.printed_decimals();
            all.extend([format!(" | {scale}{unit}"), format!(" | {scale}{unit} | 位数 {decimals}")]);
        } else {
            all.push(format!(" | {unit}"));
        }
        all
    }
}

/// Whether two printed quantities can be one figure. Of equal precision they must be equal: 15% and 16% only touch.
fn is_one_figure(a: &Quantity, b: &Quantity) -> bool {
    let is_alike = a.scale == b.scale && a.unit == b.unit && a.bound == b.bound;
    if is_alike && a.printed_decimals() == b.printed_decimals() {
        return a.value() == b.value();
    }
    b.interval_in(&a.unit).is_some_and(|theirs| theirs.meets(&a.interval()))
}

/// `乐山市2023年脱贫人口人均纯收入`: the figure that a typed quantity is about.
pub(super) fn say(book: &Book, typed: &Typed, observation: &Observation) -> String {
    book.say(Key { region: typed.region, year: typed.year, indicator: typed.indicator, period: observation.period })
}
