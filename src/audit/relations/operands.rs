//! The quantities that can be part or whole of a result: those near it, nearest first, and the words of each. Does not
//! divide anything.

use super::rows;
use crate::model::Unit;
use crate::reading::{Mention, Reading};
use std::ops::Range;

/// Quantities looked at on either side: a sentence that never ends shall not make the audit slow.
const MOST_BEFORE: usize = 80;

/// Bytes from the head of a list to its last part.
const LONGEST_LIST: usize = 600;

/// How tightly grammar ties a quantity to a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// It only has the right unit.
    Loose,
    /// It shares words, or stands where such a quantity stands.
    Named,
    /// The sentence can hardly mean another.
    Tight,
}

#[derive(Clone, Copy, Debug)]
pub struct Operand<'r> {
    pub mention: &'r Mention,
    pub tie: Tie,
}

impl<'r> Operand<'r> {
    pub fn tight(mention: &'r Mention) -> Self {
        Self { mention, tie: Tie::Tight }
    }
}

/// Adds a candidate; of one that is known already the tighter tie stays.
pub fn put<'r>(known: &mut Vec<Operand<'r>>, one: Operand<'r>) {
    match known.iter_mut().find(|other| other.mention.range == one.mention.range) {
        Some(other) => other.tie = other.tie.max(one.tie),
        None => known.push(one),
    }
}

/// Whether a quantity can be divided: a value of its own, no rate, no growth, no name.
pub fn is_operand(m: &Mention) -> bool {
    m.has_unit()
        && !m.is_percent()
        && !m.is_points()
        && !m.is_quoted
        && m.change.is_none()
        && m.upper.is_none()
        && !matches!(m.unit().name(), "倍" | "年" | "成" | "番" | "" | "岁" | "周岁" | "级" | "度" | "号" | "日")
}

/// An operand that is a value of the whole, not an average.
pub fn is_value(reading: &Reading, m: &Mention) -> bool {
    is_operand(m) && {
        let subject = reading.subject(m);
        // 按年平均常住人口46.66万人计算: what to divide by, not an average.
        // 平价商店每天投放平价菜合计44.8吨: a sum, though one of each day.
        let is_sum = ["合计", "共计", "总计"].iter().any(|word| subject.ends_with(word));
        let is_average = !subject.starts_with('按')
            && !is_sum
            && ((subject.contains('均') && !subject.contains("均衡")) || subject.contains('每'));
        !is_average && !is_comparison(subject) && !describes(reading, m)
    }
}

/// 比石桥镇多28580人: by how much, not how many.
fn is_comparison(subject: &str) -> bool {
    // 支出超过收入31.65亿元; 超过 right before a number is a bound of it.
    let exceeds = subject.find("超过").is_some_and(|at| at + "超过".len() < subject.len());
    subject.ends_with(['多', '少', '高', '低', '差']) || subject.ends_with("高出") || exceeds
}

/// The quantities of the sentence before a byte, averages too, nearest first.
pub fn any_before(reading: &Reading, at: usize) -> impl Iterator<Item = &Mention> {
    let start = reading.sentences[reading.sentence_at(at)].range.start;
    let all = reading.between(&(start..at)).iter().rev().take(MOST_BEFORE);
    all.filter(|m| is_operand(m) && !is_comparison(reading.subject(m))).take(40)
}

/// 每百户移动电话268.4部…每百户接入互联网的移动电话231.5部: the averages over the same thing before one in its paragraph, nearest first.
pub fn averages_before<'r>(reading: &'r Reading, one: &Mention) -> Vec<&'r Mention> {
    let Some(each) = each(reading, one) else { return Vec::new() };
    let start = reading.paragraphs[one.paragraph].range.start;
    let all = reading.between(&(start..one.range.start)).iter().rev().take(MOST_BEFORE);
    all.filter(|m| is_operand(m) && m.unit() == one.unit() && self::each(reading, m) == Some(each)).collect()
}

/// 每百户 of 每百户移动电话.
fn each<'r>(reading: &'r Reading, m: &Mention) -> Option<&'r str> {
    let subject = reading.subject(m);
    let from = subject.find("每百").or_else(|| subject.find("每万"))?;
    let behind = &subject[from..];
    behind.char_indices().nth(3).map(|(end, _)| &behind[..end])
}

