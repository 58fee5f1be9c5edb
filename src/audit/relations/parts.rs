//! The candidates for the part of a division, each with its tie: what stands just before, what has its name, what was done.
//! Judges nothing.

use super::division::{Division, Kind};
use super::operands::{self, Operand, Tie};
use super::resolved::{AIMS, MOST, REACH, is_list, list, nth_nearest, only_one_tight, results};
use super::{multiples, rated, words};
use crate::audit::arithmetic;
use crate::audit::items::last_clause;
use crate::reading::{Mention, Reading};

/// Candidates for the part, the tightest first.
pub fn of<'r>(reading: &'r Reading, division: &Division<'r>) -> Vec<Operand<'r>> {
    let inner_end = division.stated.map_or(division.result.range.start, |m| m.range.start);
    // 占监测对象1710户6000人的60%: both measures are the whole.
    let twin = division.stated.and_then(|stated| operands::twin(reading, stated)).map(|twin| &twin.range);
    let inner: Vec<&Mention> = reading
        .between(&(division.start..inner_end))
        .iter()
        .filter(|m| operands::is_operand(m) && !operands::is_aside(reading, m, inner_end) && twin != Some(&m.range))
        .collect();
    let own = operands::respective_name(reading, division.result);
    let name = own.as_deref().unwrap_or(division.part).trim_start_matches("其中");
    let name = if name == "税" { "税收收入" } else { name };
    let name = name.trim_end_matches("分别").trim_end_matches("依次").trim_end_matches(['各', '只', '仅']);
    let name = ["整整", "正好", "恰好", "几乎", "大约"].iter().fold(name, |name, adverb| name.trim_end_matches(adverb));
    let lead = &reading.text()[division.start..division.result.range.start];
    // 三类人数占起诉总人数的73.4%: of several together.
    if inner.is_empty() && speaks_of_several(name) {
        return Vec::new();
    }
    let mut found = match division.kind {
        Kind::Rate if lead.contains("分别") || lead.contains("依次") => of_list(reading, division),
        _ if is_list(reading, division) => of_list(reading, division),
        Kind::Rate => rated::parts(reading, division),
        Kind::Times if let Some([_, now]) = multiples::then_and_now(reading, division) => vec![Operand::tight(now)],
        _ if !inner.is_empty() => inner.iter().rev().take(1).map(|m| Operand::tight(m)).collect(),
        _ if name.ends_with(['合', '共']) => of_all(reading, division),
        _ if name.ends_with("后者") => nth_nearest(reading, division, 0),
        _ if name.ends_with("前者") => nth_nearest(reading, division, 1),
        Kind::Completion if division.whole.is_empty() && division.stated.is_none() => {
            let mut all = done(reading, division);
            let others = named(reading, division, name);
            all.extend(others.into_iter().map(|one| Operand { tie: one.tie.min(Tie::Loose), ..one }));
            all
        }
        _ if words::is_telling(name) || words::dates(name).next().is_some() => named(reading, division, name),
        Kind::Completion if division.stated.is_none() => done(reading, division),
        _ => of_clause_before(reading, division)
            .or_else(|| total_of_its_list(reading, division).map(|total| vec![Operand::tight(total)]))
            .unwrap_or_else(|| nearest(reading, division)),
    };
    if division.kind == Kind::Completion
        && let Some(aim) = division.stated
    {
        found.extend(in_measure_of(reading, division, aim));
    }
    loosen_others(reading, division, name, &mut found);
    let twins: Vec<Operand> = found
        .iter()
        .filter_map(|one| Some(Operand { mention: operands::twin(reading, one.mention)?, tie: one.tie }))
        .filter(|twin| found.iter().all(|one| one.mention.range != twin.mention.range))
        .collect();
    found.extend(twins);
    // 占总数（425辆）的40%，共有170辆: the part behind its share.
    let said_behind = operands::behind(reading, division.result.range.end).take(1).filter(|m| {
        let words = reading.before(m);
        ["共", "即", "为", "人数", "有", "计"].iter().any(|word| words.starts_with(word))
    });
    found.extend(said_behind.map(|mention| Operand { mention, tie: Tie::Named }));
    found.sort_by_key(|one| std::cmp::Reverse(one.tie));
    found.truncate(MOST);
    found
}

