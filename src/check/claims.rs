//! What the words behind a figure go on to say of it: `23440元，比上年增长6.9%，居全市第3位`. Comes in: a figure of the book that a text
//! prints or names. Goes out: what is claimed of it, clause by clause, until one is not understood. Compares nothing.

mod implied;

use super::words::{CONSTANT_PRICES, Lexicon, Word, YearWord};
use super::{Checked, is_bound};
use crate::derive::{Book, Key};
use crate::model::article::Article;
use crate::model::{Recipe, RegionCode};
use crate::reading::{Direction, Mention, Reading, divides_clauses};
use crate::wording::says_not_yet;
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Range;

/// A figure of the book of which a text speaks: by reference, typed with the very value that the book has, or named only.
pub(super) struct Anchor<'a> {
    pub article: &'a Article,
    pub reading: &'a Reading,
    pub key: Key,
    pub measure: usize,
    sentence: usize,
    /// Where what is said of it begins: behind its number, or where none is printed behind its name.
    behind: usize,
    is_printed: bool,
}

/// Something that is said of the figure before it.
pub(super) struct Claim<'a> {
    pub what: What,
    /// Its clause, in the clean text.
    pub range: Range<usize>,
    /// What was typed; of a rank there is none.
    pub mention: Option<&'a Mention>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum What {
    /// 比上年增长6.9%, 比2021年增加827公里, 比上年提高0.3个百分点.
    Change { since: Since, direction: Direction },
    /// 上年为7480万元.
    Value { of: Since },
    /// 是2021年的1.26倍.
    Times { since: Since },
    /// 比全市平均水平低2725元.
    Beside { region: RegionCode, direction: Direction },
    /// 增速比全市低0.9个百分点.
    GrowthBeside { region: RegionCode, direction: Direction },
    /// 略低于全市的64.5%.
    ValueOf { region: RegionCode },
    /// 占全市的28.1%, 相当于全市平均水平的80.4%, 是白沙县的3.8倍.
    RatioTo { region: RegionCode },
    /// 居全市第3位; `None` where only the siblings can be meant.
    Rank { place: usize, among: Option<RegionCode> },
    /// 完成年度目标的102%.
    Completion,
    /// 超额完成2%.
    Excess,
    /// 年度目标为6000万元.
    Target,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Since {
    /// The same period of the year before.
    LastYear,
    Year(i32),
}

const UP: [&str; 18] = [
    "增长了",
    "增长",
    "增加了",
    "增加",
    "提高了",
    "提高",
    "上升",
    "提升",
    "净增加",
    "净增",
    "新增",
    "增产",
    "增收",
    "扩大",
    "高出",
    "多",
    "高",
    "增",
];
const DOWN: [&str; 13] =
    ["下降了", "下降", "减少了", "减少", "降低了", "降低", "回落", "缩小", "减产", "减收", "少", "低", "降"];
/// Said of a change without saying since when, these may count something else: 新增就业.
const WANT_A_BASE: [&str; 8] = ["新增", "净增", "净增加", "增收", "多", "高", "少", "低"];
const BEFORE_A_VERB: &str = "又再也则均仍还只净共约分别同期末底";
const LEVELS: [&str; 3] = ["平均水平", "平均", "水平"];

/// Every anchor of the articles.
pub(super) fn anchors<'a>(checked: &Checked<'a>) -> Vec<Anchor<'a>> {
    let typed = checked.typed().iter().filter_map(|typed| {
        let (key, measure) = typed.figure(checked.book)?;
        Some(Anchor::printed(typed.article, typed.reading, typed.mention, key, measure))
    });
    let mut all: Vec<Anchor> = typed.collect();
    let prose: Vec<(&Article, &Reading)> = checked.prose().collect();
    all.par_extend(prose.into_par_iter().flat_map_iter(|(article, reading)| {
        let mut anchors = bound(checked.book, article, reading);
        anchors.extend(implied::anchors(checked, article, reading));
        anchors
    }));
    all
}

/// The anchors that references print.
fn bound<'a>(book: &Book, article: &'a Article, reading: &'a Reading) -> Vec<Anchor<'a>> {
    let is_value = |recipe| matches!(recipe, Recipe::Reported | Recipe::Formula);
    let values = article.bound.iter().filter(|bound| is_value(bound.figure.recipe) && !bound.figure.is_forecast);
    let mut figures: HashMap<usize, _> = values.filter_map(|bound| Some((bound.start()?, &bound.figure))).collect();
    let anchor = |mention: &'a Mention| {
        let figure = figures.remove(&reading.source(mention.range.clone()).start)?;
        let (region, year, indicator, period) = (figure.region, figure.year, figure.indicator, figure.period);
        let measure = book.vocabulary.get(indicator).measure_for(mention.unit())?;
        Some(Anchor::printed(article, reading, mention, Key { region, year, indicator, period }, measure))
    };
    reading.mentions.iter().filter_map(anchor).collect()
}

