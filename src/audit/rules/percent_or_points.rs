//! `percent-or-points`: a rate, a share, a growth rate or a progress that rises or falls by so many %, where 百分点 is meant,
//! and an amount that grows by so many 百分点, where % is meant. Rates of events (发案率) may fall by % and are left alone.

mod branches;
mod by_amounts;
mod levels;
mod standing;
#[cfg(test)]
mod tests;

use crate::audit::Verdicts;
use crate::audit::arithmetic::{self, Outcome};
use crate::reading::{ChangeKind, Mention, Reading, amount, is_period, ratio, without_comparison};

/// Words with which an amount that is said in points belongs to something else: 拉动经济增长2个百分点.
const INFLUENCE: [&str; 21] = [
    "比例", "水平", "程度", "强度", "满意", "覆盖", "合格", "优良", "拉动", "带动", "影响", "推动", "贡献", "占", "率",
    "速", "幅", "比重", "份额", "指数", "进度",
];
const RISES: [&str; 16] = [
    "提高", "提升", "上升", "下降", "降低", "回落", "增加", "增长", "减少", "加快", "收窄", "扩大", "下滑", "缩小",
    "升", "降",
];
const GROWS: [&str; 11] = ["增长", "增加", "下降", "减少", "降低", "上升", "上涨", "提高", "提升", "下跌", "同比增"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    torn_points(reading, verdicts);
    for (i, mention) in reading.mentions.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| &reading.mentions[i]).filter(|b| b.sentence == mention.sentence);
        if mention.unit().name() == "%" {
            let what = risen_ratio(reading, mention, before)
                .or_else(|| difference_of_two(reading, i))
                .or_else(|| standing::higher(reading, mention, before))
                .or_else(|| branches::of_a_share(reading, i));
            if let Some(what) = what {
                percent(reading, verdicts, i, &what);
            }
        } else if mention.is_points()
            && let Some(what) = grown_amount(reading, i)
                .or_else(|| one_among_percents(reading, i))
                .or_else(|| by_amounts::growth(reading, i))
        {
            points(reading, verdicts, mention, &what);
        } else if mention.is_points()
            && let Some(what) = levels::ratio_itself(reading, mention)
        {
            level_in_points(reading, verdicts, mention, &what);
        }
    }
}

/// 提高6.2个%: neither the one nor the other.
fn torn_points(reading: &Reading, verdicts: &mut Verdicts) {
    let text = reading.text();
    for numeral in &reading.numerals {
        let end = numeral.range.end;
        let Some(sign) = [
            "个%",
            "个％",
            "个百分%",
            "个百分点%",
            "个百分点％",
            "百分点%",
            "百分点％",
            "个点%",
            "个百分比",
            "个百点",
            "个分点",
            "个百份点",
            "个百分百",
            "个百分，",
            "个百分。",
            "个百分；",
        ]
        .iter()
        .find(|sign| text[end..].starts_with(**sign)) else {
            continue;
        };
        let printed = &text[numeral.range.start..end + sign.len()];
        verdicts
            .doubt(
                numeral.range.start..end + sign.len(),
                format!("没有“{printed}”的写法：是百分点还是%？"),
                format!("{printed} is neither percent nor percentage points"),
            )
            .help(
                "两个百分数相减，写“个百分点”；相对变化写%",
                "write 个百分点 for a difference of two percentages, % for a growth",
            );
    }
}

/// What rose by so many %, where it is itself a ratio.
fn risen_ratio(reading: &Reading, mention: &Mention, before: Option<&Mention>) -> Option<String> {
    let text = reading.text();
    let Some(change) = mention.change.as_ref().filter(|c| c.kind == ChangeKind::Percent) else {
        return surpassed(reading, mention, before);
    };
    let verb = reading.slice(&change.verb);
    if !RISES.contains(&verb) || names_a_level(reading, mention) {
        return None;
    }
    let (head, is_compared) = without_comparison(&text[mention.clause.start..change.verb.start]);
    if !head.is_empty() && !is_period(head) {
        return ratio(head);
    }
    // 覆盖率98.5%，同比提高2%: the ratio stands in the clause before.
    let before = before.filter(|b| follows(reading, b, mention) && b.is_percent())?;
    if matches!(verb, "增长" | "增加" | "减少") && text[..mention.range.start].ends_with("同比增长") {
        return None;
    }
    match &before.change {
        Some(growth) if growth.kind == ChangeKind::Percent => {
            let is_of_speed =
                matches!(verb, "加快" | "回落") && is_compared && !text[mention.clause.start..].starts_with("环比");
            is_of_speed.then(|| "增速".to_string())
        }
        _ => ratio_before(reading, before),
    }
}

