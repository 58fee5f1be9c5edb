//! A term of validity: `自2024年1月1日起施行，有效期至2023年12月31日`, `自2024年3月1日起施行，有效期5年，至2028年2月28日止`. Licences and
//! contracts of others may have run out, so only that of the document itself is looked at.

use super::deadline::signed;
use super::plan;
use crate::audit::Verdicts;
use crate::model::quantity::han_number;
use crate::reading::{Reading, WrittenDate};
use std::ops::Range;

type Day = (i32, u32, u32);

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (at, word) in reading.text().match_indices("有效期") {
        let sentence = reading.sentences[reading.sentence_at(at)].range.clone();
        if !is_of_the_document(reading.slice(&sentence)) {
            continue;
        }
        let from = reading.dates.partition_point(|date| date.range.start < at);
        let Some(last) = reading.dates.get(from).filter(|date| ends_here(reading, at + word.len(), date)) else {
            continue;
        };
        let first = starts(reading, &reading.dates[..from], sentence.start);
        match (first, term(reading.text(), at + word.len())) {
            (Some(first), Some((range, years))) => judge(reading, verdicts, (first, last), (range, years)),
            _ => runs_out_before(reading, verdicts, first, last),
        }
    }
}

/// 本办法自…起施行
fn is_of_the_document(sentence: &str) -> bool {
    const OTHERS: [&str; 8] = ["证", "执照", "合同", "协议", "许可", "原", "废止", "届满"];
    let is_own = ["施行", "实施", "执行", "印发", "发布"].iter().any(|word| sentence.contains(word));
    is_own && sentence.contains('自') && !OTHERS.iter().any(|word| sentence.contains(word))
}

/// 至2027年12月31日 behind the word, a number of years between at the most.
fn ends_here(reading: &Reading, from: usize, date: &WrittenDate) -> bool {
    const FURTHEST: usize = 10;
    let between = &reading.text()[from..date.range.start.max(from)];
    date.year.is_some()
        && between.chars().count() <= FURTHEST
        && between.ends_with(['至', '到'])
        && !between.contains(['。', '；'])
}

/// The day from which it is in force: 自2024年1月1日起.
fn starts<'r>(reading: &Reading, dates: &'r [WrittenDate], sentence: usize) -> Option<&'r WrittenDate> {
    let mut own = dates.iter().rev().take_while(|date| date.range.start >= sentence);
    let is_start = |date: &&WrittenDate| {
        date.year.is_some()
            && reading.text()[date.range.end..].starts_with('起')
            && reading.text()[..date.range.start].ends_with(['自', '从'])
    };
    own.find(is_start)
}

/// 有效期五年
fn term(text: &str, from: usize) -> Option<(Range<usize>, i32)> {
    let start = from + ["为", "限为", "限"].iter().find(|w| text[from..].starts_with(**w)).map_or(0, |w| w.len());
    let number: String =
        text[start..].chars().take_while(|c| c.is_ascii_digit() || "一二两三四五六七八九十".contains(*c)).collect();
    let end = start + number.len();
    let years: i64 = number.parse().ok().or_else(|| han_number(&number))?;
    let is_term = (1..=30).contains(&years) && text[end..].starts_with('年');
    is_term.then_some((start..end + '年'.len_utf8(), years as i32))
}

/// Five years from the first of March end with the last of February, or on the first of March.
fn judge(
    reading: &Reading,
    verdicts: &mut Verdicts,
    (first, last): (&WrittenDate, &WrittenDate),
    (term, years): (Range<usize>, i32),
) {
    let months = |date: &WrittenDate| Some(date.year? * 12 + i32::try_from(date.month?).ok()?);
    let (Some(from), Some(to)) = (months(first), months(last)) else { return };
    let (said, ends) = (reading.slice(&term), reading.slice(&last.range));
    let lasted = to - from;
    if (years * 12 - 1..=years * 12).contains(&lasted) {
        return verdicts.holds(term.clone(), format!("{}＋{said} = {ends}", reading.slice(&first.range)));
    }
    let begins = reading.slice(&first.range);
    verdicts
        .wrong(
            last.range.clone(),
            format!("有效期对不上：自{begins}起{said}，文中止于{ends}"),
            format!("the term does not follow: {said} from {begins}, the text ends it on {ends}"),
        )
        .help("核对起止日期和有效期", "check both dates and the term");
}

/// It ends before it is in force, before the document is signed, or before the years begin that its title names.
fn runs_out_before(reading: &Reading, verdicts: &mut Verdicts, first: Option<&WrittenDate>, last: &WrittenDate) {
    let day =
        |date: &WrittenDate| -> Option<Day> { Some((date.year?, date.month.unwrap_or(1), date.day.unwrap_or(1))) };
    let end = (last.year.unwrap_or(0), last.month.unwrap_or(12), last.day.unwrap_or(31));
    let begins = [first, signed(reading)].into_iter().flatten().filter_map(|date| {
        let day = day(date)?;
        Some((day, reading.slice(&date.range).to_string()))
    });
    let planned = plan::first_year(reading).map(|(year, range)| ((year, 1, 1), reading.slice(&range).to_string()));
    let aimed = aimed_at(reading, end.0).map(|(year, said)| ((year, 1, 1), said));
    let Some((_, begin)) = begins.chain(planned).chain(aimed).find(|(day, _)| *day > end) else { return };
    let said = reading.slice(&last.range);
    verdicts
        .wrong(
            last.range.clone(),
            format!("有效期止于{said}，早于{begin}"),
            format!("the term ends on {said}, before {begin}"),
        )
        .help("核对有效期的年份", "check the year in which the term ends");
}

/// 到2027年, where the text compares with the year itself in which the term is to end: that year is past.
fn aimed_at(reading: &Reading, end: i32) -> Option<(i32, String)> {
    let text = reading.text();
    let is_base = ["较", "比"].iter().any(|word| text.contains(&format!("{word}{end}年")));
    let aimed = |date: &&WrittenDate| date.year > Some(end) && text[..date.range.start].ends_with('到');
    let date = reading.dates.iter().find(aimed).filter(|_| is_base)?;
    Some((date.year?, reading.slice(&date.range).to_string()))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn a_term_ends_behind_its_beginning() {
        expect(
            "date-off",
            &[
                "本办法自2024年1月1日起施行，有效期至2023年12月31日。",
                "本规定自2024年3月1日起施行，有效期5年，至2028年2月28日止。",
                "本意见自2025年1月1日起实施，有效期为五年，至2028年12月31日。",
                "某县塑料污染治理方案（2024—2027年）\n坚持源头减量。\n本方案自印发之日起施行，有效期至2023年12月31日。",
                "到2027年，投资规模较2023年增长25%以上。\n本方案自印发之日起施行，有效期至2023年12月31日。",
                "本细则自印发之日起执行，有效期至2023年6月30日。\n\n县财政局\n2024年7月1日",
            ],
            &[
                "本办法自2024年1月1日起施行，有效期至2028年12月31日。",
                "本规定自2024年3月1日起施行，有效期5年，至2029年2月28日止。",
                "本意见自2025年1月1日起实施，有效期为五年，至2029年12月31日。",
                "某县塑料污染治理方案（2024—2027年）\n坚持源头减量。\n本方案自印发之日起施行，有效期至2027年12月31日。",
                "到2030年，投资规模较2023年翻一番。\n本方案自印发之日起施行，有效期至2025年12月31日。",
                "原办法有效期至2023年12月31日，本办法自2024年1月1日起施行。",
                "该企业营业执照有效期至2023年6月30日，未及时换证。\n\n县市场监管局\n2024年7月1日",
            ],
        );
    }
}
