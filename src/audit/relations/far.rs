//! The operands that stand far from their result, in another paragraph or in a table: found by the name that the division
//! says, by what its sentence is about, or by the base that a bracket says. Judges nothing.

use super::division::{Division, Kind};
use super::named::{self, Wanted};
use super::operands::{self, Operand, Tie};
use super::resolved::is_larger;
use super::words;
use crate::model::Unit;
use crate::reading::{Mention, Reading};

/// Rates that are defined by statistics, with what they divide: parts and wholes that no sentence repeats.
const DEFINED: [(&str, &str, &str); 9] = [
    ("建档", "居民|健康档案", "常住人口"),
    ("城镇化", "城镇|人口", "常住人口"),
    ("不良", "不良贷款", "各项贷款"),
    ("不良贷款", "不良贷款", "各项贷款"),
    ("森林覆盖", "森林面积", "国土面积"),
    ("财政自给", "一般公共预算收入", "一般公共预算支出"),
    ("床位使用", "入住", "床位"),
    ("床位利用", "入住", "床位"),
    ("入住", "入住", "床位"),
];

/// In bytes, from a result to the end of the bracket that says its base.
const LONGEST_BASE: usize = 90;

/// What a base can be without naming anything.
const MEASURES: [&str; 6] = ["人", "户", "人口", "人数", "户数", "人口数"];

/// So many of what is found far away are tried.
const MOST_FAR: usize = 4;

/// So many characters of a whole's name leave no doubt.
const FULL_NAME: usize = 5;

/// Adds parts named anywhere to those that stand near.
pub fn add_parts<'r>(reading: &'r Reading, division: &Division<'r>, near: &mut Vec<Operand<'r>>) {
    let name = match division.kind {
        Kind::Rate => defined(reading, division).map_or("", |(part, _)| part),
        Kind::Completion if !words::is_telling(division.part) => topic(reading, division),
        Kind::Share | Kind::Completion => division.part,
        Kind::Times => return,
    };
    let sentence = &reading.sentences[division.result.sentence].range;
    let year = words::dates(reading.slice(&(sentence.start..division.result.range.start))).next().unwrap_or("");
    let find = |period| {
        let wanted = Wanted { name, unit: division.result.unit(), period, by: division.result };
        match division.stated {
            Some(stated) => named::find(reading, &Wanted { unit: stated.unit(), ..wanted }),
            None => named::of_any_unit(reading, &wanted),
        }
    };
    let mut found = find(year);
    if found.is_empty() && !year.is_empty() {
        found = find("");
    }
    add(found, near);
}

/// Adds wholes named anywhere to those that stand near.
pub fn add_wholes<'r>(
    reading: &'r Reading,
    division: &Division<'r>,
    parts: &[Operand<'r>],
    near: &mut Vec<Operand<'r>>,
) {
    if division.stated.is_some() || division.kind == Kind::Times {
        return;
    }
    let (crosses, is_of_beds) = (crosses(reading, division), is_of_beds(reading, division));
    let named = |part: &'r Mention, name: &str| {
        let wanted = Wanted { name, unit: part.unit(), period: division.whole, by: division.result };
        let mut found = if crosses { named::of_any_unit(reading, &wanted) } else { named::find(reading, &wanted) };
        found.retain(|one| {
            let is_part = one.mention.range == part.range;
            let is_whole = match division.kind {
                Kind::Completion => named::plans(&operands::words(reading, one.mention)),
                _ if crosses => {
                    // Beds behind the rate are those of others.
                    let is_bed =
                        one.mention.unit().name() == "张" && one.mention.range.end <= division.result.range.start;
                    let fits = !is_of_beds || is_bed && operands::is_person(part.unit());
                    fits && one.mention.quantity.value() >= part.quantity.value() && one.mention.unit().is_counted()
                }
                _ => is_larger(one.mention, part),
            };
            !is_part && is_whole
        });
        (!found.is_empty()).then_some(found)
    };
    let mut first = parts.iter().take(3).map(|part| part.mention);
    let found = first
        .find_map(|part| names(reading, division, part).iter().find_map(|name| named(part, name)))
        .unwrap_or_default();
    let of_place = || {
        let part = parts.first()?.mention;
        let mut own = of_place(reading, division, part).into_iter();
        own.find_map(|name| {
            let wanted = Wanted { name: &name, unit: part.unit(), period: "", by: division.result };
            let mut found = named::larger(reading, &wanted, part);
            found.retain(|one| {
                operands::is_value(reading, one.mention) && !operands::is_elsewhere(reading, one.mention)
            });
            (!found.is_empty()).then_some(found)
        })
    };
    let found = if found.is_empty() { of_place().unwrap_or_default() } else { found };
    // Where the text says the base, what stands near and has another name is none.
    if let Some(base) = base_said(reading, division.result) {
        let is_other = |one: &&mut Operand| {
            words::shared(base, &operands::words(reading, one.mention)) == 0
                || !parts.iter().take(1).all(|part| is_larger(one.mention, part.mention))
        };
        near.iter_mut().filter(is_other).for_each(|one| one.tie = Tie::Loose);
    }
    // 财政自给率: what it divides is defined, and nothing that stands near is that but by its name.
    if defined(reading, division).is_some() && !found.is_empty() {
        near.iter_mut().for_each(|one| one.tie = Tie::Loose);
    }
    let is_called_in_full = words::without_filler(division.whole).replace('|', "").chars().count() >= FULL_NAME;
    let surest = found.first().copied().filter(|one| is_called_in_full && one.tie == Tie::Tight);
    add(found, near);
    // 占全市茶叶综合产值的40%: the only value that has all of this name.
    if let Some(whole) = surest.filter(|whole| says_all(reading, division, whole)) {
        operands::put(near, whole);
        near.sort_by_key(|one| std::cmp::Reverse(one.tie));
    }
}

