//! `average-off`: 户均, 人均, 村均 … that the total and the count of the same passage do not give. The total is told by kin
//! words (户均奖补资金 and 投入资金); without those an average is nobody's business. Indicators whose denominator stands
//! elsewhere (人均可支配收入, 人均地区生产总值) may hold but are never called wrong.

use crate::audit::Verdicts;
use crate::audit::arithmetic::{self, Outcome};
use crate::model::Unit;
use crate::reading::{Mention, Reading, kin};

/// The words that say over what an average is taken, with the units of the count.
const PER: [(&str, &[&str]); 14] = [
    ("户均", &["户"]),
    ("人均", &["人", "名"]),
    ("亩均", &["亩"]),
    ("村均", &["个", "村"]),
    ("平均每户", &["户"]),
    ("每户平均", &["户"]),
    ("平均每人", &["人", "名"]),
    ("每人平均", &["人", "名"]),
    ("平均每亩", &["亩"]),
    ("平均每村", &["个", "村"]),
    ("平均每个", &["个"]),
    ("平均每家", &["家"]),
    ("平均每", &["个", "家", "户", "人", "名", "项", "所", "场", "次", "期", "件", "亩", "公里", "座", "处", "台"]),
    ("村平均", &["个", "村"]),
];

/// Averages over a population that such texts do not state.
const ELSEWHERE: [&str; 6] = ["可支配收入", "纯收入", "生产总值", "GDP", "消费支出", "预期寿命"];

/// How many sentences back a total may stand.
const REACH: usize = 2;

/// How many quantities on each side are looked at.
const NEAR: usize = 24;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for average in reading.mentions.iter().filter(|m| m.has_unit() && !m.is_percent() && m.change.is_none()) {
        let subject = reading.subject(average);
        let Some((per, units)) = PER.iter().find(|(word, _)| subject.contains(word)) else { continue };
        judge(reading, verdicts, average, subject.rsplit(per).next().unwrap_or(""), units);
    }
}

fn judge(reading: &Reading, verdicts: &mut Verdicts, average: &Mention, of_what: &str, units: &[&str]) {
    let first = average.sentence.saturating_sub(REACH).max(reading.paragraphs[average.paragraph].sentences.start);
    let range = reading.sentences[first].range.start..reading.sentences[average.sentence].range.end;
    let near = reading.between(&range);
    let own = near.partition_point(|m| m.range.start < average.range.start);
    let near = &near[own.saturating_sub(NEAR)..near.len().min(own + NEAR)];
    let near: Vec<&Mention> = near.iter().filter(|m| m.range != average.range).collect();
    let unit = Unit::new(average.unit().name().split('/').next().unwrap_or(""));
    let totals = near
        .iter()
        .filter(|m| m.unit().converts_to(&unit) && m.change.is_none() && m.range.start < average.range.start);
    let counts: Vec<&&Mention> = near.iter().filter(|m| units.contains(&m.unit().name())).collect();
    let mut tied: Option<Outcome> = None;
    for total in totals.rev() {
        let is_kin = is_kin(reading, total, of_what);
        for count in counts.iter().rev() {
            let Some(outcome) = arithmetic::average(reading, total, count) else { continue };
            if outcome.fits(average) {
                return verdicts.holds(average.range.clone(), outcome.words(average));
            }
            if is_kin && total.sentence == average.sentence && count.sentence == average.sentence && tied.is_none() {
                tied = Some(outcome);
            }
        }
    }
    let Some(outcome) = tied.filter(|_| !ELSEWHERE.iter().any(|word| of_what.contains(word))) else { return };
    let (sum, printed) = (outcome.words(average), reading.printed(average));
    verdicts
        .wrong(
            average.range.clone(),
            format!("平均数对不上：{sum}，文中是{printed}"),
            format!("the average does not follow: {sum}, the text says {printed}"),
        )
        .help("核对总量、数量和平均数三个数", "check the total, the count and the average");
}

fn is_kin(reading: &Reading, total: &Mention, of_what: &str) -> bool {
    of_what.trim_matches(|c| "约达为超近".contains(c)).is_empty()
        || kin(of_what, reading.subject(total))
        || kin(of_what, reading.object(total))
}