/// 占比为65.2%，较上年的63.9%上升1.3%（全市平均…）: two percentages near it differ by just that much.
fn difference_of_two(reading: &Reading, at: usize) -> Option<String> {
    let mention = &reading.mentions[at];
    let (first, second) = compared(reading, at)?;
    let words = reading.before(mention);
    // 分别下降0.7%、0.9%: one of several, each of another thing.
    if words.contains("分别") && !words.contains(['比', '较', '高', '低']) {
        return None;
    }
    let are_plain = first.change.is_none() && second.change.is_none();
    let steps = match &mention.change {
        Some(change) => {
            let verb = reading.slice(&change.verb);
            STEPS.contains(&verb)
                || are_plain && matches!(verb, "增长" | "增加" | "下降" | "减少" | "升" | "降" | "净增")
        }
        // 高于全市平均水平（5.6%）0.5%
        None => {
            words.ends_with("差")
                || STEPS.iter().any(|step| words.contains(step))
                || ["升幅", "上浮", "快", "相差", "领先", "落后"].iter().any(|word| words.contains(word))
                || reading.text()[..mention.range.start].ends_with('）')
                    && first.clause.end + '）'.len_utf8() == mention.range.start
        }
    };
    (steps && !names_a_level(reading, mention)).then(|| "百分数".to_string())
}

const STEPS: [&str; 15] = [
    "高出", "高于", "低于", "快于", "慢于", "提高", "提升", "上升", "降低", "回落", "加快", "收窄", "扩大", "高", "低",
];

/// The two percentages of a sentence, before a third or around it, of which that one is the difference.
fn compared(reading: &Reading, at: usize) -> Option<(&Mention, &Mention)> {
    let mention = &reading.mentions[at];
    let value = mention.quantity.value();
    let is_percent = |m: &&Mention| m.sentence == mention.sentence && m.unit().name() == "%";
    let before = reading.mentions[at.saturating_sub(4)..at].iter().rev().filter(is_percent);
    let before: Vec<&Mention> = before.take(3).collect();
    let behind = reading.mentions[at + 1..].iter().take(1).filter(is_percent);
    let behind = behind.filter(|m| m.clause.start.saturating_sub(mention.range.end) <= 6);
    let second: Vec<&Mention> = before.iter().copied().skip(1).chain(behind).collect();
    let mut pairs = before.iter().flat_map(|a| second.iter().map(|b| (*a, *b)));
    pairs.find(|(a, b)| {
        a.range != b.range && !value.is_zero() && (a.quantity.value() - b.quantity.value()).abs() == value
    })
}

/// 同比增长7.6%，高出全省0.8%: a ratio that stands higher than another by so many %.
fn surpassed(reading: &Reading, mention: &Mention, before: Option<&Mention>) -> Option<String> {
    const HIGHER: [&str; 7] = ["高出", "高于", "低于", "快于", "慢于", "领先", "落后"];
    const PLACES: [&str; 17] = [
        "省", "市", "县", "区", "国", "平均", "水平", "均值", "增速", "增幅", "同期", "目标", "标准", "计划", "上年",
        "率", "进度",
    ];
    let words = reading.before(mention);
    let (at, word) = HIGHER.iter().filter_map(|word| words.rfind(word).map(|at| (at, *word))).max()?;
    let than = &words[at + word.len()..];
    let ends = reading.text()[mention.range.end..mention.clause.end].is_empty();
    let names_a_level = PLACES.iter().any(|p| than.ends_with(p));
    if !ends || than.is_empty() || than.chars().count() > 14 {
        return None;
    }
    let head = words[..at].trim_end_matches(['均', '也', '分', '别', '比']);
    if !head.is_empty() {
        let of = ratio(head)?;
        let is_speed = ["增速", "增幅", "降幅", "涨幅"].contains(&of.as_str());
        return (names_a_level || is_speed && !than.ends_with(['达', '为', '近', '约'])).then_some(of);
    }
    if !names_a_level {
        return None;
    }
    let before = before.filter(|b| follows(reading, b, mention) && b.unit().name() == "%")?;
    match &before.change {
        Some(_) => Some("增速".to_string()),
        None => ratio_before(reading, before),
    }
}

