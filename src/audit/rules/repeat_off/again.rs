//! A quantity that is taken up again: `这129.6万元`, `在12864个微心愿里`, `386个项目投入…`, `62户户户有干部包联`. From a mention to the
//! one that it takes up, and to the doubt where the two differ by one slip of the pen.

use super::{hold, tell};
use crate::audit::Verdicts;
use crate::audit::mend::{self, differ_by_a_slip, digits_swapped};
use crate::audit::passage::measure;
use crate::audit::relations::{nouns, operands, words};
use crate::reading::{Mention, Reading, is_han, pairs};

/// How many quantities back it may stand, and how many paragraphs.
const REACH: usize = 24;
const PARAGRAPHS: usize = 2;

/// 增长7.6%，较上半年加快0.4个百分点（前三季度7.6%，上半年7.2%）: the bracket says the value again, beside that of the other time.
pub fn restated(reading: &Reading, verdicts: &mut Verdicts, index: usize) {
    let Some([first, points, again, base]) = index.checked_sub(2).and_then(|at| reading.mentions.get(at..at + 4))
    else {
        return;
    };
    let text = reading.text();
    let time =
        |from: usize, m: &Mention| text[from..m.range.start.max(from)].trim_matches(['（', '，', '为', '是', '、']);
    let (own, other) = (time(points.range.end, again), time(again.range.end, base));
    let opens =
        text[points.range.end..].starts_with('（') && !text[points.range.end..base.range.start].contains(['）', '；']);
    let compares = reading.before(points).contains(other) && reading.before(points).contains(['比', '较']);
    let are_rates = [first, again, base].iter().all(|m| m.is_percent() && m.sentence == points.sentence);
    let are_times =
        [own, other].iter().all(|time| time.contains(['年', '月', '季', '期', '届']) && time.chars().count() <= 8);
    if !points.is_points() || !are_rates || !opens || !compares || !are_times {
        return;
    }
    super::compare(reading, verdicts, first, again);
}

/// 20项主要指标中，提前完成5项…力争《纲要》20项指标全部完成: the number of which the text began to tell, where this one is a slip away from it.
fn all_of_a_paper<'r>(reading: &'r Reading, mention: &Mention) -> Option<&'r Mention> {
    let (noun, _) = reading.object(mention).split_once("全部")?;
    let is_noun = (2..=4).contains(&noun.chars().count()) && noun.chars().all(is_han);
    if !is_noun || !reading.before(mention).ends_with('》') || mention.digit_count() < 2 {
        return None;
    }
    let begins = |m: &&Mention| {
        let object = reading.object(m);
        m.unit() == mention.unit()
            && reading.before(m).is_empty()
            && object.strip_suffix('中').is_some_and(|name| name.ends_with(noun) && name.chars().count() <= 6)
    };
    let mut all = reading.around_before(mention).iter().filter(begins);
    let first = all.next().filter(|_| all.next().is_none())?;
    (first.quantity.value() != mention.quantity.value() && differ_by_a_slip(first, mention)).then_some(first)
}

/// 由6家增至9家，增加3家，这8家企业: neither what was reached nor what came.
fn reached_before(reading: &Reading, index: usize) -> Option<&Mention> {
    let [from, to, by, these] = reading.mentions.get(index.checked_sub(3)?..=index)? else { return None };
    let text = reading.text();
    let is_alike = |m: &&Mention| m.unit() == these.unit() && m.sentence == these.sentence && m.unit().is_counted();
    let reaches = text.get(from.range.end..to.range.start).is_some_and(|verb| verb.ends_with(['到', '至', '为']));
    let follows = text.get(by.range.end..these.range.start) == Some("，这");
    let says_it = [from, to, by].iter().any(|m| m.quantity.value() == these.quantity.value());
    let is_row = [from, to, by].iter().all(is_alike) && reading.before(from).ends_with(['由', '从']);
    (is_row && reaches && by.change.is_some() && follows && !says_it).then_some(to)
}

