//! A total and the paragraphs that it announces, each of which begins with its part: `共安排项目132个，按类别分列如下：` and, below it, `（一）产业发展类58个，资金11930万元。`,
//! `（二）…46个`. Told where one slip explains the difference.

use super::Sum;
use crate::audit::Verdicts;
use crate::audit::mend;
use crate::audit::passage::{is_change, measure, measured};
use crate::audit::rules::numbering_gap::chain_below;
use crate::finding::Severity;
use crate::reading::{Mention, ParagraphKind, Reading};
use rust_decimal::Decimal;

/// A part stands this near to the beginning of its paragraph, in bytes.
const NEAR: usize = 150;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (index, paragraph) in reading.paragraphs.iter().enumerate() {
        let text = reading.slice(&paragraph.range);
        let opens = text.ends_with('：') || text.ends_with("如下。");
        if paragraph.kind == ParagraphKind::TableRow || !opens {
            continue;
        }
        let chain = chain_below(reading, index + 1);
        let items = if chain.len() >= 2 { chain } else { alike_below(reading, index + 1) };
        let Some(last) = paragraph.sentences.clone().next_back().filter(|_| items.len() >= 2) else { continue };
        // 全市安排项目165个。…按类别分：
        let divides = reading.slice(&reading.sentences[last].range).starts_with(['按', '分']);
        let sentences = if divides { paragraph.sentences.clone() } else { last..last + 1 };
        let here = sentences.flat_map(|sentence| reading.in_sentence(sentence));
        for whole in here.filter(|m| is_amount(reading, m)) {
            if let Some(parts) = parts(reading, &items, whole) {
                judge(reading, verdicts, &Sum { parts, whole });
            }
        }
    }
}

/// 基础设施类41个，完成投资58.7亿元；: the paragraphs below that end with a semicolon, down to the one with a full stop.
fn alike_below(reading: &Reading, from: usize) -> Vec<usize> {
    const MOST: usize = 20;
    let below = reading.paragraphs.iter().enumerate().skip(from).take(MOST);
    let mut items = Vec::new();
    for (index, paragraph) in below {
        let text = reading.slice(&paragraph.range).trim_end();
        if paragraph.kind == ParagraphKind::TableRow
            || !text.ends_with(['；', '。'])
            || text.contains("。") && !text.ends_with('。')
        {
            return Vec::new();
        }
        items.push(index);
        if text.ends_with('。') {
            return items;
        }
    }
    Vec::new()
}

fn is_amount(reading: &Reading, m: &Mention) -> bool {
    m.has_unit()
        && !m.is_percent()
        && !m.is_points()
        && !m.is_quoted
        && m.upper.is_none()
        && m.quantity.bound.is_none()
        && !is_change(reading, m)
        && !reading.subject(m).contains(['每', '均', '占'])
}

/// The first quantity of the measure in each paragraph, near its beginning.
fn parts<'r>(reading: &'r Reading, items: &[usize], whole: &Mention) -> Option<Vec<&'r Mention>> {
    let part = |index: &usize| {
        let start = reading.paragraphs[*index].range.start;
        let near = reading.between(&(start..start + NEAR)).iter().filter(|m| m.paragraph == *index);
        near.filter(|m| is_amount(reading, m)).find(|m| measure(m).converts_to(&measure(whole)))
    };
    items.iter().map(part).collect()
}

fn judge(reading: &Reading, verdicts: &mut Verdicts, sum: &Sum) {
    if sum.holds(reading, verdicts) || verdicts.has_told(&sum.whole.range) {
        return;
    }
    let parts: Vec<Mention> = sum.parts.iter().map(|part| measured(part)).collect();
    let near = sum.ratio(reading).is_some_and(|ratio| ratio > Decimal::new(5, 1) && ratio < Decimal::TWO);
    let says_all = ["共", "合计", "总"].iter().any(|word| reading.subject(sum.whole).contains(word));
    let is_telling = mend::precision(sum.whole) >= if says_all { 2 } else { 3 };
    if let Some(mend) = mend::of(&parts, &measured(sum.whole)).filter(|_| near && is_telling) {
        sum.tell(reading, Severity::Warning, Some(&mend), verdicts);
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn paragraphs_add_up_to_what_announces_them() {
        expect(
            "sum-off",
            &[
                "共安排项目123个，按类别分列如下：\n（一）产业发展类58个，资金11930万元。\n（二）基础设施类46个，资金4385万元。\n（三）就业类11个，资金1200万元。\n（四）其他17个，资金1125万元。",
                "全市安排项目165个，总投资326亿元。按类别分：\n基础设施类14个，投资58.7亿元；\n产业发展类92个，投资176亿元；\n社会民生类23个，投资60亿元；\n生态环保类9个，投资31.3亿元。",
                "全年总支出8460万元，具体如下：\n1.人员支出4820万元。\n2.公用支出1360万元，比上年减少120万元。\n3.项目支出2820万元。",
            ],
            &[
                "共安排项目132个，按类别分列如下：\n（一）产业发展类58个，资金11930万元。\n（二）基础设施类46个，资金4385万元。\n（三）就业类11个，资金1200万元。\n（四）其他17个，资金1125万元。",
                "涉及9个乡镇、21个村，具体如下：\n1.菌包厂，建大棚12个。\n2.冷库，库房8个。",
            ],
        );
    }
}
