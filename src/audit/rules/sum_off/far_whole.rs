//! Parts that make up a whole of another paragraph: `受理诉求19112件。…从类型看，咨询类8912件，求助类6530件，投诉类3670件`. From a sentence
//! that begins with a division, or names all of a class, to the doubt where one slip of the pen parts its list from a total
//! that the text printed before. Wholes of the same sentence are none of its business.

use super::Sum;
use super::evidence::{Completeness, completeness, counts, is_division};
use super::whole_first;
use crate::audit::Verdicts;
use crate::audit::mend;
use crate::audit::passage::{Passage, measure, measured};
use crate::audit::relations::{operands, words};
use crate::finding::Severity;
use crate::reading::{Mention, ParagraphKind, Reading};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// So many of one unit are looked at: those with which the text begins, and those nearest before the list.
const FIRST: usize = 6;
const NEAREST: usize = 10;

/// Digits of a whole that hardly ever agree by chance: of one that shares a word with all parts, of a count, of any other.
const NAMED: usize = 3;
const COUNTED: usize = 4;
const MEASURED: usize = 5;

/// The amounts of a text by their measure, in order.
pub struct Wholes<'r>(HashMap<String, Vec<&'r Mention>>);

impl<'r> Wholes<'r> {
    pub fn of(reading: &'r Reading) -> Self {
        let mut all: HashMap<String, Vec<&Mention>> = HashMap::new();
        let is_prose = |m: &&Mention| reading.paragraphs[m.paragraph].kind != ParagraphKind::TableRow;
        for mention in reading.mentions.iter().filter(is_prose).filter(|m| operands::is_operand(m)) {
            all.entry(measure(mention).name().to_string()).or_default().push(mention);
        }
        Self(all)
    }

    /// Those that a list can make up, the ones that share its words first.
    fn beside(&self, reading: &Reading, lead: &str, parts: &[&Mention]) -> Vec<(&'r Mention, bool)> {
        let Some(all) = self.0.get(measure(parts[0]).name()) else { return Vec::new() };
        let at = all.partition_point(|m| m.range.start < parts[0].range.start);
        let first = &all[..at.min(FIRST)];
        let near = &all[at.saturating_sub(NEAREST).max(first.len())..at];
        // 其他贸易 shares a word with 贸易进出口总额, and 其他 alone need not.
        let said: Vec<String> = parts
            .iter()
            .filter(|part| !["其他", "其余", "其它"].iter().any(|rest| reading.subject(part).contains(rest)))
            .map(|part| words_of(reading, part))
            .collect();
        let is_named = |m: &Mention| {
            let own = words_of(reading, m);
            // 查出问题243个。…从问题类型看，预算管理类81个: the division names what it divides.
            let divides = is_division(lead)
                || lead.starts_with('从') && lead.contains("看，")
                || lead.starts_with('已') && lead.contains("中，");
            let is_divided = divides && words::shared(&own, lead) > 0;
            is_divided
                || are_days(reading, parts)
                || !said.is_empty() && said.iter().all(|part| words::shared(&own, part) > 0)
        };
        let is_part = |m: &Mention| {
            let joins = |text: &str| text.starts_with(['、', '和']) || text.ends_with(['、', '和']);
            let start = m.subject.start.min(m.range.start);
            joins(&reading.text()[m.range.end..]) || joins(&reading.text()[..start]) || operands::is_detail(reading, m)
        };
        // One part may have been spoilt.
        let is_larger = |m: &Mention| {
            let larger = |part: &&&Mention| m.quantity.value_in(part.unit()) > Some(part.quantity.value());
            parts.iter().filter(larger).count() + usize::from(parts.len() >= 3) >= parts.len()
        };
        let mut found: Vec<(&Mention, bool)> = first
            .iter()
            .chain(near.iter().rev())
            .filter(|m| m.sentence != parts[0].sentence && is_larger(m) && !operands::is_elsewhere(reading, m))
            .filter(|m| !is_part(m))
            .map(|m| (*m, is_named(m)))
            .collect();
        found.sort_by_key(|(_, is_named)| !is_named);
        found
    }
}

/// 1日5.2万人次，2日10.8万人次，…5日5.7万人次: each day of a row.
fn are_days(reading: &Reading, parts: &[&Mention]) -> bool {
    let day = |m: &&Mention| -> Option<usize> {
        let name = reading.before(m).trim_end_matches(['为', '达', '有', '接', '待']);
        name.rsplit('月').next()?.strip_suffix('日')?.parse().ok()
    };
    let days: Option<Vec<usize>> = parts.iter().map(day).collect();
    days.is_some_and(|days| days.len() >= 3 && days.windows(2).all(|two| two[1] == two[0] + 1))
}

/// What stands beside a quantity, without its unit.
fn words_of(reading: &Reading, mention: &Mention) -> String {
    format!("{}|{}", reading.subject(mention), reading.object(mention))
}

/// Whether so many digits hardly ever agree by chance. A number of money with its decimals is near many others.
fn is_telling(whole: &Mention, parts: &[&Mention], is_named: bool) -> bool {
    let digits = mend::precision(whole);
    let is_count = whole.unit().is_counted() && whole.quantity.printed_decimals() == 0;
    let is_exact_hundred = is_count && parts.len() >= 3 && whole.quantity.value() >= Decimal::ONE_HUNDRED;
    is_named && (digits >= NAMED || is_exact_hundred) || digits >= if is_count { COUNTED } else { MEASURED }
}

