//! Quantities that an author typed in the prose of a report, beside the indicator that their words name: which figure of the
//! book is meant, and which reference would print the same. Tells nothing itself.

use super::Checked;
use super::statement::{LONGEST_SENTENCE, Speech};
use super::topic::Said;
use crate::compose::reference;
use crate::compose::resolve::Standpoint;
use crate::derive::{Book, Computed, Key};
use crate::finding::Spot;
use crate::model::article::{Article, Inline, NumeralKind};
use crate::model::{Change, Indicator, IndicatorId, Observation, Period, Quantity, Recipe, RegionCode, Scale};
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
    /// Other regions and years that the words leave open.
    pub or_of: Vec<(RegionCode, i32)>,
    /// What is said of the period, where every word is understood that could make the number another one.
    pub certain: Option<Said>,
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
        let speech = Speech::new(checked.lexicon(), article, reading);
        for mention in reading.mentions.iter().filter(|m| typed.contains(&reading.source(m.digits.clone()).start)) {
            all.extend(certain(&speech, article, reading, mention).or_else(|| names.typed(article, reading, mention)));
        }
    }
    all
}

/// The quantity with what its words state, where all of them are understood.
pub(super) fn certain<'a>(
    speech: &Speech,
    article: &'a Article,
    reading: &'a Reading,
    mention: &'a Mention,
) -> Option<Typed<'a>> {
    let stated = speech.in_context(mention)?;
    let topic = &stated.topic;
    let says_growth = matches!(mention.change, Some(ref change) if change.kind != ChangeKind::Times);
    (says_growth == (stated.recipe == Recipe::Growth)).then_some(())?;
    let (indicator, region, year) = (stated.indicator?, topic.region?, topic.year?);
    Some(Typed { article, reading, mention, indicator, region, year, certain: Some(topic.period), or_of: stated.or_of })
}

/// The indicators by their names, the longest first.
struct Names<'b> {
    book: &'b Book,
    names: Vec<(&'b str, IndicatorId)>,
}

impl<'b> Names<'b> {
    fn of(book: &'b Book) -> Self {
        let named = |(id, indicator): (IndicatorId, &'b Indicator)| {
            std::iter::once(&indicator.name)
                .chain(&indicator.aliases)
                .map(move |name| (name.as_str(), id))
                .collect::<Vec<_>>()
        };
        let mut names: Vec<_> = book.vocabulary.iter().flat_map(named).collect();
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Self { book, names }
    }

    /// The quantity with the name that stands nearest: good enough for a hint.
    fn typed<'a>(&self, article: &'a Article, reading: &'a Reading, mention: &'a Mention) -> Option<Typed<'a>> {
        let (before, behind) = (reading.before(mention), reading.object(mention));
        // A change stands in a clause of its own behind the value: 人均纯收入15361元，增长16%.
        let sentence = &reading.sentences[mention.sentence].range;
        let near = reading.text().ceil_char_boundary(mention.range.start.saturating_sub(LONGEST_SENTENCE));
        let sentence_before = &reading.text()[sentence.start.max(near)..mention.range.start];
        let search = if mention.change.is_some() { sentence_before } else { before };
        // The name that ends nearest before the number; of several that end there, the longest.
        let ends = |name: &str| search.rfind(name).map(|at| at + name.len());
        let nearest = self
            .names
            .iter()
            .filter_map(|(name, id)| Some((ends(name)?, *name, *id)))
            .max_by_key(|(end, name, _)| (*end, name.len()));
        let behind = self.names.iter().find(|(name, _)| behind.starts_with(name)).filter(|_| mention.change.is_none());
        let (_, indicator) = behind.copied().or(nearest.map(|(_, name, id)| (name, id)))?;
        let (region, year) = spoken_of(self.book, article, sentence_before);
        Some(Typed { article, reading, mention, indicator, region, year, certain: None, or_of: Vec::new() })
    }
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

/// A reference to write, and the bytes that it takes the place of.
pub(super) struct Suggestion {
    pub reference: String,
    pub bytes: Range<usize>,
    /// True where nothing else can be meant, and nothing but the number would go.
    pub is_certain: bool,
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

    /// True for a period that the words may mean.
    fn may_be_of(&self, period: Period, book: &Book) -> bool {
        self.certain.is_none_or(|said| may_mean(said, period, self.year, self.observations(book)))
    }

