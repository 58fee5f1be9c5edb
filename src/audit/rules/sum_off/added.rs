//! A sum to which something is added in words: `计件工资3094元，加上200元全勤奖，能拿到3294元`, `留成公益金416万元。加上上年结转64万元和上级补助270万元，全年可用750万元`.
//! From the word to what stands right before it, what it adds, and the total of the next clause.

use super::Sum;
use crate::audit::mend::{self, Slip};
use crate::audit::passage::measured;
use crate::audit::{Verdicts, arithmetic};
use crate::finding::Severity;
use crate::reading::{Mention, ParagraphKind, Reading};

const ADDING: [&str; 6] = ["加上", "再加上", "加之", "连同", "外加", "加"];

/// Words of the whole that the next clause says.
const TOTALS: [&str; 22] = [
    "合计",
    "共计",
    "总计",
    "总共",
    "一共",
    "共",
    "累计",
    "总收入",
    "总额",
    "可用",
    "能拿",
    "拿到",
    "到手",
    "达到",
    "可达",
    "可支配",
    "财力",
    "总财力",
    "总量",
    "总数",
    "能挣",
    "能得",
];

/// Of a total of fewer digits one slip makes too much right.
const DIGITS: usize = 3;

/// More is not added in one clause.
const MOST: usize = 4;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let text = reading.text();
    for sentence in &reading.sentences {
        if reading.paragraphs[sentence.paragraph].kind == ParagraphKind::TableRow {
            continue;
        }
        for word in ADDING {
            for (i, _) in reading.slice(&sentence.range).match_indices(word) {
                let at = sentence.range.start + i;
                let opens = i == 0 || text[..at].ends_with(['，', '；']);
                if opens && let Some((sum, is_stated)) = sum(reading, at + word.len()) {
                    judge(reading, verdicts, &sum, is_stated);
                }
            }
        }
    }
}

fn judge(reading: &Reading, verdicts: &mut Verdicts, sum: &Sum, is_stated: bool) {
    if sum.holds(reading, verdicts) || verdicts.has_told(&sum.whole.range) || with_those_before(reading, verdicts, sum)
    {
        return;
    }
    let parts: Vec<Mention> = sum.parts.iter().map(|part| measured(part)).collect();
    let mend = mend::of(&parts, &measured(sum.whole));
    match is_stated {
        true => sum.tell(reading, Severity::Error, mend.as_ref(), verdicts),
        false if mend.is_some() && mend::precision(sum.whole) >= DIGITS => {
            sum.tell(reading, Severity::Warning, mend.as_ref(), verdicts)
        }
        false => {}
    }
}

/// 年初预算1200万元，年中追加300万元，加上上年结转120万元，可用1620万元: what stands before the base belongs to it as well. Whether that holds, or
/// one slip of the total explains why it does not.
fn with_those_before(reading: &Reading, verdicts: &mut Verdicts, sum: &Sum) -> bool {
    let base = sum.parts[0];
    let start = reading.sentences[base.sentence].range.start;
    let before = reading.between(&(start..base.range.start)).iter().rev();
    let is_alike = |m: &&Mention| {
        m.unit() == base.unit() && m.change.is_none() && m.upper.is_none() && !reading.before(m).contains(['每', '均'])
    };
    let mut parts = sum.parts.clone();
    for one in before.take(MOST).take_while(is_alike) {
        parts.insert(0, one);
        let more = Sum { parts: parts.clone(), whole: sum.whole };
        if more.holds(reading, verdicts) {
            return true;
        }
        let whole = measured(sum.whole);
        let is_slip =
            |right: arithmetic::Outcome| mend::slipped(&whole, &right.unit, &right.interval, Slip::Digit).is_some();
        if mend::precision(&whole) >= DIGITS && more.outcome(reading).is_some_and(is_slip) {
            more.tell_slip(reading, verdicts);
            return true;
        }
    }
    false
}

