//! A count that swallowed the clause before it: `计划学位1800个，已投用1350个，完成75450个` was 完成75%，剩余450个. Told where its digits fall into two numbers
//! that the others of the sentence prove: the one is what is left of a whole, the other its rate; or both add up to the whole.

use crate::audit::Verdicts;
use crate::model::Scale;
use crate::reading::{Mention, Reading};
use std::ops::Range;

/// Into how many numbers of a sentence one is compared.
const MOST: usize = 12;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (i, mention) in reading.mentions.iter().enumerate() {
        let Some(number) = plain(reading, mention).filter(|number| *number >= 1000) else { continue };
        let near = &reading.mentions[i.saturating_sub(MOST)..(i + MOST).min(reading.mentions.len())];
        let of_its_kind =
            |m: &&Mention| m.sentence == mention.sentence && m.range != mention.range && m.unit() == mention.unit();
        let others: Vec<u64> = near.iter().filter(of_its_kind).filter_map(|m| plain(reading, m)).collect();
        if others.is_empty() || others.iter().any(|other| other * 5 > number) {
            continue;
        }
        if let Some((first, second)) = splits(reading.slice(&mention.digits)).find(|split| prove(*split, &others)) {
            tell(reading, verdicts, mention.range.clone(), &first.to_string(), &second.to_string());
        }
    }
}

/// Two smaller numbers soon add up to a third by chance: 1274份、86份.
const LARGE: u64 = 100;

/// A whole number in digits without a scale that counts things.
fn plain(reading: &Reading, mention: &Mention) -> Option<u64> {
    let digits = reading.slice(&mention.digits);
    let is_plain = mention.has_unit()
        && mention.unit().is_counted()
        && mention.upper.is_none()
        && mention.quantity.scale == Scale::One
        && !mention.is_quoted;
    digits.parse().ok().filter(|_| is_plain)
}

/// The two numbers into which digits fall, at each place.
fn splits(digits: &str) -> impl Iterator<Item = (u64, u64)> + '_ {
    let pairs = (1..digits.len()).map(|at| digits.split_at(at)).filter(|(_, second)| !second.starts_with('0'));
    pairs.filter_map(|(first, second)| Some((first.parse().ok()?, second.parse().ok()?)))
}

/// 75 and 450 of 1800 and 1350; 1350 and 450 of 1800.
fn prove((first, second): (u64, u64), others: &[u64]) -> bool {
    let is_rate_of = |part: u64, whole: u64| (first * whole).abs_diff(part * 100) * 2 <= whole;
    let wholes = || others.iter().copied().filter(|whole| *whole > second && second >= 10);
    wholes().any(|whole| {
        let is_rest = others.iter().any(|part| part + second == whole && is_rate_of(*part, whole));
        is_rest || first >= LARGE && second >= LARGE && first + second == whole
    })
}

fn tell(reading: &Reading, verdicts: &mut Verdicts, range: Range<usize>, first: &str, second: &str) {
    let printed = reading.slice(&range);
    verdicts
        .doubt(
            range.clone(),
            format!("“{printed}”像是“{first}”和“{second}”粘在一起，中间丢了字"),
            format!("{printed} looks like {first} and {second} glued together: words between them are lost"),
        )
        .help("补上丢掉的字和标点，并核对两个数", "put back what was lost and check both numbers");
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn a_count_falls_into_what_the_sentence_proves() {
        expect(
            "glued-numbers",
            &[
                "计划新增学位1800个，已投用1350个，完成75450个年底前交付。",
                "应检水表4200只，已检3150只，检定率751050只下月检完。",
                "受理案件860件，审结645215件正在审理。",
            ],
            &[
                "计划新增学位1800个，已投用1350个，完成75%，剩余450个年底前交付。",
                "受理案件860件，审结645件，215件正在审理。",
                "全县学校12所，学生21360人，教师1425人。",
                "下发通知书1274份、停工通知书86份。",
                "走访群众36452人，其中党员452人、干部120人。",
            ],
        );
    }
}
