//! How long a range of dates lasts, said a few words away from it: `5月6日至6月25日，调研组用20天时间`, `6月27日至7月31日的降雨持续5天`, `为期两周的培训于3月4日至3月15日举行`.
//! From the range to the days that its length allows. What belongs to each of several, or to a part of the range, is left alone.

use crate::model::quantity::han_number;
use crate::reading::Reading;
use std::ops::Range;

/// A length, and the days, first and last included, that a range of that length may have.
type Stretch = (Range<usize>, Range<u32>);

const HAN: &str = "一二两三四五六七八九十";

pub fn said(reading: &Reading, dates: &Range<usize>) -> Option<Stretch> {
    let text = reading.text();
    let sentence = reading.sentences[reading.sentence_at(dates.start)].range.clone();
    behind(text, dates.end, sentence.end).or_else(|| before(text, sentence.start, dates.start))
}

fn behind(text: &str, end: usize, sentence_end: usize) -> Option<Stretch> {
    const FURTHEST: usize = 24;
    const NEAR: usize = 10;
    let rest = &text[end..sentence_end.max(end)];
    let window: usize = rest.chars().take(FURTHEST).map(char::len_utf8).sum();
    let of_itself = rest.starts_with('的');
    let lead = |word: &str, furthest: usize| {
        let at = rest[..window].find(word)?;
        let words = &rest[..at];
        let is_near = words.chars().count() <= furthest && is_of_the_whole(words);
        is_near.then_some(end + at + word.len())
    };
    let spans = ["历时", "为期", "用时", "耗时", "，前后"].into_iter();
    let found = spans.filter_map(|word| lead(word, FURTHEST)).find_map(|at| length(text, at));
    let found = found.or_else(|| ["用", "花"].iter().find_map(|verb| spent(text, lead(verb, FURTHEST)?)));
    found.or_else(|| length(text, lead("持续", NEAR).filter(|_| of_itself)?))
}

/// 用20天时间
fn spent(text: &str, at: usize) -> Option<Stretch> {
    let at = at + if text[at..].starts_with('了') { '了'.len_utf8() } else { 0 };
    length(text, at)
        .filter(|(range, _)| text[range.end..].starts_with("时间") || text[range.end..].starts_with("的时间"))
}

/// 用20天时间，于, 为期两周的培训于
fn before(text: &str, sentence: usize, start: usize) -> Option<Stretch> {
    const FURTHEST: usize = 22;
    let head = &text[sentence.min(start)..start];
    let from = head.char_indices().rev().nth(FURTHEST).map_or(0, |(at, _)| at);
    let near = &head[from..];
    let lead = |word: &str| near.rfind(word).map(|at| sentence + from + at + word.len());
    let is_joined = |range: &Range<usize>, openings: &[&str]| {
        let gap = &text[range.end..start];
        openings.iter().any(|opening| gap.starts_with(opening))
            && gap.ends_with(['于', '在', '自', '从', '，', '年'])
            && is_of_the_whole(gap)
    };
    let used = ["用", "花", "利用"].iter().find_map(|verb| spent(text, lead(verb)?));
    let used = used.filter(|(range, _)| is_joined(range, &["时间", "的时间"]));
    used.or_else(|| length(text, lead("为期")?).filter(|(range, _)| is_joined(range, &["的"])))
}

/// Nothing that makes the length one of each, of a part, or of something else.
fn is_of_the_whole(words: &str) -> bool {
    const OTHERS: [&str; 15] =
        ["每", "各", "期间", "批", "轮", "次", "其中", "分", "第", "共有", "。", "；", "平均", "连续", "另"];
    !words.contains(|c: char| c.is_ascii_digit()) && !OTHERS.iter().any(|word| words.contains(word))
}

/// 20天, 两周, 3个月: how many days that may be.
fn length(text: &str, at: usize) -> Option<Stretch> {
    let number: String = text[at..].chars().take_while(|c| c.is_ascii_digit() || HAN.contains(*c)).collect();
    let value = number.parse().ok().or_else(|| u32::try_from(han_number(&number)?).ok());
    let value = value.filter(|value| (1..=400).contains(value) && !number.is_empty())?;
    let behind = &text[at + number.len()..];
    let (unit, days) = match behind {
        rest if rest.starts_with('天') && !rest.starts_with("天次") => ("天", value..value + 2),
        // Two weeks of work end on a Friday.
        rest if rest.starts_with("个星期") => ("个星期", (value * 7).saturating_sub(2)..value * 7 + 2),
        rest if rest.starts_with('周') && !rest.starts_with("周年") => {
            ("周", (value * 7).saturating_sub(2)..value * 7 + 2)
        }
        rest if rest.starts_with("个月") => ("个月", (value * 28).saturating_sub(3)..value * 31 + 4),
        _ => return None,
    };
    let end = at + number.len() + unit.len();
    let is_whole = !text[end..].starts_with(['余', '多', '左', '以', '半']);
    is_whole.then_some((at..end, days))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn a_length_fits_its_dates() {
        expect(
            "date-off",
            &[
                "5月6日至6月25日，调研组用20天时间走访了全部19个村。",
                "调研组用20天时间，于5月6日至5月15日走遍19个村。",
                "6月27日至7月31日的降雨持续5天，最大点雨量412毫米。",
                "为期两周的骨干教师培训于3月4日至3月29日举行。",
                "入户登记从11月1日开始，12月10日结束，历时20天。",
                "抽样调查10月8日启动，10月17日完成，共用时15天。",
                "3月1日至6月30日，全市开展了为期3个月的整治。",
                "抢修从4月3日持续到4月9日，前后10天。",
            ],
            &[
                "5月6日至5月25日，调研组用20天时间走访了全部19个村。",
                "6月27日至7月1日的降雨持续5天，最大点雨量412毫米。",
                "为期两周的骨干教师培训于3月4日至3月15日举行。",
                "入户登记从11月1日开始，11月20日结束，历时20天。",
                "3月1日至5月31日，全市开展了为期3个月的整治。",
                "7月1日至8月31日，举办夏令营4期，每期为期7天。",
                "7月1日至31日，出现一次历时5天的强降雨。",
                "7月1日至31日，城区出现持续5天的高温。",
                "9月5日至9月16日，检查组使用20天前的数据。",
            ],
        );
    }

    #[test]
    fn a_range_does_not_run_backwards_within_a_month() {
        expect(
            "date-off",
            &[
                "调研组于5月26日至5月25日走访了全部19个村。",
                "专项检查自9月25日起至9月16日止，共查企业42家。",
                "11月28日—11月3日，考试院组织了机考。",
                "暑期班7月28日开班、7月12日结业，学员120名。",
                "7月30日至18日，景区闭园检修。",
                "第一阶段：2024年10月14日（星期一）22时至10月13日6时，影响用户4120户。",
            ],
            &[
                "调研组于5月6日至5月25日走访了全部19个村。",
                "每年6月26日至6月25日为一个年度。",
                "防火期为11月1日至5月31日，期间禁止用火。",
                "第一阶段：2024年10月14日（星期一）22时至10月15日6时，影响用户4120户。",
                "自当年7月1日至次年6月30日计算。",
                "7月28日开班、8月12日结业，学员120名。",
            ],
        );
    }
}
