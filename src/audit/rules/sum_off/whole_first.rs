//! A whole and, behind it, its parts: `总投资1.26亿元，其中A 7200万元、B 5400万元`, `三座隧道共3840米，依次为…`, each measure by
//! itself (`16处，总投资1.84亿元。其中：A 3处，投资9600万元；B 13处，投资8800万元`).

use super::Sum;
use super::borne_out::divides_the_last;
use super::evidence::{Completeness, are_two_of_a_noun, completeness, is_division};
use super::remainder::is_left_of_others;
use super::siblings;
use super::telling::{Judged, shares_out, tell};
use crate::audit::Verdicts;
use crate::audit::mend;
use crate::audit::passage::{Passage, Pause, Placed, is_change, is_of_one_kind, measure, measured};
use crate::audit::relations::operands;
use crate::model::Unit;
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

const LEADS: [&str; 12] =
    ["中，", "其中", "当中", "包括", "分别", "依次", "组成", "构成", "分为", "资金来源", "，即", "由"];
const BRACKETS: [&str; 6] = ["（", "(", "分，", "按", "：", "看，"];

/// How many quantities back a whole may stand.
const REACH: usize = 12;

/// A total of the list, not a part of it.
const TOTALS: [&str; 4] = ["合计", "共计", "总计", "小计"];

/// The first part stands this near to its lead, in bytes.
const NEAR: usize = 240;

pub fn check(passage: &Passage, verdicts: &mut Verdicts) {
    let text = passage.text(passage.sentence.clone());
    let mut leads: Vec<usize> = LEADS
        .iter()
        .chain(&BRACKETS)
        .flat_map(|word| text.match_indices(word).map(|(i, word)| passage.sentence.start + i + word.len()))
        .collect();
    leads.push(passage.sentence.start);
    leads.extend(bare_leads(passage));
    leads.sort_unstable();
    leads.dedup();
    leads.retain(|lead| !passage.reading.between(&(*lead..*lead + NEAR)).is_empty());
    let mut judged: Vec<usize> = Vec::new();
    for lead in leads {
        let depth = passage.depth_at(lead);
        let end = passage.text(lead..passage.sentence.end).find("其中").map_or(passage.sentence.end, |i| lead + i);
        let mut borne_out = 0;
        let units = units(passage, lead, end, depth);
        // What one measure bears out holds for those before it as well: 18座、46.5万吨，其中甲4座、28万吨，乙15座、18.5万吨.
        for (at, unit) in units.iter().chain(&units).enumerate() {
            if at >= units.len() && borne_out == 0 {
                break;
            }
            let parts = list(passage, lead, end, depth, unit);
            let Some(first) = parts.first().map(|part| part.range.start) else { continue };
            if parts.len() < 2 || judged.contains(&first) {
                continue;
            }
            let place = Place { lead, depth, judged: &judged, is_borne_out: borne_out == parts.len() };
            match judge(passage, &place, &parts, verdicts) {
                Judged::Not => continue,
                Judged::Held => borne_out = parts.len(),
                Judged::Told => {}
            }
            judged.extend(parts.iter().map(|part| part.range.start));
        }
    }
}

/// Behind a whole with its noun and a comma: `落户19家企业，制鞋5家、电子8家、食品6家`.
fn bare_leads<'p>(passage: &'p Passage) -> impl Iterator<Item = usize> + 'p {
    let own = passage.placed.iter().filter(|p| p.mention.range.start >= passage.sentence.start);
    own.filter(|p| passage.is_amount(p)).filter_map(|p| {
        let end = p.mention.range.end;
        let behind = passage.text(end..passage.sentence.end.max(end));
        let comma = behind.find(['，', ','])?;
        (behind[..comma].chars().count() <= 16).then(|| passage.reading.text().ceil_char_boundary(end + comma + 1))
    })
}

/// The measures of the first quantities behind a lead, each once.
fn units(passage: &Passage, from: usize, to: usize, depth: usize) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let behind = passage.placed.iter().filter(|p| p.mention.range.start >= from && p.mention.range.start < to);
    for placed in behind.filter(|p| p.depth == depth).take(3) {
        let unit = measure(placed.mention);
        if passage.is_amount(placed) && !units.iter().any(|known| known.converts_to(&unit)) {
            units.push(unit);
        }
    }
    units
}

