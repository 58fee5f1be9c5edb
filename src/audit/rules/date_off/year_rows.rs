//! Years that stand one by one beside their number: `自2021年结对以来，三年间，2020年、2022年、2023年各捐10万元`, `2021年、2022年、2025年三年来`. Told only
//! where one other year would make a row of so many years.

use crate::audit::Verdicts;
use crate::reading::{Numeral, Reading, is_year};
use std::ops::Range;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let mut at = 0;
    while at < reading.numerals.len() {
        let row = row(reading, at);
        if row.len() >= 3 {
            judge(reading, verdicts, &row);
        }
        at += row.len().max(1);
    }
}

/// The years from a numeral on that only 、 and 和 divide.
fn row(reading: &Reading, at: usize) -> Vec<(Range<usize>, i64)> {
    let text = reading.text();
    let year = |n: &Numeral| is_year(reading.slice(&n.range)).then(|| reading.slice(&n.range).parse().ok())?;
    let mut row: Vec<(Range<usize>, i64)> = Vec::new();
    for numeral in &reading.numerals[at..] {
        let between =
            row.last().map_or("、", |(last, _)| text[last.end..numeral.range.start].trim_start_matches('年'));
        match year(numeral).filter(|_| matches!(between, "、" | "和" | "及" | "与")) {
            Some(year) => row.push((numeral.range.clone(), year)),
            None => break,
        }
    }
    row
}

fn judge(reading: &Reading, verdicts: &mut Verdicts, row: &[(Range<usize>, i64)]) {
    let Some((odd, right)) = the_odd_one(row) else { return };
    let end = row[row.len() - 1].0.end;
    if !(counts_the_row(reading, end, row.len()) || begins_with(reading, row, odd, right)) {
        return;
    }
    let whole = row[0].0.start..end;
    let (said, year) = (reading.slice(&whole), row[odd].1);
    verdicts
        .doubt(
            row[odd].0.clone(),
            format!("这几年不连续：{said}，其中{year}像是{right}"),
            format!("the years are not in a row: {said}; {year} may be {right}"),
        )
        .help("核对各年的年份", "check each of the years");
}

/// The one year that another would have to stand for, so that all are in a row: none where more than one or none would.
fn the_odd_one(row: &[(Range<usize>, i64)]) -> Option<(usize, i64)> {
    let starts = row.iter().enumerate().map(|(i, (_, year))| year - i as i64);
    let mut found = None;
    for start in starts {
        let wrong = |(i, (_, year)): &(usize, &(Range<usize>, i64))| *year != start + *i as i64;
        let mut odd = row.iter().enumerate().filter(wrong);
        match (odd.next(), odd.next()) {
            (None, _) => return None,
            (Some((i, _)), None) => found = Some((i, start + i as i64)),
            _ => {}
        }
    }
    found
}

/// 三年来, 三年间, 三年共 right behind the row.
fn counts_the_row(reading: &Reading, end: usize, count: usize) -> bool {
    let behind = reading.text()[end..].trim_start_matches('年').trim_start_matches(['，', '这']);
    let number: String =
        behind.chars().take_while(|c| c.is_ascii_digit() || "二两三四五六七八九十".contains(*c)).collect();
    let said = number.parse().ok().or_else(|| crate::model::quantity::han_number(&number));
    let word = &behind[number.len()..];
    said == i64::try_from(count).ok() && ["年来", "年间", "年共", "年累计", "年里"].iter().any(|w| word.starts_with(w))
}

/// 自2021年…以来 in the sentence or the one before: that is the first of the row.
fn begins_with(reading: &Reading, row: &[(Range<usize>, i64)], odd: usize, right: i64) -> bool {
    const FURTHEST: usize = 16;
    let sentence = reading.sentence_at(row[0].0.start);
    let paragraph = &reading.paragraphs[reading.paragraph_at(row[0].0.start)].range;
    let start = reading.sentences[sentence.saturating_sub(1)].range.start.max(paragraph.start);
    let near = &reading.text()[start.min(row[0].0.start)..row[0].0.start];
    let said = format!("自{right}年");
    odd == 0
        && near
            .match_indices(&said)
            .any(|(at, _)| near[at + said.len()..].chars().take(FURTHEST).collect::<String>().contains("以来"))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn years_one_by_one_are_in_a_row() {
        expect(
            "date-off",
            &[
                "自2021年结对以来，三年间捐资助学，2020年、2022年、2023年各为10万元、12万元、15万元。",
                "2021年、2022年、2025年三年来，全县改厕3600户。",
                "2019、2020、2012、2022年四年间，该厂三次扩建。",
            ],
            &[
                "自2021年结对以来，三年间捐资助学，2021年、2022年、2023年各为10万元、12万元、15万元。",
                "2018年、2020年、2023年三年来，三次修订。",
                "该村在2018年、2020年、2021年三次获评先进，三年间增收5万元。",
                "2021年、2022年、2025年分别增长5%、6%、7%。",
                "自2021年以来，2018年、2019年、2022年建成的三条路都已重修。",
            ],
        );
    }
}
