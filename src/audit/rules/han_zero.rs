//! `han-zero`: 二零二三年 and 二○二三年, where years in Han digits take 〇; and 一百〇五, where counts take 零.

use crate::audit::Verdicts;
use crate::reading::Reading;

const DIGITS: &str = "零〇○0OＯ０一二三四五六七八九";

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let text = reading.text();
    for (at, _) in text.match_indices('年') {
        let head = text[..at].trim_end_matches(|c| DIGITS.contains(c));
        let year = &text[head.len()..at];
        let is_year =
            year.chars().count() == 4 && year.starts_with(['一', '二']) && !head.ends_with(['十', '百', '千', '万']);
        if is_year && year.contains(|c| "零○0OＯ０".contains(c)) {
            let right: String = year.chars().map(|c| if "零○0OＯ０".contains(c) { '〇' } else { c }).collect();
            tell(
                verdicts,
                head.len()..at + '年'.len_utf8(),
                year,
                &right,
                "汉字写的年份用〇",
                "a year in Han digits takes 〇",
            );
        }
    }
    for (at, sign) in text.match_indices('〇') {
        if text[..at].ends_with(['百', '千', '万', '亿'])
            && text[at + sign.len()..].starts_with(|c| "一二三四五六七八九".contains(c))
        {
            let start = at - '百'.len_utf8();
            tell(
                verdicts,
                start..at + sign.len(),
                &text[start..at + sign.len()],
                "零",
                "汉字计数用零",
                "a count in Han takes 零",
            );
        }
    }
}

fn tell(verdicts: &mut Verdicts, range: std::ops::Range<usize>, printed: &str, right: &str, zh: &str, en: &str) {
    verdicts
        .style(range, format!("{zh}：{printed}"), format!("{en}: {printed}"))
        .help(format!("改成{right}"), format!("write {right}"));
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn zeros_of_years_and_counts_differ() {
        expect(
            "han-zero",
            &[
                "二零二三年三月。",
                "二○二三年三月。",
                "二O二三年。",
                "二0二四年。",
                "一九五零年。",
                "二零一零年。",
                "二００八年。",
                "共一百〇五人。",
                "三千〇八十户。",
            ],
            &[
                "二〇二三年三月。",
                "一百零五人。",
                "2023年。",
                "零增长。",
                "二十年。",
                "三年。",
                "一九五八年。",
                "一〇一大队。",
                "零零后。",
                "从零开始。",
                "五千零二年。",
                "二〇二〇年。",
            ],
        );
    }
}