/// 收到评价48.2万条，评价率55.8%（评价条数与办件量之比）, 建立居民健康档案229.1万份，建档率92.2%: rates of things over other things.
pub fn crosses(reading: &Reading, division: &Division) -> bool {
    let is_of_files = division.part.ends_with("建档") && defined(reading, division).is_some();
    division.kind == Kind::Rate
        && (is_of_files || is_of_beds(reading, division) || ratio_said(reading, division.result).is_some())
}

/// 入住老人1954人，机构床位使用率54.6%: persons over beds.
fn is_of_beds(reading: &Reading, division: &Division) -> bool {
    let is_said = ["床位使用", "床位利用", "入住"].iter().any(|name| division.part.ends_with(name));
    is_said && reading.mentions.iter().any(|m| m.unit().name() == "张" && reading.subject(m).contains("床位"))
}

/// 办件量 of （评价条数与办件量之比）.
fn ratio_said<'r>(reading: &'r Reading, result: &Mention) -> Option<&'r str> {
    let behind = &reading.text()[result.range.end..reading.sentences[result.sentence].range.end];
    let inner = behind.strip_prefix(['（', '('])?;
    let names = inner[..inner.find(['）', ')'])?].strip_suffix("之比")?;
    let (_, whole) = names.split_once(['与', '和'])?;
    Some(whole.trim_end_matches(['量', '数', '额'])).filter(|whole| words::is_telling(whole))
}

/// Whether a whole has all words of the name that the division gives it.
fn says_all(reading: &Reading, division: &Division, whole: &Operand) -> bool {
    division.kind == Kind::Share
        && words::is_covered(&words::without_filler(division.whole), &operands::words(reading, whole.mention))
}

/// What the whole can be called, the surest name first.
fn names(reading: &Reading, division: &Division, part: &Mention) -> Vec<String> {
    let mut names = Vec::new();
    if let Some(base) = base_said(reading, division.result) {
        names.push(base.to_string());
    }
    names.extend(ratio_said(reading, division.result).map(str::to_string));
    let whole = words::without_filler(division.whole);
    match division.kind {
        Kind::Rate => {
            // 机构床位使用率
            let own = ["使用", "利用"].iter().find_map(|verb| division.part.strip_suffix(verb));
            names.extend(own.filter(|own| own.ends_with("床位")).map(str::to_string));
            names.extend(defined(reading, division).map(|(_, whole)| whole.to_string()));
        }
        Kind::Completion => {
            if words::is_telling(&whole) {
                names.push(division.whole.to_string());
            }
            let topic = if words::is_telling(division.part) { division.part } else { topic(reading, division) };
            names.push(format!("{}|{}", undated(topic), division.whole));
        }
        _ => {
            if words::is_telling(&whole) {
                names.push(division.whole.to_string());
            }
            // 贡献产值156.4亿元，占园区的49.1%: the whole is the same measure of another.
            let measure = measure(reading, part);
            if !measure.is_empty() && !division.whole.is_empty() {
                names.push(format!("{}|{measure}", division.whole));
            }
        }
    }
    names
}

/// 桐岭县耕地占全市的24.8%, 产值156.4亿元，占园区的49.1%, 城关街道有86920人，占全县的16.5%: what is measured, of all the place.
fn of_place(reading: &Reading, division: &Division, part: &Mention) -> Vec<String> {
    const PLACES: [&str; 10] = ["全县", "全市", "全区", "全省", "全州", "全镇", "全乡", "园区", "全园", "全村"];
    let Some(named) = PLACES.iter().find_map(|place| division.whole.strip_prefix(place)) else { return Vec::new() };
    let last = words::telling(division.part).last().filter(|word| division.part.ends_with(word));
    let own = [last.unwrap_or(""), measure(reading, part), named].into_iter().filter(|word| words::is_telling(word));
    let persons = (named.is_empty() && part.unit().name() == "人").then_some("常住人口");
    own.chain(persons).map(str::to_string).collect()
}

/// The last word of what a quantity measures: 产值 of 贡献产值, 游客 of 游客量.
pub(super) fn measure<'r>(reading: &'r Reading, part: &Mention) -> &'r str {
    let subject = reading.subject(part).trim_end_matches(['为', '达', '约', '有', '共', '是', '到', '计', '合']);
    let subject = subject.trim_end_matches(['量', '额', '数']);
    words::telling(subject).last().filter(|word| subject.ends_with(word)).unwrap_or("")
}

