//! How many names stand before 分别: a list, a count, a range of years. From the text before the word to a number of items; judges
//! nothing.

use crate::audit::items::{self, Items};
use crate::reading::{Mention, Reading, is_han};
use rust_decimal::prelude::ToPrimitive;
use std::ops::Range;

/// A list of names is shorter than this, in bytes.
const FAR: usize = 600;

/// The names before 分别: the list that ends there, in the same clause or in the one before it.
pub fn before(reading: &Reading, sentence: &Range<usize>, at: usize) -> Option<Items> {
    let text = reading.text();
    let start = text.floor_char_boundary(sentence.start.max(at.saturating_sub(FAR)));
    let before = &text[start..at];
    // 冬、春、夏、秋四季（冬季自上年12月起）分别为: the brackets explain the list.
    let unexplained = before.strip_suffix('）').and_then(|before| before.rsplit_once('（')).map(|(names, _)| names);
    in_brackets(before)
        .or_else(|| unexplained.and_then(items::list_before).filter(|items| items.is_plain && items.least > 2))
        .or_else(|| items::list_before(before))
        .or_else(|| of_both(before))
        .or_else(|| counted(reading, sentence, at))
        .or_else(|| counted_right_before(before, &text[at..]))
        .or_else(|| named_earlier(reading, sentence, at))
        .or_else(|| of_years(before))
        .or_else(|| of_days(before))
        .or_else(|| counted_earlier(before, &text[at..]))
        .or_else(|| listed_earlier(before, &text[at..]))
}

/// `甲、乙、丙三大产业完成产值266.6亿元，产值依次为`: a list that the clause before counts itself, of what the noun says again.
fn listed_earlier(before: &str, behind: &str) -> Option<Items> {
    let is_of_each = ["分别为", "分别是", "依次为", "依次是"].iter().any(|word| behind.starts_with(word));
    let noun = items::last_clause(before);
    let clause = items::last_clause(before[..before.len() - noun.len()].strip_suffix('，')?);
    let is_noun = (2..=6).contains(&noun.chars().count()) && noun.chars().all(is_han) && clause.contains(noun);
    let (at, number, length) = clause.char_indices().find_map(|(i, _)| {
        let (number, length) = items::han(&clause[i..])?;
        let counts = ["大", "个", "类", "项", "家", "种"].iter().any(|word| clause[i + length..].starts_with(word));
        (counts && i > 0).then_some((i, number, length))
    })?;
    let list = items::list_before(&clause[..at + length])?;
    (is_of_each && is_noun && list.is_plain && list.least == number).then(|| exactly(number))
}

/// `甲、乙分别建成A、B，床位分别达到600张`: the names of the 分别 before it, where this one has a noun and no names.
fn named_earlier(reading: &Reading, sentence: &Range<usize>, at: usize) -> Option<Items> {
    let text = reading.text();
    let start = text.floor_char_boundary(sentence.start.max(at.saturating_sub(FAR)));
    let before = &text[start..at];
    let noun = items::last_clause(before);
    let is_noun = (2..=6).contains(&noun.chars().count())
        && !noun.contains(|c: char| c.is_ascii_digit() || "一二两三四五六七八九前后其、和与及".contains(c));
    let own = before[..before.len() - noun.len()].rfind(['；', '。']).map_or(0, |i| i + '。'.len_utf8());
    let earlier = before[own..before.len() - noun.len()].find("分别").filter(|_| is_noun)?;
    let list = &before[..own + earlier];
    items::list_before(list).filter(|items| items.is_plain)
}

/// `城乡低保标准分别`: two names of one character each.
fn of_both(before: &str) -> Option<Items> {
    let clause = items::last_clause(before);
    let is_short = clause.chars().count() <= 14 && !clause.contains(['、', '和', '与', '及']);
    let is_both = ["城乡", "男女"].iter().any(|word| clause.contains(word)) && !clause.contains("城乡居民");
    let ends_in_one =
        ["标准", "收入", "支出", "比例", "覆盖率", "参保率", "补助"].iter().any(|word| clause.ends_with(word));
    (is_short && is_both && ends_in_one).then_some(Items { least: 2, most: 2, is_plain: true, is_open: false })
}

