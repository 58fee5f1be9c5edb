//! `glued-numbers`: a number that follows another without the mark or the measure word that divided them (`19.2%274个`).
//! Pairs of two measures (`3449户10424人`) are a form of their own.

use crate::audit::Verdicts;
use crate::reading::Reading;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
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