/// 启用的这400张床位: of the number of that noun in the sentence that says 启用, where it is another by one digit.
fn of_its_deed<'r>(reading: &Reading, mention: &Mention, earlier: &[(&'r Mention, bool)]) -> Option<&'r Mention> {
    let verb = reading.before(mention).strip_suffix("的这").filter(|verb| verb.chars().count() == 2)?;
    let says_it = |m: &Mention| reading.slice(&reading.sentences[m.sentence].range).contains(verb);
    let mut named = earlier.iter().filter(|(m, is_named)| *is_named && m.sentence != mention.sentence && says_it(m));
    let first = named.next().filter(|_| named.next().is_none())?.0;
    let differs = first.quantity.value() != mention.quantity.value() && differ_by_a_slip(first, mention);
    (differs && mention.digit_count() >= 2).then_some(first)
}

/// So many of those that have no name in common are looked at.
const NEAREST: usize = 4;

const DEMONSTRATIVES: [&str; 9] = ["这", "该", "上述", "以上", "这些", "这批", "前述", "前面的", "前面"];

/// What follows a number that speaks of all of them.
const ALL: [&str; 12] =
    ["全部", "均", "都", "户户", "家家", "人人", "村村", "个个", "一个不少", "无一", "逐", "一库一策"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taken {
    /// 这129.6万元, 前述4582名: the number before is meant and no other.
    Surely,
    /// 62户户户: each of those that the sentence counted.
    Each,
    /// 在12864个微心愿里, 386个项目: mostly.
    Mostly,
}

pub fn check(reading: &Reading, verdicts: &mut Verdicts, index: usize) {
    let mention = &reading.mentions[index];
    let is_plain = mention.quantity.bound.is_none() && mention.upper.is_none() && mention.change.is_none();
    if is_plain && let Some(reached) = reached_before(reading, index) {
        return tell(reading, verdicts, reached, mention);
    }
    if !is_plain || mention.is_percent() || mention.is_points() || mention.digit_count() < 2 {
        return;
    }
    if let Some(all) = all_of_a_paper(reading, mention) {
        return tell(reading, verdicts, all, mention);
    }
    let Some(taken) = taken(reading, mention) else { return };
    let noun = nouns::behind(reading, mention);
    let earlier: Vec<(&Mention, bool)> = reading.mentions[index.saturating_sub(REACH)..index]
        .iter()
        .rev()
        .take_while(|m| m.paragraph + PARAGRAPHS > mention.paragraph)
        .filter(|m| m.unit() == mention.unit() && m.change.is_none() && m.upper.is_none() && !m.is_quoted)
        .map(|m| (m, nouns::is_of(reading, m, &noun)))
        .collect();
    // 新院区启用，开放床位400张…启用的这400张床位: what that deed was said of, whatever else is as many.
    if let Some(first) = of_its_deed(reading, mention, &earlier) {
        return tell(reading, verdicts, first, mention);
    }
    let is_same = |m: &Mention| m.interval_in(mention.unit()).is_some_and(|i| i.meets(&mention.interval()));
    if let Some((first, _)) = earlier.iter().find(|(m, _)| is_same(m)) {
        return hold(reading, verdicts, first, mention);
    }
    let unnamed = earlier.iter().filter(|(_, named)| !named).take(NEAREST);
    for (first, is_named) in earlier.iter().filter(|(_, named)| *named).chain(unnamed) {
        if may_tell(reading, taken, first, mention, *is_named) && differ_by_a_slip(first, mention) {
            return tell(reading, verdicts, first, mention);
        }
    }
    let meant = if taken != Taken::Mostly { pointed_at(reading, index, &noun) } else { None };
    if let Some(first) = far(reading, index, &noun, taken).or(meant) {
        tell(reading, verdicts, first, mention);
    }
}

/// 紧急转移避险4852人 … 对前述4582名转移群众: the one number of the text before with two digits exchanged whose words share one with the noun. 名 and
/// 人 count alike.
fn pointed_at<'r>(reading: &'r Reading, index: usize, noun: &str) -> Option<&'r Mention> {
    let mention = &reading.mentions[index];
    if mend::precision(mention) < 3 || is_printed_elsewhere(reading, mention) {
        return None;
    }
    let is_meant = |m: &&Mention| {
        let words = format!("{}{}", reading.before(m), reading.object(m));
        measure(m) == measure(mention) && digits_swapped(m, mention) && words::shared(noun, &words) > 0
    };
    let mut all = reading.around_before(mention).iter().filter(is_meant);
    all.next().filter(|first| all.all(|other| other.quantity.value() == first.quantity.value()))
}