/// What grew by so many points, where it is an amount.
fn grown_amount(reading: &Reading, at: usize) -> Option<String> {
    let text = reading.text();
    let mention = &reading.mentions[at];
    let (verb, is_growth) = grown_by(reading, mention)?;
    let from = at.saturating_sub(3);
    let turn = text[..verb].rfind(['；', '。', '\n']).unwrap_or(0);
    let near = &reading.mentions[from..at];
    let near = || near.iter().rev().take_while(|m| m.range.start > turn && m.sentence == mention.sentence);
    let words = &text[mention.clause.start..verb];
    let (head, _) = without_comparison(words.trim_start_matches(['、', '和']));
    let head = head.rsplit('、').next().unwrap_or(head);
    let is_influenced = |words: &str| INFLUENCE.iter().any(|word| words.contains(word));
    // 产值增长3个百分点
    if let Some(amount) = amount(head).or_else(|| counted(head)).filter(|_| is_growth && !is_influenced(words)) {
        return Some(amount.to_string());
    }
    // 实现产值50亿元，按可比价格计算，同比增长3个百分点; 由20万元提高到25万元，增幅25个百分点
    let before = near().find(|m| is_amount(m))?;
    let whole = &text[before.clause.start.max(turn)..verb];
    let between = &text[before.range.end.min(verb)..verb];
    // 分别下降2个、上升1个、上升1个百分点: each of a row belongs to another thing.
    if between.starts_with('、') && before.change.is_some() {
        return None;
    }
    let is_bare = is_nothing_new(before, between.trim_matches(|c: char| "，、（）".contains(c)));
    let all_amounts = near().all(|m| !m.is_percent() && !m.is_points());
    (all_amounts && is_bare && !is_influenced(whole)).then(|| reading.printed(before).to_string())
}

/// 分别增长7.3%、3.6个百分点和4.3%: one of a row that says it otherwise than the others.
fn one_among_percents(reading: &Reading, at: usize) -> Option<String> {
    let before = &reading.mentions[at.checked_sub(1)?];
    let next = reading.mentions.get(at + 1)?;
    let mention = &reading.mentions[at];
    let joins = |a: &Mention, b: &Mention| {
        matches!(&reading.text()[a.range.end.min(b.range.start)..b.range.start], "、" | "和" | "与" | "及")
    };
    let is_row = before.unit().name() == "%" && next.unit().name() == "%" && before.sentence == next.sentence;
    (is_row && joins(before, mention) && joins(mention, next)).then(|| reading.printed(before).to_string())
}

/// A count or a sum by its last character: 诉求量, 标的额, 律师数.
fn counted(head: &str) -> Option<&str> {
    const OTHERS: [&str; 11] = ["质量", "含量", "力量", "份额", "指数", "系数", "基数", "分数", "倍数", "天数", "参数"];
    let is_other = OTHERS.iter().any(|other| head.ends_with(other));
    let start = head.char_indices().rev().nth(3).map_or(0, |(i, _)| i);
    ((head.ends_with(['量', '额', '数']) || head.ends_with("密度")) && !is_other).then(|| &head[start..])
}

/// Where the word begins by which a quantity in points says a growth, and whether it is one that only amounts have.
fn grown_by(reading: &Reading, mention: &Mention) -> Option<(usize, bool)> {
    const MORE: [&str; 6] = ["提速", "压缩", "压减", "扩容", "高", "快"];
    // 增幅为12.8个百分点 says a growth, 降为12.8% a level.
    let is_extent = |verb: &str| verb.ends_with(['幅', '速']);
    let change = mention.change.as_ref();
    let change = change.filter(|c| is_extent(reading.slice(&c.verb)) || !names_a_level(reading, mention));
    if let Some(change) = change {
        return Some((change.verb.start, GROWS.contains(&reading.slice(&change.verb))));
    }
    let before = reading.before(mention);
    let verb = MORE.iter().find(|verb| before.ends_with(**verb))?;
    Some((mention.range.start - verb.len(), false))
}

/// Whether the words between an amount and its growth name nothing else that might have grown: 比上年, 两年间, 按可比价格, or
/// what the amount counts (446场，场次同比增长).
fn is_nothing_new(amount: &Mention, between: &str) -> bool {
    let clauses = between.split(['，', '）', '（']);
    let unit = amount.unit().name();
    clauses.filter(|clause| !clause.is_empty()).all(|clause| {
        let (head, _) = without_comparison(clause);
        let head = head.strip_prefix("相比").unwrap_or(head);
        let head = match head.starts_with('按') {
            true => head,
            false => head.find(['比', '较']).map_or(head, |at| &head[..at]),
        };
        let head = head.trim_end_matches(['略', '再', '约', '时']);
        head.is_empty()
            || is_period(head)
            || head.starts_with('按') && head.ends_with(['格', '价', '算', '径', '数'])
            || ["比", "较", "与", "与其", "相比", "同比", "环比", "高于", "低于"].contains(&head)
            || head.chars().count() <= 4 && (head.starts_with(unit) || head.ends_with('数') && !head.contains('指'))
    })
}

