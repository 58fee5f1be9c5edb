//! What stands around a rate (每人2剂次, 单机容量30万千瓦, 月均3600元): of what it is each, what is counted so, and what may be the total.
//! Judges nothing.

use crate::audit::compared;
use crate::audit::passage::measure;
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

/// So much of each.
pub struct Rate<'r> {
    pub mention: &'r Mention,
    /// Where among the quantities of its sentence.
    at: usize,
    /// The words behind each 每: 人, 天.
    pub per: Vec<&'r str>,
}

pub struct Total<'r> {
    pub mention: &'r Mention,
    /// Its words say that it is all of it.
    pub is_tight: bool,
    /// Only the count stands between it and the rate.
    pub is_immediate: bool,
    /// Its words name a part or more than this product.
    pub is_of_part: bool,
    /// By what the product may be taken more than once: twelve months. The likeliest first.
    pub factors: Vec<Decimal>,
}

/// Words that make an amount a change, a bound or one of several.
const NO_RATES: [&str; 18] = [
    "提高", "增", "减", "上涨", "下降", "少于", "低于", "高于", "超过", "至少", "最多", "最高", "最低", "多", "以上",
    "另", "再", "不足",
];

/// Things of which 单 makes a rate, and by what they are counted.
const SINGLE: [(&str, &str); 9] = [
    ("单机", "台"),
    ("单台", "台"),
    ("单座", "座"),
    ("单套", "套"),
    ("单株", "株"),
    ("单头", "头"),
    ("单场", "场"),
    ("单箱", "箱"),
    ("单栋", "栋"),
];

const AVERAGES: [&str; 12] =
    ["人均", "户均", "村均", "亩均", "校均", "班均", "场均", "台均", "月均", "件均", "笔均", "日均"];

/// Words of all of it, and of money that a rate makes.
const ALL: [&str; 8] = ["共", "合计", "总", "一共", "累计", "全部", "全年", "年"];
const MADE: [&str; 22] = [
    "收入",
    "得款",
    "销售额",
    "产值",
    "支付",
    "支出",
    "花",
    "发放",
    "金额",
    "可容",
    "容纳",
    "卖",
    "补助",
    "补贴",
    "收",
    "费用",
    "成本",
    "需资金",
    "需",
    "概算",
    "预算",
    "造价",
];

/// Words of which the clause of a product may consist: 合624万元, 计340万元.
pub const MAKES: [&str; 12] =
    ["合", "计", "约合", "折合", "约计", "需", "约需", "需资金", "概算", "共需", "资金需求", "所需资金"];

pub fn of<'r>(reading: &'r Reading, mentions: &'r [Mention], at: usize) -> Option<Rate<'r>> {
    let mention = &mentions[at];
    let is_plain = !mention.is_percent()
        && !mention.is_points()
        && !mention.is_quoted
        && mention.has_unit()
        && mention.upper.is_none()
        && mention.change.is_none()
        && mention.quantity.bound.is_none();
    let subject = reading.subject(mention);
    if !is_plain || NO_RATES.iter().any(|word| subject.contains(word)) || mention.quantity.value() <= Decimal::ZERO {
        return None;
    }
    // 上午、下午各1场: several of them each time.
    if subject.contains('各') {
        return None;
    }
    // A number of the name (第12期每人…) would stand before 每, never behind it.
    let mut per: Vec<&str> = subject.split('每').skip(1).collect();
    if let Some((_, unit)) = SINGLE.iter().find(|(word, _)| subject.contains(word)) {
        per = vec![unit];
    }
    if let Some(average) = AVERAGES.iter().find(|word| subject.contains(**word)) {
        per.push(average.trim_end_matches('均'));
    }
    per.retain(|word| !word.is_empty());
    (!per.is_empty() && per.len() <= 2).then_some(Rate { mention, at, per })
}

/// What is counted by the first word of a rate, before the total, each value once.
pub fn counts<'r>(reading: &Reading, rate: &Rate, total: &Mention, mentions: &'r [Mention]) -> Vec<&'r Mention> {
    let before = mentions.iter().enumerate().filter(|(i, m)| *i != rate.at && m.range.start < total.range.start);
    let mut found: Vec<&Mention> = Vec::new();
    for (_, count) in before {
        let is_count = !count.is_percent()
            && count.has_unit()
            && count.upper.is_none()
            && count.change.is_none()
            && !reading.subject(count).contains(['每', '均'])
            && is_counted_by(reading, count, rate.per[0]);
        if is_count && !found.iter().any(|known| known.quantity.value() == count.quantity.value()) {
            found.push(count);
        }
    }
    found
}

