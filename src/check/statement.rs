//! What a clause states of one of its numbers: `2023年，邻近县投入衔接资金5480万元`. From a reading and a quantity to the indicator,
//! region, year and period that the words name. Where one word is in no closed class nothing is stated; compares nothing.

mod named;

pub(super) use named::NamedIndicator;

use super::topic::{Said, Topic, is_adverb};
use super::words::{CONSTANT_PRICES, Lexicon, PeriodWord, Viewpoint, Word, YearWord};
use crate::model::article::Article;
use crate::model::{IndicatorId, Period, Recipe, RegionCode};
use crate::reading::{Mention, ParagraphKind, Reading, divides_clauses, is_han};
use crate::wording::says_not_yet;
use std::collections::BTreeSet;
use std::ops::Range;

/// Bytes that a person writes in one sentence and in one paragraph, and paragraphs below one heading: what a machine pasted
/// shall not make the reading slow.
pub(super) const LONGEST_SENTENCE: usize = 3000;
const LONGEST_PARAGRAPH: usize = 12_000;
const LONGEST_SECTION: usize = 200;

/// An article with its reading and the words of its book.
#[derive(Clone, Copy)]
pub(super) struct Speech<'s> {
    pub lexicon: &'s Lexicon<'s>,
    pub article: &'s Article,
    pub reading: &'s Reading,
    /// The region of which a part of the report speaks under its heading, for 全县; `None` for that of the report.
    pub part: Option<RegionCode>,
}

/// What a clause says of a quantity.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    /// `None` where no indicator is named: 全年投入5480万元.
    pub indicator: Option<IndicatorId>,
    pub topic: Topic,
    pub recipe: Recipe,
    /// Other regions and years that may be meant: a sentence before spoke of another one than the report does.
    pub or_of: Vec<(RegionCode, i32)>,
    /// How many quantities stand side by side: 1203户3418人.
    measures: usize,
    /// The value in the clause before, where this is its growth.
    behind: Option<Mention>,
}

/// Where in a text something is said: a quantity in its clause, or the name of one.
struct Spot {
    paragraph: usize,
    sentence: usize,
    clause: Range<usize>,
    start: usize,
}

/// What has been said where a clause begins.
struct Context<'s> {
    /// The speech, with the region of the part of the report in which the clause stands.
    speech: Speech<'s>,
    headed: Headed,
    topic: Topic,
}

impl Spot {
    fn of(mention: &Mention) -> Self {
        let (paragraph, sentence) = (mention.paragraph, mention.sentence);
        Self { paragraph, sentence, clause: mention.clause.clone(), start: mention.range.start }
    }
}

#[derive(Clone, Debug)]
enum Part {
    Word(Word),
    Number(Range<usize>),
}

impl<'s> Speech<'s> {
    pub fn new(lexicon: &'s Lexicon<'s>, article: &'s Article, reading: &'s Reading) -> Self {
        Self { lexicon, article, reading, part: None }
    }

    /// What is stated where everything that was said before counts: the heading, the paragraph, the sentence. `None` where
    /// any of it may make the number another one.
    pub fn in_context(&self, mention: &Mention) -> Option<Statement> {
        (mention.clause == mention.range || !self.is_bracketed(&mention.clause)).then_some(())?;
        // 按现价计算，地区生产总值增长5.9%: not the growth that the book has.
        let is_growth = mention.change.is_some();
        (!is_growth || !self.is_reckoned(mention.sentence, mention.clause.start)).then_some(())?;
        let context = self.context_of(&Spot::of(mention))?;
        let stated = context.speech.stated(&context.topic, mention)?;
        if let Some(value) = &stated.behind {
            context.speech.in_context(value)?;
        }
        let or_of = others_meant(context.headed, &stated.topic)?;
        Some(Statement { or_of, ..stated })
    }

