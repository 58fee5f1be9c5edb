//! `points-off`: a difference in percentage points that the two rates of the text do not give. The other rate stands beside it,
//! or was said before of what the comparison names (高出全市农村居民人均可支配收入增速3个百分点).

use crate::audit::Verdicts;
use crate::audit::arithmetic::{self, Outcome};
use crate::audit::compared::{self, Pair, Said};
use crate::reading::{ChangeKind, Direction, Mention, Reading};
use std::ops::Range;

/// How many quantities back a rate may stand that a comparison names.
const REACH: usize = 24;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (index, mention) in reading.mentions.iter().enumerate() {
        if mention.is_points() && !mention.is_quoted && mention.upper.is_none() {
            match apart(reading, mention) {
                true => differ(reading, verdicts, index),
                false => compare(reading, verdicts, index),
            }
        }
    }
}

/// 两者相差14.3个百分点
fn apart(reading: &Reading, mention: &Mention) -> bool {
    let words = reading.before(mention);
    words.ends_with("相差") || words.ends_with("差距为") || words.ends_with("相差了")
}

fn differ(reading: &Reading, verdicts: &mut Verdicts, index: usize) {
    let mention = &reading.mentions[index];
    let rates: Vec<&Mention> = reading.mentions[index.saturating_sub(4)..index]
        .iter()
        .filter(|m| m.is_percent() && m.sentence == mention.sentence)
        .collect();
    let [first, .., b] = rates.as_slice() else { return };
    let a = if reading.before(mention).contains("首尾") { first } else { &rates[rates.len() - 2] };
    let (high, low) = if a.quantity.value() >= b.quantity.value() { (a, b) } else { (b, a) };
    let Some(outcome) = arithmetic::difference(reading, high, low) else { return };
    if fits(&outcome, mention) {
        verdicts.holds(mention.range.clone(), words(&outcome, mention));
    } else if is_of_these_two(reading, mention, &rates, a, b) {
        tell(reading, verdicts, mention, &outcome);
    }
}

/// 两者相差, 首尾相差 behind a row, 开工率与竣工率相差: no other two rates can be meant.
fn is_of_these_two(reading: &Reading, mention: &Mention, rates: &[&Mention], a: &Mention, b: &Mention) -> bool {
    let words = reading.before(mention);
    let joins =
        |pair: &[&Mention]| matches!(reading.slice(&(pair[0].range.end..pair[1].range.start)), "、" | "和" | "与");
    if words.contains("首尾") {
        return rates.len() >= 3 && rates.windows(2).all(joins);
    }
    let ends_with =
        |m: &Mention, name: &str| name.chars().count() >= 2 && compared::bare(reading.subject(m)).ends_with(name);
    let sides = words.strip_suffix("相差").and_then(|head| head.split_once(['与', '和']));
    let are_named = sides.is_some_and(|(first, second)| {
        ends_with(a, first) && ends_with(b, second) || ends_with(a, second) && ends_with(b, first)
    });
    are_named || rates.len() == 2 && (words.contains("两者") || words.contains("二者"))
}

fn compare(reading: &Reading, verdicts: &mut Verdicts, index: usize) {
    let Some((said, object)) = said(reading, index) else { return };
    let mut tied: Option<Outcome> = None;
    let mut pairs = compared::pairs(reading, &said, is_rate);
    pairs.extend(named(reading, &said, &object));
    for pair in &pairs {
        let Some(outcome) = difference(reading, pair, &said) else { continue };
        if fits(&outcome, said.mention) {
            return verdicts.holds(said.mention.range.clone(), words(&outcome, said.mention));
        }
        if pair.is_tight && tied.is_none() {
            tied = Some(outcome);
        }
    }
    match tied {
        Some(outcome) => tell(reading, verdicts, said.mention, &outcome),
        None => near_miss(reading, verdicts, &said, &pairs),
    }
}