/// `4个大型安置区分别配备12名、9名和11名`: a count and its noun right before the word.
fn counted_right_before(before: &str, behind: &str) -> Option<Items> {
    const MEASURES: [&str; 18] = [
        "个", "家", "所", "座", "处", "条", "支", "名", "类", "种", "批", "档", "姐妹", "兄弟", "镇", "县", "校", "大",
    ];
    const TIMES: [&str; 8] = ["去年", "今年", "上半年", "全年", "其中", "全县", "全市", "这"];
    let clause = items::last_clause(before).trim();
    let clause = TIMES.iter().fold(clause, |clause, time| clause.trim_start_matches(time));
    let (number, length) = match clause.bytes().take_while(u8::is_ascii_digit).count() {
        0 => items::han(clause)?,
        length => (clause[..length].parse().ok()?, length),
    };
    let noun = MEASURES.iter().find_map(|measure| clause[length..].trim_start().strip_prefix(measure))?;
    let stands_for_it = ["姐妹", "兄弟"].iter().any(|word| clause.ends_with(word));
    // 3个国控断面水质优良比例分别为
    let longest = if behind.starts_with("分别为") || behind.starts_with("分别是") { 12 } else { 8 };
    let is_noun = (1..=longest).contains(&noun.chars().count().max(usize::from(stands_for_it)))
        && !noun.contains(|c: char| c.is_ascii_digit() || "、和与及（(的".contains(c));
    (is_noun && (2..=9).contains(&number)).then_some(exactly(number))
}

/// `抽查（4月、5月、6月）规范率依次为`: a list in brackets, and a noun behind it.
fn in_brackets(before: &str) -> Option<Items> {
    let (rest, noun) = before.rsplit_once(['）', ')'])?;
    let (_, list) = rest.rsplit_once(['（', '('])?;
    let is_noun = noun.chars().count() <= 8 && !noun.contains(['、', '，', '和']) && !list.contains(['，', '；']);
    let items = items::of(list);
    (is_noun && items.least >= 3 && items.is_plain).then_some(items)
}

/// `3处食堂共接待5605人次，依次为`: the only count of the sentence before a clause that 依次 opens.
fn counted(reading: &Reading, sentence: &Range<usize>, at: usize) -> Option<Items> {
    let behind = &reading.text()[at..];
    let is_of_each = ["依次", "分别为", "分别是"].iter().any(|word| behind.starts_with(word));
    // 海外仓5个，面积分别为…
    let before = &reading.text()[sentence.start..at];
    let noun = items::last_clause(before);
    let is_noun = (2..=4).contains(&noun.chars().count()) && noun.chars().all(is_han);
    let head = before[..before.len() - noun.len()].trim_end_matches('，');
    let is_of_noun = is_of_each
        && is_noun
        && reading.between(&(sentence.start..at)).last().is_some_and(|m| m.range.end == sentence.start + head.len());
    let opens = is_of_each && before.ends_with('，') || is_of_noun;
    let counts = |m: &&Mention| crate::audit::passage::counts_anything(m.unit()) && m.has_unit() && m.change.is_none();
    let mut all = reading.between(&(sentence.start..at)).iter().filter(counts);
    let first = all.next().filter(|_| opens && all.next().is_none())?;
    let number = first.quantity.value().to_usize().filter(|number| (2..=9).contains(number))?;
    let is_exact = first.quantity.bound.is_none() && first.upper.is_none();
    let behind = reading.object(first).chars().next();
    (is_exact && (behind.is_some() || is_of_noun)).then_some(exactly(number))
}

