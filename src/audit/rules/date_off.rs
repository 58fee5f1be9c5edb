//! `date-off`: days and hours that no calendar has, weekdays and lunar dates that do not fit, ranges that run backwards, terms that
//! end before they begin, reign years, and 五年来 beside years that do not count up to it.

mod ages;
mod anniversary;
mod calendar;
mod chronology;
mod clock;
mod days;
mod deadline;
mod eras;
mod foretold;
mod lengths;
mod plan;
mod ranges;
mod stretches;
mod validity;
mod year_rows;

use crate::audit::Verdicts;
use crate::reading::{Reading, WrittenDate};
use calendar::{days_in, lunar_behind, weekday, weekday_behind};
use std::ops::Range;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let mut years: Vec<i32> = usual_years(reading);
    years.extend(
        reading.front_matter.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse::<i32>().ok()),
    );
    years.retain(|year| (1900..=2100).contains(year));
    let mut last_year = None;
    for date in &reading.dates {
        last_year = date.year.or(last_year);
        if impossible(reading, verdicts, date) {
            continue;
        }
        let others: &[i32] = if has_its_year(reading, date) { &[] } else { &years };
        on_a_weekday(reading, verdicts, date, last_year, others);
        in_the_lunar_calendar(reading, verdicts, date, last_year, others);
    }
    bare_days(reading, verdicts, &years);
    hours(reading, verdicts);
    anniversary::check(reading, verdicts);
    clock::check(reading, verdicts);
    deadline::check(reading, verdicts);
    ranges::check(reading, verdicts);
    lengths::check(reading, verdicts);
    eras::check(reading, verdicts);
    ages::check(reading, verdicts);
    validity::check(reading, verdicts);
    foretold::check(reading, verdicts);
    chronology::check(reading, verdicts);
    year_rows::check(reading, verdicts);
}

/// 2025年端午节放假时间为5月31日: the sentence names one year before the day, and compares with none.
fn has_its_year(reading: &Reading, date: &WrittenDate) -> bool {
    let start = reading.sentences[reading.sentence_at(date.range.start)].range.start;
    let end = reading.dates.partition_point(|other| other.range.start < date.range.start);
    let mut years = reading.dates[..end]
        .iter()
        .rev()
        .take(8)
        .take_while(|other| other.range.start >= start)
        .filter(|other| other.year.is_some());
    let (Some(first), None) = (years.next(), years.next()) else { return false };
    let between = &reading.text()[first.range.end..date.range.start];
    !["比", "较", "上年", "去年", "次年", "明年", "翌年", "同期", "起", "以来", "；"]
        .iter()
        .any(|word| between.contains(word))
}

/// The two years that the text names most: with any other a wrong weekday would soon fit by chance.
fn usual_years(reading: &Reading) -> Vec<i32> {
    let mut counted: Vec<(usize, i32)> = Vec::new();
    for year in reading.dates.iter().filter_map(|date| date.year) {
        match counted.iter_mut().find(|(_, known)| *known == year) {
            Some((count, _)) => *count += 1,
            None => counted.push((1, year)),
        }
    }
    counted.sort_by(|a, b| b.cmp(a));
    counted.into_iter().take(2).map(|(_, year)| year).collect()
}

/// 2月30日, 13月, 9月31日.
fn impossible(reading: &Reading, verdicts: &mut Verdicts, date: &WrittenDate) -> bool {
    let Some(month) = date.month else { return false };
    let is_tied = date.year.is_some() || date.day.is_some() || names_a_month(&reading.text()[date.range.end..]);
    let no_month = !(1..=12).contains(&month) && is_tied;
    let most = if (1..=12).contains(&month) { days_in(date.year, month) } else { 31 };
    let no_day = [date.day, date.last_day].into_iter().flatten().any(|day| day == 0 || day > most);
    if !no_month && !no_day {
        return false;
    }
    let said = reading.slice(&date.range);
    let (zh, en) = match no_month {
        true => (format!("没有{month}月"), format!("there is no month {month}")),
        false => (format!("{month}月只有{most}天"), format!("that month has {most} days")),
    };
    verdicts
        .wrong(date.range.clone(), format!("“{said}”不存在：{zh}"), format!("{said} does not exist: {en}"))
        .help("核对日期", "check the date");
    true
}