/// Whether a quantity is the stated whole of another result: 是2020年1.2个的3倍.
pub fn is_stated_whole(reading: &Reading, m: &Mention) -> bool {
    let next = reading.mentions.partition_point(|other| other.range.start < m.range.end);
    let behind = reading.text()[m.range.end..].trim_start_matches(['）', ')']);
    behind.starts_with('的')
        && reading
            .mentions
            .get(next)
            .is_some_and(|next| next.sentence == m.sentence && (next.is_percent() || next.unit().name() == "倍"))
}

/// The quantities before a byte, nearest first, as far as some sentences back in the paragraph.
pub fn before(reading: &Reading, at: usize, sentences: usize) -> impl Iterator<Item = &Mention> {
    let here = reading.sentence_at(at);
    let paragraph = &reading.paragraphs[reading.sentences[here].paragraph];
    let first = here.saturating_sub(sentences).max(paragraph.sentences.start);
    let range = reading.sentences[first].range.start..at;
    reading.between(&range).iter().rev().take(MOST_BEFORE).filter(|m| is_value(reading, m)).take(40)
}

/// The quantities before a byte wherever they stand, nearest first.
pub fn far_before(reading: &Reading, at: usize) -> impl Iterator<Item = &Mention> {
    let last = reading.mentions.partition_point(|m| m.range.start < at);
    reading.mentions[last.saturating_sub(60)..last].iter().rev().filter(|m| is_value(reading, m))
}

/// The quantities of a sentence behind a byte.
pub fn behind(reading: &Reading, at: usize) -> impl Iterator<Item = &Mention> {
    let range = at..reading.sentences[reading.sentence_at(at)].range.end;
    reading.between(&range).iter().take(MOST_BEFORE).filter(|m| is_value(reading, m)).take(4)
}

/// The other measure of a pair (3449户10424人), if the quantity is one of two.
pub fn twin<'r>(reading: &'r Reading, m: &Mention) -> Option<&'r Mention> {
    let i = reading.mentions.partition_point(|other| other.range.start < m.range.start);
    let joins = |a: &Mention, b: &Mention| {
        let between = &reading.text()[a.range.end..b.range.start.max(a.range.end)];
        matches!(between, "" | "、") && a.unit().name() == "户" && is_person(b.unit())
    };
    let after = reading.mentions.get(i + 1).filter(|next| joins(m, next));
    let before = i.checked_sub(1).and_then(|i| reading.mentions.get(i)).filter(|before| joins(before, m));
    after.or(before)
}

/// Whether a quantity has a unit of what a name ends with: 产业类资金 are 元, 播种面积 are 亩.
pub fn is_measured_as(m: &Mention, name: &str) -> bool {
    const MEASURES: [(&str, &[&str]); 2] = [
        (
            "元",
            &["资金", "投资", "经费", "产值", "贷款", "存款", "金额", "税收", "利润", "销售额", "财政收入", "财政支出"],
        ),
        ("亩", &["面积"]),
    ];
    let is_named = |names: &[&str]| names.iter().any(|measure| name.ends_with(measure));
    let is_area = || m.unit().name().contains("平方") || m.unit().converts_to(&Unit::new("平方米"));
    MEASURES
        .iter()
        .filter(|(_, names)| is_named(names))
        .all(|(unit, _)| m.unit().converts_to(&Unit::new(unit)) || *unit == "亩" && is_area())
}

pub fn is_person(unit: &Unit) -> bool {
    matches!(unit.name(), "人" | "名")
}

/// The words that say what a quantity counts. Where a list of values follows a list of names (分别为, 依次为), its own name.
pub fn words(reading: &Reading, m: &Mention) -> String {
    let name = respective_name(reading, m);
    let unit = m.unit().name();
    match name {
        Some(name) => format!("{name}|{unit}"),
        None => format!("{}{}|{}|{unit}", before_bracket(reading, m), reading.subject(m), reading.object(m)),
    }
}

/// 最高的是临江区（24318元）: the words of a quantity that stands alone in brackets are those before them.
fn before_bracket<'r>(reading: &'r Reading, m: &Mention) -> &'r str {
    let before = &reading.text()[..m.range.start];
    match before.strip_suffix(['（', '(']) {
        Some(before) => {
            let floor = before.floor_char_boundary(before.len().saturating_sub(90));
            let start = before[floor..]
                .rfind(['，', '。', '；', '：', '\n', ',', ';', '、', '）'])
                .map_or(floor, |i| floor + i + before[floor + i..].chars().next().map_or(0, char::len_utf8));
            &before[start..]
        }
        None => "",
    }
}