/// Points that one slip, or the other verb, would make right.
fn near_miss(reading: &Reading, verdicts: &mut Verdicts, said: &Said, pairs: &[Pair]) {
    let flipped = Said { direction: said.flipped(), ..said.clone() };
    for pair in pairs.iter().filter(|p| p.is_near).take(2) {
        let Some(outcome) = difference(reading, pair, &flipped) else { continue };
        if fits(&outcome, said.mention) {
            return compared::tell_flip(reading, verdicts, said, &words(&outcome, said.mention));
        }
        let three = [pair.now, pair.before, said.mention];
        let holds = |[now, before, points]: [&Mention; 3]| {
            let pair = Pair { now, before, ..*pair };
            difference(reading, &pair, said).is_some_and(|outcome| fits(&outcome, points))
        };
        if let Some(slip) = compared::slip(reading, three, &holds).filter(|_| compared::is_telling(three)) {
            let Some(outcome) = difference(reading, pair, said) else { continue };
            let printed = reading.printed(said.mention);
            return slip.tell(reading, verdicts, &format!("{}，文中是{printed}", words(&outcome, said.mention)));
        }
    }
}

fn tell(reading: &Reading, verdicts: &mut Verdicts, mention: &Mention, outcome: &Outcome) {
    let (sum, printed) = (words(outcome, mention), reading.printed(mention));
    verdicts
        .wrong(
            mention.range.clone(),
            format!("百分点对不上：{sum}，文中是{printed}"),
            format!("the percentage points do not follow: {sum}, the text says {printed}"),
        )
        .help("核对两个比率和相差的百分点", "check both rates and the points between them");
}

fn is_rate(value: &Mention, _: &Mention) -> bool {
    value.is_percent()
}

const UP: &[&str] = &[
    "高于", "高出", "快于", "高", "提高", "提升", "上升", "上涨", "增加", "增长", "扩大", "加快", "多", "快", "提",
    "升", "优于", "领先", "回升", "大于", "增", "超过", "升幅", "上浮", "拉高",
];
/// The difference with its verb; where the verb takes an object (高于全市平均水平0.5个百分点) also the object.
fn said(reading: &Reading, index: usize) -> Option<(Said<'_>, String)> {
    let mention = &reading.mentions[index];
    let text = reading.text();
    let words = compared::words_of(reading, index);
    let start = mention.range.start - words.len();
    let with_object = verb_with_object(words).filter(|(_, object)| !object.is_empty());
    if with_object.is_none()
        && let Some(said) = compared::said(reading, index)
    {
        let object = compared_with(said.words);
        return Some((said, object));
    }
    let (range, object) = with_object
        .or_else(|| ends_in_verb(words))
        .map(|(range, object)| (start + range.start..start + range.end, object))
        .or_else(|| before_brackets(reading, mention))
        .or_else(|| before_rate(reading, index))?;
    let verb = &text[range.clone()];
    let direction = if UP.contains(&verb) { Direction::Up } else { Direction::Down };
    let lead = mention.clause.start.min(range.start)..range.start;
    let lead = if range.start >= start { &text[start..range.start] } else { &text[lead] };
    let said = Said { index, mention, kind: ChangeKind::Points, direction, words: last_clause(lead), verb: range };
    Some((said, object))
}

fn last_clause(text: &str) -> &str {
    text.rsplit(['，', '。', '；', '：', '（', '）']).next().unwrap_or(text)
}

/// The object of 比…, 较…: 比全市平均开工率.
fn compared_with(words: &str) -> String {
    let at = words.rfind(['比', '较']).map(|i| &words[i + '比'.len_utf8()..]);
    at.map(str::to_string).unwrap_or_default()
}

/// 高出全省平均水平: the first verb of comparison in the words and what stands behind it.
fn verb_with_object(words: &str) -> Option<(Range<usize>, String)> {
    const WITH_OBJECT: &[&str] =
        &["高于", "高出", "快于", "低于", "慢于", "优于", "领先", "落后", "超过", "大于", "多于"];
    let (at, verb) = WITH_OBJECT.iter().filter_map(|verb| words.rfind(*verb).map(|at| (at, *verb))).max()?;
    let object = &words[at + verb.len()..];
    (!object.contains(['，', '；'])).then(|| (at..at + verb.len(), object.to_string()))
}