impl<'a> Anchor<'a> {
    fn printed(article: &'a Article, reading: &'a Reading, mention: &Mention, key: Key, measure: usize) -> Self {
        let (sentence, behind) = (mention.sentence, mention.range.end);
        Self { article, reading, key, measure, sentence, behind, is_printed: true }
    }

    /// What is claimed of the figure in its sentence. What a reference prints is no claim of the author's and is passed over.
    pub fn claims(&self, lexicon: &Lexicon) -> Vec<Claim<'a>> {
        let sentence = &self.reading.sentences[self.sentence].range;
        let mut claims = Vec::new();
        for range in self.clauses(sentence.end) {
            let mentions = self.reading.between(&range);
            let words = self.reading.slice(&range);
            if says_not_yet(&words.replace("目标", "").replace("计划", "")) {
                break;
            }
            if passes(words) {
                continue;
            }
            let Some(what) = self.claimed(lexicon, words, range.start, mentions) else { break };
            if !is_bound(self.article, self.reading, &range) {
                claims.push(Claim { what, range, mention: mentions.first() });
            }
        }
        claims
    }

    /// The clauses behind the figure.
    fn clauses(&self, end: usize) -> Vec<Range<usize>> {
        let (text, mut start) = (self.reading.text(), self.behind);
        let mut clauses = Vec::new();
        for (i, c) in text[start..end].char_indices().map(|(i, c)| (self.behind + i, c)) {
            let ends = "；。;！？：\n".contains(c);
            let joins = c == '、' || divides_clauses(text, i, c);
            if ends || joins && !is_of_a_county(&text[..i], &text[i..]) {
                clauses.push(start..i);
                start = i + c.len_utf8();
            }
            if ends {
                return self.of_clauses(clauses);
            }
        }
        clauses.push(start..end);
        self.of_clauses(clauses)
    }

    /// The clauses in which something may be said.
    fn of_clauses(&self, mut clauses: Vec<Range<usize>>) -> Vec<Range<usize>> {
        let goes_on = clauses.first().is_some_and(|first| !first.is_empty());
        clauses.retain(|clause| !clause.is_empty());
        match self.is_printed {
            // What goes on right behind the number belongs to it: 36户的贫困户.
            true if goes_on => Vec::new(),
            // Behind a bare name something must be said.
            false if !goes_on => Vec::new(),
            _ => clauses,
        }
    }

    fn claimed(&self, lexicon: &Lexicon, clause: &str, start: usize, mentions: &[Mention]) -> Option<What> {
        let meta = &self.article.meta;
        let speaks = Speaks { lexicon, at: super::topic::Topic::viewpoint(meta), this_year: meta.date.year };
        match mentions {
            [] => speaks.rank(clause),
            [one] if one.upper.is_none() => {
                let (lead, tail) = (clause.get(..one.range.start - start)?, clause.get(one.range.end - start..)?);
                let lead = lead.strip_prefix("绝对额").unwrap_or(lead);
                if one.is_percent() && exceeds(lead, tail) {
                    return Some(What::Excess);
                }
                if !tail.is_empty() {
                    return None;
                }
                if let Some(what) = speaks.against(lead, one) {
                    return Some(what);
                }
                if names_target(lead) {
                    return Some(What::Target);
                }
                match one.unit().name() {
                    "倍" => speaks.times(lead),
                    _ => {
                        let of_ratio = || completion(lead).or_else(|| growth_rate(lead)).filter(|_| one.is_percent());
                        of_ratio().or_else(|| speaks.value(lead)).or_else(|| speaks.change(lead))
                    }
                }
            }
            _ => None,
        }
    }
}

/// Who speaks: for 全市, and for 去年.
struct Speaks<'l> {
    lexicon: &'l Lexicon<'l>,
    at: super::words::Viewpoint,
    this_year: i32,
}