/// Whether a quantity is one of the parts of another that stands before it in its sentence: 总产量156.88万吨，其中夏粮48.16万吨.
pub fn is_detail(reading: &Reading, m: &Mention) -> bool {
    const INTRODUCED: [&str; 14] = [
        "其中",
        "包括",
        "依次为",
        "依次是",
        "分别为",
        "分别是",
        "分别",
        "构成是",
        "构成为",
        "分为",
        "即",
        "含",
        "由",
        "组成",
    ];
    let start = reading.sentences[m.sentence].range.start.max(m.range.start.saturating_sub(LONGEST_LIST));
    let start = reading.text().ceil_char_boundary(start);
    let before = &reading.text()[start..m.range.start];
    let before = before.rfind('；').map_or(before, |i| &before[i..]);
    // One pass from the end: this is asked of every quantity many times.
    let is_first = |c: char| matches!(c, '其' | '包' | '依' | '分' | '构' | '即' | '含' | '由' | '组');
    let at =
        before.rmatch_indices(is_first).find(|(i, _)| INTRODUCED.iter().any(|word| before[*i..].starts_with(word)));
    let Some(at) = at.map(|(at, _)| m.range.start - before.len() + at) else { return false };
    let is_kin = |other: &&Mention| is_operand(other) && other.unit().converts_to(m.unit());
    let has_head = reading.between(&(start..at)).iter().rev().take(6).any(|other| is_kin(&other));
    // Another measure between ends the list: 其中灌溉8万亩，产量12万吨，产值3亿元.
    has_head && reading.between(&(at..m.range.start)).iter().all(|other| is_kin(&other) || !is_operand(other))
}

/// Whether a share of its own follows a quantity (女性257410人，占48.86%): it is a part itself.
pub fn has_own_share(reading: &Reading, m: &Mention) -> bool {
    let next = reading.mentions.partition_point(|other| other.range.start < m.range.end);
    reading.mentions.get(next).is_some_and(|next| {
        next.is_percent() && next.sentence == m.sentence && {
            let between = &reading.text()[m.range.end..next.range.start];
            between.contains('占') && !between.contains('；')
        }
    })
}

/// Whether a rate of this name, and another than the result, follows a quantity: 入住4527人，入住率只有48.0%.
pub fn is_part_of_rate(reading: &Reading, m: &Mention, name: &str, result: &Mention) -> bool {
    let next = reading.mentions.partition_point(|other| other.range.start < m.range.end);
    let name = name.trim_start_matches("其中");
    reading.mentions.get(next).is_some_and(|next| {
        let between = &reading.text()[m.range.end..next.range.start];
        next.is_percent()
            && next.range != result.range
            && next.sentence == m.sentence
            && between.starts_with(['，', '（', '('])
            && between.matches('，').count() <= 1
            && !name.is_empty()
            && between.contains(&format!("{name}率"))
    })
}

/// Whether the words of a quantity speak of another time or of what is planned.
pub fn is_elsewhere(reading: &Reading, m: &Mention) -> bool {
    const PLANNED: [&str; 5] = ["目标", "计划", "力争", "预计", "突破"];
    let subject = reading.subject(m);
    is_of_before(reading, m) || PLANNED.iter().any(|word| subject.contains(word))
}

pub fn is_of_before(reading: &Reading, m: &Mention) -> bool {
    let subject = reading.subject(m);
    // 与2022年的1296万元相比
    let is_base = ["相比", "相较"].iter().any(|word| reading.text()[m.range.end..].starts_with(word));
    is_base || ["上年", "去年", "同期", "上月", "上季"].iter().any(|word| subject.contains(word))
}

/// 去年返利256.9万元，社员户均1400元: a passage that goes on about the year gone by is of that year itself.
pub fn is_told_of_then(reading: &Reading, m: &Mention, result: &Mention) -> bool {
    const OTHER_TIMES: [&str; 10] = ["今年", "本年", "同比", "去年", "上年", "前年", "同期", "目前", "如今", "现在"];
    let told = ["去年", "上年", "前年"].iter().find_map(|year| reading.subject(m).strip_prefix(year));
    let opens = told.is_some_and(|told| !told.starts_with(['同', '的', '为', '末', '底', '是', '则', '只', '仅']));
    opens
        && m.sentence == result.sentence
        && m.range.end <= result.range.start
        && !OTHER_TIMES.iter().any(|word| reading.text()[m.range.end..result.range.start].contains(word))
}