/// The quantities of one measure that form a list behind a lead: divided by marks no stronger than that between the
/// first two, but a rest (其余) may follow a stronger one.
pub(super) fn list<'r>(passage: &Passage<'r>, from: usize, to: usize, depth: usize, unit: &Unit) -> Vec<&'r Mention> {
    let mut list: Vec<&Mention> = Vec::new();
    let mut level = None;
    for placed in passage.placed.iter().filter(|p| p.mention.range.start >= from && p.mention.range.start < to) {
        if placed.depth < depth {
            break;
        }
        if placed.depth > depth || !measure(placed.mention).converts_to(unit) || !passage.is_amount(placed) {
            continue;
        }
        if let Some(last) = list.last() {
            let pause = passage.pause(last.range.end, placed.mention.range.start);
            let subject = passage.reading.subject(placed.mention);
            // 古籍1.3万册、其他20万件；全年新增藏书8.7万册: what came is no part beside what there is.
            let is_new =
                subject.contains("新增") && !passage.reading.subject(list[0]).contains("新增") && pause > Pause::Short;
            if is_new || TOTALS.iter().any(|word| subject.contains(word)) || matches!(subject, "共" | "一共" | "总共")
            {
                break;
            }
            let is_rest = says_rest(passage.reading.subject(placed.mention));
            // 提取44.2万元，其余397.8万元按章程分配，村集体得114万元: what stands behind the rest is a part of the rest.
            let is_closed = says_rest(passage.reading.subject(last)) && pause >= Pause::Comma;
            let limit = *level.get_or_insert(pause);
            if pause == Pause::None || pause == Pause::Stop || is_closed || pause > limit && !is_rest {
                break;
            }
        }
        list.push(placed.mention);
    }
    list
}

/// Where a list stands.
struct Place<'j> {
    lead: usize,
    depth: usize,
    /// The starts of quantities that belong to other lists.
    judged: &'j [usize],
    /// The same list adds up in another measure (3处, 13处 of 16处), so it is complete.
    is_borne_out: bool,
}

/// Says what there is to say of a list.
fn judge(passage: &Passage, place: &Place, parts: &[&Mention], verdicts: &mut Verdicts) -> Judged {
    let lead = place.lead;
    let reading = passage.reading;
    let unit = measure(parts[0]);
    let wholes: Vec<&Placed> = passage
        .placed
        .iter()
        .rev()
        .filter(|p| p.mention.range.end <= lead && p.depth <= place.depth)
        .take(REACH)
        .filter(|p| measure(p.mention).converts_to(&unit) && !p.mention.is_percent() && !p.mention.is_points())
        .collect();
    let level = passage.pause(parts[0].range.end, parts[1].range.start);
    let shortest = if level >= Pause::Comma { 2 } else { parts.len() };
    // 占年度计划9亿元的104%: with so round an aim parts agree by chance.
    let is_meant = |whole: &&&Placed| passage.is_amount(whole) || mend::precision(whole.mention) > 1;
    for whole in wholes.iter().filter(is_meant) {
        for many in (shortest..=parts.len()).rev() {
            let sum = Sum { parts: parts[..many].to_vec(), whole: whole.mention };
            if holds_within(&sum, reading, verdicts) || sum.holds(reading, verdicts) {
                return Judged::Held;
            }
        }
    }
    if wholes.iter().any(|whole| holds_behind_a_detail(passage, whole.mention, parts, verdicts)) {
        return Judged::Held;
    }
    let Some(whole) = whole_of(passage, &wholes, parts) else { return Judged::Not };
    let mention = whole.mention;
    let last = reading.subject(parts[parts.len() - 1]);
    let is_bare =
        lead == passage.sentence.start || passage.text(passage.sentence.start.min(lead)..lead).ends_with('，');
    if place.judged.contains(&mention.range.start) || lead == passage.sentence.start && says_rest(last) {
        return Judged::Not;
    }
    // 排查隐患8919项。一般隐患整改8714项: what was done of them is no part.
    const DONE: [&str; 6] = ["整改", "办结", "完成", "化解", "销号", "处置"];
    let is_done = |m: &Mention| DONE.iter().any(|verb| reading.subject(m).ends_with(verb));
    let is_first_of_rest = says_rest(last)
        && (Sum { parts: parts[1..].to_vec(), whole: parts[0] }).outcome(reading).is_some_and(|sum| sum.fits(parts[0]));
    if parts.iter().all(|part| is_done(part)) && !is_done(mention) || is_first_of_rest {
        return Judged::Not;
    }
    let sum = Sum { parts: parts.to_vec(), whole: mention };
    let is_one_of_a_list = passage.is_in_a_list(mention) && !divides_the_last(passage, &sum);
    let is_tied = is_tied(passage, mention, lead, parts[0]) && !is_one_of_a_list;
    if may_divide_a_change(passage, &wholes, mention, parts)
        || !is_tied
        || siblings::is_sibling(passage, mention, lead, parts)
    {
        return Judged::Not;
    }
    let rest = &parts[parts.len() - 2..];
    if siblings::is_mixed(passage, parts, place.depth)
        || is_left_of_others(reading, rest[0], rest[1])
        || siblings::overlap_is_said(passage, parts)
    {
        return Judged::Not;
    }
    let before = passage.text(mention.clause.start..mention.range.start);
    let complete = completeness(passage, before, passage.text(mention.range.end..parts[0].range.start), parts);
    let complete = if place.is_borne_out { Completeness::Complete } else { complete };
    let is_of_one_kind = parts.iter().all(|part| is_of_one_kind(reading, mention, part))
        || sum.ratio(reading).is_some_and(|ratio| ratio > Decimal::ONE) && shares_out(passage, mention, parts);
    let is_list = level == Pause::Short
        || is_named(passage, mention, lead)
        || is_set(passage, mention)
        || parts.len() >= 3 && passage.text(mention.range.end..lead) == "：";
    match complete {
        Completeness::Open | Completeness::Paired if !passage.is_amount(whole) && !passage.is_amount_of_then(whole) => {
            Judged::Not
        }
        _ if is_bare && !is_list && !is_said_in_two(passage, mention, parts) && lead > passage.sentence.start => {
            Judged::Not
        }
        Completeness::Complete => tell(passage, &sum, complete, verdicts),
        _ if is_of_one_kind && is_list && lead > passage.sentence.start => tell(passage, &sum, complete, verdicts),
        _ => Judged::Not,
    }
}

