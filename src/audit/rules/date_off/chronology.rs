//! What is finished before it was begun: `1963年9月复工，1966年4月大坝合龙，1956年12月竣工`, `6月18日17时启动四级响应，17日7时提升至三级`. Only clauses of one
//! sentence are compared of which the later begins with its date, so that it speaks of the same thing.

use super::days;
use crate::audit::Verdicts;
use crate::reading::Reading;
use std::ops::Range;

/// The stages of a work, of a case and of an alarm, each behind the one before.
const STAGES: [&[&str]; 3] = [
    &["动工", "开工", "复工", "开建", "奠基", "破土", "启动", "立案", "受理", "起火", "搬的", "搬迁", "搬出", "签约"],
    &["合龙", "封顶", "贯通", "截流", "提升至", "提升为", "升级为", "调整为"],
    &[
        "竣工",
        "完工",
        "建成",
        "投产",
        "通车",
        "投用",
        "投入使用",
        "验收",
        "终止",
        "解除",
        "扑灭",
        "办结",
        "结案",
        "审结",
        "回迁",
        "完成",
        "交付",
    ],
];

struct Event {
    range: Range<usize>,
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
    stage: usize,
    /// Its clause begins with its date.
    is_elliptic: bool,
}

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let events = events(reading);
    for (i, later) in events.iter().enumerate().filter(|(_, event)| event.is_elliptic) {
        let sentence = reading.sentence_at(later.range.start);
        let near = events[..i].iter().rev().take_while(|event| reading.sentence_at(event.range.start) == sentence);
        let begun = near.into_iter().find(|event| event.stage < later.stage && is_before(later, event));
        let is_one_clause = |event: &Event| !reading.text()[event.range.end..later.range.start].contains('；');
        if let Some(begun) = begun.filter(|begun| is_one_clause(begun)) {
            tell(reading, verdicts, begun, later);
        }
    }
}

/// The dates that a stage of something belongs to, in order.
fn events(reading: &Reading) -> Vec<Event> {
    let mut moments: Vec<(Range<usize>, Option<i32>, Option<u32>, Option<u32>)> =
        reading.dates.iter().map(|d| (d.range.clone(), d.year, d.month, d.day)).collect();
    moments.extend(days::bare(reading).into_iter().map(|d| (d.range, None, None, Some(d.day))));
    moments.sort_by_key(|moment| moment.0.start);
    let mut events: Vec<Event> = Vec::new();
    let mut last: (usize, Option<i32>, Option<u32>) = (usize::MAX, None, None);
    for (range, year, month, day) in moments {
        let sentence = reading.sentence_at(range.start);
        let known = if last.0 == sentence { last } else { (sentence, None, None) };
        let year = year.or(known.1);
        let month = month.or(known.2.filter(|_| day.is_some()));
        last = (sentence, year, month);
        if let Some((stage, is_elliptic)) = stage(reading, &range) {
            events.push(Event { range, year, month, day, stage, is_elliptic });
        }
    }
    events
}

/// The stage that the clause of a date names behind it.
fn stage(reading: &Reading, date: &Range<usize>) -> Option<(usize, bool)> {
    const FURTHEST: usize = 16;
    const LEADS: [&str; 6] = ["", "于", "并于", "又于", "后于", "至"];
    let text = reading.text();
    let ends = |c: char| "，。；、：（）\n".contains(c);
    let clause = text[date.end..].split(ends).next().unwrap_or("");
    let words: String = clause.chars().take(FURTHEST).collect();
    let lead = text[..date.start].rsplit(ends).next().unwrap_or("");
    let is_of_a_part = ["一期", "二期", "三期", "首期", "前期", "首批"].iter().any(|part| words.contains(part));
    let found = STAGES.iter().position(|verbs| verbs.iter().any(|verb| words.contains(verb)))?;
    (!is_of_a_part).then_some((found, LEADS.contains(&lead)))
}

/// Whether one surely lies before another: years are compared where both are known, months without years only where they are one.
fn is_before(a: &Event, b: &Event) -> bool {
    let months = a.month.zip(b.month);
    let days = a.day.zip(b.day);
    let by_day = months.is_some_and(|(a, b)| a == b) && days.is_some_and(|(a, b)| a < b);
    match a.year.zip(b.year) {
        Some((first, second)) if first != second => first < second,
        Some(_) => by_day || months.is_some_and(|(a, b)| a < b),
        None => by_day && a.year == b.year,
    }
}

fn tell(reading: &Reading, verdicts: &mut Verdicts, begun: &Event, later: &Event) {
    let (before, said) = (reading.slice(&begun.range), reading.slice(&later.range));
    verdicts
        .doubt(
            later.range.clone(),
            format!("先后颠倒：后一步的日子（{said}）早于前一步（{before}）"),
            format!("the later stage ({said}) lies before the earlier one ({before})"),
        )
        .help("核对两个日期", "check both dates");
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn nothing_is_finished_before_it_is_begun() {
        expect(
            "date-off",
            &[
                "1963年9月复工，1966年4月大坝合龙，1956年12月竣工，前后历时九年余。",
                "住院楼2022年12月封顶，2020年11月完成净化工程，预计2024年9月搬迁。",
                "指挥部于6月18日17时启动四级应急响应，17日7时提升至三级，20日18时终止。",
                "水厂2021年3月开工，于2020年12月建成投用。",
                "该案2023年5月立案，2022年8月审结。",
            ],
            &[
                "1963年9月复工，1966年4月大坝合龙，1967年12月竣工，前后历时九年余。",
                "指挥部于6月18日17时启动四级应急响应，19日7时提升至三级，20日18时终止。",
                "水厂2021年3月开工，学校2020年12月建成。",
                "二期2023年3月启动，2020年建成的一期已投用。",
                "11月开工，3月建成投用。",
                "2024年3月启动二期，2023年12月完成一期验收。",
                "2021年开工，2021年底完工。",
            ],
        );
    }
}