impl Speaks<'_> {
    fn words(&self, text: &str) -> Vec<Word> {
        self.lexicon.words(text, self.at).into_iter().map(|(_, word)| word).collect()
    }

    fn since(&self, year: YearWord) -> Since {
        match year {
            YearWord::LastYear | YearWord::ThatYear => Since::LastYear,
            YearWord::Is(year) => Since::Year(year),
            YearWord::FromDate(by) => Since::Year(self.this_year + by),
        }
    }

    /// What is said against another region: its own value, a ratio to it, or how the growths differ.
    fn against(&self, lead: &str, number: &Mention) -> Option<What> {
        let strip = |text: &str, all: &[&str]| all.iter().find_map(|word| text.strip_prefix(word).map(str::to_string));
        if number.is_points() {
            let rest = strip(lead, &["增速比", "增幅比", "增速较", "增幅较"])?;
            let (rest, direction) = match rest.strip_suffix(['高', '快']) {
                Some(rest) => (rest, Direction::Up),
                None => (rest.strip_suffix(['低', '慢'])?, Direction::Down),
            };
            return Some(What::GrowthBeside { region: self.compared(rest)?, direction });
        }
        let of = lead.strip_suffix('的')?;
        let of = of.trim_start_matches(['约', '仅', '只', '略']);
        if let Some(whole) = strip(of, &["相当于", "占", "是", "为"]).filter(|_| is_ratio(number)) {
            return Some(What::RatioTo { region: self.compared(&whole)? });
        }
        let rest = strip(of, &["低于", "高于", "不及", "少于", "多于"])?;
        Some(What::ValueOf { region: self.compared(&rest)? })
    }

    /// 上年为, 2023年.
    fn value(&self, lead: &str) -> Option<What> {
        match self.words(lead).as_slice() {
            [Word::Year(year)]
            | [Word::Year(year), Word::Verb]
            | [Word::Year(year), Word::Period(None)]
            | [Word::Year(year), Word::Period(None), Word::Verb] => Some(What::Value { of: self.since(*year) }),
            _ => None,
        }
    }

    /// 比上年增长, 比全市平均水平低, 高出全市.
    fn change(&self, lead: &str) -> Option<What> {
        let ends = |verbs: &[&'static str]| {
            verbs.iter().filter(|verb| lead.ends_with(**verb)).max_by_key(|verb| verb.len()).copied()
        };
        let (verb, direction) = match (ends(&UP), ends(&DOWN)) {
            (Some(up), None) => (up, Direction::Up),
            (None, Some(down)) => (down, Direction::Down),
            (None, None) => return self.beyond(lead),
            (Some(_), Some(_)) => return None,
        };
        let before = without_prices(&lead[..lead.len() - verb.len()]).trim_end_matches(|c| BEFORE_A_VERB.contains(c));
        match self.words(before).as_slice() {
            [] if !WANT_A_BASE.contains(&verb) => Some(What::Change { since: Since::LastYear, direction }),
            [Word::Base(year)] | [Word::Base(year), Word::Period(None)] => {
                Some(What::Change { since: self.since(*year), direction })
            }
            _ => self.compared(before.strip_prefix(['比', '较'])?).map(|region| What::Beside { region, direction }),
        }
    }

    /// 高出全市, 低于全市平均水平.
    fn beyond(&self, lead: &str) -> Option<What> {
        let up = ["高出", "高于", "多于", "比"].iter().find_map(|verb| lead.strip_prefix(verb));
        let (rest, direction) = match up {
            Some(rest) => (rest, Direction::Up),
            None => (["低于", "少于"].iter().find_map(|verb| lead.strip_prefix(verb))?, Direction::Down),
        };
        Some(What::Beside { region: self.compared(rest)?, direction })
    }

    /// The region of 全市平均水平.
    fn compared(&self, words: &str) -> Option<RegionCode> {
        let name = LEVELS.iter().find_map(|level| words.strip_suffix(level)).unwrap_or(words);
        match self.words(name).as_slice() {
            [Word::Place(region)] => *region,
            _ => None,
        }
    }

    /// 是2021年的.
    fn times(&self, lead: &str) -> Option<What> {
        let rest = ["相当于", "是", "为"].iter().find_map(|verb| lead.strip_prefix(verb))?.strip_suffix('的')?;
        match self.words(rest).as_slice() {
            [Word::Year(year)] => Some(What::Times { since: self.since(*year) }),
            _ => None,
        }
    }

    /// 居全市第3位, 总量排名第3.
    fn rank(&self, clause: &str) -> Option<What> {
        const VERBS: [&str; 12] =
            ["居", "位居", "稳居", "仍居", "排", "排名", "排在", "列", "位列", "名列", "位次居", "继续居"];
        let (lead, behind) = clause.rsplit_once('第')?;
        let digits = behind.trim_end_matches(['位', '名']);
        let place = digits.parse().ok().or_else(|| han_digit(digits))?;
        const WHAT: [&str; 10] = ["经济总量", "总量", "规模", "水平", "绝对额", "总额", "面积", "里程", "产量", "数量"];
        let lead = WHAT.iter().find_map(|what| lead.strip_prefix(what)).unwrap_or(lead);
        let lead = lead.strip_prefix('在').filter(|_| !lead.contains('中')).unwrap_or(lead);
        // 在五个区县中
        let among = lead.strip_prefix('在').and_then(|rest| rest.split_once('中'));
        let is_count =
            |among: &str| among.contains('个') && among.ends_with(['县', '区', '市', '州', '盟', '旗', ')', '）']);
        let lead = among.filter(|(among, _)| is_count(among)).map_or(lead, |(_, rest)| rest);
        // 居全市, 全市排
        let (at, verb) = VERBS
            .iter()
            .filter_map(|verb| Some((lead.find(verb)?, verb)))
            .min_by_key(|(at, verb)| (*at, std::cmp::Reverse(verb.len())))?;
        let places = [self.words(&lead[..at]), self.words(&lead[at + verb.len()..])].concat();
        match places.as_slice() {
            [] => Some(What::Rank { place, among: None }),
            [Word::Place(Some(region))] => Some(What::Rank { place, among: Some(*region) }),
            _ => None,
        }
    }
}