/// 过夜游客46.3万人次，占32.4%；省外游客占31.8%: behind a semicolon others are spoken of.
fn loosen_others(reading: &Reading, division: &Division, name: &str, found: &mut [Operand]) {
    if division.kind != Kind::Share || !words::is_telling(name) {
        return;
    }
    let is_of_another = |m: &Mention| {
        let between = reading.text().get(m.range.end..division.start).unwrap_or("");
        m.sentence == division.result.sentence
            && between.contains('；')
            && !words::is_covered(name, &operands::words(reading, m))
    };
    found.iter_mut().filter(|one| is_of_another(one.mention)).for_each(|one| one.tie = Tie::Loose);
}

/// 三类人数, 四项收入
fn speaks_of_several(name: &str) -> bool {
    let mut chars = name.chars();
    matches!(chars.next(), Some('两' | '三' | '四' | '五' | '六'))
        && matches!(chars.next(), Some('类' | '项' | '种' | '者' | '块'))
}

fn of_list<'r>(reading: &'r Reading, division: &Division<'r>) -> Vec<Operand<'r>> {
    let at = results(reading, division).iter().position(|m| m.range == division.result.range);
    let value = at.and_then(|at| list(reading, division).get(at).copied());
    let names_it = |m: &Mention| words::shares_its_end(division.part, &operands::words(reading, m));
    let tie = |m: &Mention| if division.kind == Kind::Rate && !names_it(m) { Tie::Loose } else { Tie::Tight };
    value.map(|mention| Operand { mention, tie: tie(mention) }).into_iter().collect()
}

/// The quantity just before the words of the division: in the same sentence, with no words of another between.
fn nearest<'r>(reading: &'r Reading, division: &Division<'r>) -> Vec<Operand<'r>> {
    if let Some(average) = average_just_before(reading, division) {
        return vec![Operand::tight(average)];
    }
    let stands = |m: &&Mention| {
        division.stated.is_none_or(|stated| m.unit().converts_to(stated.unit()))
            && !operands::is_aside(reading, m, division.start)
            && (!operands::is_elsewhere(reading, m)
                || operands::is_told_of_then(reading, m, division.result)
                || division.kind == Kind::Times && is_at_the_last_turn_of_the_year(reading, m))
            && !operands::is_stated_whole(reading, m)
    };
    let found = match division.kind {
        Kind::Times if division.result.unit().name() == "倍" || division.whole.contains('均') => {
            operands::any_before(reading, division.start).find(stands)
        }
        // 共3096人，其中男性1914人；完成目标（2800人）的110%: an aim is one for all of it.
        Kind::Completion => {
            let is_whole = |m: &&Mention| stands(m) && !operands::is_detail(reading, m);
            operands::before(reading, division.start, 1).find(is_whole)
        }
        _ => operands::before(reading, division.start, 1).find(stands),
    };
    if found.is_none()
        && let Some(aside) = in_bracket_before(reading, division)
    {
        return vec![Operand { mention: aside, tie: Tie::Tight }];
    }
    let tied = found.map(|mention| {
        let between = &reading.text()[mention.range.end..division.start];
        let is_near = mention.sentence == division.result.sentence && !between.contains('；') && follows(between);
        Operand { mention, tie: if is_near { Tie::Tight } else { Tie::Loose } }
    });
    tied.into_iter().collect()
}

/// 财政资金不到总投入的一半，占48.0%: what a clause without numbers is about, where a quantity has this name.
fn of_clause_before<'r>(reading: &'r Reading, division: &Division<'r>) -> Option<Vec<Operand<'r>>> {
    const VERBS: [&str; 17] = [
        "不到", "不足", "超过", "接近", "未到", "占", "居", "最", "仅", "只", "已", "是", "为", "达", "过", "比", "较",
    ];
    let sentence = reading.sentences[division.result.sentence].range.start;
    let before = reading.text()[sentence..division.start.max(sentence)].strip_suffix('，')?;
    let clause = last_clause(before);
    let end = VERBS.iter().filter_map(|verb| clause.find(verb)).min()?;
    let name = clause[..end].trim_start_matches("其中");
    let is_name = division.kind == Kind::Share && !clause.contains(|c: char| c.is_ascii_digit());
    if !is_name || !words::is_telling(name) {
        return None;
    }
    let found = named(reading, division, name);
    found.first().is_some_and(|one| one.tie == Tie::Tight).then_some(found)
}