/// `2024—2026年分别`: a year each.
fn of_years(before: &str) -> Option<Items> {
    let clause = items::last_clause(before).strip_suffix('年')?;
    let digits = |text: &str| text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let last = &clause[clause.len() - digits(clause)..];
    let head = clause[..clause.len() - last.len()].trim_end_matches(['—', '-', '–', '～', '至', '到', '年']);
    let first = &head[head.len() - digits(head)..];
    let joins = head.len() + last.len() < clause.len() && first.len() == 4 && last.len() == 4;
    let (first, last): (usize, usize) = (first.parse().ok()?, last.parse().ok()?);
    let many = last.checked_sub(first)? + 1;
    (joins && (2..=6).contains(&many)).then_some(exactly(many))
}

/// `5月1日至5日接待量依次`: a value of the measure for each day.
fn of_days(before: &str) -> Option<Items> {
    let clause = items::last_clause(before);
    let (first, last) = ["日至", "日—", "日到"].iter().find_map(|to| clause.split_once(to))?;
    let (last, noun) = last.split_once('日')?;
    let month = |text: &str| text.rsplit_once('月').map(|(_, day)| day.parse::<usize>().ok());
    let (first, last) = (month(first)??, last.parse::<usize>().ok()?);
    let is_measure = (2..=6).contains(&noun.chars().count())
        && noun.ends_with(['量', '额', '数', '流'])
        && noun.chars().all(is_han)
        && !noun.contains(['各', '和', '与', '及']);
    let many = last.checked_sub(first)? + 1;
    (is_measure && (2..=10).contains(&many)).then_some(exactly(many))
}

/// `搬迁群众分4批入住，各批分别为`, `分特级、一级、二级3个等级，收购价分别为`, `主栽3个品种：甲、乙、丙，面积占比分别为`: what was counted in the clause before a
/// noun, where nothing else is counted besides.
fn counted_earlier(before: &str, behind: &str) -> Option<Items> {
    const MEASURES: [&str; 10] = ["个", "批", "期", "类", "种", "档", "级", "轮", "组", "条"];
    let is_of_each = ["分别为", "分别是", "依次为", "依次是"].iter().any(|word| behind.starts_with(word));
    let noun = items::last_clause(before);
    let each = noun.strip_prefix('各');
    let is_noun = (2..=10).contains(&noun.chars().count())
        && !noun.contains(|c: char| c.is_ascii_digit() || "一二两三四五六七八九、和与及其前后".contains(c))
        && !noun.starts_with(['比', '较']);
    if !is_noun || !is_of_each && each.is_none() {
        return None;
    }
    let own = before[..before.len() - noun.len()].trim_end_matches(['，', '：']);
    let own = &own[own.rfind(['；', '。']).map_or(0, |i| i + '。'.len_utf8())..];
    let mut counts = own.char_indices().filter_map(|(i, _)| {
        let is_free =
            !own[..i].ends_with(|c: char| c.is_ascii_digit() || "第.—-一二三四五六七八九十百千万每、".contains(c));
        let digits = own[i..].bytes().take_while(u8::is_ascii_digit).count();
        let (number, length) = match digits {
            0 => items::han(&own[i..])?,
            _ => (own[i..i + digits].parse().ok()?, digits),
        };
        let measure = MEASURES.iter().find(|measure| own[i + length..].starts_with(**measure))?;
        is_free.then_some((number, i + length, *measure))
    });
    let (number, at, measure) = counts.next()?;
    let has_digits_besides = own[at..].contains(|c: char| c.is_ascii_digit());
    let is_meant = each.is_none_or(|each| each.starts_with(measure));
    // 3个品种：甲、乙、丙; 3个等级: nothing but the noun or the names stand between.
    let rest = &own[at..];
    let is_near = each.is_some() && !rest.contains(['，', '；'])
        || rest.chars().count() <= 8 && !rest.contains(['，', '：'])
        || rest
            .split_once('：')
            .is_some_and(|(noun, list)| noun.chars().count() <= 8 && items::of(list).least == number);
    let is_one = counts.next().is_none() && !has_digits_besides && is_near && is_meant;
    (is_one && (2..=9).contains(&number)).then_some(exactly(number))
}

fn exactly(number: usize) -> Items {
    Items { least: number, most: number, is_plain: true, is_open: false }
}