    /// What the headings, the paragraph and the sentence have said where a clause begins. `None` where any of it may make what the clause
    /// says another thing.
    fn context_of(&self, spot: &Spot) -> Option<Context<'s>> {
        let sentence = &self.reading.sentences[spot.sentence].range;
        let paragraph = &self.reading.paragraphs[spot.paragraph];
        let before = &self.reading.text()[paragraph.range.start..spot.start];
        if sentence.len() > LONGEST_SENTENCE
            || before.len() > LONGEST_PARAGRAPH
            || paragraph.kind == ParagraphKind::TableRow
            || self.says_not_yet(&(sentence.start..spot.clause.end))
            || self.is_provisional(spot.clause.end..sentence.end)
            || is_within_a_name(before)
            || self.is_qualified(&spot.clause)
            || self.is_taken_back(spot.clause.end..sentence.end)
            || self.are_not_yet(&self.article.meta.title)
        {
            return None;
        }
        let mut topic = self.title();
        for paragraph in self.leading_to(spot.paragraph)? {
            let range = self.reading.paragraphs[paragraph].range.clone();
            (!self.says_not_yet(&range)).then_some(())?;
            self.listen(&mut topic, range);
        }
        let headed = (topic.region, topic.year);
        let speech = Self { part: topic.region, ..*self };
        speech.listen(&mut topic, paragraph.range.start..sentence.start);
        (topic.names_region, topic.names_year) = (false, false);
        let names_its_own = matches!(speech.words(&spot.clause).first(), Some(Word::Place(Some(_))));
        speech.heed(&mut topic, sentence.start..spot.clause.start, names_its_own)?;
        Some(Context { speech, headed, topic })
    }

    /// True where a clause of the sentence before a byte says by which reckoning, since when or on what condition a growth is meant.
    fn is_reckoned(&self, sentence: usize, until: usize) -> bool {
        const RECKONINGS: [&str; 15] = [
            "按",
            "若",
            "如果",
            "假如",
            "不考虑",
            "剔除",
            "扣除",
            "同口径",
            "不含",
            "不计",
            "还原",
            "较",
            "与",
            "对比",
            "相比",
        ];
        let mut clauses = self.clauses_before(sentence, until);
        clauses.any(|clause| RECKONINGS.iter().any(|word| self.reading.slice(&clause).starts_with(word)))
    }

    /// The clauses of a sentence before a byte, without those that say that prices are constant.
    fn clauses_before(&self, sentence: usize, until: usize) -> impl Iterator<Item = Range<usize>> {
        let start = self.reading.sentences[sentence].range.start;
        let clauses = self.clauses(start..until.max(start)).into_iter();
        clauses.filter(|clause| !CONSTANT_PRICES.contains(&self.reading.slice(clause)))
    }

    /// True where every clause of the sentence before a byte is a time or place, names an indicator, or says that prices are constant. Any
    /// other may say of what part, by which reckoning, since when or by whose wish the next one speaks: 较2022年，, 剔除…因素，, 会议要求，.
    fn leads_plainly(&self, sentence: usize, until: usize) -> bool {
        self.clauses_before(sentence, until).all(|clause| {
            let words = self.words(&clause);
            words.iter().all(is_adverb) || words.iter().any(|word| matches!(word, Word::Name(_)))
        })
    }

    /// What is stated by the clause itself and by the bare times and places right before it: `2023年，全县`.
    pub fn by_itself(&self, mention: &Mention) -> Option<Statement> {
        let sentence = &self.reading.sentences[mention.sentence].range;
        let before = &self.reading.text()[sentence.start..mention.range.start];
        if before.len() > LONGEST_SENTENCE || is_within_a_name(before) {
            return None;
        }
        let mut topic = Topic::of(&self.article.meta);
        let clauses = self.clauses(sentence.start..mention.clause.start);
        let bare = clauses.iter().rev().take_while(|clause| self.words(clause).iter().all(is_adverb)).count();
        for clause in &clauses[clauses.len() - bare..] {
            self.words(clause).iter().for_each(|word| topic.hear(word));
        }
        self.stated(&topic, mention)
    }

    fn words(&self, range: &Range<usize>) -> Vec<Word> {
        self.words_of(self.reading.slice(range))
    }

    /// True where what is said has not come yet.
    fn says_not_yet(&self, range: &Range<usize>) -> bool {
        self.are_not_yet(self.reading.slice(range))
    }

    /// The same of some words. A name (一般公共预算收入) promises nothing, nor does a target that has been met.
    fn are_not_yet(&self, text: &str) -> bool {
        if !says_not_yet(text) {
            return false;
        }
        let (mut said, mut from) = (String::new(), 0);
        for (length, word) in self.lexicon.words(text, Topic::viewpoint(&self.article.meta)) {
            match word {
                Word::Name(_) => said.push('…'),
                _ => said.push_str(&text[from..from + length]),
            }
            from += length;
        }
        says_not_yet(&without_met_targets(&said))
    }

    /// True where what follows a quantity in its sentence takes it back: 达到36亿元，为初步核算数. What turns to the year to come
    /// (力争明年突破40亿元) and what speaks of a target (距目标还差9户) does not.
    fn is_provisional(&self, rest: Range<usize>) -> bool {
        const PROVISIONAL: [&str; 13] = [
            "预计数",
            "计划数",
            "预算数",
            "目标数",
            "目标值",
            "规划数",
            "预测数",
            "初步",
            "快报",
            "估算",
            "暂定",
            "有待",
            "尚需",
        ];
        const BEING: [&str; 6] = ["为计划", "是计划", "系计划", "为预算", "是预算", "为目标"];
        let rest = self.reading.slice(&rest);
        PROVISIONAL.iter().chain(&BEING).any(|word| rest.contains(word))
    }

    fn words_of(&self, text: &str) -> Vec<Word> {
        let own = Topic::viewpoint(&self.article.meta);
        let at = Viewpoint { region: self.part.unwrap_or(own.region), ..own };
        self.lexicon.words(text, at).into_iter().map(|(_, word)| word).collect()
    }

    /// What the report speaks of by its front matter: a title may name the half year of which all of it is.
    fn title(&self) -> Topic {
        let mut topic = Topic::of(&self.article.meta);
        let words = self.words_of(&self.article.meta.title);
        words.iter().filter(|word| matches!(word, Word::Period(_))).for_each(|word| topic.hear(word));
        topic
    }

    /// The paragraphs that speak for one: the heading above it, and the line with a colon that a list follows. `None` where
    /// the heading is too far to look for.
    fn leading_to(&self, paragraph: usize) -> Option<impl Iterator<Item = usize>> {
        let all = &self.reading.paragraphs;
        let from = paragraph.saturating_sub(LONGEST_SECTION);
        let heading = (from..paragraph).rev().find(|p| all[*p].kind == ParagraphKind::Heading);
        (heading.is_some() || from == 0).then_some(())?;
        let above = heading.and_then(|heading| self.heading_above(heading));
        let opens = |p: &usize| self.reading.slice(&all[*p].range).ends_with(['：', ':']);
        let opening = (heading.map_or(0, |heading| heading + 1)..paragraph).rev().find(opens);
        Some(above.into_iter().chain(heading).chain(opening))
    }

    /// The heading of the part in which a smaller heading stands: `# 石桥县动态` above `## 增收`.
    fn heading_above(&self, below: usize) -> Option<usize> {
        let all = &self.reading.paragraphs;
        let level = self.level(below).filter(|level| *level > 1)?;
        let headings = (0..below).rev().take(LONGEST_SECTION * 10).filter(|p| all[*p].kind == ParagraphKind::Heading);
        headings.into_iter().find(|p| self.level(*p).is_some_and(|other| other < level))
    }

    /// How many `#` stand before a heading.
    fn level(&self, heading: usize) -> Option<usize> {
        let start = self.reading.source(self.reading.paragraphs[heading].range.clone()).start;
        let line = self.article.script.text.get(..start)?.rsplit('\n').next()?;
        Some(line.bytes().filter(|byte| *byte == b'#').count()).filter(|level| *level > 0)
    }

    /// The clauses of a range, without the marks between them.
    pub fn clauses(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let text = self.reading.text();
        let (mut clauses, mut start) = (Vec::new(), range.start);
        for (i, c) in text[range.clone()].char_indices().map(|(i, c)| (range.start + i, c)) {
            if divides_clauses(text, i, c) {
                clauses.push(start..i);
                start = i + c.len_utf8();
            }
        }
        clauses.push(start..range.end);
        clauses.retain(|clause| !clause.is_empty());
        clauses
    }

    /// Takes in what earlier sentences are about: the times and places with which their clauses begin.
    fn listen(&self, topic: &mut Topic, range: Range<usize>) {
        for clause in self.clauses(range) {
            let words = self.words(&clause);
            // 累计 is said of its own sentence.
            let is_running = |word: &&Word| matches!(word, Word::Period(Some(PeriodWord::Is(Period::UpToNow))));
            let adverbs = words.iter().take_while(|word| is_adverb(word));
            // So is 上年.
            let carries = |word: &&Word| !is_running(word) && !is_of_the_past(word);
            adverbs.filter(carries).for_each(|word| topic.hear(word));
            let unknown = words.iter().skip_while(|word| is_adverb(word)).map_while(unknown);
            let subject: Vec<char> = unknown.take_while(|c| is_han(*c)).take(5).collect();
            let names_one = |pair: &[char]| PLACES.contains(pair[1]) && !matches!(pair[0], '各' | '个');
            if subject.windows(2).any(names_one) {
                topic.unclear_region();
            }
        }
    }

    /// Takes in the clauses of the same sentence; `None` where a word of time in them is not understood, or one of place, which a
    /// clause that names its own place need not mind.
    fn heed(&self, topic: &mut Topic, range: Range<usize>, names_its_own: bool) -> Option<()> {
        let colon = self.reading.text()[range.clone()].ends_with(['：', ':']);
        let clauses = self.clauses(range);
        let last = clauses.len().saturating_sub(1);
        for (i, clause) in clauses.iter().enumerate() {
            let words = self.words(clause);
            let is_open = |c: char| !names_its_own && PLACES.contains(c) || TIMES.contains(c);
            if open_words(&words).any(is_open) {
                return None;
            }
            let is_lead = words.iter().all(is_adverb);
            let names_only = || words.iter().all(|word| is_adverb(word) || matches!(word, Word::Name(_)));
            if colon && i == last && !names_only() {
                return None;
            }
            let (mut leads, mut compares) = (true, false);
            for word in &words {
                leads &= is_adverb(word);
                compares |=
                    unknown(word).is_some_and(|c| "比较同于超居占列排".contains(c)) || matches!(word, Word::Base(_));
                let mut then = topic.clone();
                if is_lead || !is_of_the_past(word) {
                    then.hear(word);
                }
                if leads {
                    *topic = then;
                } else if !compares && is_adverb(word) && *word != Word::Particle {
                    // Named in the midst of a clause: whether the next is about it nobody knows.
                    let is_same_time = (then.year, then.period) == (topic.year, topic.period);
                    (is_same_time && (names_its_own || then.region == topic.region)).then_some(())?;
                }
            }
        }
        Some(())
    }

    /// True within a bracket, which may change what is counted.
    fn is_bracketed(&self, clause: &Range<usize>) -> bool {
        self.reading.text()[..clause.start].ends_with(['（', '(']) && !self.reading.slice(clause).starts_with("其中")
    }

    /// True where a bracket behind the clause may change what is counted.
    fn is_qualified(&self, clause: &Range<usize>) -> bool {
        let behind = self.reading.text()[clause.end..].strip_prefix(['（', '(']);
        behind.is_some_and(|inner| !inner.starts_with("其中"))
    }

    /// True where what follows in the sentence speaks of a part of the year, or says that it has not come.
    fn is_taken_back(&self, rest: Range<usize>) -> bool {
        const TAKEN_BACK: [&str; 10] = ["尚未", "还未", "未", "尚", "待", "这是", "均为", "都是", "系", "其实"];
        let is_part = |word: &Word| match word {
            Word::Period(Some(PeriodWord::Is(period))) => !matches!(period, Period::Year | Period::UpToNow),
            Word::Period(_) => true,
            _ => false,
        };
        self.clauses(rest).iter().any(|clause| {
            TAKEN_BACK.iter().any(|word| self.reading.slice(clause).starts_with(word))
                || self.words(clause).iter().any(is_part)
        })
    }

    fn parts(&self, clause: &Range<usize>) -> Vec<Part> {
        // 【粮食生产】　全市……: a label.
        let words = self.reading.slice(clause);
        let label = words.strip_prefix('【').and_then(|rest| rest.split_once('】'));
        let labelled = label.map_or(0, |(_, rest)| words.len() - rest.trim_start().len());
        let (mut parts, mut from) = (Vec::new(), clause.start + labelled);
        for mention in self.reading.between(clause) {
            parts.extend(self.words(&(from..mention.range.start.max(from))).into_iter().map(Part::Word));
            parts.push(Part::Number(mention.range.clone()));
            from = mention.range.end;
        }
        parts.extend(self.words(&(from..clause.end.max(from))).into_iter().map(Part::Word));
        parts
    }

    /// Reads the clause of a quantity, item by item.
    fn stated(&self, before: &Topic, mention: &Mention) -> Option<Statement> {
        let mut parts = self.parts(&mention.clause);
        if let [Part::Number(_)] = parts.as_slice() {
            parts.splice(0..0, self.name_before(mention).map(|name| Part::Word(Word::Name(name))));
        }
        if let Some(stated) = from_to(before, &parts, mention) {
            return Some(stated);
        }
        let items: Vec<&[Part]> = parts.split(|part| matches!(part, Part::Word(Word::Pause))).collect();
        let mut topic = before.clone();
        let (mut found, mut value, mut value_before) = (None, None, None);
        for item in &items {
            let stated = match (growth(item), value.take()) {
                // 收入19520元、增长6.9%
                (Some(base), Some(value)) if items.len() == 2 => growth_of(value, base)?,
                (Some(base), None) if items.len() == 1 => growth_of(self.value_before(&topic, mention)?, base)?,
                _ => item_states(&mut topic, item)?,
            };
            // 清河县改造4376户、安丰县4361户
            let before = value_before.as_ref().filter(|_| stated.indicator.is_none() && names_a_place(item));
            let stated = match before.and_then(|before: &Statement| before.indicator) {
                Some(id) => Statement { indicator: Some(id), ..stated },
                None => stated,
            };
            if item.iter().any(|part| matches!(part, Part::Number(range) if *range == mention.range)) {
                found = Some(stated.clone());
            }
            value_before = Some(stated.clone());
            value = Some(stated);
        }
        let found: Statement = found?;
        let is_bare = found.indicator.is_none() && items.len() == 1 && names_a_place(items[0]);
        let indicator = if is_bare { self.indicator_before(mention) } else { found.indicator };
        Some(Statement { indicator, ..found })
    }

    /// Of what a place has so much, where only the place is named (其中清河县20504元): of what the number before it in the same unit is.
    fn indicator_before(&self, mention: &Mention) -> Option<IndicatorId> {
        const FAR: usize = 8;
        let at = self.reading.mentions.partition_point(|m| m.range.start < mention.range.start);
        let is_near = |m: &&Mention| m.paragraph == mention.paragraph && mention.sentence - m.sentence <= 1;
        let mut before = self.reading.mentions[..at].iter().rev().take(FAR).take_while(is_near);
        before.find_map(|m| {
            let is_alike = m.change.is_none() && m.unit().converts_to(mention.unit());
            is_alike.then(|| self.bound_at(m).or_else(|| self.named_in_its_clause(m)))?
        })
    }

    /// What a reference prints.
    fn bound_at(&self, mention: &Mention) -> Option<IndicatorId> {
        let at = self.reading.source(mention.range.clone()).start;
        self.article.bound_within(at..at + 1).first().map(|bound| bound.figure.indicator)
    }

    fn named_in_its_clause(&self, mention: &Mention) -> Option<IndicatorId> {
        let mut names =
            self.words(&(mention.clause.start..mention.range.start)).into_iter().filter_map(|word| match word {
                Word::Name(id) => Some(id),
                _ => None,
            });
        names.next().filter(|_| names.next().is_none())
    }

    /// The indicator right before a number that stands alone: 农村公路里程：2733公里, 农村公路里程（2733公里）.
    fn name_before(&self, mention: &Mention) -> Option<IndicatorId> {
        let sentence = &self.reading.sentences[mention.sentence].range;
        let before = self.reading.text()[sentence.start..mention.clause.start].strip_suffix(['：', ':', '（', '('])?;
        let clause = self.clauses(sentence.start..sentence.start + before.len()).pop()?;
        let is_last = clause.end == sentence.start + before.len();
        match self.words(&clause).split_last()? {
            (Word::Name(name), lead) if is_last && lead.iter().all(is_adverb) => Some(*name),
            _ => None,
        }
    }

    /// What the clause before states: a growth may stand in a clause of its own behind the value.
    fn value_before(&self, topic: &Topic, mention: &Mention) -> Option<Statement> {
        let sentence = &self.reading.sentences[mention.sentence].range;
        let before = self.reading.text()[sentence.start..mention.clause.start].strip_suffix('，')?;
        let how = ["，按不变价格计算", "，按可比价格计算"];
        let before = how.iter().find_map(|said| before.strip_suffix(said)).unwrap_or(before);
        let end = sentence.start + before.len();
        let value = self.reading.between(&(sentence.start..end)).last().filter(|value| value.clause.end == end)?;
        let stated = item_states(&mut topic.clone(), &self.parts(&value.clause))?;
        Some(Statement { behind: Some(value.clone()), ..stated })
    }
}