fn names_a_month(after: &str) -> bool {
    ["份", "底", "初", "末", "上旬", "中旬", "下旬"].iter().any(|word| after.starts_with(word))
}

/// 2024年7月11日（星期五）; a date without a year is one of the year that was named last, or of another that the text names.
fn on_a_weekday(reading: &Reading, verdicts: &mut Verdicts, date: &WrittenDate, last: Option<i32>, years: &[i32]) {
    let (Some(month), Some(day)) = (date.month, date.day.filter(|_| date.last_day.is_none())) else { return };
    let Some((range, said)) = weekday_behind(reading.text(), date.range.end) else { return };
    let fits = |year: i32| weekday(year, month, day) == Some(said);
    let found = match date.year {
        Some(year) => Some(year).filter(|year| fits(*year)),
        None => last.into_iter().chain(years.iter().copied()).find(|year| fits(*year)),
    };
    if let Some(year) = found {
        return verdicts.holds(range, format!("{year}年{month}月{day}日 = 星期{}", DAYS[said]));
    }
    let Some(year) = date.year.or(last) else { return };
    let Some(right) = weekday(year, month, day) else { return };
    let written = reading.slice(&range);
    let severity = if date.year.is_some() { Verdicts::wrong } else { Verdicts::doubt };
    severity(
        verdicts,
        range.clone(),
        format!("{year}年{month}月{day}日是星期{}，文中是{written}", DAYS[right]),
        format!("{year}-{month:02}-{day:02} is 星期{}, the text says {written}", DAYS[right]),
    )
    .help("核对日期和星期", "check the date and the weekday");
}

const DAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];

/// 2日　星期二 under 1月, 10月12日—13日（星期六、星期日）: the month and the year stand before.
fn bare_days(reading: &Reading, verdicts: &mut Verdicts, years: &[i32]) {
    for day in days::bare(reading) {
        let end = reading.dates.partition_point(|date| date.range.start < day.range.start);
        let last = reading.dates[..end].iter().rev().find_map(|date| date.year);
        let year = |month: u32| WrittenDate {
            range: day.range.clone(),
            year: None,
            month: Some(month),
            day: Some(day.day),
            last_day: None,
        };
        let text = reading.text();
        if let Some(first) = days::start_of_range(reading, &day)
            && let (Some(month), Some(from), Some(pair)) =
                (first.month, first.day, days::two_weekdays(text, day.range.end))
        {
            let year = first.year.or(last);
            for (nth, (range, said)) in [from, day.day].into_iter().zip(pair) {
                named_weekday(reading, verdicts, (year, month, nth), range, said, years);
            }
            continue;
        }
        let fits = |month: &&u32| {
            let date = year(**month);
            let possible = || last.into_iter().chain(years.iter().copied());
            let by_week = weekday_behind(text, day.range.end)
                .is_some_and(|(_, said)| possible().any(|y| weekday(y, **month, day.day) == Some(said)));
            by_week || date.month.is_none()
        };
        let Some(month) = day.months.iter().find(fits).or(day.months.first()) else { continue };
        let mut date = year(*month);
        on_a_weekday(reading, verdicts, &date, last, years);
        // 21日至23日（农历正月十二至十四）: the lunar date is that of the first day.
        if let Some(first) = day.first {
            date.day = Some(first);
        }
        in_the_lunar_calendar(reading, verdicts, &date, last, years);
    }
}

