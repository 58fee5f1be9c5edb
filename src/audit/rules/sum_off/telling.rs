//! Whether a list that stands behind its whole and does not add up is told, and how surely: one that says it is complete always, an open one only
//! where one slip explains it that is hardly chance.

use super::Sum;
use super::borne_out::says_a_share_of;
use super::evidence::{Completeness, are_steps, is_partial, names_a_pair};
use super::explained;
use crate::audit::Verdicts;
use crate::audit::mend::{self, Slip};
use crate::audit::passage::{Passage, Pause, measured};
use crate::finding::Severity;
use crate::reading::Mention;
use rust_decimal::Decimal;

/// What became of a list.
pub enum Judged {
    Not,
    Held,
    Told,
}

/// People and things that fall under two of these heads at once.
const OVERLAPPING: [&str; 27] = [
    "女",
    "少数民族",
    "党员",
    "岁",
    "以上",
    "以下",
    "本科",
    "研究生",
    "学历",
    "职称",
    "新增",
    "已",
    "完成",
    "残疾",
    "青年",
    "退休",
    "超",
    "高级",
    "建成",
    "竣工",
    "开工",
    "开展",
    "重点",
    "直接",
    "预备",
    "涉及",
    "存在",
];

/// 妇女 beside 儿童 and 老人 is a class of its own, 及以上 closes a ladder, and 规模以上, 资质以上 are names.
fn without_classes(subject: &str) -> String {
    const CLASSES: [&str; 10] = [
        "妇女",
        "预备费",
        "及以下",
        "及以上",
        "规模以上",
        "资质以上",
        "限额以上",
        "超市",
        // Money from above, beside that of the place itself.
        "级以上补助",
        "级以上资金",
    ];
    CLASSES.iter().fold(subject.to_string(), |subject, class| subject.replace(class, ""))
}

/// How often one digit may explain a rest by chance where it is told: `其中` may name some of the parts alone, and seldom does where
/// they are of one form or steps of one ladder.
fn chance_allowed(complete: Completeness) -> Decimal {
    match complete {
        Completeness::Open => Decimal::new(4, 2),
        _ => Decimal::new(25, 2),
    }
}

/// `10件实事中，8件完成、3件推进`: nothing but the measure says what the parts are.
pub fn shares_out(passage: &Passage, whole: &Mention, parts: &[&Mention]) -> bool {
    let lead = passage.text(whole.range.end..parts[0].range.start);
    lead.ends_with("中，")
        && parts[1..].iter().all(|part| passage.text(whole.range.end..part.range.start).ends_with('、'))
}

/// Says what there is to say of a list behind its whole, as complete as its words make it.
pub fn tell(passage: &Passage, sum: &Sum, complete: Completeness, verdicts: &mut Verdicts) -> Judged {
    let reading = passage.reading;
    let (first, last) = (sum.parts[0], sum.parts[sum.parts.len() - 1]);
    if explained::is_explained(passage, sum, verdicts) {
        return Judged::Held;
    }
    let lead = passage.text(sum.whole.range.end..first.range.start);
    let is_partial = is_partial(passage, lead, last);
    let Some(ratio) = sum.ratio(reading) else { return Judged::Not };
    let parts: Vec<Mention> = sum.parts.iter().map(|part| measured(part)).collect();
    let whole = measured(sum.whole);
    let mend = mend::of(&parts, &whole);
    let is_over = ratio > Decimal::ONE;
    if is_partial && !is_over {
        return Judged::Not;
    }
    let stands = complete == Completeness::Complete && mend.is_some();
    if let Some(is_told) = explained::with_those_behind(passage, sum, stands, verdicts) {
        return if is_told { Judged::Told } else { Judged::Not };
    }
    // 票据融资6.6亿元。分投向看，涉农贷款163.1亿元: what is smaller than one of them is no whole of theirs.
    let is_larger = |part: &Mention| part.quantity.value_in(whole.unit()).is_some_and(|v| v > whole.quantity.value());
    if mend.is_none() && parts.iter().any(is_larger) {
        return Judged::Not;
    }
    // 合作社873家，包括国家级示范社6家、省级示范社31家: examples.
    if lead.contains("包括") && ratio < Decimal::new(5, 1) && mend.is_none() {
        return Judged::Not;
    }
    // 新馆占84.2%: of the sum one part is the share that the text says, and of the whole it is not.
    let is_complete = complete == Completeness::Complete || says_a_share_of(passage, sum);
    if is_complete && !is_partial {
        sum.tell(reading, Severity::Error, mend.as_ref(), verdicts);
        return Judged::Told;
    }
    let names_both = sum.parts.iter().any(|part| reading.subject(part).contains('男'));
    let has_bound = sum.parts.iter().any(|part| {
        let subject = without_classes(reading.subject(part));
        subject.contains("以上") || subject.contains("以下")
    });
    // 本科126名、硕士研究生36名: nobody stands on two steps of one ladder.
    let excludes =
        is_over && !has_bound && (are_steps(passage, &sum.parts) || shares_out(passage, sum.whole, &sum.parts));
    let overlaps = !names_both
        && !excludes
        && sum.parts.iter().any(|part| {
            let subject = without_classes(reading.subject(part));
            OVERLAPPING.iter().any(|word| subject.contains(word))
        });
    let digits = parts.iter().chain([&whole]).map(mend::precision).max().unwrap_or(0);
    let lies_between = |low: i64, high: i64| ratio >= Decimal::new(low, 1) && ratio <= Decimal::new(high, 1);
    let is_tight = passage.pause(first.range.end, sum.parts[1].range.start) == Pause::Short;
    // 肉类4.13万吨，其中猪肉2.86万吨、禽肉0.81万吨: what is named of a whole may leave a rest, and one digit explains many a rest. Of two
    // digits exchanged this is not so.
    let may_leave_a_rest =
        !is_over && ["其中", "当中", "中，"].iter().any(|word| lead.contains(word)) && !lead.contains("：");
    let mend = match may_leave_a_rest && !names_a_pair(passage, &sum.parts) {
        true if mend::chance(&parts, &whole) <= chance_allowed(complete) => mend,
        true => mend::exchanged(&parts, &whole).filter(|_| parts.len() >= 3),
        false => mend,
    };
    let is_doubtful = match &mend {
        _ if overlaps => false,
        None if may_leave_a_rest => false,
        // 有效问卷576份。“满意”和“比较满意”的分别为391份和152份: in another sentence two may be two of many.
        _ if complete == Completeness::Paired && sum.whole.sentence == first.sentence && lies_between(8, 12) => true,
        // 38亿单 beside 26万单: nothing agrees by chance with another scale.
        Some(mend) if mend.slip == Slip::Moved => digits >= 3 || digits == 2 && !lies_between(1, 90),
        Some(_) if complete == Completeness::Paired => lies_between(3, 30),
        Some(_) if parts.len() >= 3 => lies_between(if digits >= 3 { 5 } else { 8 }, 30),
        // 大学生286名，社区居民143名 of 420名: more than there are, by an exchange of digits.
        Some(_) if is_over && mend::exchanged(&parts, &whole).is_some() => lies_between(8, 15),
        Some(_) => is_over && is_tight || lies_between(8, 30) && digits >= 4,
        None => is_over && parts.len() >= 3 && is_tight && lies_between(8, 15),
    };
    if !is_doubtful {
        return Judged::Not;
    }
    sum.tell(reading, Severity::Warning, mend.as_ref(), verdicts);
    Judged::Told
}