/// 比上年同期快8个百分点, 升幅7.6个百分点: verbs that say a change of points only.
fn ends_in_verb(words: &str) -> Option<(Range<usize>, String)> {
    let words = words.trim_end_matches(['了', '约']);
    let verb = ["快", "慢", "升幅", "上浮", "拉高", "差"].into_iter().find(|verb| words.ends_with(verb))?;
    let at = words.len() - verb.len();
    Some((at..words.len(), compared_with(&words[..at])))
}

/// 高于60%的规定比例2个百分点: the verb stands before the other rate.
fn before_rate(reading: &Reading, index: usize) -> Option<(Range<usize>, String)> {
    let rate = index.checked_sub(1).map(|i| &reading.mentions[i])?;
    let mention = &reading.mentions[index];
    let is_beside = rate.is_percent() && rate.clause == mention.clause && mention.range.start - rate.range.end < 40;
    let start = rate.clause.start;
    let (range, object) = verb_with_object(&reading.text()[start..rate.range.start]).filter(|_| is_beside)?;
    Some((start + range.start..start + range.end, object))
}

/// 高于全市平均水平（5.6%）0.5个百分点: the verb stands before the brackets.
fn before_brackets(reading: &Reading, mention: &Mention) -> Option<(Range<usize>, String)> {
    let text = reading.text();
    let start = mention.clause.start;
    if !text[..start].ends_with(['）', ')']) || start != mention.range.start {
        return None;
    }
    let sentence = reading.sentences[mention.sentence].range.start;
    let open = text[sentence..start].rfind(['（', '('])? + sentence;
    let clause = text[sentence..open].rfind(['，', '；', '。']).map_or(sentence, |i| sentence + i + '，'.len_utf8());
    let (range, object) = verb_with_object(&text[clause..open])?;
    Some((clause + range.start..clause + range.end, object))
}

/// `now − before`, a fall counted as negative (but 降幅收窄 speaks of its size), in the direction of the text.
fn difference(reading: &Reading, pair: &Pair, said: &Said) -> Option<Outcome> {
    let (now, before) = (pair.now, pair.before);
    let is_of_falls = ["降幅", "跌幅", "减幅"].iter().any(|word| said.words.contains(word));
    let direction = said.direction;
    let signed = |m: &Mention| {
        let falls = m.change.as_ref().is_some_and(|c| c.direction == Direction::Down && c.kind == ChangeKind::Percent)
            && !is_of_falls;
        let value = m.quantity.value_in(now.unit())?;
        let interval = m.interval_in(now.unit())?;
        Some(if falls { (-value, interval.mirrored()) } else { (value, interval) })
    };
    let ((a, is), (b, was)) = (signed(now)?, signed(before)?);
    let (first, second) = (reading.printed(now), reading.printed(before));
    let (exact, interval, sum) = match direction {
        Direction::Up => (a - b, is.minus(&was)?, format!("{first}-{second}")),
        Direction::Down => (b - a, was.minus(&is)?, format!("{second}-{first}")),
    };
    Some(Outcome { exact, interval, unit: now.unit().clone(), sum })
}

/// Points and per cent are of one size; per mille are a tenth.
fn fits(outcome: &Outcome, printed: &Mention) -> bool {
    let tenth = rust_decimal::Decimal::new(1, 1);
    let interval = match outcome.unit.name() {
        "‰" if !printed.unit().name().contains("千分") => outcome.interval.scaled(tenth),
        _ => Some(outcome.interval),
    };
    let per_cent = crate::model::Unit::percent();
    let own = crate::model::Quantity { unit: per_cent, ..printed.quantity.clone() }.interval();
    // The ratio of a per cent is one hundredth of its points only in its own unit, where both are plain numbers.
    interval.is_some_and(|interval| own.meets(&interval))
}

fn words(outcome: &Outcome, printed: &Mention) -> String {
    let decimals = printed.quantity.printed_decimals() + 1;
    format!("{} = {}{}", outcome.sum, arithmetic::plain(outcome.exact, decimals), printed.unit().name())
}