/// What the headings above a text speak of.
type Headed = (Option<RegionCode>, Option<i32>);

/// The other regions and years that may be meant by what is said of one region, year and period; `None` where it is not said of one.
fn others_meant(headed: Headed, topic: &Topic) -> Option<Vec<(RegionCode, i32)>> {
    topic.region.and(topic.year)?;
    (topic.period != Said::Unclear).then(|| carried_over(headed, topic))
}

/// What a sentence may speak of besides what it seems to: the region and year under its heading, where those of a sentence before
/// are heard instead and it names none itself.
fn carried_over(headed: Headed, topic: &Topic) -> Vec<(RegionCode, i32)> {
    let regions = [topic.region, headed.0.filter(|_| !topic.names_region)];
    let years = [topic.year, headed.1.filter(|_| !topic.names_year)];
    let regions = regions.into_iter().flatten().collect::<BTreeSet<_>>();
    let both = |region| years.into_iter().flatten().map(move |year| (region, year));
    let others = regions.into_iter().flat_map(both).collect::<BTreeSet<_>>();
    others.into_iter().filter(|other| (Some(other.0), Some(other.1)) != (topic.region, topic.year)).collect()
}

/// Some words without 目标 and 计划 where these have been met: 完成年度目标的102%, 超额完成计划.
fn without_met_targets(words: &str) -> String {
    const TARGETS: [&str; 2] = ["目标", "计划"];
    let mut rest = words;
    let mut kept = String::new();
    while let Some((at, target)) = TARGETS.iter().filter_map(|t| Some((rest.find(t)?, *t))).min() {
        let (before, behind) = (&rest[..at], &rest[at + target.len()..]);
        let share = behind.trim_start_matches(['任', '务', '数']).strip_prefix('的');
        let is_share = share.is_some_and(|share| share.starts_with(|c: char| c.is_ascii_digit()));
        const MET: [&str; 12] =
            ["超额完成", "完成", "已完成", "为", "占", "超", "超出", "超过", "达到", "距", "距离", "低于"];
        let clause = before.rsplit(['，', '。', '；']).next().unwrap_or(before);
        let verb = clause.trim_end_matches("年初").trim_end_matches("年度").trim_end_matches("全年");
        let is_met = is_share || MET.iter().any(|met| verb.ends_with(met)) || clause.contains("超额完成");
        kept.push_str(before);
        kept.push_str(if is_met { "" } else { target });
        rest = behind;
    }
    kept + rest
}