/// 产值同比下降的46家 … 建议对64家产值下降企业逐户走访: a number behind a preposition whose noun is made of the words of an earlier sentence, where that has the number with its two digits
/// exchanged and no other place has this one.
pub fn reworded(reading: &Reading, verdicts: &mut Verdicts, index: usize) {
    const NOUN: usize = 4;
    let mention = &reading.mentions[index];
    let is_plain = mention.quantity.bound.is_none() && mention.upper.is_none() && mention.change.is_none();
    let lead = reading.before(mention).chars().next_back();
    let takes = lead.is_some_and(|c| "对将把给为向".contains(c)) || reading.before(mention).is_empty();
    let noun: String = reading.object(mention).chars().take_while(|c| is_han(*c)).take(6).collect();
    if !is_plain
        || !takes
        || !mention.unit().is_counted()
        || noun.chars().count() < NOUN
        || mend::precision(mention) < 2
        || is_printed_elsewhere(reading, mention)
    {
        return;
    }
    let is_first = |m: &&Mention| {
        measure(m) == measure(mention)
            && m.sentence != mention.sentence
            && digits_swapped(m, mention)
            && !operands::is_of_before(reading, m)
            && is_said_of(&noun, reading.slice(&reading.paragraphs[m.paragraph].range), reading.before(m))
    };
    let mut all = reading.around_before(mention).iter().filter(is_first);
    if let Some(first) = all.next().filter(|_| all.next().is_none()) {
        tell(reading, verdicts, first, mention);
    }
}

/// Whether all of a noun stands in a sentence, and one of its words right before the number.
fn is_said_of(noun: &str, sentence: &str, before: &str) -> bool {
    noun.chars().all(|c| sentence.contains(c)) && pairs(noun).any(|word| before.contains(word))
}

fn is_printed_elsewhere(reading: &Reading, mention: &Mention) -> bool {
    reading.around(mention).iter().any(|m| {
        m.range != mention.range && measure(m) == measure(mention) && m.quantity.value() == mention.quantity.value()
    })
}

/// 床位2150张 … 2510张床位仅入住903人: the one number that the noun has in the whole text, with two digits exchanged, and of three digits or
/// more; one digit is enough where the number is surely meant, or is more than the first and so no part of it. A number that the text prints
/// elsewhere is one of its own.
fn far<'r>(reading: &'r Reading, index: usize, noun: &str, taken: Taken) -> Option<&'r Mention> {
    let mention = &reading.mentions[index];
    let alike = |m: &&Mention| m.unit() == mention.unit() && m.range != mention.range;
    let is_printed =
        reading.around(mention).iter().filter(alike).any(|m| m.quantity.value() == mention.quantity.value());
    if is_printed || mend::precision(mention) < 3 {
        return None;
    }
    let before = reading.around_before(mention).iter().filter(alike);
    let is_value =
        |m: &&Mention| m.change.is_none() && m.upper.is_none() && !m.is_quoted && nouns::is_of(reading, m, noun);
    let named: Vec<&Mention> = before.filter(is_value).collect();
    // 床位2150张，其中护理型床位1268张: what is called so and no more.
    let exactly: Vec<&Mention> = named.iter().filter(|m| is_called(reading, m, noun)).copied().collect();
    let named = if exactly.is_empty() { named } else { exactly };
    let first = *named.first()?;
    let is_one = named.iter().all(|m| m.quantity.value() == first.quantity.value());
    let is_more = mention.quantity.value() > first.quantity.value();
    let is_slip = digits_swapped(first, mention)
        || (taken != Taken::Mostly || is_more && mend::precision(first) >= 3) && differ_by_a_slip(first, mention);
    (is_one && is_slip && !operands::is_of_before(reading, first)).then_some(first)
}