/// The rates that were said before of what the comparison names.
fn named<'r>(reading: &'r Reading, said: &Said<'r>, object: &str) -> Vec<Pair<'r>> {
    let wants_growth = ["增速", "增幅", "增长率", "涨幅", "降幅"].iter().any(|word| object.contains(word));
    let core = core(object);
    if core.chars().count() < 2 {
        return Vec::new();
    }
    let is_level = |m: &&Mention| m.is_percent() && !m.is_quoted;
    let near = reading.mentions[..said.index].iter().rev().take(6);
    let mut near = near.filter(is_level).take_while(|m| m.sentence == said.mention.sentence);
    // 家禽出栏增速高于肉羊: the rate now is named, too.
    let subject = self::core(&compared::named_by(said.words.trim_start_matches('，')));
    let is_named = |m: &&Mention| subject.chars().count() < 2 || contains_in_order(&phrase(reading, m), &subject);
    let first = said.index.saturating_sub(REACH);
    let Some(now) = near.find(is_named).or_else(|| {
        let mut earlier = reading.mentions[first..said.index].iter().rev().filter(is_level);
        earlier.find(|m| subject.chars().count() >= 2 && phrase(reading, m).contains(&subject))
    }) else {
        return Vec::new();
    };
    let speaks_of_growth = wants_growth || is_growth(reading, now);
    let own = phrase(reading, now);
    let rates = reading.mentions[first..said.index].iter().rev().filter(|m| is_level(m) && m.range != now.range);
    let is_of_before = |m: &Mention| reading.before(m).contains(['比', '较']) && m.change.is_none();
    let found: Vec<(&Mention, String)> = rates
        .filter(|m| is_growth(reading, m) == speaks_of_growth && m.range.start < now.range.end.max(m.range.start + 1))
        .filter(|m| !is_of_before(m))
        .map(|m| (m, phrase(reading, m)))
        .filter(|(_, phrase)| contains_in_order(phrase, &core))
        .collect();
    let nearest_is_whole = found.first().is_some_and(|(m, other)| {
        other.contains(core.as_str())
            && tail(other) == tail(&own)
            && m.paragraph == now.paragraph
            && is_growth(reading, now) == speaks_of_growth
    });
    let is_only_one = found.len() == 1 || core.chars().count() >= 6;
    let pair = |(nth, (before, _)): (usize, &(&'r Mention, String))| Pair {
        now,
        before,
        is_tight: nth == 0 && nearest_is_whole && is_only_one,
        is_near: nth == 0,
    };
    found.iter().enumerate().map(pair).collect()
}

fn core(object: &str) -> String {
    let mut core = compared::bare(object);
    for word in ["平均水平", "平均值", "平均", "水平", "增速", "增幅", "增长率", "涨幅", "降幅", "总体", "同期", "目标"]
    {
        core = core.replace(word, "");
    }
    core
}

/// Whether a percentage is a growth: 增长5%, 涨幅最大，为5%.
fn is_growth(reading: &Reading, m: &Mention) -> bool {
    if m.change.as_ref().is_some_and(|c| c.kind == ChangeKind::Percent) || shared_change(reading, m).is_some() {
        return true;
    }
    let end = m.clause.start;
    let sentence = reading.sentences[m.sentence].range.start.min(end);
    let before = reading.text()[sentence..end].trim_end_matches('，').rsplit(['，', '；', '、']).next().unwrap_or("");
    let is_extent = ["涨幅", "增幅", "增速", "降幅", "跌幅"].iter().any(|word| before.contains(word));
    is_extent && ["为", "达", "是"].contains(&reading.before(m))
}

/// 分别增长7.3%、3.6%和4.3%: the words with which the first of a row grows.
fn shared_change<'r>(reading: &'r Reading, m: &Mention) -> Option<Said<'r>> {
    let index = reading.mentions.partition_point(|other| other.range.start < m.range.start);
    compared::said(reading, index).filter(|said| said.kind == ChangeKind::Percent)
}

