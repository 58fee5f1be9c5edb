//! Which totals and counts can be those of one average among several: those of its class, those of its member of a row. From candidates to
//! the same with the others loosened. Divides nothing.

use crate::audit::relations::average::{self, Average};
use crate::audit::relations::operands::{self, Operand, Tie};
use crate::audit::relations::words;
use crate::reading::{Reading, is_han};
use std::ops::Range;

/// 亩均税收13.5万元；规上工业亩均税收16.2万元; D级户每户补助2.5万元，C级户每户补助1.147万元: where a sentence has the same average of several,
/// one that names a class is over what has the name of the class.
pub fn only_of_its_class<'r>(
    reading: &'r Reading,
    average: &Average<'r>,
    all: &[Average<'r>],
    totals: &mut [Operand<'r>],
    counts: &mut [Operand<'r>],
) {
    let class = average::class(average);
    let is_rival = |other: &&Average| {
        other.result.range != average.result.range
            && other.result.sentence == average.result.sentence
            && other.per == average.per
            && other.result.unit() == average.result.unit()
            && average::class(other) != class
    };
    if !words::is_telling(class) || !all.iter().any(|other| is_rival(&other)) {
        return;
    }
    for one in totals.iter_mut().chain(counts) {
        let said = format!("{}{}", reading.before(one.mention), operands::words(reading, one.mention));
        if words::shared(class, &said) == 0 {
            one.tie = Tie::Loose;
        }
    }
}

/// 水稻4.05万亩，总产2.30万吨；玉米1.12万亩，平均单产612公斤: a member that has its own count has nothing from the others, though it leaves its total
/// unsaid.
pub fn only_of_its_member<'r>(
    reading: &'r Reading,
    average: &Average<'r>,
    totals: &mut [Operand<'r>],
    counts: &mut [Operand<'r>],
) {
    let Some(member) = member(reading, average) else { return };
    let is_inside = |one: &Operand| member.contains(&one.mention.range.start);
    let has_own = counts.iter().any(|one| is_inside(one) && one.mention.range.end <= average.result.range.start);
    if !has_own {
        return;
    }
    let sentence = average.result.sentence;
    let others = totals.iter_mut().chain(counts).filter(|one| one.mention.sentence == sentence && !is_inside(one));
    others.for_each(|one| one.tie = Tie::Loose);
}

/// What stands between the two semicolons around an average, where another member of the row stands before it.
fn member(reading: &Reading, average: &Average) -> Option<Range<usize>> {
    let sentence = &reading.sentences[average.result.sentence].range;
    let start = sentence.start + reading.slice(&(sentence.start..average.result.range.start)).rfind('；')?;
    let behind = reading.slice(&(average.result.range.end..sentence.end));
    let end = behind.find('；').map_or(sentence.end, |at| average.result.range.end + at);
    // ；其中规模户288户，户均120头; ；2.4万户养蚕户，户均收入1.62万元: of what was said before it.
    let text = &reading.text()[start + '；'.len_utf8()..end];
    let begins_anew = text.starts_with(is_han) && !text.starts_with(['其', '平', '户', '人', '亩', '每']);
    begins_anew.then_some(start..end)
}

/// 运送7056人，其中专车每趟42人、专列每列1050人: of parts, each with a count of its own.
pub fn is_of_parts(reading: &Reading, average: &Average) -> bool {
    let start = reading.sentences[average.result.sentence].range.start;
    let before = &reading.text()[start..average.result.range.start];
    let part = before.rfind("其中").map(|at| &before[at..]);
    let is_bare =
        |part: &str| !part.contains(['；', '。']) && part.matches('每').count() == part.matches('、').count() + 1;
    !average.is_said && part.is_some_and(is_bare)
}

/// 新建5.6万亩、改造3.2万亩，亩均投资分别为2400元和1800元，总投入19200万元: of several, whose products make the total.
pub fn is_one_of_a_row(reading: &Reading, average: &Average) -> bool {
    let here = average.result;
    let row = reading.between(&(here.range.start..here.clause.end));
    let is_row = row.iter().filter(|m| m.unit() == here.unit()).count() >= 2;
    is_row && ["分别", "分别为", "分别是"].iter().any(|word| average.of_what.ends_with(word))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn a_member_of_a_row_has_its_own_total() {
        expect(
            "average-off",
            &["水稻4.05万亩，总产2.30万吨；玉米1.12万亩，总产0.69万吨，平均单产661公斤。"],
            &[
                "耕地5.6万亩，水稻4.05万亩，亩产568公斤，总产2.30万吨；玉米1.12万亩，平均单产612公斤。",
                "田块折干亩产分别为742公斤、716公斤、768公斤，面积为2.1亩、1.8亩、2.4亩，三块田平均亩产742公斤。",
            ],
        );
    }
}