/// 年纳税1000万元以上的企业: a bound that describes something is no value of it.
pub fn describes(reading: &Reading, m: &Mention) -> bool {
    let is_open = m.interval().low.is_none() || m.interval().high.is_none();
    is_open && reading.text()[m.range.end..].starts_with(['的', '）', ')'])
}

/// Whether a quantity stands in brackets that a byte further on does not stand in.
pub fn is_aside(reading: &Reading, m: &Mention, at: usize) -> bool {
    let mut depth = 0;
    let near = reading.text().floor_char_boundary(at.min(m.range.end + LONGEST_LIST));
    for c in reading.text()[m.range.end.min(near)..near].chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth -= 1,
            '。' | '\n' => depth = 0,
            _ => {}
        }
        if depth < 0 {
            return true;
        }
    }
    false
}

/// Where the clause of a quantity begins; brackets within it do not divide it: 平均每个站点（按170个计）办理556件.
pub fn clause_start(reading: &Reading, m: &Mention) -> usize {
    let text = reading.text();
    let floor = reading.sentences[m.sentence].range.start;
    let start = m.clause.start.max(floor);
    if !text[floor..start].ends_with(['）', ')']) {
        return start;
    }
    let Some(open) = text[floor..start].rfind(['（', '(']).map(|i| floor + i) else { return start };
    text[floor..open]
        .rfind(['，', '；', '：', ',', ';', '（', '）'])
        .map_or(floor, |i| floor + i + text[floor + i..].chars().next().map_or(0, char::len_utf8))
}

/// Which of the names of a list belongs to a quantity of the list of values.
pub fn respective_name(reading: &Reading, m: &Mention) -> Option<String> {
    let before = reading.before(m);
    let Some(at) = ["分别", "依次"].iter().filter_map(|word| before.rfind(word)).max() else {
        return rows::name(reading, m);
    };
    let values = reading.between(&(m.clause.start + at..m.clause.end));
    let index = values.iter().position(|value| value.range == m.range)?;
    let names = names_before(reading, m.clause.start..m.clause.start + at);
    if names.contains("三次产业") || names.contains("二、三产") {
        const BRANCHES: [&str; 3] = ["第一产业", "第二产业", "第三产业"];
        return (values.len() == 3).then(|| format!("{}{}", BRANCHES[index], names.split("产业").nth(1).unwrap_or("")));
    }
    if let Some(own) = rows::counted(names, values.len()) {
        return own.into_iter().nth(index);
    }
    let names: Vec<&str> = names.split(['、', '和', '与', '及']).filter(|name| !name.is_empty()).collect();
    // 甲420万元、乙540万元，分别占: those are values, not names.
    if names.iter().any(|name| name.contains(|c: char| c.is_ascii_digit())) && !is_dated(&names) {
        return None;
    }
    // 农业、工业、生活用水分别为: the last name has the word that all share.
    let last = names.last().filter(|_| index + 1 < names.len()).copied().unwrap_or("");
    // 2022年末、2023年末常住人口分别为: each value has its own year.
    let last = if is_dated(&names) { undated(last) } else { last };
    (names.len() == values.len()).then(|| format!("{}{last}", names[index]))
}

/// 2021年、2022年和2023年分别为
fn is_dated(names: &[&str]) -> bool {
    names.iter().all(|name| name.contains(['年', '月', '季']))
}

/// 常住人口 of 2023年末常住人口.
fn undated(name: &str) -> &str {
    let end = name.rfind(['年', '月', '季']).map_or(0, |i| i + '年'.len_utf8());
    name[end..].trim_start_matches(['末', '底', '初', '度', '份'])
}

/// The names in front of 分别, in its clause or, where that one has none, in the clause before.
fn names_before(reading: &Reading, range: Range<usize>) -> &str {
    let names = reading.slice(&range);
    if names.contains(['、', '和', '与', '及']) || names.contains("三次产业") {
        return names;
    }
    let before = reading.text()[..range.start].trim_end_matches(['，', ',']);
    let start = before
        .rfind(['，', '。', '；', '：', '\n', ',', ';'])
        .map_or(0, |i| i + before[i..].chars().next().map_or(0, char::len_utf8));
    &before[start..]
}