/// What is added together, and whether nothing else can be meant: the base stands right before the word.
fn sum(reading: &Reading, from: usize) -> Option<(Sum<'_>, bool)> {
    let text = reading.text();
    let first = reading.mentions.partition_point(|m| m.range.start < from);
    let here = reading.mentions.get(first)?.sentence;
    let end = reading.sentences[here].range.end;
    let clause = from + text[from..end].find(['，', '；', '。'])?;
    let added: Vec<&Mention> = reading.between(&(from..clause)).iter().collect();
    let whole = reading.mentions.get(first + added.len()).filter(|whole| whole.sentence == here)?;
    let words =
        text[clause..whole.range.start].trim_start_matches('，').trim_end_matches(['了', '约', '为', '有', '到', '近']);
    let is_total = TOTALS.iter().any(|word| words.ends_with(word.trim_end_matches('到')) || words.contains(word))
        && !words.contains(['，', '；', '占', '均', '每', '比', '增']);
    let base = reading.mentions[..first].iter().rev().find(|m| !m.is_percent() && m.unit() == whole.unit())?;
    let is_here = base.sentence == here;
    // In the sentence before it must be the only one.
    let like = |m: &&Mention| m.sentence == base.sentence && m.unit() == whole.unit();
    let is_only = base.sentence + 1 == here
        && base.paragraph == whole.paragraph
        && reading.in_sentence(base.sentence).iter().filter(like).count() == 1;
    let all = [base, whole].into_iter().chain(added.iter().copied());
    let is_plain = |m: &Mention| {
        m.unit() == whole.unit()
            && m.upper.is_none()
            && m.quantity.bound.is_none()
            && !m.is_quoted
            && m.change.is_none()
    };
    let is_sum = !added.is_empty() && added.len() <= MOST && all.into_iter().all(is_plain);
    let own = reading.before(base);
    let is_cost = ["扣除", "除去", "减去", "刨去", "花"].iter().any(|word| own.contains(word));
    let is_of_each = is_cost || own.contains(['每', '均', '占', '比']) || own.contains("其中");
    if !is_total || !is_sum || is_of_each || !is_here && !is_only {
        return None;
    }
    // 儿子寄回3.6万元，老周一年2.16万元，加上补贴2400元，全家到手6万元: others that the sentence names may belong to it.
    let before = reading.between(&(reading.sentences[base.sentence].range.start..base.range.start));
    let is_alone = before.iter().all(|m| m.unit() != whole.unit());
    let stands_before = text[base.range.end..from].chars().count() <= 8 && is_alone;
    let parts = [base].into_iter().chain(added).collect();
    Some((Sum { parts, whole }, stands_before || is_only))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn what_is_added_in_words_is_added() {
        expect(
            "sum-off",
            &[
                "按件计酬，计件工资3049元，加上200元全勤奖，能拿到3294元。",
                "区本级留成公益金416万元，占销售额的8.0%。加上上年结转64万元和上级下达补助270万元，全年可用公益金705万元。",
                "房费收入157680元，加上餐饮收入62000元，合计291680元。",
                "当年收入8.64亿元，加上转移支付21.39亿元，总财力达到33.03亿元。",
                "年初预算安排1200万元，年中追加300万元，加上上年结转120万元，全年可用资金1260万元。",
                "工资4200元，再加上分红1300元，一共5400元。",
            ],
            &[
                "计件工资3094元，加上200元全勤奖，能拿到3294元。",
                "区本级留成公益金416万元，占销售额的8.0%。加上上年结转64万元和上级下达补助270万元，全年可用公益金750万元。",
                "门票30元，加上车费，共60元。",
                "全县投入1200万元，其中县级500万元，加上市级补助200万元，共700万元。",
                "每人补助200元，加上村里的100元，共发放3.6万元。",
                "儿子一年寄回3.6万元，老周做保洁一年2.16万元，加上补贴2400元，全家到手6万元。",
                "收入31.32万元，扣除租金、农资等19.8万元，再加上补贴2.4万元，到手13.92万元。",
                "改造1620户，连同前三年的3940户，四年累计5560户。",
            ],
        );
    }
}
