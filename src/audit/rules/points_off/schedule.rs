//! How far a completion lies before or behind the time that has gone by: `1至9月…完成全年目标9600人的87.7%，快于时序进度12.7个百分点`, for nine months are 75 % of the year.
//! From a difference to what the rate and the months give.

use crate::audit::arithmetic::Outcome;
use crate::audit::compared::{Said, last_bytes};
use crate::model::Interval;
use crate::reading::{Direction, Reading};
use rust_decimal::Decimal;

/// In bytes, how far before the time may be named.
const FAR: usize = 600;

/// What the rate right before and the months of the paragraph give; `None` where the text compares with something else or names no months.
pub fn difference(reading: &Reading, said: &Said) -> Option<Outcome> {
    const SCHEDULES: [&str; 4] = ["时序进度", "时间进度", "序时进度", "时序要求"];
    let rate = reading.mentions.get(said.index.checked_sub(1)?)?;
    let is_rate = rate.is_percent() && rate.change.is_none() && rate.sentence == said.mention.sentence;
    let compared = reading.text().get(rate.range.end..said.mention.range.start)?;
    if !is_rate || !SCHEDULES.iter().any(|name| compared.contains(name)) || compared.contains('年') {
        return None;
    }
    let paragraph = reading.paragraphs[rate.paragraph].range.start;
    let months = months(last_bytes(&reading.text()[paragraph..rate.range.start], FAR))?;
    let gone = Decimal::from(months * 100).checked_div(Decimal::from(12))?;
    let point = Interval::point(gone);
    let (exact, interval, sum) = match said.direction {
        Direction::Up => (rate.quantity.value() - gone, rate.interval().minus(&point)?, [reading.printed(rate), ""]),
        Direction::Down => (gone - rate.quantity.value(), point.minus(&rate.interval())?, ["", reading.printed(rate)]),
    };
    let schedule = format!("{months}/12");
    let sum = sum.map(|side| if side.is_empty() { schedule.clone() } else { side.to_string() }).join("-");
    Some(Outcome { exact, interval, unit: rate.unit().clone(), sum })
}

/// The months of the year that the nearest words before say have gone by.
fn months(words: &str) -> Option<i64> {
    const PARTS: [(&str, i64); 3] = [("前三季度", 9), ("上半年", 6), ("一季度", 3)];
    let named = PARTS.iter().filter_map(|(word, months)| words.rfind(word).map(|at| (at, *months)));
    let counted = words.match_indices('月').filter_map(|(at, _)| {
        // 前4个月 counts them.
        let at = if words[..at].ends_with('个') { at - '个'.len_utf8() } else { at };
        let digits = words[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        let month: i64 = words[at - digits..at].parse().ok().filter(|month| (1..=12).contains(month))?;
        let head = &words[..at - digits];
        let from = ["1至", "1—", "1-", "1－", "1～", "1到"].iter().find_map(|from| head.strip_suffix(from));
        let is_first = head.ends_with('前') && words[at..].starts_with('个');
        let is_span = is_first || from.is_some_and(|head| !head.ends_with(|c: char| c.is_ascii_digit()));
        let ends = ["月底", "月末"].iter().any(|end| words[at..].starts_with(end));
        (is_span || ends).then_some((at, month))
    });
    named.chain(counted).max().map(|(_, months)| months)
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn months_gone_by_are_their_share_of_the_year() {
        expect(
            "points-off",
            &[
                "1至9月，城镇新增就业8420人，完成全年目标9600人的87.7%，快于时序进度17.2个百分点。",
                "截至6月底，支出进度46.2%，低于序时进度8.3个百分点。",
                "前7个月，支出进度60.2%，快于序时进度9.1个百分点。",
            ],
            &[
                "1至9月，城镇新增就业8420人，完成全年目标9600人的87.7%，快于时序进度12.7个百分点。",
                "截至6月底，支出进度46.2%，低于序时进度3.8个百分点。",
                "支出进度46.2%，低于序时进度8.3个百分点。",
                "11至12月要加快，支出进度86.2%，低于序时进度3.8个百分点。",
            ],
        );
    }
}