/// Clauses that say how, or how remarkable it is: what follows still speaks of the figure.
fn passes(clause: &str) -> bool {
    let is_how = clause.starts_with(['按', '以']) && clause.ends_with('算');
    let is_remark = ["首次突破", "首次超过", "首次迈上", "创历史新高", "创下新高", "再创新高", "位次前移"];
    is_how
        || is_remark.iter().any(|remark| clause.starts_with(remark)) && !clause.contains(|c: char| c.is_ascii_digit())
}

/// 按不变价格计算增长 without how it is reckoned.
fn without_prices(lead: &str) -> &str {
    let mut how = CONSTANT_PRICES.iter().chain(&["按不变价格", "按可比价格"]);
    how.find_map(|how| lead.strip_prefix(how)).unwrap_or(lead)
}

/// The brackets of 县（区） and 区县（市）.
fn is_of_a_county(before: &str, behind: &str) -> bool {
    let is_kind = |c: char| "县市区州旗、".contains(c);
    let inner = |text: &str| {
        text.split('）').next().is_some_and(|inner| inner.chars().count() <= 3 && inner.chars().all(is_kind))
    };
    match behind.chars().next() {
        Some('（') => before.ends_with(is_kind) && inner(&behind['（'.len_utf8()..]),
        Some('）') => {
            before.rsplit('（').next().is_some_and(|inner| inner.chars().count() <= 3 && inner.chars().all(is_kind))
        }
        _ => false,
    }
}

/// 超额完成2%, 超额2%完成目标.
fn exceeds(lead: &str, tail: &str) -> bool {
    matches!(lead, "超额完成" | "超额完成目标" | "超额")
        && matches!(tail, "" | "完成" | "完成目标" | "完成任务" | "完成年度目标")
}

fn is_ratio(number: &Mention) -> bool {
    number.is_percent() || number.unit().name() == "倍"
}

/// 完成年度目标的, 为全年计划的.
fn completion(lead: &str) -> Option<What> {
    const VERBS: [&str; 6] = ["已完成", "完成", "相当于", "占", "达到", "为"];
    const TARGETS: [&str; 5] = ["目标任务", "目标", "计划", "任务数", "任务"];
    let rest = VERBS.iter().find_map(|verb| lead.strip_prefix(verb))?;
    let rest = rest.trim_end_matches('的');
    let whose = TARGETS.iter().find_map(|target| rest.strip_suffix(target))?;
    matches!(whose, "" | "年度" | "全年" | "当年" | "本年" | "年初" | "既定").then_some(What::Completion)
}

/// 年度目标为.
fn names_target(lead: &str) -> bool {
    let whose =
        ["年度", "全年", "当年", "本年", "的"].iter().find_map(|whose| lead.strip_prefix(whose)).unwrap_or(lead);
    let being = whose.strip_prefix("目标值").or_else(|| whose.strip_prefix("目标"));
    being.is_some_and(|being| ["", "为", "是", "定为", "确定为"].contains(&being))
}

/// 增速为: a growth without a verb.
fn growth_rate(lead: &str) -> Option<What> {
    let noun = lead.trim_end_matches(['为', '达', '到', '是']);
    let is_one = matches!(noun, "增速" | "增幅" | "增长率" | "同比增速" | "同比增幅" | "比上年增速");
    is_one.then_some(What::Change { since: Since::LastYear, direction: Direction::Up })
}

fn han_digit(text: &str) -> Option<usize> {
    let at = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"].iter().position(|digit| *digit == text)?;
    Some(at + 1)
}