pub fn check<'r>(passage: &Passage<'r>, wholes: &Wholes<'r>, verdicts: &mut Verdicts) {
    let start = passage.sentence.start;
    let Some(first) = passage.placed.iter().find(|p| p.mention.range.start >= start && passage.is_amount(p)) else {
        return;
    };
    let lead = passage.text(start..first.mention.range.start);
    let parts = whole_first::list(passage, start, passage.sentence.end, first.depth, &measure(first.mention));
    if parts.len() < 2 || parts[0].range != first.mention.range || !may_be_complete(passage, lead, &parts) {
        return;
    }
    // 393户未消除风险对象中，因病147户、因残86户…: the first is the whole of the others.
    if passage.text(parts[0].range.end..parts[1].range.start).contains("中，") {
        return;
    }
    let reading = passage.reading;
    let found = wholes.beside(reading, lead, &parts);
    let sum = |whole| Sum { parts: parts.clone(), whole };
    if found.iter().any(|(whole, _)| sum(whole).holds(reading, verdicts)) || stands_in_the_sentence(passage, &parts) {
        return;
    }
    let measured_parts: Vec<Mention> = parts.iter().map(|part| measured(part)).collect();
    let slipped = found.iter().find_map(|(whole, is_named)| {
        let is_near = sum(whole).ratio(reading).is_some_and(|ratio| {
            ratio > Decimal::new(3, 1) && ratio < Decimal::from(3) || mend::precision(whole) >= COUNTED
        });
        let mend =
            mend::of(&measured_parts, &measured(whole)).filter(|_| is_telling(whole, &parts, *is_named) && is_near)?;
        // What is larger than the whole must be what was spoilt.
        let is_over = |part: &Mention| part.quantity.value_in(whole.unit()) >= Some(whole.quantity.value());
        if parts.iter().position(|part| is_over(part)).is_some_and(|spoilt| spoilt != mend.which) {
            return None;
        }
        Some((*whole, mend))
    });
    if let Some((whole, mend)) = slipped {
        sum(whole).tell(reading, Severity::Warning, Some(&mend), verdicts);
    }
}

/// `从类型看`, `按营造方式分`, `男性…，女性…`: the words say that the list is all of something.
fn may_be_complete(passage: &Passage, lead: &str, parts: &[&Mention]) -> bool {
    let last = parts[parts.len() - 1];
    let behind = passage.text(last.range.end..passage.sentence.end.max(last.range.end));
    let is_open = passage.text(passage.sentence.start..last.range.start).contains("其中")
        || behind.starts_with('等')
        || passage.reading.object(last).contains('等')
        || behind.starts_with("，其中");
    let opening = lead.split(['，', '：']).next().unwrap_or("");
    let is_view = opening.starts_with(['从', '分', '按']) && opening.ends_with('看') && lead.len() > opening.len();
    let is_view = is_view
        || opening.starts_with('按') && lead.starts_with(&format!("{opening}：")) && opening.chars().count() <= 8;
    // 已就业人员中，企业就业613人，…，升学和参军42人
    let is_all = ["已", "全部", "上述", "这些"].iter().any(|word| opening.starts_with(word));
    let is_of_them = is_all && opening.ends_with('中') && parts.len() >= 4 && lead.starts_with(&format!("{opening}，"));
    let is_view = is_view || is_of_them;
    let is_headed =
        are_days(passage.reading, parts) || heads_a_structure(passage) && lead == passage.reading.subject(parts[0]);
    // 分投向看，制造业…；普惠小微…；涉农…；绿色…: one loan may be of two of them.
    let overlaps = ["投向", "领域"].iter().any(|word| opening.contains(word));
    let is_list =
        parts.len() >= 3 && (is_view || is_division(lead) || is_headed || is_counted_behind(behind, parts.len()));
    !is_open && !overlaps && (is_list || completeness(passage, "", lead, parts) == Completeness::Complete)
}

/// 随班就读1886人，特教学校934人，送教上门322人，三种安置方式覆盖了全部学生: the words behind count the parts and say that they are all.
fn is_counted_behind(behind: &str, number: usize) -> bool {
    let clause = behind.trim_start_matches('，').split(['，', '。']).next().unwrap_or("");
    let starts: String = clause.chars().take(3).collect();
    counts(&starts, number) && ["全部", "所有", "全体"].iter().any(|word| clause.contains(word))
}

/// The paragraph stands below a heading that promises a division: 一、存款结构.
fn heads_a_structure(passage: &Passage) -> bool {
    let reading = passage.reading;
    let above = reading.paragraph_at(passage.sentence.start).checked_sub(1).map(|above| &reading.paragraphs[above]);
    let opens = reading.paragraphs[reading.paragraph_at(passage.sentence.start)].range.start == passage.sentence.start;
    let line = above.filter(|above| above.range.len() <= 60).map_or("", |above| reading.slice(&above.range));
    opens && ["结构", "构成", "组成"].iter().any(|word| line.trim_end().ends_with(word))
}

/// A total of the list stands behind it.
fn stands_in_the_sentence(passage: &Passage, parts: &[&Mention]) -> bool {
    let last = parts[parts.len() - 1].range.end;
    let unit = measure(parts[0]);
    passage.placed.iter().any(|p| {
        let words = passage.reading.subject(p.mention);
        let is_total = ["共", "合计", "总计", "加总", "总"].iter().any(|word| words.contains(word));
        p.mention.range.start >= last && measure(p.mention).converts_to(&unit) && is_total
    })
}
