//! `range-unit`: 15～30% and 9～16亿, where the first number has lost its % or its scale. Other units (10～15人) need not be
//! said twice.

use crate::audit::Verdicts;
use crate::model::Scale;
use crate::reading::Reading;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let text = reading.text();
    for mention in reading.mentions.iter().filter(|m| !m.is_quoted) {
        let Some(upper) = &mention.upper else { continue };
        let rest = &text[mention.digits.end..mention.range.end];
        let Some(dash) = rest.chars().next().filter(|c| "～~—-–－至到".contains(*c)) else { continue };
        let lost = match upper.scale {
            Scale::One if matches!(upper.unit.name(), "%" | "‰") => upper.unit.name(),
            Scale::One => continue,
            // 5至6万元 is read as it is meant.
            _ if matches!(dash, '至' | '到') => continue,
            scale => scale.word(),
        };
        let printed = reading.printed(mention);
        let first = reading.slice(&mention.digits);
        let right = format!("{first}{lost}～{}", &rest[dash.len_utf8()..]);
        verdicts
            .style(
                mention.range.clone(),
                format!("{printed}：前一个数少了“{lost}”，会读成{first}"),
                format!("{printed}: the first number has lost its {lost} and reads as {first}"),
            )
            .help(format!("写成{right}"), format!("write {right}"));
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn a_range_says_its_scale_twice() {
        expect(
            "range-unit",
            &[
                "占比15～30%。",
                "投资9～16亿元。",
                "补助1-2万元。",
                "增长5—8%。",
                "降水概率10~20%。",
                "产量3～5万吨。",
                "出生率6～7‰。",
                "约10～15%左右。",
                "增速有望落在6.5至7%之间。",
                "损失率控制在3到5%。",
                "含水率12至14%。",
            ],
            &[
                "占比15%～30%。",
                "投资9亿～16亿元。",
                "每月15～20人。",
                "2013—2022年。",
                "气温10～15℃。",
                "5月3—8日。",
                "1—9月增长5%。",
                "第3～5名。",
                "投资9亿元。",
                "补助1万元至2万元。",
                "占15%。",
                "增速有望落在6.5%至7%之间。",
                "每亩补助5至6万元。",
                "从2022到2023年增长7%。",
                "10—15公里。",
            ],
        );
    }
}