/// What the clauses since the last ； are about: 研发经费投入 of 2023年全区研发经费投入比2020年增长62.5%，达到2025年目标的89.1%.
fn topic<'r>(reading: &'r Reading, division: &Division) -> &'r str {
    const VERBS: [&str; 16] =
        ["比", "较", "达", "为", "是", "占", "完成", "增长", "超", "实现", "累计", "新增", "，", "（", "三年", "两年"];
    let sentence = reading.sentences[division.result.sentence].range.start;
    let before = &reading.text()[sentence..division.result.range.start];
    let start = before.rfind('；').map_or(0, |i| i + '；'.len_utf8());
    // 表中可见，研发经费投入…
    const VIEWS: [&str; 7] = ["看", "可见", "看出", "显示", "表明", "来说", "统计"];
    let is_view = |clause: &&str| VIEWS.iter().any(|word| clause.ends_with(word));
    let lead = before[start..].split('，').find(|clause| !is_view(clause)).unwrap_or("");
    let lead = lead.strip_prefix("其中").unwrap_or(lead);
    // A date that the clause begins with is none of its words.
    let dated =
        words::dates(lead).next().filter(|date| lead.starts_with(date)).map_or(lead, |date| &lead[date.len()..]);
    let end = VERBS.iter().filter_map(|verb| dated.find(verb)).chain(dated.find(|c: char| c.is_ascii_digit())).min();
    &dated[..end.unwrap_or(dated.len())]
}

/// The base that a bracket or a phrase beside a result says: （以行政村总数计）, 按常住人口计算.
fn base_said<'r>(reading: &'r Reading, result: &Mention) -> Option<&'r str> {
    let base = base_words(reading, result).filter(|base| words::is_telling(base) && !MEASURES.contains(base))?;
    Some(base.trim_end_matches(['数', '总']))
}

fn base_words<'r>(reading: &'r Reading, result: &Mention) -> Option<&'r str> {
    let text = reading.text();
    let start = reading.sentences[result.sentence].range.start.max(result.range.start.saturating_sub(LONGEST_BASE));
    let end = reading.sentences[result.sentence].range.end.min(result.range.end + LONGEST_BASE);
    let before = &text[text.ceil_char_boundary(start)..result.range.start];
    let before = before.rfind(['；', '。']).map_or(before, |i| &before[i..]);
    let behind = &text[result.range.end..text.floor_char_boundary(end)];
    let behind = if behind.starts_with(['（', '(']) { behind } else { "" };
    let behind = behind.find(['）', ')']).map_or("", |i| &behind[..i]);
    [before, behind].into_iter().find_map(|words| {
        let end = ["为基数", "计算", "口径", "总数计", "计"].iter().filter_map(|word| words.rfind(word)).min()?;
        let from = words[..end].rfind(['以', '按'])?;
        let base = &words[from + '以'.len_utf8()..end];
        (!base.contains(['，', '（', '）', '、'])).then_some(base)
    })
}

/// Of what a rate is reckoned where a text has two measures of one thing: 5073户15622人.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    Persons,
    Households,
}

impl Measure {
    pub fn fits(self, unit: &Unit) -> bool {
        match self {
            Measure::Persons => !matches!(unit.name(), "户"),
            Measure::Households => !operands::is_person(unit),
        }
    }
}

/// 按人口计算，风险消除率62%; 风险消除率77.6%（以人计）: a measure and no name.
pub fn measure_said(reading: &Reading, result: &Mention) -> Option<Measure> {
    match base_words(reading, result)?.trim_end_matches(['数', '口']) {
        "人" => Some(Measure::Persons),
        "户" => Some(Measure::Households),
        _ => None,
    }
}

/// 研发经费投入 of 2023年研发经费投入.
fn undated(words: &str) -> String {
    words::dates(words).fold(words.to_string(), |words, date| words.replace(date, ""))
}

/// The urbanization of the registered population is another; so may be one beside which the text speaks of that.
fn defined(reading: &Reading, division: &Division) -> Option<(&'static str, &'static str)> {
    let paragraph = reading.paragraphs[division.result.paragraph].range.start;
    let before = division.result.sentence.saturating_sub(1);
    let beside =
        reading.sentences[before].range.start.max(paragraph)..reading.sentences[division.result.sentence].range.end;
    if division.part.ends_with("城镇化") && reading.slice(&beside).contains("户籍") {
        return None;
    }
    DEFINED.iter().find(|(name, ..)| division.part.ends_with(name)).map(|(_, part, whole)| (*part, *whole))
}

/// What is found far away ties more loosely than what stands near, and hardly at all where grammar ties another.
fn add<'r>(found: Vec<Operand<'r>>, near: &mut Vec<Operand<'r>>) {
    let most = if near.iter().any(|one| one.tie == Tie::Tight) { Tie::Loose } else { Tie::Named };
    for one in found.into_iter().filter(|one| operands::is_operand(one.mention)).take(MOST_FAR) {
        operands::put(near, Operand { tie: one.tie.min(most), ..one });
    }
    near.sort_by_key(|one| std::cmp::Reverse(one.tie));
}
