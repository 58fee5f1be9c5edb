//! A total of amounts some of which are those of several names: `语文、数学、英语各科满分均为120分，物理80分，化学60分，总分260分` is three times 120 and the others. All that
//! stands in the sentence before the total must be such a clause.

use crate::audit::Verdicts;
use crate::audit::items;
use crate::audit::passage::measure;
use crate::reading::{Mention, ParagraphKind, Reading};
use rust_decimal::Decimal;

const TOTALS: [&str; 9] = ["总分", "共", "合计", "共计", "总计", "总分为", "满分", "总共", "总分值"];

/// What may stand between the names and the amount of each.
const EACH: [&str; 5] = ["均为", "各为", "各", "均", "都是"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (index, total) in reading.mentions.iter().enumerate().skip(2) {
        let is_table = reading.paragraphs[total.paragraph].kind == ParagraphKind::TableRow;
        if is_table || !TOTALS.contains(&reading.before(total)) || !is_plain(total) {
            continue;
        }
        let here = reading.mentions[..index].iter().rev().take_while(|m| m.sentence == total.sentence);
        let mut parts: Vec<&Mention> = here.collect();
        parts.reverse();
        if let Some(times) = times(reading, &parts, total) {
            judge(reading, verdicts, &parts, &times, total);
        }
    }
}

fn is_plain(m: &Mention) -> bool {
    m.has_unit() && m.upper.is_none() && m.quantity.bound.is_none() && m.change.is_none() && !m.is_quoted
}

/// How often each part is taken: once for each of its names; none where one of the clauses says anything else, or none has several names.
fn times(reading: &Reading, parts: &[&Mention], total: &Mention) -> Option<Vec<usize>> {
    let text = reading.text();
    let mut end = reading.sentences[total.sentence].range.start;
    let mut times = Vec::new();
    for part in parts {
        let lead = &text[end.min(part.range.start)..part.range.start];
        end = part.range.end;
        let names = lead.trim_start_matches(['，', '、', '；']);
        let each = EACH.iter().find_map(|word| names.strip_suffix(word));
        let is_one = names.chars().count() <= 10 && !names.contains(['、', '，', '。', '：', '每', '和']);
        let pieces = items::pieces(each.unwrap_or(names));
        let is_row = pieces.len() >= 2
            && pieces.iter().all(|piece| piece.chars().count() <= 10 && !piece.contains(['，', '和']));
        if measure(part) != measure(total) || !is_plain(part) || names.contains('等') {
            return None;
        }
        times.push(match each {
            Some(_) if is_row => pieces.len(),
            None if is_one => 1,
            _ => return None,
        });
    }
    (times.len() >= 2 && times.iter().any(|many| *many > 1) && text[end..].starts_with('，')).then_some(times)
}

fn judge(reading: &Reading, verdicts: &mut Verdicts, parts: &[&Mention], times: &[usize], total: &Mention) {
    let value = |m: &Mention| m.quantity.value();
    let sum: Decimal = parts.iter().zip(times).map(|(part, many)| value(part) * Decimal::from(*many)).sum();
    let terms: Vec<String> = parts
        .iter()
        .zip(times)
        .map(|(part, many)| {
            let printed = reading.printed(part);
            if *many > 1 { format!("{printed}×{many}") } else { printed.to_string() }
        })
        .collect();
    let scale = total.quantity.scale;
    let right = (sum / scale.factor()).normalize();
    let words = format!("{} = {right}{}{}", terms.join("+"), scale.word(), total.unit().name());
    if sum == value(total) {
        return verdicts.holds(total.range.clone(), words);
    }
    if verdicts.has_told(&total.range) {
        return;
    }
    let printed = reading.printed(total);
    verdicts
        .wrong(
            total.range.clone(),
            format!("分项之和与总数对不上：{words}，文中总数是{printed}"),
            format!("the parts do not add up to the whole: {words}, the text says {printed}"),
        )
        .help("核对各分项和总数", "check the parts and the whole");
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn the_amount_of_each_name_is_counted() {
        expect(
            "sum-off",
            &[
                "语文、数学、英语各科满分均为120分，物理80分，化学60分，总分700分。",
                "甲村、乙村各2万元，丙村3万元，共9万元。",
            ],
            &[
                "语文、数学、英语各科满分均为120分，物理80分，化学60分，总分500分。",
                "甲村、乙村各2万元，丙村3万元，共7万元。",
                "语文、数学各10名教师，全县120所学校，共3600名。",
                "男、女各20人，领队等3人，共45人。",
            ],
        );
    }
}
