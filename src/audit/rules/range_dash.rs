//! `range-dash`: a hyphen or a half-width tilde between the ends of a range of values (10-15人), where ～ or — is meant. Told once a
//! text, with the count. Dates, codes and telephone numbers are no quantities.

use crate::audit::Verdicts;
use crate::reading::Reading;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let text = reading.text();
    let all: Vec<_> = reading
        .mentions
        .iter()
        .filter(|m| {
            m.upper.is_some() && m.has_unit() && text[m.digits.end..m.range.end].contains(['-', '–', '~', '－'])
        })
        .collect();
    let Some(first) = all.first() else { return };
    let (count, printed) = (all.len(), reading.printed(first));
    verdicts
        .style(
            first.range.clone(),
            format!("数值范围用浪纹线“～”或一字线“—”，不用短横：{printed}等{count}处"),
            format!("a range of values is written with ～ or —, not with a hyphen: {printed}, {count} in all"),
        )
        .help("改成～", "write ～");
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::{expect, told};

    #[test]
    fn hyphens_in_ranges_are_told_once() {
        assert_eq!(told("range-dash", "每月10-15人，每年20-30人。").len(), 1);
        expect(
            "range-dash",
            &[
                "每月10-15人。",
                "占10%-15%。",
                "补助1万-2万元。",
                "气温10~15℃。",
                "面积3–5亩。",
                "产量2000-3000吨。",
                "每户500元-800元。",
                "需3-5个工作日。",
            ],
            &[
                "每月10～15人。",
                "占10%—15%。",
                "2021-2023年。",
                "电话0391-1234567。",
                "2023-07-11",
                "GB/T 9704-2012规定。",
                "气温-5℃。",
                "型号A3-4。",
                "10至15人。",
                "3月5-8日。",
                "1-9月增长5%。",
                "增长15%。",
            ],
        );
    }
}