/// 三种共报告546例，分别为248例、201例和97例，占84.9%: the total before the list that ends there and makes it up.
fn total_of_its_list<'r>(reading: &'r Reading, division: &Division<'r>) -> Option<&'r Mention> {
    let last = operands::any_before(reading, division.start).next()?;
    let list = reading.between(&last.clause).iter().filter(|m| m.range.end <= last.range.end).collect::<Vec<_>>();
    let opens = ["分别", "依次"].iter().any(|word| reading.before(list[0]).starts_with(word));
    let is_beside = reading.text()[last.range.end..division.start.max(last.range.end)].trim_matches('，').is_empty();
    if !opens || !is_beside || list.len() < 2 {
        return None;
    }
    let total = operands::any_before(reading, last.clause.start).next().filter(|m| m.sentence == last.sentence)?;
    let sum = arithmetic::total(reading, &list)?;
    (total.unit() == last.unit() && sum.interval.meets(&total.interval())).then_some(total)
}

/// 每百户接入互联网的移动电话231.5部，占移动电话的86.3%: averages over the same number of households are divided as their sums would be.
fn average_just_before<'r>(reading: &'r Reading, division: &Division<'r>) -> Option<&'r Mention> {
    let last = operands::any_before(reading, division.start).next()?;
    let is_beside = reading.text()[last.range.end..division.start].trim_matches('，').is_empty();
    let is_share = division.kind == Kind::Share && division.stated.is_none() && !division.whole.is_empty();
    (is_share && is_beside && !operands::averages_before(reading, last).is_empty()).then_some(last)
}

/// 出现在大湾乡（386.5毫米），为该站平均降水量（154.6毫米）的2.5倍: the one quantity of the bracket that ends right before.
fn in_bracket_before<'r>(reading: &'r Reading, division: &Division<'r>) -> Option<&'r Mention> {
    let stated = division.stated?;
    let sentence = reading.sentences[division.result.sentence].range.start;
    let before = &reading.text()[sentence..division.start.max(sentence)];
    let inner = before.trim_end_matches(['，', ',']).strip_suffix(['）', ')'])?;
    let open = inner.rfind(['（', '('])?;
    match reading.between(&(sentence + open..sentence + inner.len())) {
        [only] if operands::is_operand(only) && only.unit().converts_to(stated.unit()) => Some(only),
        _ => None,
    }
}

/// 产业产值266.6亿元，依次为132.8亿元、86.5亿元、47.3亿元，合占: all of them together.
fn of_all<'r>(reading: &'r Reading, division: &Division<'r>) -> Vec<Operand<'r>> {
    let mut heads = operands::before(reading, division.start, 0).filter(|m| !operands::is_detail(reading, m));
    heads.next().map(|mention| Operand { mention, tie: Tie::Named }).into_iter().collect()
}

/// 去年底是13.3万人，正好是当年的7倍: the latest there is.
fn is_at_the_last_turn_of_the_year(reading: &Reading, m: &Mention) -> bool {
    ["去年底", "去年末", "上年末", "上年底"].iter().any(|word| reading.subject(m).starts_with(word))
}

/// At most one comma parts them, but for growth (同比增长5%，) and brackets.
fn follows(between: &str) -> bool {
    let mut depth = 0;
    let mut clauses = 0;
    let mut is_growth = false;
    for (i, c) in between.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth -= 1,
            '，' | ',' | '、' if depth == 0 => clauses += i32::from(!is_growth),
            _ => {}
        }
        let rest = &between[i..];
        is_growth = match c {
            '，' => [
                "同比", "增长", "比", "较", "下降", "高于", "低于", "增加", "减少", "首次", "占", "完成", "是", "为",
                "上年", "去年",
            ]
            .iter()
            .any(|w| rest['，'.len_utf8()..].starts_with(w)),
            _ => is_growth,
        };
    }
    clauses <= 1
}