/// Whether the noun begins with all that a quantity is called.
fn is_called(reading: &Reading, m: &Mention, noun: &str) -> bool {
    let name = nouns::without_count(reading.subject(m));
    name.chars().count() >= 2 && noun.starts_with(name)
}

fn may_tell(reading: &Reading, taken: Taken, first: &Mention, again: &Mention, is_named: bool) -> bool {
    let precision = mend::precision(first).min(mend::precision(again));
    let is_next = first.sentence + 1 >= again.sentence;
    if operands::is_of_before(reading, first) {
        return false;
    }
    // What is named again without 这 may be a part of it; a part is never larger.
    let is_larger = again.quantity.value() > first.quantity.value();
    match (taken, is_named) {
        (Taken::Each, _) => first.sentence == again.sentence && precision >= 2,
        (Taken::Surely, true) => precision >= 2,
        (Taken::Surely, false) if precision >= 3 => is_next,
        (Taken::Surely, false) => is_next && precision == 2 && (is_larger || digits_swapped(first, again)),
        (Taken::Mostly, true) if precision >= 3 => is_larger || digits_swapped(first, again),
        (Taken::Mostly, true) => digits_swapped(first, again),
        (Taken::Mostly, false) => is_next && precision >= 5,
    }
}

/// 水库一库一策, 村一村一品: a noun, and something for each of it.
fn begins_with_one_for_each(object: &str) -> bool {
    const NOUN: usize = 4;
    let chars: Vec<char> = object.chars().take(NOUN + 4).collect();
    let is_for_each = |four: &[char]| four[0] == '一' && four[2] == '一' && is_han(four[1]) && is_han(four[3]);
    chars.windows(4).position(is_for_each).is_some_and(|at| at > 0 && chars[..at].contains(&chars[at + 1]))
}

fn taken(reading: &Reading, mention: &Mention) -> Option<Taken> {
    let lead = reading.before(mention);
    let behind = &reading.text()[mention.range.end..];
    let is_all = ALL.iter().any(|word| behind.starts_with(word));
    // 62户户户有干部包联: each of them.
    let unit = mention.unit().name();
    let is_each = behind.starts_with(&format!("{unit}{unit}")) && unit.chars().count() == 1;
    if is_each && lead.is_empty() {
        return Some(Taken::Each);
    }
    if DEMONSTRATIVES.iter().any(|word| lead.ends_with(word)) || is_all && lead.is_empty() {
        return Some(Taken::Surely);
    }
    let object = reading.object(mention);
    // 112座水库一库一策
    if lead.is_empty() && begins_with_one_for_each(object) {
        return Some(Taken::Surely);
    }
    // 31个村入选，31个村分布在14个乡镇
    let is_spread =
        object.split("分布在").next().is_some_and(|noun| noun.len() < object.len() && noun.chars().count() <= 3);
    if is_spread && lead.is_empty() {
        return Some(Taken::Surely);
    }
    // 放映3288场，一村一月一场，足额完成3288场的任务
    let is_task =
        object.starts_with("的任务") && ["足额完成", "全部完成", "如期完成"].iter().any(|word| lead.ends_with(word));
    if is_task {
        return Some(Taken::Surely);
    }
    let is_within = lead == "在" && ["中", "里", "内"].iter().any(|word| object.ends_with(word));
    // 今年86.5万人次的游客里
    let is_of_all = matches!(lead, "" | "今年" | "去年" | "全年")
        && object.strip_prefix('的').is_some_and(|noun| noun.ends_with(['里', '中']) && noun.chars().count() <= 6);
    const PLACES: [&str; 6] = ["全市", "全县", "全区", "全镇", "全乡", "全省"];
    // 全市选树的1260户“微家庭”
    let is_verb = |rest: &str| rest.ends_with('的') && rest.chars().count() == "选树的".chars().count();
    let opens = lead.is_empty()
        || PLACES.iter().any(|place| lead.strip_prefix(place).is_some_and(|rest| rest.is_empty() || is_verb(rest)));
    let names_something = object.trim_start_matches('“').chars().take(2).filter(|c| is_han(*c)).count() == 2;
    (is_within || is_of_all || opens && names_something).then_some(Taken::Mostly)
}