fn names_a_place(item: &[Part]) -> bool {
    let is_place = |part: &Part| matches!(part, Part::Word(Word::Place(Some(_))));
    let is_plain =
        |part: &Part| matches!(part, Part::Number(_) | Part::Word(Word::Particle | Word::Verb)) || is_place(part);
    item.iter().any(is_place) && item.iter().all(is_plain)
}

const PLACES: &str = "省市县区乡镇村州旗国级央";
const TIMES: &str = "年月季旬日期";

/// 上年, 去年: said of its own clause.
fn is_of_the_past(word: &Word) -> bool {
    matches!(word, Word::Year(YearWord::LastYear)) || matches!(word, Word::Year(YearWord::FromDate(by)) if *by < 0)
}

/// The unknown characters of a clause. A number of places (在六个县中) names none, nor does 区 of 县（区） that stands alone.
fn open_words(words: &[Word]) -> impl Iterator<Item = char> {
    let chars: Vec<Option<char>> = words.iter().map(unknown).collect();
    let is_counted = |i: usize| i > 0 && matches!(chars[i - 1], Some('个' | '各'));
    let open: Vec<char> = (0..chars.len()).filter(|i| !is_counted(*i)).filter_map(|i| chars[i]).collect();
    let is_alone = chars.len() == 1;
    open.into_iter().filter(move |_| !is_alone)
}