/// Quantities whose words are those of the part's name.
fn named<'r>(reading: &'r Reading, division: &Division<'r>, name: &str) -> Vec<Operand<'r>> {
    let name = name.split(['（', '(']).next().unwrap_or(name).trim_end_matches(['类', '型', '则', '约', '只']);
    let dates: Vec<&str> = words::dates(name).collect();
    let mut found: Vec<Operand> = operands::before(reading, division.start, REACH)
        .chain(operands::behind(reading, division.result.range.end))
        .filter_map(|mention| {
            let said = operands::words(reading, mention);
            // 产业类资金 is no number of projects, and 非税收入 no 税收.
            if !operands::is_measured_as(mention, name) || rated::is_negated(name, &said) {
                return None;
            }
            let shared = words::shared(name, &said);
            let clause = reading.slice(&mention.clause);
            // 65岁及以上人口: of the class that the words before a number say, and of no other.
            if let Some(class) = class_of_age(name) {
                let is_of_class = reading.before(mention).trim_start_matches("其中").starts_with(class);
                return is_of_class.then_some(Operand { mention, tie: Tie::Tight });
            }
            let is_dated = dates.iter().all(|date| clause.contains(date));
            let has_its_words = words::is_covered(name, &said)
                || words::is_made_of(name, &said)
                || words::is_covered(words::without_measure(name), &said);
            let is_whole_name = has_its_words && is_dated;
            let is_date_alone = !words::is_telling(name) && is_dated;
            // 2021年接待46.2万人次，2022年58.7万人次: the name stands before the first of a row of years.
            let is_in_row = is_dated && !dates.is_empty() && is_year_alone(reading.subject(mention));
            let tie = match mention.sentence + 1 >= division.result.sentence {
                true if (is_whole_name || is_date_alone) && !operands::is_elsewhere(reading, mention) => Tie::Tight,
                _ if shared > 0 && is_dated || is_in_row => Tie::Named,
                _ => return None,
            };
            Some(Operand { mention, tie })
        })
        .collect();
    // Of those that share a word, the ones that have the whole name come first, however far they stand.
    let has_name = |one: &Operand| words::is_covered(name, &operands::words(reading, one.mention));
    found.sort_by_key(|one| std::cmp::Reverse((one.tie, has_name(one))));
    only_one_tight(&mut found);
    found.sort_by_key(|one| std::cmp::Reverse((one.tie, has_name(one))));
    if found.is_empty() {
        // The name may be another word for the quantity just before.
        found = nearest(reading, division);
        found.retain(|one| operands::is_measured_as(one.mention, name));
        found.iter_mut().for_each(|one| one.tie = one.tie.min(Tie::Named));
    }
    found
}

/// 2022年, 2024年达到
fn is_year_alone(subject: &str) -> bool {
    let rest = subject.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix('年');
    rest.is_some_and(|rest| rest.trim_matches(['达', '到', '为', '是', '末', '底', '有']).is_empty())
}

/// 65岁及以上 of 65岁及以上人口.
fn class_of_age(name: &str) -> Option<&str> {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    let bound = ["周岁及以上", "岁及以上", "周岁以上", "岁以上", "岁及以下", "岁以下"]
        .iter()
        .find(|bound| name[digits..].starts_with(**bound))?;
    (digits > 0).then(|| &name[..digits + bound.len()])
}

/// 转移就业3096人，男性1914人、女性1182人；完成目标（2800人）的110.6%: what stands before in the measure of the aim.
fn in_measure_of<'r>(reading: &'r Reading, division: &Division<'r>, aim: &'r Mention) -> Vec<Operand<'r>> {
    // 其中新建3.2万亩，完成年度任务3万亩的106.7%: a part of another sum may be what the aim is for.
    let just_before = operands::before(reading, division.start, 0).next().map(|m| &m.range);
    let stands = |m: &&Mention| {
        m.unit().converts_to(aim.unit())
            && !operands::is_stated_whole(reading, m)
            && (!operands::is_detail(reading, m) || just_before == Some(&m.range))
    };
    let mut all: Vec<Operand> = operands::before(reading, division.start, 0)
        .filter(stands)
        .map(|mention| Operand { mention, tie: Tie::Named })
        .collect();
    // The first of them is what the sentence is about.
    all.reverse();
    all.truncate(3);
    all
}

/// What is said to be done, for a completion whose target is named or not.
fn done<'r>(reading: &'r Reading, division: &Division<'r>) -> Vec<Operand<'r>> {
    let all = operands::before(reading, division.start, 1).filter(|m| !operands::is_aside(reading, m, division.start));
    all.filter(|m| !AIMS[..5].iter().any(|aim| reading.subject(m).contains(aim)))
        .take(3)
        .enumerate()
        .map(|(i, mention)| {
            let is_near = mention.sentence == division.result.sentence && i == 0;
            Operand { mention, tie: if is_near { Tie::Tight } else { Tie::Loose } }
        })
        .collect()
}
