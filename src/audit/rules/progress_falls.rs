//! `progress-falls`: cumulative progress that falls from one month to a later one of the same year: 支出进度4月、6月和9月分别达到30%、50%和45%,
//! 一季度3亿元、上半年2亿元. Rates of growth may fall; what is cumulated may not.

use crate::audit::Verdicts;
use crate::reading::{Mention, NumeralKind, ParagraphKind, Reading, Sentence};

/// What only rises within a year.
const CUMULATIVE: [&str; 13] = [
    "进度",
    "累计",
    "完成率",
    "序时",
    "支付率",
    "拨付率",
    "执行率",
    "开工率",
    "到位率",
    "竣工率",
    "完工率",
    "完成投资",
    "收缴率",
];

/// What rises and falls, cumulated or not.
const FREE: [&str; 12] =
    ["增长", "增速", "下降", "增幅", "同比", "环比", "当月", "当季", "单月", "回落", "提高", "新增"];

/// Spans that start in January, by the month in which they end.
const SPANS: [(&str, u32); 4] = [("一季度", 3), ("上半年", 6), ("前三季度", 9), ("全年", 12)];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (index, sentence) in reading.sentences.iter().enumerate() {
        if reading.paragraphs[sentence.paragraph].kind == ParagraphKind::TableRow {
            continue;
        }
        let text = reading.slice(&sentence.range);
        let is_cumulative = CUMULATIVE.iter().any(|word| text.contains(word));
        if !is_cumulative || FREE.iter().any(|word| text.contains(word)) || text.chars().count() > 200 {
            continue;
        }
        let months = months(reading, sentence);
        let values = reading.in_sentence(index);
        let Some(first) = values.first().filter(|_| months.len() >= 2) else { continue };
        let same: Vec<&Mention> =
            values.iter().filter(|m| m.unit().converts_to(first.unit()) && m.change.is_none()).collect();
        if same.len() == months.len() && same.len() == values.len() && months.windows(2).all(|pair| pair[0] < pair[1]) {
            judge(reading, &same, verdicts);
        }
    }
}

fn judge(reading: &Reading, values: &[&Mention], verdicts: &mut Verdicts) {
    let mut rises = true;
    for pair in values.windows(2) {
        let (before, now) = (pair[0], pair[1]);
        let (Some(low), Some(high)) = (before.interval().low, now.interval_in(before.unit()).and_then(|i| i.high))
        else {
            return;
        };
        if high < low {
            rises = false;
            let (was, is) = (reading.printed(before), reading.printed(now));
            verdicts
                .doubt(
                    now.range.clone(),
                    format!("累计数倒退：前面已是{was}，后面只有{is}"),
                    format!("cumulative progress falls: {was} before, {is} later"),
                )
                .help("核对各月的累计数，或写明不是累计", "check the figures, or say that they are not cumulative");
        }
    }
    if rises && values.len() >= 2 {
        let printed: Vec<&str> = values.iter().map(|value| reading.printed(value)).collect();
        verdicts.holds(values[values.len() - 1].range.clone(), printed.join(" ≤ "));
    }
}

/// The months and spans that a sentence names, in order.
fn months(reading: &Reading, sentence: &Sentence) -> Vec<u32> {
    let text = reading.text();
    let mut found: Vec<(usize, u32)> = Vec::new();
    let first = reading.numerals.partition_point(|n| n.range.start < sentence.range.start);
    for numeral in reading.numerals[first..].iter().take_while(|n| n.range.start < sentence.range.end) {
        let behind = &text[numeral.range.end..];
        if numeral.kind == NumeralKind::Date
            && (behind.starts_with('月') || behind.starts_with('、'))
            && let Ok(month) = reading.slice(&numeral.range).parse()
            && (1..=12).contains(&month)
        {
            found.push((numeral.range.start, month));
        }
    }
    let sentence_text = reading.slice(&sentence.range);
    for (word, month) in SPANS {
        found.extend(sentence_text.match_indices(word).map(|(i, _)| (sentence.range.start + i, month)));
    }
    found.sort_unstable();
    found.into_iter().map(|(_, month)| month).collect()
}

#[cfg(test)]
mod tests {
    use crate::audit::{self};
    use crate::reading::Markup;

    fn told(text: &str) -> usize {
        let audited = audit::text("x", text, Markup::Plain);
        audited.findings.iter().filter(|finding| finding.code == "progress-falls").count()
    }

    #[test]
    fn progress_that_falls_is_told() {
        for text in [
            "支出进度4月、6月和9月分别达到30%、50%和45%。",
            "衔接资金支出进度6月底达到60%，9月底达到55%。",
            "累计完成投资一季度3.2亿元、上半年2.1亿元。",
            "上半年累计入库12亿元，前三季度累计入库9.8亿元。",
            "开工率3月为40%、6月为80%、9月为78%。",
            "预算执行率6月末为52%，9月末为49%。",
            "完成率一季度20%，上半年45%，前三季度40%，全年100%。",
            "资金拨付率5月、10月分别为70%、65%。",
        ] {
            assert!(told(text) > 0, "{text}");
        }
    }

    #[test]
    fn what_rises_or_is_not_cumulative_is_not() {
        for text in [
            "支出进度4月、6月和9月分别达到30%、50%和75%。",
            "一季度增长5%，上半年增长4%，累计完成投资增长3%。",
            "3月当月完成5亿元，6月当月完成4亿元，累计完成投资稳步推进。",
            "6月销售3亿元，9月销售2亿元。",
            "进度6月为50%，比计划快5个百分点。",
            "累计识别3449户，其中6月新增30户。",
            "开工率9月为80%，6月为60%。",
            "全年累计完成投资9亿元。",
            "6月底支出进度60%左右，9月底支出进度不低于55%。",
            "一季度进度30%，排名第2位，上半年进度50%，排名第5位。",
            "2023年12月进度98%，2024年1月进度5%。",
            "上半年累计投入3亿元、带动200户，前三季度累计投入4亿元。",
        ] {
            assert_eq!(told(text), 0, "{text}");
        }
    }
}