fn unknown(word: &Word) -> Option<char> {
    match word {
        Word::Unknown(c) => Some(*c),
        _ => None,
    }
}

fn counts_from_last_year(topic: &Topic, base: YearWord) -> bool {
    match base {
        YearWord::LastYear => true,
        base => topic.year_of(base).is_some_and(|year| Some(year + 1) == topic.year),
    }
}

/// What a growth without a name counts from, where an item is one: `增长6.9%`, `比上年增长6.9%`.
fn growth(item: &[Part]) -> Option<Option<YearWord>> {
    match item {
        [Part::Word(Word::Rise), Part::Number(_)] => Some(None),
        [Part::Word(Word::Base(base)), Part::Word(Word::Rise), Part::Number(_)] => Some(Some(*base)),
        _ => None,
    }
}

/// The growth of a value that was stated before.
fn growth_of(value: Statement, base: Option<YearWord>) -> Option<Statement> {
    let is_value = value.recipe == Recipe::Reported && value.measures == 1 && value.indicator.is_some();
    let is_last_year = base.is_none_or(|base| counts_from_last_year(&value.topic, base));
    (is_value && is_last_year).then_some(Statement { recipe: Recipe::Growth, ..value })
}

/// 村集体经济收入由2021年的3162万元增加到2024年的4600万元: what one of the two numbers is. Of the first the year must be named.
fn from_to(before: &Topic, parts: &[Part], mention: &Mention) -> Option<Statement> {
    let from = parts.iter().position(|part| matches!(part, Part::Word(Word::Unknown('由' | '从'))))?;
    let (mut topic, mut indicator) = (before.clone(), None);
    for part in &parts[..from] {
        match part {
            Part::Word(Word::Name(id)) if indicator.is_none() => indicator = Some(*id),
            Part::Word(word) if is_adverb(word) && indicator.is_none() => topic.hear(word),
            _ => return None,
        }
    }
    indicator?;
    let led = topic.clone();
    let is_number = |part: &&Part| matches!(part, Part::Number(range) if *range == mention.range);
    let (mut numbers, mut named) = (0, false);
    for part in &parts[from + 1..] {
        match part {
            Part::Word(word @ Word::Year(_)) => {
                topic = led.clone();
                topic.hear(word);
                named = true;
            }
            Part::Word(Word::Particle) => {}
            Part::Word(Word::Verb) if numbers == 1 => (topic, named) = (led.clone(), false),
            Part::Number(_) if numbers < 2 => {
                numbers += 1;
                if is_number(&part) && (named || numbers == 2) {
                    let recipe = Recipe::Reported;
                    return Some(Statement { indicator, topic, recipe, or_of: Vec::new(), measures: 1, behind: None });
                }
            }
            _ => return None,
        }
    }
    None
}

