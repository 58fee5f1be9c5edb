//! `missing-measure-word`: a number that stands directly before a noun or at the end behind one, without 个, 家, 名 …: 新建12厂房,
//! 137监测对象, 4.28万有务工需求的人口. Nouns of people and households count themselves after 万 and in round numbers
//! (20万农户), and a bare number is right where it is a score, an index or a code.

mod bare;
mod ends;
mod places;
mod rows;
#[cfg(test)]
mod tests;
mod words;

use crate::audit::Verdicts;
use crate::reading::{Mention, ParagraphKind, Reading, is_han, measure_word};
use words::*;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let places = places::Counted::of(reading);
    for (i, mention) in reading.mentions.iter().enumerate() {
        let is_prose = reading.paragraphs[mention.paragraph].kind == ParagraphKind::Prose;
        let next = reading.mentions.get(i + 1).filter(|n| n.range.start == mention.range.end);
        let goes_on =
            i.checked_sub(1).is_some_and(|before| places::goes_on(reading, &reading.mentions[before], mention));
        if !is_prose || mention.is_quoted || next.is_some() || goes_on {
            continue;
        }
        let before = &reading.text()[mention.clause.start..mention.digits.start];
        // 成绩47秒86, 1是中心、3是驿站: of a time, and of a formula that is explained.
        let is_explained = mention.digit_count() == 1 && reading.after(mention).starts_with('是');
        if before.ends_with(['秒', '″', '′']) || is_explained {
            continue;
        }
        let noun = match mention.has_unit() {
            true => torn_noun(reading, mention).or_else(|| places::noun(reading, i, &places)),
            false if becomes_a_count(reading, i) || is_reckoned_with(reading, mention) => {
                Some(opening(reading.after(mention)))
            }
            false if let Some(noun) = ends::noun(reading, i) => Some(noun),
            false if NO_COUNTS.iter().any(|word| before.ends_with(word)) && !is_item(before) && !is_deed(before) => {
                None
            }
            false => counted_noun(reading, mention)
                .or_else(|| count_before_a_word(reading, mention))
                .or_else(|| rows::noun(reading, i))
                .or_else(|| bare::noun(reading, i)),
        };
        if let Some(noun) = noun {
            tell(reading, verdicts, mention, &noun);
        }
    }
}

/// 一是5基层社经营能力弱: 是 belongs to the number of the item.
fn is_item(before: &str) -> bool {
    before.strip_suffix('是').is_some_and(|head| head.ends_with(['一', '二', '三', '四', '五', '六']))
}

/// 违法行为746: 为 belongs to the noun.
fn is_deed(before: &str) -> bool {
    before.ends_with("行为")
}

/// Whether a number is a count that only lacks its measure word: no code, no year, no value.
pub fn is_free_count(reading: &Reading, mention: &Mention) -> bool {
    !mention.has_unit() && is_count(reading, mention) && !names_a_value(reading, mention)
}

fn tell(reading: &Reading, verdicts: &mut Verdicts, mention: &Mention, noun: &str) {
    let digits = &reading.text()[mention.digits.start..mention.range.end];
    verdicts
        .doubt(
            mention.range.clone(),
            format!("“{noun}”和{digits}一处缺量词或单位"),
            format!("a measure word or a unit is missing where {noun} and {digits} meet"),
        )
        .help("补上量词（个、名、户、家……），并核对这个数", "add the measure word and check the number");
}

/// The noun of which only the first character was taken for a measure word.
fn torn_noun(reading: &Reading, mention: &Mention) -> Option<String> {
    let unit = mention.unit().name();
    let (_, rests) = TORN.iter().find(|(first, _)| *first == unit)?;
    let after = reading.after(mention);
    // 教育部等10部门: said so in titles of documents.
    let lead = reading.before(mention);
    // 应急、住建、交通、市场监管4部门
    let closes_a_list = unit == "部" && (lead.contains('、') || reading.text()[..mention.clause.start].ends_with('、'));
    if lead.ends_with('等') || closes_a_list {
        return None;
    }
    let rest = rests.iter().find(|rest| after.starts_with(**rest))?;
    // 3户主动报名, 20人员工宿舍, 5村民主评议
    let goes_on = [
        "队伍", "主动", "主要", "员工", "民主", "级别", "目标", "目的", "织密", "民族", "庭院", "部队", "店铺", "村里",
        "表示",
    ]
    .iter()
    .any(|word| after.starts_with(word));
    let printed = &reading.text()[mention.digits.start..mention.range.end];
    let is_people = ["众", "象", "员", "民", "表"].contains(rest);
    let is_rough = reading.slice(&mention.digits).ends_with("00") || printed.contains(['万', '亿', '余', '多']);
    // 红细胞4.36万单位: a unit of blood.
    if is_rough && unit == "单" {
        return None;
    }
    (!(goes_on || is_people && is_rough)).then(|| format!("{unit}{rest}"))
}