/// What a rate is said of: the words of its clause or, where those are only 同比增长, of the nearest clause before that names
/// something; of a row its own name.
fn phrase(reading: &Reading, mention: &Mention) -> String {
    if let Some(name) = compared::name_in_row(reading, mention) {
        return name;
    }
    let own = match &mention.change {
        Some(change) => &reading.text()[mention.clause.start.min(change.verb.start)..change.verb.start],
        None => reading.subject(mention),
    };
    let mut named = compared::bare(own).replace("名义", "");
    if named.chars().count() >= 3 {
        return named;
    }
    let sentence = reading.sentences[mention.sentence].range.start;
    let before = &reading.text()[sentence..mention.clause.start.max(sentence)];
    let clauses = before.trim_end_matches(['，', '（', '、']).rsplit(['，', '；', '。', '：']);
    for clause in clauses.take(4) {
        let noun: String = clause.chars().take_while(|c| !c.is_ascii_digit()).collect();
        let noun = if noun.contains(['比', '较']) { String::new() } else { compared::bare(&noun) };
        if noun.chars().count() >= 2 && noun != "期" {
            named = format!("{noun}{named}");
            break;
        }
    }
    named
}

fn contains_in_order(phrase: &str, core: &str) -> bool {
    let mut rest = phrase.chars();
    core.chars().all(|c| rest.any(|other| other == c))
}

/// The last two characters: what is measured.
fn tail(phrase: &str) -> String {
    let chars: Vec<char> = phrase.chars().collect();
    chars[chars.len().saturating_sub(2)..].iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tests::{loud, silent};

    const CODE: &str = "points-off";

    #[test]
    fn points_that_do_not_follow_are_told() {
        let faulty = [
            "覆盖率由上年的88.7%提高到91.5%，提高3.8个百分点。",
            "城镇化率为54.06%，比上年末的53.17%提高0.98个百分点。",
            "地区生产总值增长6.1%，高于全市平均水平（5.6%）1.5个百分点。",
            "参保率97.2%，比全市平均参保率（96.4%）高出1.8个百分点。",
            "良种化率为68.9%，高出全省平均水平5.7个百分点（全省为61.4%）。",
            "管网漏损率由14.8%降至11.5%，下降2.3个百分点。",
            "全市农村居民人均可支配收入15810元，同比增长7.6%。全市脱贫人口人均纯收入15944元，同比增长10.6%，高出全市农村居民人均可支配收入增速5个百分点。",
            "城镇居民人均可支配收入38216元，比上年增长4.7%；农村居民人均可支配收入20458元，增长6.7%，增速高于城镇居民3.0个百分点。",
            "报销比例职工为84.6%、居民为70.3%，两者相差16.3个百分点。",
            "开工率87.8%，竣工率57.0%，开工率与竣工率相差31.8个百分点。",
            "参保率由97.2%下降到96.1%，提高1.1个百分点。",
        ];
        assert_eq!(silent(CODE, &faulty), Vec::<&str>::new());
    }

    #[test]
    fn points_that_follow_or_have_no_base_are_not_told() {
        let clean = [
            "覆盖率由上年的88.7%提高到91.5%，提高2.8个百分点。",
            "同比增长7.6%，高出全省0.8个百分点。",
            "产业资金占比70%，高于省定标准10个百分点。",
            "增长7.8%，增速较上年加快1.1个百分点。",
            "镇村办理业务占66.2%，同比提高12.4个百分点。",
            "完成率为42.5%，落后时间进度7.5个百分点。",
            "城镇居民人均可支配收入38216元，比上年增长4.7%；农村居民人均可支配收入20458元，增长6.7%，增速高于城镇居民2.0个百分点。",
            "合格率98.5%，其中蔬菜98.2%，比上年提高0.5个百分点。",
            "全市小学入学率由2020年的90.0%提高到2023年的96.0%，年均提高2个百分点。",
            "新能源汽车产量2.86万辆，增长26%，增速较上半年加快3.2个百分点（上半年22.8%）。",
            "森林覆盖率由54.3%上升到56.2%，年均提高约0.6个百分点。",
            "全区覆盖率95.7%，高于目标任务。连锁化率38%，比全区平均水平高6个百分点。",
            "完成率80%，提高2个百分点；合格率由90%提高到95%。",
            "第一产业占比由12.1%下降到11.4%，第三产业占比提高1.3个百分点。",
            "参保率分别为95.2%、97.3%，比上年分别提高1.1个、0.5个百分点。",
            "贷款利率3.45%，比上年下降0.3个百分点，不良率1.2%。",
            "入学率96.2%，毕业率98.1%，高于全省平均水平1.2个百分点。",
        ];
        assert_eq!(loud(CODE, &clean), Vec::<&str>::new());
    }
}