/// One weekday of a pair behind a range of days.
fn named_weekday(
    reading: &Reading,
    verdicts: &mut Verdicts,
    (year, month, day): (Option<i32>, u32, u32),
    range: Range<usize>,
    said: usize,
    years: &[i32],
) {
    let fits = |year: &i32| weekday(*year, month, day) == Some(said);
    if let Some(year) = year.into_iter().chain(years.iter().copied()).find(fits) {
        return verdicts.holds(range, format!("{year}年{month}月{day}日 = 星期{}", DAYS[said]));
    }
    let Some((year, right)) = year.and_then(|year| Some((year, weekday(year, month, day)?))) else { return };
    let written = reading.slice(&range);
    verdicts
        .doubt(
            range.clone(),
            format!("{year}年{month}月{day}日是星期{}，文中是{written}", DAYS[right]),
            format!("{year}-{month:02}-{day:02} is 星期{}, the text says {written}", DAYS[right]),
        )
        .help("核对日期和星期", "check the date and the weekday");
}

/// 2024年7月11日 农历甲辰年六月初六, by the calendar of GB/T 33661—2017.
fn in_the_lunar_calendar(
    reading: &Reading,
    verdicts: &mut Verdicts,
    date: &WrittenDate,
    last: Option<i32>,
    years: &[i32],
) {
    let (Some(month), Some(day)) = (date.month, date.day.filter(|_| date.last_day.is_none())) else { return };
    let Some(lunar) = lunar_behind(reading.text(), date.range.end) else { return };
    let lunar_of =
        |year: i32| crate::wording::lunar(crate::model::Date { year, month: Some(month as u8), day: Some(day as u8) });
    let possible: Vec<i32> = match date.year {
        Some(year) => vec![year],
        None => last.into_iter().chain(years.iter().copied()).collect(),
    };
    let known: Vec<(i32, String)> = possible
        .into_iter()
        .filter(|year| (1912..=2100).contains(year))
        .map(|year| (year, lunar_of(year)))
        .filter(|(_, said)| !said.is_empty())
        .collect();
    let Some((year, right)) = known.iter().find(|(_, said)| lunar.fits(said)).or(known.first()) else { return };
    let written = reading.slice(&lunar.range);
    if lunar.fits(right) {
        return verdicts.holds(lunar.range.clone(), format!("{year}年{month}月{day}日 = {right}"));
    }
    verdicts
        .wrong(
            lunar.range.clone(),
            format!("{year}年{month}月{day}日是{right}，文中是{written}"),
            format!("{year}-{month:02}-{day:02} is {right}, the text says {written}"),
        )
        .help("核对公历和农历日期", "check the civil and the lunar date");
}

/// 25时, 14时61分.
fn hours(reading: &Reading, verdicts: &mut Verdicts) {
    let text = reading.text();
    for (nth, numeral) in reading.numerals.iter().enumerate() {
        let digits = reading.slice(&numeral.range);
        let Some(value) = digits.parse::<u32>().ok().filter(|_| digits.len() == 2) else { continue };
        let (before, after) = (&text[..numeral.range.start], &text[numeral.range.end..]);
        let is_moment =
            ["日", "上午", "下午", "凌晨", "晚上", "中午", "清晨", "夜间", "当晚"].iter().any(|w| before.ends_with(w));
        let is_hour = after.starts_with('时')
            && !after.starts_with("时许外")
            && value > 24
            && (is_moment || names_a_minute(after));
        let behind_an_hour = nth.checked_sub(1).map(|i| &reading.numerals[i]).is_some_and(|hour| {
            text[hour.range.end..numeral.range.start] == *"时" && reading.slice(&hour.range).len() <= 2
        });
        let is_minute = behind_an_hour && after.starts_with('分') && !after.starts_with("分之") && value > 59;
        if is_hour || is_minute {
            tell_time(
                verdicts,
                numeral.range.start..numeral.range.end + '时'.len_utf8(),
                &text[numeral.range.start..numeral.range.end + '时'.len_utf8()],
            );
        }
    }
}

fn names_a_minute(after: &str) -> bool {
    let Some(rest) = after.strip_prefix('时') else { return false };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits == 2 && rest[digits..].starts_with('分')
}

fn tell_time(verdicts: &mut Verdicts, range: Range<usize>, said: &str) {
    verdicts
        .wrong(range, format!("没有“{said}”这个时刻"), format!("there is no such time as {said}"))
        .help("核对时间", "check the time");
}

#[cfg(test)]
mod tests;
