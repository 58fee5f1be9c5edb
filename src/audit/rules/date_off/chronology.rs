//! What is finished before it was begun: `1963年9月复工，1966年4月大坝合龙，1956年12月竣工`, `6月18日17时启动四级响应，17日7时提升至三级`. Only clauses of one
//! sentence are compared of which the later begins with its date, so that it speaks of the same thing.

use super::days;
use crate::audit::Verdicts;
use crate::reading::Reading;
use std::ops::Range;

/// The verbs of one kind of thing, each stage behind the one before; and of what it must be said, where the verb alone says too little.
struct Course {
    stages: [&'static [&'static str]; 3],
    of: &'static [&'static str],
}

const COURSES: [Course; 4] = [
    Course {
        stages: [
            &["动工", "开工", "复工", "开建", "奠基", "破土"],
            &["合龙", "封顶", "贯通", "截流"],
            &["竣工", "完工", "建成", "投产", "通车", "投用", "投入使用", "通过验收", "交付"],
        ],
        of: &[],
    },
    // What a shell is fitted out with comes behind it; what was done before the first sod is another thing.
    Course { stages: [&["封顶", "合龙"], &["完成"], &[]], of: &[] },
    Course {
        stages: [&["立案", "受理", "起火"], &["开庭"], &["办结", "结案", "审结", "扑灭"]], of: &[]
    },
    Course {
        stages: [&["启动", "发布"], &["提升至", "提升为", "升级为", "调整为"], &["终止", "解除"]],
        of: &["响应", "预警", "管制"],
    },
];

/// So many dates before one are looked at, in a sentence no longer, in bytes, than this.
const MOST: usize = 8;
const LONGEST: usize = 4000;

struct Event {
    range: Range<usize>,
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
    /// The courses that it belongs to, with the stage that it is there.
    stages: [Option<usize>; COURSES.len()],
    /// Its clause begins with its date.
    is_elliptic: bool,
}

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let events = events(reading);
    for (i, later) in events.iter().enumerate().filter(|(_, event)| event.is_elliptic) {
        let sentence = reading.sentence_at(later.range.start);
        let mut near =
            events[..i].iter().rev().take(MOST).take_while(|event| reading.sentence_at(event.range.start) == sentence);
        let begun = near.find(|event| precedes(event, later) && is_before(later, event));
        let is_one_clause = |event: &Event| !reading.text()[event.range.end..later.range.start].contains('；');
        if let Some(begun) = begun.filter(|begun| is_one_clause(begun)) {
            tell(reading, verdicts, begun, later);
        }
    }
}

/// A date as it stands: its bytes, with the year, the month and the day that it says.
type Moment = (Range<usize>, Option<i32>, Option<u32>, Option<u32>);

/// The dates that a stage of something belongs to, in order.
fn events(reading: &Reading) -> Vec<Event> {
    let mut moments: Vec<Moment> = reading.dates.iter().map(|d| (d.range.clone(), d.year, d.month, d.day)).collect();
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
        if let Some((stages, is_elliptic)) = stages(reading, &range) {
            events.push(Event { range, year, month, day, stages, is_elliptic });
        }
    }
    events
}

/// Whether both are stages of one course, in this order.
fn precedes(first: &Event, second: &Event) -> bool {
    first.stages.iter().zip(second.stages).any(|(first, second)| first.zip(second).is_some_and(|(a, b)| a < b))
}

/// The stages that the clause of a date names behind it, and whether it begins with its date.
fn stages(reading: &Reading, date: &Range<usize>) -> Option<([Option<usize>; COURSES.len()], bool)> {
    const FURTHEST: usize = 16;
    const LEADS: [&str; 6] = ["", "于", "并于", "又于", "后于", "至"];
    const PARTS: [&str; 7] = ["一期", "二期", "三期", "首期", "前期", "首批", "标段"];
    let text = reading.text();
    let sentence = reading.slice(&reading.sentences[reading.sentence_at(date.start)].range);
    if sentence.len() > LONGEST {
        return None;
    }
    let ends = |c: char| "，。；、：（）\n".contains(c);
    let clause = text[date.end..].split(ends).next().unwrap_or("");
    let words: String = clause.chars().take(FURTHEST).collect();
    let lead = text[..date.start].rsplit(ends).next().unwrap_or("");
    let stage = |course: &Course| {
        let is_of_it = course.of.is_empty() || course.of.iter().any(|word| sentence.contains(word));
        course.stages.iter().position(|verbs| is_of_it && verbs.iter().any(|verb| words.contains(verb)))
    };
    let found: [Option<usize>; COURSES.len()] = std::array::from_fn(|i| stage(&COURSES[i]));
    let is_of_a_part = PARTS.iter().any(|part| words.contains(part)) || clause.contains('的');
    (!is_of_a_part && found.iter().any(Option::is_some)).then_some((found, LEADS.contains(&lead)))
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
                "新校区2023年3月开工，2022年底已完成征地拆迁。",
                "2023年9月启动招生，2022年底已完成校舍改造。",
                "2024年1月开工的项目中，2023年12月完工的前期工程有3个。",
            ],
        );
    }
}
