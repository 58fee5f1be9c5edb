//! `household-size`: pairs of households and persons (137户416人) in which a household has less than one person, or more than
//! twelve on average. 户 of enterprises and shops are left alone.

use crate::audit::Verdicts;
use crate::audit::arithmetic;
use crate::audit::relations::operands;
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

/// More than this many persons a household is doubtful: the census of 2020 has 2.62 on average.
const MOST: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

const NOT_HOUSEHOLDS: [&str; 12] =
    ["企业", "商户", "工商", "经营", "主体", "单位", "公司", "合作社", "大户", "客户", "用户", "账户"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for pair in reading.mentions.windows(2) {
        let (households, persons) = (&pair[0], &pair[1]);
        if !is_pair(reading, households, persons) {
            continue;
        }
        let Some(size) = arithmetic::average(reading, persons, households, households.unit()) else { continue };
        let each = arithmetic::plain(size.exact, 2);
        let sum = format!("{} = {each}人", size.sum);
        let range = households.range.start..persons.range.end;
        if size.interval.high.is_some_and(|high| high < Decimal::ONE) {
            verdicts.wrong(range, format!("人比户少：{sum}"), format!("fewer persons than households: {sum}")).help(
                "看户和人有没有写反、有没有丢一位数",
                "see whether households and persons are swapped, or a digit is lost",
            );
        } else if size.interval.low.is_some_and(|low| low > MOST) {
            verdicts.doubt(range, format!("每户人数太多：{sum}"), format!("too many persons a household: {sum}")).help(
                "看户数有没有丢一位、人数有没有多一位",
                "see whether the households lost a digit or the persons gained one",
            );
        } else {
            verdicts.holds(range, sum);
        }
    }
}

fn is_pair(reading: &Reading, households: &Mention, persons: &Mention) -> bool {
    let is_household = households.unit().name() == "户" && operands::is_person(persons.unit());
    let text = reading.text();
    is_household
        && households.range.end <= persons.range.start
        && matches!(&text[households.range.end..persons.range.start], "" | "、")
        && households.change.is_none()
        && !households.is_quoted
        && !NOT_HOUSEHOLDS.iter().any(|word| reading.before(households).contains(word))
        && !reading.subject(households).contains("每")
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn faulty_sentences_are_told_and_clean_ones_are_not() {
        expect(
            "household-size",
            &[
                "识别监测对象450户137人。",
                "共有脱贫户18200户1820人。",
                "搬迁群众620户、62名。",
                "新增监测对象36户12人。",
                "覆盖脱贫户700余户500人。",
                "消除风险2835户968人。",
                "带动1.2万户8000人增收。",
                "监测对象5户150人。",
            ],
            &[
                "累计识别监测对象3449户10424人。",
                "走访企业450户137人次。",
                "识别5户6人。",
                "共有个体工商户1200户800人。",
                "每户2人。",
                "帮扶300户，培训100人。",
                "独居老人12户12人。",
                "惠及700余户2000余人。",
                "全村517户1654人。",
                "迁出25户98人。",
                "选派干部100名，联系200户。",
                "服务用户800户，聘用20人。",
            ],
        );
    }
}
