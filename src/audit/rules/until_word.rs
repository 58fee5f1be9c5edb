//! `until-word`: 截止目前, 截止2024年底, where 截至 is meant. 截止 says that something ends (截止日期, 报名截止) and takes no time behind it.

use crate::audit::Verdicts;
use crate::reading::Reading;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    const TIMES: [&str; 12] =
        ["目前", "今年", "现在", "去年", "上年", "本年", "当前", "年底", "上月", "本月", "此时", "今"];
    let text = reading.text();
    for (at, word) in text.match_indices("截止") {
        let rest = &text[at + word.len()..];
        let behind = rest.strip_prefix('至').or_else(|| rest.strip_prefix('到')).unwrap_or(rest);
        let names_a_time = TIMES.iter().any(|time| behind.starts_with(time))
            || behind.starts_with(|c: char| c.is_ascii_digit()) && behind.chars().take(5).any(|c| "年月日".contains(c));
        let begins = text[..at].chars().next_back().is_none_or(|c| "，。；：（\n、“—)）".contains(c));
        if names_a_time && begins {
            verdicts
                .style(
                    at..at + word.len(),
                    "“截止”是停止，后面跟时间用“截至”",
                    "截止 says that something ends; before a time it is 截至",
                )
                .help("改成“截至”", "write 截至");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn until_is_another_word() {
        expect(
            "until-word",
            &[
                "截止目前，完成投资5亿元。",
                "截止2024年6月，完成投资5亿元。",
                "截止6月底，完成投资5亿元。",
                "全市推进，截止今年5月完工。",
                "截止到目前，已完成。",
                "截止至2023年底，已完成。",
                "（截止12月31日）共有12户。",
                "截止上年末，共有12户。",
            ],
            &[
                "截至目前，完成投资5亿元。",
                "报名截止6月30日。",
                "截止日期为6月30日。",
                "申报截止时间：2024年6月。",
                "报名已经截止。",
                "截至2024年底。",
                "截止后不再受理。",
                "截止阀2个。",
                "活动截止到月底。",
                "登记截止2024年6月。",
                "截止线外。",
                "全市增长5%。",
            ],
        );
    }
}
