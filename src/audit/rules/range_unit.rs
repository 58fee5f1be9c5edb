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
        let Some(dash) = rest.chars().next().filter(|c| "～~—-–－".contains(*c)) else { continue };
        let lost = match upper.scale {
            Scale::One if matches!(upper.unit.name(), "%" | "‰") => upper.unit.name(),
            Scale::One => continue,
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
                "10—15公里。",
            ],
        );
    }
}
