//! A day by which something is to be done, before the day of the document itself: `请于2023年1月20日前报送` in what is signed
//! `2024年1月8日`. Mostly the year is last year's.

use super::plan;
use crate::audit::Verdicts;
use crate::reading::{Reading, WrittenDate};

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    before_the_plan(reading, verdicts);
    let Some(signed) = signed(reading) else { return };
    for date in &reading.dates {
        let (Some(by), Some(of)) = (day(date).or_else(|| last_of_month(date)), day(signed)) else { continue };
        if by >= of || !is_deadline(reading, date) {
            continue;
        }
        let (said, own) = (reading.slice(&date.range), reading.slice(&signed.range));
        verdicts
            .doubt(
                date.range.clone(),
                format!("要求完成的日子在成文日期（{own}）之前：{said}"),
                format!("the day by which it is to be done lies before the date of the document ({own}): {said}"),
            )
            .help("核对年份和日期", "check the year and the day");
    }
}

/// 2023年3月底前各乡镇制定方案 in a plan for 2024—2026年.
fn before_the_plan(reading: &Reading, verdicts: &mut Verdicts) {
    const BY: [&str; 4] = ["底前", "前", "之前", "以前"];
    const DONE: [&str; 9] = ["已", "了", "的", "曾", "以来", "基础", "存量", "注册", "登记"];
    let Some((first, years)) = plan::first_year(reading) else { return };
    let text = reading.text();
    for date in &reading.dates {
        let sentence = &reading.sentences[reading.sentence_at(date.range.start)].range;
        let behind = &text[date.range.end..sentence.end.max(date.range.end)];
        let clause =
            BY.iter().find_map(|by| behind.strip_prefix(by)).and_then(|rest| rest.split(['，', '；', '。']).next());
        let lead =
            text[sentence.start.min(date.range.start)..date.range.start].rsplit(['，', '；']).next().unwrap_or("");
        let is_to_do = clause.is_some_and(|clause| {
            !clause.is_empty() && !DONE.iter().any(|word| clause.contains(word) || lead.contains(word))
        });
        if is_to_do && date.year.is_some_and(|year| year < first) {
            let (said, plan) = (reading.slice(&date.range), reading.slice(&years));
            verdicts
                .doubt(
                    date.range.clone(),
                    format!("要求完成的日子（{said}）在方案的年份（{plan}）之前"),
                    format!("the day by which it is to be done ({said}) lies before the years of the plan ({plan})"),
                )
                .help("核对年份", "check the year");
        }
    }
}

/// The date that stands alone in one of the last paragraphs.
pub(super) fn signed(reading: &Reading) -> Option<&WrittenDate> {
    let last = reading.paragraphs.iter().rev().take(3);
    let alone = |range: &std::ops::Range<usize>| {
        let words = reading.slice(range).trim();
        reading.dates.iter().find(|date| day(date).is_some() && reading.slice(&date.range) == words)
    };
    last.map(|paragraph| &paragraph.range).find_map(alone)
}

fn day(date: &WrittenDate) -> Option<(i32, u32, u32)> {
    Some((date.year?, date.month?, date.day.filter(|_| date.last_day.is_none())?))
}

/// 于2022年9月底前: the month is over with its last day.
fn last_of_month(date: &WrittenDate) -> Option<(i32, u32, u32)> {
    Some((date.year?, date.month.filter(|_| date.day.is_none())?, 31))
}

/// 于…前报送, 在…之前完成: what is to be done, not what was done.
fn is_deadline(reading: &Reading, date: &WrittenDate) -> bool {
    const DONE: [&str; 5] = ["已", "了", "曾", "以来", "完成了"];
    const DEEDS: [&str; 17] = [
        "见底", "清零", "销号", "竣工", "验收", "开工", "报", "交", "完成", "反馈", "送", "整改", "提交", "落实",
        "到位", "公示", "办结",
    ];
    const ASKS: [&str; 8] = ["请", "须", "应", "务必", "要", "各", "将", "必须"];
    let text = reading.text();
    let sentence = &reading.sentences[reading.sentence_at(date.range.start)].range;
    let before = &text[sentence.start.min(date.range.start)..date.range.start];
    let behind = &text[date.range.end..sentence.end.max(date.range.end)];
    let behind = ["前", "之前", "以前", "底前"].iter().find_map(|word| behind.strip_prefix(word));
    let clause = behind.map(|behind| behind.split(['，', '；']).next().unwrap_or(behind));
    clause.is_some_and(|clause| {
        DEEDS.iter().any(|deed| clause.contains(deed))
            && !clause.contains('的')
            && ASKS.iter().any(|ask| before.contains(ask))
            && before.ends_with(['于', '在'])
            && !DONE.iter().any(|word| clause.contains(word) || before.contains(word))
    })
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn nothing_is_to_be_done_before_it_is_asked_for() {
        expect(
            "date-off",
            &[
                "各中队于2023年1月20日前上报春运方案。\n\n示例县交通警察大队\n\n2024年1月8日",
                "请各地对未完成问题逐一会诊，原则上于2022年9月底前见底。\n\n市人民政府办公室\n2024年4月22日",
                "林下经济三年行动方案（2024—2026年）\n坚持生态优先。\n设立专班，2023年3月底前各乡镇制定细化方案。",
                "各乡镇须在2023年3月底前完成整改。\n\n县人民政府\n2024年3月5日",
            ],
            &[
                "各中队于2024年1月20日前上报春运方案。\n\n示例县交通警察大队\n\n2024年1月8日",
                "各中队已于2023年12月20日前上报春运方案。\n\n示例县交通警察大队\n\n2024年1月8日",
                "请各地对未完成问题逐一会诊，原则上于2024年9月底前见底。\n\n市人民政府办公室\n2024年4月22日",
                "林下经济三年行动方案（2024—2026年）\n坚持生态优先。\n设立专班，2024年3月底前各乡镇制定细化方案。",
                "供水三年行动方案（2024—2026年）\n坚持节水优先。\n2023年底前建成的水厂纳入改造，2022年底前已全部通水。",
                "各乡镇须在2024年3月底前完成整改。\n\n县人民政府\n2024年3月31日",
                "应于2023年3月底前完成的任务，已全部完成。\n\n2024年3月5日",
                "在2023年1月20日前登记的企业须申报。\n\n2024年1月8日",
            ],
        );
    }
}