fn counted_noun(reading: &Reading, mention: &Mention) -> Option<String> {
    let after = reading.after(mention);
    let digits = &reading.text()[mention.digits.start..mention.range.end];
    let is_rough = digits.contains(|c| "万亿千百余多几".contains(c)) || digits.ends_with("00");
    let noun_in = |words: &[&'static str], text: &str| words.iter().find(|word| text.starts_with(**word)).copied();
    // 1236工程 is the name of a policy, 301医院 that of a hospital.
    let is_policy = ["工程", "医院"].iter().any(|word| after.starts_with(word)) && mention.digit_count() >= 3;
    // 12345企业服务专线
    if is_service_number(reading.slice(&mention.digits))
        && after.chars().take(10).collect::<String>().contains(['线', '台'])
    {
        return None;
    }
    if is_policy || ROOMS.iter().any(|room| after.starts_with(room)) {
        return None;
    }
    if let Some(noun) = noun_in(&THINGS, after) {
        // 10万企业 and 300余项目 are said; 万元 and the like were units.
        return (!is_rough).then(|| noun.to_string());
    }
    if let Some(noun) = noun_in(&PEOPLE, after) {
        return (!is_rough).then(|| noun.to_string());
    }
    if let Some(word) = noun_in(&VERBS, after) {
        return clause_noun(after, 16).filter(|_| after.contains('的') || word == "有").map(|_| opening(after));
    }
    if noun_in(&ATTRIBUTES, after).is_some() && !is_rough {
        return clause_noun(after, 10).map(|_| opening(after));
    }
    bare_end(reading, mention, after)
}

/// 由86增加到97家, 为目标7200的102.5%: a count that becomes another one with a measure word, or of which so much is said.
fn becomes_a_count(reading: &Reading, at: usize) -> bool {
    const RATED: [&str; 5] = ["分", "点", "位", "度", "名"];
    let mention = &reading.mentions[at];
    let after = reading.after(mention);
    let Some(next) = reading.mentions.get(at + 1).filter(|n| n.sentence == mention.sentence && n.has_unit()) else {
        return false;
    };
    let between = &reading.text()[mention.range.end..next.range.start.max(mention.range.end)];
    let is_short = between.chars().count() <= 8 && !next.is_points();
    let unit = next.unit().name();
    let is_of =
        after.starts_with('的') && matches!(between, "的" | "的约" | "的近") && (next.is_percent() || unit == "倍");
    let is_step = BECOMES.iter().any(|verb| after.starts_with(verb))
        && unit != "倍"
        && (!RATED.contains(&unit) || unit == "名" && !names_a_value(reading, mention));
    is_short && is_count(reading, mention) && !names_a_value(reading, mention) && (is_of || is_step)
}

/// 平均每个站点（按170计）办理556件: what is reckoned with is so many of something.
fn is_reckoned_with(reading: &Reading, mention: &Mention) -> bool {
    let is_said = reading.before(mention) == "按"
        && ["计）", "计算", "计，"].iter().any(|word| reading.text()[mention.range.end..].starts_with(word));
    is_said
        && is_count(reading, mention)
        && mention.digit_count() >= 2
        && !matches!(reading.slice(&mention.digits), "100" | "1000")
}

/// A whole number of two digits or more in Arabic digits that is no code and no year.
fn is_count(reading: &Reading, mention: &Mention) -> bool {
    let digits = reading.slice(&mention.digits);
    let text = reading.text();
    let before = text[..mention.digits.start].trim_end();
    let is_year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    let is_code =
        matches!(digits, "110" | "112" | "114" | "117" | "119" | "120" | "121" | "122" | "211" | "985" | "863")
            || is_service_number(digits);
    mention.digits.end == mention.range.end
        && mention.upper.is_none()
        && digits.bytes().all(|b| b.is_ascii_digit())
        && !digits.starts_with('0')
        && !is_year
        && !is_code
        && !before.ends_with(|c: char| c.is_ascii_alphanumeric() || "+＋×-—－/·.．=第~～〔[".contains(c))
        && !before.strip_suffix([':', '：', '、']).is_some_and(|b| b.ends_with(|c: char| c.is_ascii_digit()))
}

/// 12345, 96110
fn is_service_number(digits: &str) -> bool {
    digits.len() == 5 && SERVICES.iter().any(|start| digits.starts_with(start))
}

fn names_a_value(reading: &Reading, mention: &Mention) -> bool {
    let before = &reading.text()[mention.clause.start..mention.digits.start];
    VALUES.iter().any(|word| before.contains(word))
}

/// 46收购网点, 5符合进度: a whole number and a word of which neither is a name.
fn count_before_a_word(reading: &Reading, mention: &Mention) -> Option<String> {
    let after = reading.after(mention);
    // 30来人: about thirty.
    if after.strip_prefix('来').is_some_and(|counted| !measure_word(counted).is_empty()) {
        return None;
    }
    let first = after.chars().next().filter(|c| is_han(*c))?;
    if counts_by_itself(reading, first, &after[first.len_utf8()..]) {
        return None;
    }
    let is_name = COUNT_THEMSELVES.contains(first)
        || BEHIND_NAMES.iter().any(|word| after.starts_with(word))
        || ROOMS.iter().any(|room| after.starts_with(room))
        || after.chars().take(10).collect::<String>().contains("热线");
    let before = reading.before(mention);
    let is_listed = before.ends_with(['等', '的']) && after.starts_with('的');
    let is_free = is_count(reading, mention) && !names_a_value(reading, mention);
    (is_free && !is_name && !is_listed).then(|| opening(after))
}

/// 闸门3扇，, 修复1140叶，其中2021年286叶: one character between a number and a mark is a measure word, be it ever so rare.
fn counts_by_itself(reading: &Reading, first: char, behind: &str) -> bool {
    let text = reading.text();
    let is_counted = |at: usize| text[..at].ends_with(|c: char| c.is_ascii_digit());
    let stands_alone = |rest: &str| !rest.starts_with(is_han);
    let ends = |at: usize| stands_alone(&text[at + first.len_utf8()..]);
    let mut counted = text.match_indices(first).filter(|(at, _)| is_counted(*at) && ends(*at));
    stands_alone(behind) || counted.nth(1).is_some()
}

/// A noun of people, households or things among the first characters.
fn clause_noun(after: &str, within: usize) -> Option<&'static str> {
    let end = after.char_indices().nth(within).map_or(after.len(), |(i, _)| i);
    PEOPLE.iter().chain(&THINGS).find(|noun| after[..end].contains(**noun)).copied()
}

fn opening(after: &str) -> String {
    after.chars().take_while(|c| is_han(*c)).take(6).collect()
}

/// 新建提灌站9。: an integer at the end of a clause behind the noun that it counts.
fn bare_end(reading: &Reading, mention: &Mention, after: &str) -> Option<String> {
    let text = reading.text();
    let digits = reading.slice(&mention.digits);
    let ends = after.is_empty() && text[mention.range.end..].starts_with(['，', '。', '；']);
    let is_integer =
        mention.digits.end == mention.range.end && digits.bytes().all(|b| b.is_ascii_digit()) && digits != "0";
    let before = &text[mention.clause.start..mention.digits.start];
    const PLACED: [&str; 3] = ["新增就业", "再就业", "转移就业"];
    let nouns = THINGS.iter().chain(&PEOPLE).chain(&COUNTING).chain(&PLACED);
    let noun = nouns.into_iter().find(|noun| before.ends_with(**noun))?;
    (ends && is_integer && mention.upper.is_none()).then(|| noun.to_string())
}