/// The count that must be meant: the only one, or the one right before the rate.
pub fn meant<'r>(reading: &Reading, rate: &Rate, counts: &[&'r Mention]) -> Option<&'r Mention> {
    let stands_before = |count: &&&Mention| {
        count.range.end <= rate.mention.range.start
            && reading.between(&(count.range.end..rate.mention.range.start)).is_empty()
            && !reading.text()[count.range.end..rate.mention.range.start].contains(['；', '、', '。'])
    };
    match counts {
        [count] => Some(count),
        _ => counts.iter().find(stands_before).copied(),
    }
}

/// Whether a word behind 每 names what a quantity counts: 每人 1850名, 每村 116个村, 每个小组 6个小组.
pub fn is_counted_by(reading: &Reading, count: &Mention, per: &str) -> bool {
    let unit = count.unit().name();
    let bare = per.strip_prefix(['个', '名', '位', '家', '所', '座', '处']);
    let noun: String = reading.object(count).chars().take_while(|c| !"，。（的、".contains(*c)).collect();
    match per {
        _ if per.starts_with('人') => return matches!(unit, "人" | "名" | "位" | "人次"),
        _ if per.starts_with('天') || per.starts_with('日') => return matches!(unit, "天" | "日"),
        _ if per.starts_with('月') => return matches!(unit, "个月" | "人" | "名"),
        _ => {}
    }
    let is_named = |word: &str| {
        let first = word.chars().next();
        let last = noun.chars().next_back();
        noun.chars().count() <= 5
            && first.is_some()
            && (last == first || word.chars().count() >= 2 && word.starts_with(&noun) && !noun.is_empty())
    };
    // 受益学生18600人，每生5元
    let counts_them = matches!(unit, "人" | "名" | "位") && !per.is_empty() && reading.subject(count).ends_with(per);
    if counts_them && per.chars().count() <= 3 {
        return true;
    }
    // 每个小项奖金600元，42个小项奖金总额为2.52万元
    let object = reading.object(count);
    let begins_alike = bare
        .filter(|_| per.starts_with(unit))
        .is_some_and(|bare| bare.char_indices().nth(2).is_some_and(|(two, _)| object.starts_with(&bare[..two])));
    if begins_alike {
        return true;
    }
    let is_measure = per.starts_with(unit) && bare.is_none_or(|noun| noun.is_empty());
    is_measure || is_named(bare.unwrap_or(per)) || bare.is_some_and(|bare| bare.starts_with(unit))
}

/// Whether the words of a quantity say no more than that it was worked out: 概算480万元, 共需22.1万元.
pub fn is_made(reading: &Reading, total: &Mention) -> bool {
    let words = reading.subject(total).trim_end_matches(['约', '达', '为', '有', '到', '近']);
    const TOTALS: [&str; 10] =
        ["共", "共计", "合计", "总计", "总价", "总造价", "总投资", "概算投资", "估算投资", "预算投资"];
    MAKES.contains(&words) || TOTALS.contains(&words)
}

