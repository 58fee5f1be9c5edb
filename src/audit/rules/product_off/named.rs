//! A product whose rate was named in a sentence before: `一次性稳岗补贴每人2000元。…领到稳岗补贴的有3120人，合624万元`. The words that rate and count share
//! say which rate is meant; told where one slip explains it.

use super::{judge_one, rates};
use crate::audit::Verdicts;
use crate::audit::relations::words;
use crate::reading::{Mention, ParagraphKind, Reading};

/// So many quantities back the rate may stand.
const REACH: usize = 24;

/// Words that any payment has.
const PAID: [&str; 8] = ["补贴", "补助", "资金", "发放", "奖励", "费用", "标准", "收入"];

/// Words of a total that may be that of a rate.
const TOTALS: [&str; 9] = ["共计", "合计", "共", "总计", "收入", "支出", "得款", "发放资金", "发放补贴"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (index, total) in reading.mentions.iter().enumerate().skip(2) {
        let count = &reading.mentions[index - 1];
        let is_table = reading.paragraphs[total.paragraph].kind == ParagraphKind::TableRow;
        let is_plain =
            |m: &Mention| m.upper.is_none() && m.change.is_none() && !m.is_quoted && m.quantity.bound.is_none();
        let follows = reading.text()[count.range.end..total.range.start.max(count.range.end)]
            .trim_end_matches(['达', '为', '约'])
            .strip_prefix('，')
            .is_some_and(|lead| rates::MAKES.contains(&lead) || TOTALS.contains(&lead));
        let is_product = follows && count.unit().is_counted() && count.sentence == total.sentence;
        if is_table || !is_product || !is_plain(count) || !is_plain(total) {
            continue;
        }
        if let Some(rate) = rate(reading, index - 1, total) {
            judge_one(reading, verdicts, [count, rate, total]);
        }
    }
}

/// The rate of the paragraph that is of each of what is counted, and that has more of its name than any other.
fn rate<'r>(reading: &'r Reading, at: usize, total: &Mention) -> Option<&'r Mention> {
    let count = &reading.mentions[at];
    let name = PAID.iter().fold(reading.before(count).to_string(), |name, word| name.replace(word, "|"));
    let is_rate = |m: &&Mention| {
        let subject = reading.subject(m);
        let each = subject.rsplit('每').next().filter(|_| subject.matches('每').count() == 1);
        each.is_some_and(|each| rates::is_counted_by(reading, count, each))
            && m.unit().converts_to(total.unit())
            && m.sentence != count.sentence
            && m.upper.is_none()
            && m.change.is_none()
    };
    let near = reading.mentions[at.saturating_sub(REACH)..at].iter().rev();
    let rates = near.take_while(|m| m.paragraph == count.paragraph).filter(is_rate);
    let named = rates.map(|m| (words::shared(&name, reading.before(m)), m)).filter(|(shared, _)| *shared > 0);
    let mut named: Vec<(usize, &Mention)> = named.collect();
    named.sort_by_key(|(shared, _)| std::cmp::Reverse(*shared));
    match named[..] {
        [(_, rate)] => Some(rate),
        [(most, rate), (second, _), ..] if most > second => Some(rate),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn a_rate_of_an_earlier_sentence_is_found_by_its_name() {
        expect(
            "product-off",
            &[
                "交通补贴每人600元，一次性稳岗补贴每人2000元。去年发放交通补贴5430人次，计325.8万元；领到稳岗补贴的有3120人，合642万元。",
                "成人票80元，夜游套票每张128元。售出夜游票3.2万张，收入490.6万元。",
                "孤儿基本生活费每人1500元。本月发放孤儿基本生活费86人，共计12.3万元。",
            ],
            &[
                "交通补贴每人600元，一次性稳岗补贴每人2000元。去年发放交通补贴5430人次，计325.8万元；领到稳岗补贴的有3120人，合624万元。",
                "稳岗补贴每人2000元。招聘会到场3120人，合642家企业进场。",
                "培训补贴每人2000元。另有创业补贴发放120人，合36万元。",
            ],
        );
    }
}