    /// What the book has where the text can mean nothing else, has a value to compare and none that is the text's.
    pub fn disagreement<'b>(&self, book: &'b Book) -> Option<&'b Observation> {
        self.certain?;
        let meant = self.observations(book).iter().filter(|observation| self.may_be_of(observation.period, book));
        let all: Vec<(&Observation, bool)> = meant.filter_map(|o| Some((o, self.agrees(o)?))).collect();
        let is_of_another = self.or_of.iter().any(|(region, year)| {
            book.periods(*region, *year, self.indicator).iter().any(|other| self.agrees(other) == Some(true))
        });
        let disagrees = !is_of_another && all.iter().all(|(_, agrees)| !agrees);
        all.first().filter(|_| disagrees).map(|(observation, _)| *observation)
    }

    /// The figure that was typed, by its value and by its words: it is the one that the book has.
    pub fn figure(&self, book: &Book) -> Option<(Key, usize)> {
        self.certain.filter(|_| self.mention.change.is_none())?;
        let measure = book.vocabulary.get(self.indicator).measure_for(self.mention.unit())?;
        let key = |period| Key { region: self.region, year: self.year, indicator: self.indicator, period };
        let mut meant = self.observations(book).iter().filter(|observation| self.may_be_of(observation.period, book));
        let agreeing = meant.find(|observation| self.agrees(observation) == Some(true));
        let computed = || self.computed(book).filter(|computed| computed.interval.meets(&self.mention.interval()));
        agreeing.map(|o| key(o.period)).or_else(|| computed().map(|_| key(Period::Year))).map(|key| (key, measure))
    }

    /// What a formula gives for the figure, in the unit of the text, where no source printed it.
    pub fn computed(&self, book: &Book) -> Option<Computed> {
        self.certain.filter(|_| self.mention.change.is_none())?;
        if !self.observations(book).is_empty() || !self.may_be_of(Period::Year, book) {
            return None;
        }
        let key = Key { region: self.region, year: self.year, indicator: self.indicator, period: Period::Year };
        let computed = book.by_formula(key).ok()?;
        let factor = computed.unit.in_terms_of(self.mention.unit())?;
        let interval = computed.interval.scaled(factor)?;
        Some(Computed { exact: computed.exact * factor, interval, unit: self.mention.unit().clone(), ..computed })
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
                let theirs = match (&observation.beside.growth, change.kind) {
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
    pub fn reference(&self, book: &Book) -> Option<Suggestion> {
        let at =
            Standpoint { book, region: self.article.meta.region, year: self.article.meta.year, says_period: false };
        self.candidates(book).into_iter().find_map(|written| {
            let figure = match at.inline(&reference::parse(&written).ok()?).ok()? {
                Inline::Figure(figure) => figure,
                _ => return None,
            };
            let is_meant = (figure.region, figure.year, figure.indicator) == (self.region, self.year, self.indicator)
                && self.may_be_of(figure.period, book);
            let range = is_meant.then(|| self.range_of(&figure.text))??;
            let bytes = self.reading.source(range.clone());
            // Markup, a line break or a space within would be lost.
            let is_verbatim = self.article.script.text.get(bytes.clone()) == Some(self.reading.slice(&range));
            let is_certain = self.certain.is_some() && is_verbatim && self.ends_where_the_number_ends(range.end);
            Some(Suggestion { reference: format!("{{{{ {written} }}}}"), bytes, is_certain })
        })
    }

    /// Where the printed text stands: it begins with the quantity, or with the verb of its change, and holds all of it.
    fn range_of(&self, printed: &str) -> Option<Range<usize>> {
        let verb = self.mention.change.as_ref().map(|change| change.verb.start);
        let starts = std::iter::once(self.mention.range.start).chain(verb);
        starts.map(|start| start..start + printed.len()).find(|range| {
            let text = self.reading.text();
            text.get(range.clone()) == Some(printed)
                && range.end >= self.mention.range.end
                && !text[range.end..].starts_with(|c: char| c.is_ascii_digit() || c == '.')
        })
    }

    /// True where no quantity goes on behind the printed text: 1203户 is not all of 1203户3418人.
    fn ends_where_the_number_ends(&self, end: usize) -> bool {
        let clause = self.reading.between(&self.mention.clause);
        let follows = clause.iter().any(|next| next.range.start == end);
        let precedes = clause.iter().any(|before| before.range.end == self.mention.range.start);
        !follows && !precedes
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
        if observations.is_empty() && indicator.formula.is_some() {
            let moment = if year.is_empty() { String::new() } else { format!(" @{year}") };
            let base = format!("{region}{}{moment}", indicator.name);
            all.extend(self.questions(indicator).into_iter().map(|question| format!("{base}{question}")));
        }
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
            Some(ChangeKind::Percent | ChangeKind::Points) => {
                return vec![" | 同比".to_string(), " | 增减".to_string()];
            }
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

/// True for a period that is meant by what is said of it: the one that the words name, or where they name none the whole year,
/// or the only one on record that is no part of the year.
pub(super) fn may_mean(said: Said, period: Period, year: i32, on_record: &[Observation]) -> bool {
    match said {
        Said::Is(said) => {
            // 累计 says of many a figure of the year no more than that it is one.
            let is_running = said == Period::UpToNow && period == Period::Year;
            let is_only = || !on_record.iter().any(|o| o.period == Period::UpToNow);
            period.covers_the_same(&said, year) || is_running && is_only()
        }
        Said::Nothing => period == Period::Year || on_record.len() <= 1 && !period.is_part_of_year(),
        Said::Unclear => false,
    }
}

/// Whether two printed quantities can be one figure. Of equal precision they must be equal: 15% and 16% only touch.
pub(super) fn is_one_figure(a: &Quantity, b: &Quantity) -> bool {
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