/// 就业3865人，其中脱贫劳动力2107人；到外地612人，省内2890人，其他363人: a detail of the whole, and behind a stronger mark its parts.
fn holds_behind_a_detail(passage: &Passage, whole: &Mention, parts: &[&Mention], verdicts: &mut Verdicts) -> bool {
    let [detail, others @ ..] = parts else { return false };
    others.len() >= 2
        && passage.pause(detail.range.end, others[0].range.start) == Pause::Semicolon
        && passage.reading.subject(detail).contains("其中")
        && Sum { parts: others.to_vec(), whole }.holds(passage.reading, verdicts)
}

/// The nearest quantity that the parts may make: of their time, and visits only for visits.
fn whole_of<'a, 'r>(passage: &Passage<'r>, wholes: &'a [&'a Placed<'r>], parts: &[&Mention]) -> Option<&'a Placed<'r>> {
    let reading = passage.reading;
    let is_per_head =
        |whole: &&&Placed| reading.subject(whole.mention).contains("人均") && !is_change(reading, whole.mention);
    // 河长318名，巡河1.59万人次。县级24名、乡级86名: visits are no heads.
    let counts_visits = |mention: &Mention| mention.unit().name() == "人次";
    let is_counted_alike = |whole: &&&Placed| counts_visits(whole.mention) == counts_visits(parts[0]);
    // 进出口76亿元，上年同期为68亿元。其中出口54亿元: the parts are not those of the year before.
    let is_of_before = |mention: &Mention| operands::is_of_before(reading, mention);
    let is_of_its_time = |whole: &&&Placed| is_of_before(parts[0]) || !is_of_before(whole.mention);
    // 去年接单42.6万件，其中校服18.5万件: parts right behind a whole are of its time.
    let leads_in = |whole: &&&Placed| {
        passage.is_amount_of_then(whole)
            && ["，其中", "（其中"].iter().any(|lead| reading.text()[whole.mention.range.end..].starts_with(lead))
            && reading.between(&(whole.mention.range.end..parts[0].range.start)).is_empty()
    };
    let may_be_whole =
        |whole: &&&Placed| (passage.is_amount(whole) || is_per_head(whole)) && is_of_its_time(whole) || leads_in(whole);
    // 总投入22200万元，其中供水1.84亿元、管网3216万元。资金来源为…: what was made up of the others is made up of these too.
    let is_of_sources = passage.text(passage.sentence.clone()).starts_with("资金来源");
    let is_head = |whole: &&&Placed| {
        let is_here = whole.mention.sentence == parts[0].sentence;
        is_here || !is_of_sources || !operands::is_detail(reading, whole.mention)
    };
    let alike = wholes.iter().find(|whole| may_be_whole(whole) && is_counted_alike(whole) && is_head(whole));
    alike.or_else(|| wholes.iter().find(may_be_whole)).copied()
}