/// What may be the total of a rate: behind it in the sentence, of its measure.
pub fn totals<'r>(reading: &Reading, rate: &Rate, mentions: &'r [Mention]) -> Vec<Total<'r>> {
    let own = measure(rate.mention);
    let behind = mentions.iter().enumerate().skip(rate.at + 1);
    let mut like = behind.filter(|(_, m)| measure(m).converts_to(&own) && m.has_unit());
    let Some((at, mention)) = like.next() else { return Vec::new() };
    let subject = reading.subject(mention);
    let words = subject.trim_end_matches(['约', '达', '为', '有', '到', '近']);
    let is_plain = mention.change.is_none()
        && mention.upper.is_none()
        && mention.quantity.bound.is_none()
        && !mention.is_quoted
        && !subject.contains(['每', '均', '单', '比', '较', '占'])
        && reading.text()[rate.mention.range.end..mention.range.start].len() <= 180;
    if !is_plain {
        return Vec::new();
    }
    let is_yearly = subject.contains('年') || subject.contains("全年");
    let by_month = rate.per[0].starts_with('月');
    let twelve = Decimal::from(12);
    let factors = match by_month {
        true if is_yearly => vec![twelve, Decimal::ONE],
        _ => vec![Decimal::ONE, twelve],
    };
    let is_money = own.name() == "元";
    let is_all = ["共", "合计", "总"].iter().any(|word| words.contains(word)) || MAKES.contains(&words);
    let is_named = agrees(reading, rate, mention);
    let made = is_money
        && (MADE.iter().any(|word| words.contains(word)) || ALL.iter().any(|word| words.contains(word)))
        || ["可容", "容纳", "可坐", "可供"].iter().any(|word| words.contains(word));
    if !is_all && !made {
        return Vec::new();
    }
    let between = &mentions[rate.at + 1..at];
    let lead = &reading.text()[rate.mention.range.end..mention.range.start];
    let is_of_part =
        ["其中", "另", "其余", "剩余", "加上", "连同", "包括", "等"].iter().any(|word| lead.contains(word))
            || !is_money && !is_named;
    let is_counted = |m: &Mention| rate.per.iter().any(|per| is_counted_by(reading, m, per));
    let is_immediate = between.is_empty() || between.len() == 1 && is_counted(&between[0]);
    let is_of_part = is_of_part || is_multiplied_in_words(lead);
    // 共投入1200万元: a verb of giving with 共 may name more money than that of the rate.
    let is_tight = is_all && is_immediate;
    vec![Total { mention, is_tight, is_immediate, is_of_part: is_of_part || !is_immediate && !made, factors }]
}

/// 三班倒, 两轮, 连续三年: a factor in Han numerals.
fn is_multiplied_in_words(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    chars.windows(2).any(|two| "两二三四五六七八九十".contains(two[0]) && "班天年次轮期个批届季组倍".contains(two[1]))
}

/// Whether rate and total may count one thing: 每班45人 and 共有学生1620人, but not 每人收费 and 志愿者.
fn agrees(reading: &Reading, rate: &Rate, total: &Mention) -> bool {
    let subject = reading.subject(total).trim_start_matches(['，', ' ']);
    let name = subject
        .trim_end_matches(['约', '达', '为', '有', '到', '近'])
        .trim_end_matches("合计")
        .trim_end_matches(['共', '总', '计', '需', '可', '用']);
    let of_rate = format!("{}{}", reading.subject(rate.mention), reading.object(rate.mention));
    let name = compared::bare(name);
    let is_whole = of_rate.contains("单") && subject.contains("总");
    is_whole
        || name.is_empty()
        || name.chars().count() <= 2
        || crate::reading::share_a_word(&name, &of_rate)
        || subject.contains("容")
}

/// How often a product of each and each time (每人每天) is taken: the one count of the times before the total; once where it is of a
/// year, and twelve times where it is of a month and the total of a year.
pub fn times(reading: &Reading, rate: &Rate, total: &Mention, mentions: &[Mention]) -> Option<Decimal> {
    let [_, per] = rate.per[..] else { return None };
    let before = mentions.iter().filter(|m| m.range.start < total.range.start && m.range != rate.mention.range);
    // 月 stands for people, too, where it is of a wage (月均3600元).
    let is_of_time = |m: &Mention| !per.starts_with('月') || m.unit().name() == "个月";
    let is_time =
        |m: &&Mention| is_of_time(m) && is_counted_by(reading, m, per) && m.upper.is_none() && m.change.is_none();
    let counts: Vec<&Mention> = before.filter(is_time).collect();
    match counts.as_slice() {
        [] if per.starts_with('年') => Some(Decimal::ONE),
        // 每人每月100元，…每人每月80元: of both together.
        [] if mentions.iter().any(|m| m.range != rate.mention.range && reading.subject(m).contains("每月")) => None,
        [] if per.starts_with('月')
            && ["全年", "一年", "每年"].iter().any(|year| reading.before(total).contains(year)) =>
        {
            Some(Decimal::from(12))
        }
        [count] if !reading.subject(count).contains('每') => Some(count.quantity.value()),
        _ => None,
    }
}

/// Counts by which the product may be taken once more: 12天, 3次.
pub fn further(mentions: &[Mention], total: &Mention, rate: &Rate) -> Vec<Decimal> {
    const TIMES: [&str; 12] = ["天", "日", "次", "个月", "期", "年", "场", "轮", "季", "遍", "趟", "学期"];
    let before = mentions.iter().filter(|m| m.range.start < total.range.start && m.range != rate.mention.range);
    before.filter(|m| TIMES.contains(&m.unit().name()) && m.upper.is_none()).map(|m| m.quantity.value()).collect()
}
