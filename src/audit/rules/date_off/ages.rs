//! How long ago a year is: `建于1958年，距今65年`, `创办于1956年，2024年迎来建校78周年`. The year from which it is counted back is one that the
//! text is dated by or that stands beside it; where neither is known nothing is said.

use super::deadline::signed;
use crate::audit::Verdicts;
use crate::reading::{Mention, Reading, is_year};
use std::ops::Range;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for age in reading.mentions.iter().filter(|m| matches!(m.unit().name(), "年" | "周年") && !m.is_quoted) {
        let since = years(reading, age);
        let now = match said(reading, age) {
            Some(Since::Now) => dated(reading),
            Some(Since::Sentence) => since.last().copied().into_iter().collect(),
            None => continue,
        };
        judge(reading, verdicts, age, (&since, &now));
    }
}

enum Since {
    Now,
    /// The last year of the sentence is the one of the day.
    Sentence,
}

/// 距今, 至今已有; 2024年迎来建校.
fn said(reading: &Reading, age: &Mention) -> Option<Since> {
    const BIRTHS: [&str; 13] =
        ["建校", "建院", "建馆", "建厂", "建所", "建站", "办学", "创办", "创刊", "成立", "通车", "投产", "建矿"];
    let lead = reading.before(age).trim_end_matches(['已', '有', '约', '近', '了']);
    if lead.ends_with("距今") || lead.ends_with("至今") {
        return Some(Since::Now);
    }
    let is_kept = age.unit().name() == "周年" && BIRTHS.iter().any(|birth| lead.ends_with(birth));
    (is_kept && lead.contains("迎来")).then_some(Since::Sentence)
}

/// The years that the sentence names before an age, in order.
fn years(reading: &Reading, age: &Mention) -> Vec<i64> {
    let text = reading.text();
    let start = reading.sentences[age.sentence].range.start;
    let from = reading.numerals.partition_point(|n| n.range.start < start);
    let named = reading.numerals[from..].iter().take_while(|n| n.range.end <= age.range.start);
    let named = named.filter(|n| {
        let digits = reading.slice(&n.range);
        (3..=4).contains(&digits.len()) && text[n.range.end..].starts_with('年')
    });
    named.filter_map(|n| reading.slice(&n.range).parse().ok().filter(|year| (100..=2100).contains(year))).collect()
}

/// The years by which a text is dated: its signature, its front matter, its title.
fn dated(reading: &Reading) -> Vec<i64> {
    const HEAD: usize = 2;
    let digits = |words: &str| -> Vec<i64> {
        words.split(|c: char| !c.is_ascii_digit()).filter(|word| is_year(word)).filter_map(|w| w.parse().ok()).collect()
    };
    let mut found: Vec<i64> = signed(reading).and_then(|date| date.year).map(i64::from).into_iter().collect();
    found.extend(digits(&reading.front_matter));
    let head = reading.paragraphs.iter().take(HEAD).map(|p| reading.slice(&p.range));
    found.extend(head.filter(|line| !line.contains('。')).flat_map(digits));
    found
}

fn judge(reading: &Reading, verdicts: &mut Verdicts, age: &Mention, (since, now): (&[i64], &[i64])) {
    let Some(lasted) = lasted(reading, age) else { return };
    let pairs = || now.iter().flat_map(|now| since.iter().map(move |since| (*now, *since))).filter(|(a, b)| a > b);
    let printed = reading.printed(age);
    if let Some((now, since)) = pairs().find(|(now, since)| lasted.contains(&(now - since))) {
        return verdicts.holds(age.range.clone(), format!("{now}-{since} = {}年", now - since));
    }
    let Some((now, since)) = pairs().next_back() else { return };
    let sum = format!("{now}-{since} = {}", now - since);
    verdicts
        .wrong(
            age.range.clone(),
            format!("年数对不上：{sum}，文中是{printed}"),
            format!("the number of years does not follow: {sum}, the text says {printed}"),
        )
        .help("核对两个年份和年数", "check both years and the number of years");
}

/// The years that an age allows, with one more or less, as the day of the year is not known: 640余年 is anything up to 650.
fn lasted(reading: &Reading, age: &Mention) -> Option<Range<i64>> {
    let number: i64 = reading.slice(&age.digits).parse().ok().filter(|years| (1..=3000).contains(years))?;
    let step = [1000, 100, 10].into_iter().find(|step| number % step == 0).unwrap_or(10);
    let words = [reading.before(age), reading.printed(age)];
    let says = |word: char| words[0].ends_with(word) || words[1].contains(word);
    Some(match (says('余') || says('多'), says('近') || says('约')) {
        (true, _) => number - 1..number + step + 1,
        (_, true) => number - step..number + step,
        _ => number - 1..number + 2,
    })
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn years_are_counted_back() {
        expect(
            "date-off",
            &[
                "老桥建于1958年，距今75年，列入保护名录。\n\n县文化馆\n2023年5月6日",
                "医院始建于1951年，2023年迎来建院82周年。",
                "2024年古树名木名录\n该株香樟植于1624年，距今已有500余年。",
            ],
            &[
                "老桥建于1958年，距今65年，列入保护名录。\n\n县文化馆\n2023年5月6日",
                "老桥建于1958年，距今75年，列入保护名录。",
                "医院始建于1951年，2023年迎来建院72周年。",
                "2024年古树名木名录\n该株香樟植于1624年，距今已有400余年，近400年。",
                "县城始建于1381年，1567年重修，距今已有640余年。\n\n2024年5月6日",
                "1949年、1951年先后建校，2024年迎来建校75周年。",
            ],
        );
    }
}