/// `对象2.99万人，纳入1.48万人，救助1.1万人、帮扶3766人`: where both sums fit, the nearer one is meant.
fn holds_within(sum: &Sum, reading: &Reading, verdicts: &mut Verdicts) -> bool {
    let inner = Sum { parts: sum.parts[1..].to_vec(), whole: sum.parts[0] };
    sum.parts.len() >= 3
        && sum.outcome(reading).is_some_and(|outcome| outcome.fits(&measured(sum.whole)))
        && inner.distance(reading) < sum.distance(reading)
        && inner.holds(reading, verdicts)
}

/// `比上年增加13个，其中医院3个、卫生院10个`: the parts may be those of a change that stands nearer.
fn may_divide_a_change(passage: &Passage, wholes: &[&Placed], whole: &Mention, parts: &[&Mention]) -> bool {
    let Some(first) = wholes.first().filter(|first| first.mention.range != whole.range) else { return false };
    let ratio = Sum { parts: parts.to_vec(), whole: first.mention }.ratio(passage.reading);
    is_change(passage.reading, first.mention) && ratio.is_none_or(|ratio| ratio < Decimal::TWO)
}

/// Whether the whole stands where grammar puts it: in the same sentence, or in the one before where this one begins with
/// the lead. Brackets and colons belong to the quantity right before them.
fn is_tied(passage: &Passage, whole: &Mention, lead: usize, first: &Mention) -> bool {
    let between = passage.text(whole.range.end..lead);
    let is_named = is_named(passage, whole, lead);
    let opening = passage.text(passage.sentence.start.min(lead)..first.range.start);
    let begins_the_sentence = lead >= passage.sentence.start
        && !passage
            .placed
            .iter()
            .any(|p| p.mention.range.start >= passage.sentence.start && p.mention.range.end <= lead)
        && opening.chars().count() <= 50
        && (["其中", "构成"].iter().any(|word| opening.starts_with(word))
            || is_division(opening)
            || opening.contains("资金来源")
            || lead == passage.sentence.start)
        || opening.contains("分别") && !opening.contains('，') && !opening.is_empty();
    if passage.text(lead..first.range.start).chars().count() > 60 {
        return false;
    }
    match passage.pause(whole.range.end, lead) {
        Pause::Stop => begins_the_sentence,
        Pause::Semicolon => is_named && !between.contains("分别"),
        _ => is_named || between.chars().count() <= 24,
    }
}

/// `两院共有25人获表彰，法院14人，检察院11人`
fn is_said_in_two(passage: &Passage, whole: &Mention, parts: &[&Mention]) -> bool {
    let names: Vec<&str> = parts.iter().map(|part| passage.reading.subject(part)).collect();
    parts.len() == 2 && are_two_of_a_noun(passage.text(whole.clause.start..whole.range.start), &names)
}

/// 在12864个微心愿里，儿童心愿8232个；…
fn is_set(passage: &Passage, whole: &Mention) -> bool {
    let clause = passage.text(whole.range.end..whole.clause.end.max(whole.range.end));
    passage.text(whole.clause.start..whole.range.start).ends_with('在') && clause.ends_with(['里', '中'])
}

/// Whether a word between whole and parts says that parts follow.
fn is_named(passage: &Passage, whole: &Mention, lead: usize) -> bool {
    let between = passage.text(whole.range.end..lead);
    LEADS.iter().any(|word| between.contains(word))
}

fn says_rest(name: &str) -> bool {
    ["其余", "剩余", "剩下", "余下"].iter().any(|word| name.contains(word))
}
