//! What is carried over when a year's accounts are settled: `收入总计402.55亿元…；支出总计386.27亿元；收支相抵，结转下年16.28亿元`. The sums are those
//! called totals, or the only income and the only outlay of the sentence.

use super::tell_balance;
use crate::audit::Verdicts;
use crate::audit::arithmetic;
use crate::reading::{Mention, ParagraphKind, Reading};

const SETTLED: [&str; 7] = ["收支相抵", "收支轧抵", "收支轧差", "收支品迭", "收支两抵", "收支总计相抵", "收支相减"];

const TOTALS: [&str; 5] = ["总计", "合计", "总量", "总额", "共计"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (index, left) in reading.mentions.iter().enumerate().skip(2) {
        let is_plain = left.unit().name() == "元" && left.upper.is_none() && !left.is_quoted;
        let is_table = reading.paragraphs[left.paragraph].kind == ParagraphKind::TableRow;
        if !is_plain || is_table || !is_settled(reading, index) {
            continue;
        }
        let Some((income, outlay)) = sides(reading, index) else { continue };
        let (high, low) =
            if income.quantity.value() >= outlay.quantity.value() { (income, outlay) } else { (outlay, income) };
        let Some(outcome) = arithmetic::difference(reading, high, low) else { continue };
        match outcome.fits(left) {
            true => verdicts.holds(left.range.clone(), outcome.words(left)),
            false => tell_balance(reading, verdicts, left, &outcome),
        }
    }
}

/// Nothing but these words stands between the last quantity and this one.
fn is_settled(reading: &Reading, index: usize) -> bool {
    let (last, left) = (&reading.mentions[index - 1], &reading.mentions[index]);
    let between = &reading.text()[last.range.end..left.range.start.max(last.range.end)];
    let words = between.trim_start_matches(['；', '，', '。']);
    let kind = ["结转", "结余", "节余", "赤字", "缺口", "盈余"];
    SETTLED.iter().any(|word| words.starts_with(word))
        && words.chars().count() <= 16
        && kind.iter().any(|word| words.contains(word))
}

fn sides(reading: &Reading, index: usize) -> Option<(&Mention, &Mention)> {
    let left = &reading.mentions[index];
    let near = reading.mentions[..index]
        .iter()
        .rev()
        .take_while(|m| m.sentence + 1 >= left.sentence && m.paragraph == left.paragraph);
    let near: Vec<&Mention> = near.take(24).filter(|m| m.unit() == left.unit() && m.upper.is_none()).collect();
    let name = |m: &Mention| reading.before(m).trim_end_matches(['为', '达', '约', '完', '成']).to_string();
    let total = |kind: &str| {
        let mut all = near.iter().filter(|m| {
            let name = name(m);
            TOTALS.iter().any(|word| name.ends_with(&format!("{kind}{word}"))) || name.ends_with(&format!("总{kind}"))
        });
        all.next().filter(|_| all.next().is_none()).copied()
    };
    if let (Some(income), Some(outlay)) = (total("收入"), total("支出")) {
        return Some((income, outlay));
    }
    let carries =
        |m: &&Mention| ["结转", "结余", "滚存", "调入", "补助", "转移", "债"].iter().any(|word| name(m).contains(word));
    let only = |kind: &str| {
        let mut all = near.iter().filter(|m| m.sentence == left.sentence && name(m).ends_with(kind));
        all.next().filter(|_| all.next().is_none()).copied()
    };
    // 年末滚存结余 is more than the balance of one year.
    let is_of_the_year =
        !["滚存", "累计"].iter().any(|word| reading.before(left).contains(word)) && !near.iter().any(carries);
    if !is_of_the_year {
        return None;
    }
    // 业务收入1.38亿元，其中…。业务支出1.32亿元，收支相抵: the one income of the paragraph that has the name of the outlay.
    let outlay = only("支出")?;
    let kind = name(outlay).strip_suffix("支出").unwrap_or("").to_string();
    let namesake = || {
        let mut all = near.iter().filter(|m| name(m) == format!("{kind}收入"));
        all.next().filter(|_| !kind.is_empty() && all.next().is_none()).copied()
    };
    Some((only("收入").or_else(namesake)?, outlay))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn what_is_carried_over_follows() {
        expect(
            "increment-off",
            &[
                "收入总计402.55亿元，其中上级补助收入213.90亿元，加上当年收入86.42亿元；支出总计386.27亿元；收支相抵，结转下年26.28亿元。",
                "总收入12650万元，总支出11890万元，收支相抵，年终结余670万元。",
                "当年基金收入53420万元，基金支出49870万元，收支相抵，当年结余3350万元。",
                "全年总支出318.6万元，总收入402.1万元，收支相抵，结余85.3万元。",
                "业务收入1.38亿元，其中药品收入4310万元、其他9490万元。业务支出1.32亿元，收支相抵，结余900万元。",
                "收入合计8.26亿元。支出合计7.69亿元，收支相抵，结转0.75亿元。",
            ],
            &[
                "收入总计402.55亿元，其中上级补助收入213.90亿元，加上当年收入86.42亿元；支出总计386.27亿元；收支相抵，结转下年16.28亿元。",
                "当年收入53420万元，上年结余2000万元，支出49870万元，收支相抵，结余5550万元。",
                "当年收入53420万元，支出49870万元，收支相抵，年末滚存结余128730万元。",
                "收支相抵，结余12万元。",
                "收入总计100万元，支出总计100万元，收支平衡，结转项目资金12万元。",
            ],
        );
    }
}
