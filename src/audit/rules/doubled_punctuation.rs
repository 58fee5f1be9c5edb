//! `doubled-punctuation`: two marks where one is meant (，， 。。 、，), and a mark directly behind an opening one, where a word was
//! lost. ？！, ……, —— and marks that a text speaks of (“，”) are right.

use crate::audit::Verdicts;
use crate::reading::Reading;

const POINTS: &str = "，。、；：";

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let text = reading.text();
    let mut end = 0;
    for (at, c) in text.char_indices() {
        if at < end {
            continue;
        }
        let width: usize =
            text[at..].chars().take_while(|c| POINTS.contains(*c) || matches!(c, ',' | ';')).map(char::len_utf8).sum();
        let run = &text[at..at + width];
        // A row of half-width marks is a line or a form, not a slip; none of the others begins within it.
        if width > 1 && run.is_ascii() {
            end = at + width;
            continue;
        }
        let after = &text[at + c.len_utf8()..];
        let before = text[..at].chars().next_back().unwrap_or('\n');
        if run.chars().count() >= 2 && run.contains(|c| POINTS.contains(c)) && !matches!(before, '“' | '‘' | '（' | '(')
        {
            end = at + width;
            tell(verdicts, at..end, run);
        } else if (c == '！' || c == '？') && after.starts_with(['，', '。', '、', '；']) {
            end = at + c.len_utf8() + '，'.len_utf8();
            tell(verdicts, at..end, &text[at..end]);
        } else if c == '。' && after.starts_with("”。") {
            end = at + "。”。".len();
            tell(verdicts, at..end, &text[at..end]);
        } else if matches!(c, '（' | '“' | '《' | '(') && opens_on_a_mark(after) {
            end = at + c.len_utf8() + '，'.len_utf8();
            tell(verdicts, at..end, &text[at..end]);
        }
    }
}

/// Whether a mark follows an opening one and is not itself what is quoted.
fn opens_on_a_mark(after: &str) -> bool {
    let Some(mark) = after.chars().next().filter(|c| POINTS.contains(*c)) else { return false };
    let rest = &after[mark.len_utf8()..];
    !rest.starts_with(|c: char| {
        "”’）)》".contains(c) || c.is_ascii_punctuation() || POINTS.contains(c) || "！？“".contains(c)
    })
}

fn tell(verdicts: &mut Verdicts, range: std::ops::Range<usize>, run: &str) {
    verdicts
        .doubt(range, format!("标点重复或缺字：{run}"), format!("marks stand twice, or a word is missing: {run}"))
        .help("留下该用的一个；缺字的补上", "keep the one that is meant, or add the lost word");
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn marks_that_stand_twice_are_told() {
        expect(
            "doubled-punctuation",
            &[
                "全市上下，，扎实推进。",
                "任务完成。。",
                "甲、，乙都到了。",
                "任务完成；。",
                "完成较好，。",
                "太好了！。",
                "（，含县区）全市推进。",
                "他说：“完成了。”。",
                "甲、、乙。",
                "要求如下：，",
            ],
            &[
                "全市上下，扎实推进。",
                "太好了！！真的吗？！",
                "学习、研究……安排。",
                "主题——振兴。",
                "他说：“完成了。”",
                "用“，”和“。”断句。",
                "区间号（～）和顿号（、）。",
                "甲、乙（含丙）、丁。",
                "“甲”、“乙”。",
                "《甲》、《乙》。",
                "12,345元，很好。",
                "（一）甲；（二）乙。",
                "他问：“好吗？”大家答好。",
            ],
        );
    }
}