/// Whether a quantity is so many of something.
fn is_amount(mention: &Mention) -> bool {
    let unit = mention.unit().name();
    mention.has_unit()
        && !mention.is_percent()
        && !mention.is_points()
        && !matches!(unit, "倍" | "分" | "位" | "" | "℃" | "度" | "年" | "月" | "个月" | "天")
}

/// 降为3.4%, 提高达到5%: the number is what was reached, not the way there.
fn names_a_level(reading: &Reading, mention: &Mention) -> bool {
    mention.change.as_ref().is_some_and(|change| {
        let between = &reading.text()[change.verb.end..mention.range.start];
        between.starts_with('为') || between.starts_with("达到") || between.starts_with('到')
    })
}

/// Whether the clause of a quantity follows that of another directly.
fn follows(reading: &Reading, before: &Mention, mention: &Mention) -> bool {
    before.clause.end <= mention.clause.start
        && matches!(&reading.text()[before.clause.end..mention.clause.start], "，" | "（" | "," | "(" | "；")
}

/// The ratio that a percentage is the value of: 覆盖率达98.5%.
fn ratio_before(reading: &Reading, percent: &Mention) -> Option<String> {
    let words = &reading.text()[percent.clause.start..percent.range.start];
    let words = match words.rfind(['由', '从']) {
        Some(at) if percent.clause.start < percent.range.start && words.ends_with(['到', '至', '为']) => {
            &words[..at]
        }
        _ => words,
    };
    let words = ["普遍", "大约", "基本"].iter().fold(words, |words, adverb| words.trim_end_matches(adverb));
    ratio(words.trim_end_matches(|c| "达到为是在至约近超已稳定保持控制仅均只有".contains(c)))
}

fn percent(reading: &Reading, verdicts: &mut Verdicts, at: usize, what: &str) {
    let mention = &reading.mentions[at];
    let mut sum = String::new();
    if let Some([before, now]) = at.checked_sub(2).map(|i| &reading.mentions[i..at])
        && before.sentence == mention.sentence
        && before.is_percent()
        && now.is_percent()
    {
        let difference =
            arithmetic::difference(reading, now, before).filter(|d| d.exact.abs() == mention.quantity.value());
        let growth = arithmetic::growth(reading, now, before);
        if difference.is_none() && growth.is_some_and(|growth| is_size_of(&growth, mention)) {
            return;
        }
        if let Some(difference) = difference {
            sum = format!("{}={}个百分点，", difference.sum, difference.exact.abs());
        }
    }
    let printed = reading.printed(mention);
    verdicts
        .doubt(
            mention.range.clone(),
            format!("{sum}{what}本身是百分比，它的升降用百分点，文中是{printed}"),
            format!("{sum}{what} is a percentage itself and moves by percentage points, the text says {printed}"),
        )
        .help(
            "两个百分数相减，写“个百分点”；确是相对变化的，写明算法",
            "write 个百分点 for the difference of two percentages",
        );
}

/// Whether a printed percentage is a growth or a fall of this size.
fn is_size_of(growth: &Outcome, mention: &Mention) -> bool {
    let fallen = Outcome { interval: growth.interval.mirrored(), ..growth.clone() };
    growth.fits(mention) || fallen.fits(mention)
}

/// 败诉率11.1个百分点
fn level_in_points(reading: &Reading, verdicts: &mut Verdicts, mention: &Mention, what: &str) {
    let printed = reading.printed(mention);
    verdicts
        .doubt(
            mention.range.clone(),
            format!("{what}本身用%，百分点只说它升降了多少，文中是{printed}"),
            format!("{what} itself is in percent; points say how far it moved, the text says {printed}"),
        )
        .help("改成%", "write %");
}

fn points(reading: &Reading, verdicts: &mut Verdicts, mention: &Mention, what: &str) {
    let printed = reading.printed(mention);
    verdicts
        .doubt(
            mention.range.clone(),
            format!("{what}是数量，不是百分比，它的增减用%，文中是{printed}"),
            format!("{what} is an amount, not a percentage: it grows by percent, the text says {printed}"),
        )
        .help("改成%，或写明是哪个率提高", "write %, or say which rate rose");
}
