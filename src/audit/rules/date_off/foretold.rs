//! A day behind the date of the document that the text tells as past: `截至2024年8月末，全县贷款余额86亿元` in what is signed `2024年7月10日`.
//! A day without a year is of the year of the signature only where the text names no other year before it in the paragraph.

use super::deadline::signed;
use crate::audit::Verdicts;
use crate::reading::{Reading, WrittenDate};

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let Some(own) = signed(reading) else { return };
    for date in reading.dates.iter().take_while(|date| date.range.end <= own.range.start) {
        if is_behind(reading, date, own) && is_told_as_past(reading, date) {
            tell(reading, verdicts, date, own);
        }
    }
}

fn is_behind(reading: &Reading, date: &WrittenDate, own: &WrittenDate) -> bool {
    let (Some(year), Some(month)) = (date.year.or_else(|| year_of(reading, date)), date.month) else { return false };
    match (date.last_day.or(date.day), own.day) {
        (Some(day), Some(last)) => (Some(year), Some(month), day) > (own.year, own.month, last),
        _ => (Some(year), Some(month)) > (own.year, own.month),
    }
}

/// The year that was named last in the paragraph, where the day stands beside no other year of reckoning.
fn year_of(reading: &Reading, date: &WrittenDate) -> Option<i32> {
    let paragraph = &reading.paragraphs[reading.paragraph_at(date.range.start)].range;
    let before = &reading.text()[paragraph.start..date.range.start];
    let is_of_another = ["去年", "上年", "次年", "明年", "前年", "翌年"].iter().any(|word| before.contains(word));
    let end = reading.dates.partition_point(|other| other.range.start < date.range.start);
    let mut named = reading.dates[..end].iter().rev().take_while(|other| other.range.start >= paragraph.start);
    let named = named.find_map(|other| other.year);
    let signed = || before.ends_with("今年").then(|| signed(reading)?.year)?;
    named.or_else(signed).filter(|_| !is_of_another)
}

/// 截至…，, 已于…, 于…召开了: no plan, no term, no requirement.
fn is_told_as_past(reading: &Reading, date: &WrittenDate) -> bool {
    const TO_COME: [&str; 14] =
        ["将", "拟", "计划", "预计", "争取", "力争", "确保", "应", "须", "请", "要", "前", "起", "期满"];
    let text = reading.text();
    let sentence = &reading.sentences[reading.sentence_at(date.range.start)].range;
    let behind = &text[date.range.end..sentence.end.max(date.range.end)];
    let clause = behind.trim_start_matches('，').split(['，', '；', '。']).next().unwrap_or("");
    let lead = text[sentence.start.min(date.range.start)..date.range.start].rsplit(['，', '；']).next().unwrap_or("");
    if [lead, clause].iter().any(|words| TO_COME.iter().any(|word| words.contains(word))) {
        return false;
    }
    // 公示期截至2024年7月20日 says until when.
    let is_reckoned = lead == "截至" && behind.trim_start_matches(['末', '底']).starts_with('，');
    is_reckoned || clause.contains('了') || lead.contains("已于")
}

fn tell(reading: &Reading, verdicts: &mut Verdicts, date: &WrittenDate, own: &WrittenDate) {
    let (said, signature) = (reading.slice(&date.range), reading.slice(&own.range));
    verdicts
        .doubt(
            date.range.clone(),
            format!("说成已经过去的日子在成文日期（{signature}）之后：{said}"),
            format!("a day that is told as past lies behind the date of the document ({signature}): {said}"),
        )
        .help("核对这个日期和成文日期", "check this date and that of the document");
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn what_is_past_lies_before_the_signature() {
        expect(
            "date-off",
            &[
                "截至2024年8月末，全县贷款余额86亿元，增长5%。\n\n县金融办\n\n2024年7月10日",
                "2024年9月3日，县里召开了推进会，参会86人。\n\n县政府办公室\n\n2024年7月10日",
                "该项目已于2024年12月20日竣工，验收合格。\n\n县交通局\n\n2024年7月10日",
                "2024年上半年共抽检86批。7月28日，市局通报了结果。\n\n县市场监管局\n\n2024年7月10日",
            ],
            &[
                "截至2024年6月末，全县贷款余额86亿元，增长5%。\n\n县金融办\n\n2024年7月10日",
                "截至2024年7月末，全县贷款余额86亿元。\n\n县金融办\n\n2024年7月28日",
                "各地将于2024年9月3日完成了的项目报送。\n\n县政府办公室\n\n2024年7月10日",
                "项目计划2024年12月20日竣工。\n\n县交通局\n\n2024年7月10日",
                "2023年共抽检86批。9月28日，市局通报了结果。\n\n县市场监管局\n\n2024年7月10日",
                "9月28日，市局通报了结果。\n\n县市场监管局\n\n2024年7月10日",
                "公示期截至2024年7月20日，逾期不受理。\n\n县交通局\n\n2024年7月10日",
            ],
        );
    }
}
