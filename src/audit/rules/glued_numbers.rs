//! `glued-numbers`: a number that follows another without the mark or the measure word that divided them (`19.2%274个`).
//! Pairs of two measures (`3449户10424人`) are a form of their own.

use crate::audit::Verdicts;
use crate::model::Scale;
use crate::reading::{Mention, Reading, share_a_word};

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for persons in reading.mentions.iter().filter(|m| matches!(m.unit().name(), "人" | "名")) {
        swallowed_households(reading, verdicts, persons);
    }
    for pair in reading.mentions.windows(2) {
        let (first, second) = (&pair[0], &pair[1]);
        if first.range.end != second.range.start || !first.has_unit() || second.digits.start != second.range.start {
            continue;
        }
        let is_one_measure_twice = first.unit() == second.unit();
        if first.is_percent() || first.is_points() || is_one_measure_twice {
            let (a, b) = (reading.printed(first), reading.printed(second));
            verdicts
                .wrong(
                    first.range.start..second.range.end,
                    format!("“{a}”和“{b}”粘在一起，中间缺标点"),
                    format!("{a} and {b} are glued together: a mark between them is missing"),
                )
                .help("补上丢掉的标点，并核对两个数", "put the lost mark back and check both numbers");
        }
    }
}

/// `137416名` where the text has 137户 of the same thing: a measure word was lost, and two counts became one.
fn swallowed_households(reading: &Reading, verdicts: &mut Verdicts, persons: &Mention) {
    let digits = reading.slice(&persons.digits);
    let is_plain =
        digits.len() >= 4 && digits.bytes().all(|b| b.is_ascii_digit()) && persons.quantity.scale == Scale::One;
    if !is_plain {
        return;
    }
    let at = reading.mentions.partition_point(|m| m.range.start < persons.range.start);
    let near = &reading.mentions[at.saturating_sub(12)..(at + 12).min(reading.mentions.len())];
    for households in near.iter().filter(|m| m.unit().name() == "户" && m.paragraph == persons.paragraph) {
        let count = reading.slice(&households.digits);
        let is_same_thing = share_a_word(reading.subject(persons), reading.before(households))
            || share_a_word(reading.object(persons), reading.object(households))
            || households.sentence == persons.sentence;
        let Some(rest) = digits.strip_prefix(count).filter(|rest| count.len() >= 2 && !rest.starts_with('0')) else {
            continue;
        };
        let (Ok(households), Ok(each)) = (count.parse::<u64>(), rest.parse::<u64>()) else { continue };
        if !is_same_thing || each < households || each > households * 8 {
            continue;
        }
        let (printed, unit) = (reading.printed(persons), persons.unit().name());
        verdicts
            .wrong(
                persons.range.clone(),
                format!("“{printed}”丢了“户”：前后有{count}户，应是{count}户{rest}{unit}"),
                format!("{printed} has lost 户: the text has {count}户 nearby, so {count}户{rest}{unit} is meant"),
            )
            .help("补上“户”，并核对两个数", "put 户 back and check both numbers");
        return;
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::relations::trial::tries;

    #[test]
    fn a_number_that_swallowed_households_is_told() {
        tries(
            "glued-numbers",
            &[
                "排查出137户存在风险，识别监测对象137416名，全部落实帮扶。",
                "消除风险352户，涉及3521017人。",
                "新识别监测对象201户；新识别201639人均已帮扶。",
                "收入增长19.2%274个村。",
            ],
            &[
                "全县137户存在风险，常住人口137416人次受益。",
                "识别监测对象137户416名。",
                "户籍人口13700人，其中脱贫户137户。",
                "搬迁25户，常住人口251200人。",
                "消除风险352户1017人。",
                "共有12户，选派干部1299名。",
            ],
        );
    }
}