/// One item of a clause: adverbs, a verb, a name and its number, or a number and its name.
fn item_states(topic: &mut Topic, item: &[Part]) -> Option<Statement> {
    let (mut indicator, mut measures, mut base, mut rises) = (None, 0, None, false);
    let mut is_closed = false;
    for part in item {
        match part {
            Part::Word(Word::Name(id)) if indicator.is_none() => {
                indicator = Some(*id);
                is_closed = measures > 0;
            }
            Part::Number(_) if !is_closed => measures += 1,
            Part::Word(word) if measures == 0 => match word {
                Word::Place(_) | Word::Year(_) | Word::Period(_) if base.is_none() => topic.hear(word),
                Word::Verb if !rises => {}
                Word::Particle if indicator.is_none() => {}
                Word::Base(word) if indicator.is_some() && base.is_none() => base = Some(*word),
                Word::Rise if indicator.is_some() && !rises => rises = true,
                _ => return None,
            },
            _ => return None,
        }
    }
    let is_last_year = base.is_none_or(|base| rises && counts_from_last_year(topic, base));
    let recipe = if rises { Recipe::Growth } else { Recipe::Reported };
    let is_whole = measures > 0 && is_last_year && !(rises && measures > 1);
    let or_of = Vec::new();
    is_whole.then(|| Statement { indicator, topic: topic.clone(), recipe, or_of, measures, behind: None })
}

/// True behind an open quote or bracket of a title, and within an address: what stands there is a name.
fn is_within_a_name(before: &str) -> bool {
    const PAIRS: [(char, char); 9] = [
        ('《', '》'),
        ('〈', '〉'),
        ('“', '”'),
        ('‘', '’'),
        ('「', '」'),
        ('『', '』'),
        ('【', '】'),
        ('[', ']'),
        ('<', '>'),
    ];
    let count = |mark: char| before.matches(mark).count();
    let address = before.rsplit(|c: char| c.is_whitespace() || "，。；、（）".contains(c)).next().unwrap_or_default();
    PAIRS.iter().any(|(open, close)| count(*open) != count(*close))
        || count('"') % 2 == 1
        || address.contains("://")
        || address.contains("www.")
}
