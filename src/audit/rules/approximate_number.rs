//! `approximate-number`: 3、4个 and 二、三十人, where neighbouring numbers give a rough count and stand without 、; and 十几余,
//! 几十多, which are rough twice. Numbers of things (第3、4组, 一、二级) keep their 、.

use crate::audit::Verdicts;
use crate::reading::{Reading, measure_word};
use std::ops::Range;

const HAN: &str = "一二三四五六七八九";
/// Measure words that also number things.
const NUMBERING: [&str; 27] = [
    "号", "组", "期", "级", "类", "楼", "层", "班", "届", "章", "条", "款", "月", "日", "季度", "区", "村", "线", "段",
    "路", "站", "标", "栋", "幢", "单", "档", "点",
];
const ROUGH: [&str; 16] = [
    "十几余",
    "十几多",
    "几十余",
    "几十多",
    "几百余",
    "几百多",
    "几千余",
    "几千多",
    "数十余",
    "数十多",
    "数百余",
    "数百多",
    "数千余",
    "数千多",
    "数万余",
    "数万多",
];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let text = reading.text();
    for pair in reading.mentions.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        let between = text.get(a.range.end..b.range.start);
        let digits = (reading.slice(&a.digits), reading.slice(&b.digits));
        let unit = b.unit().name();
        if between == Some("、")
            && !a.has_unit()
            && b.has_unit()
            && !b.is_percent()
            && follow(digits.0, digits.1)
            && !NUMBERING.iter().any(|word| unit.starts_with(word))
            && !text[..a.range.start].ends_with(['第', '、', '标', '图', '表'])
        {
            pause(verdicts, a.range.start..b.range.end, reading.slice(&(a.range.start..b.range.end)));
        }
    }
    for (at, _) in text.match_indices('、') {
        if let Some(range) = han_pair(text, at) {
            pause(verdicts, range.clone(), &text[range]);
        }
    }
    for range in rough_ranges(text) {
        let printed = &text[range.clone()];
        verdicts
            .doubt(
                range.clone(),
                format!("两个概数之间不用连接号：{printed}"),
                format!("between two rough numbers no dash stands: {printed}"),
            )
            .help("写成“十几户到几十户”，或写出准数", "write 十几户到几十户, or the numbers themselves");
    }
    for word in ROUGH {
        for (at, _) in text.match_indices(word) {
            verdicts
                .doubt(
                    at..at + word.len(),
                    format!("“{word}”重复表示概数"),
                    format!("{word} says twice that the number is rough"),
                )
                .help("删去“余”或“多”", "leave 余 or 多 out");
        }
    }
}

/// 十几-几十, 几百—几千: two rough numbers with a dash.
fn rough_ranges(text: &str) -> Vec<Range<usize>> {
    const ROUGH: [&str; 8] = ["十几", "几十", "几百", "几千", "几万", "数十", "数百", "数千"];
    let mut found = Vec::new();
    for first in ROUGH {
        for (at, _) in text.match_indices(first) {
            let behind = &text[at + first.len()..];
            let rest = behind.trim_start_matches(['-', '—', '－', '–', '～', '~']);
            let second = ROUGH.iter().find(|second| rest.len() < behind.len() && rest.starts_with(**second));
            found.extend(second.map(|second| at..text.len() - rest.len() + second.len()));
        }
    }
    found
}

fn pause(verdicts: &mut Verdicts, range: Range<usize>, printed: &str) {
    verdicts
        .doubt(
            range,
            format!("相邻两数连用表示概数，中间不加顿号：{printed}"),
            format!("two neighbouring numbers for a rough count take no mark between them: {printed}"),
        )
        .help("写成汉字数字连用，如三四个；若是两个数，写明", "write 三四个; if two numbers are meant, say so");
}

fn follow(a: &str, b: &str) -> bool {
    let digit = |text: &str| text.parse::<u8>().ok().filter(|_| text.len() == 1);
    matches!((digit(a), digit(b)), (Some(a), Some(b)) if b == a + 1)
}

/// `二、三十人` around a 、.
fn han_pair(text: &str, at: usize) -> Option<Range<usize>> {
    let before = text[..at].chars().next_back()?;
    let rest = &text[at + '、'.len_utf8()..];
    let after = rest.chars().next()?;
    let place = |c: char| HAN.chars().position(|h| h == if c == '两' { '二' } else { c });
    let start = at - before.len_utf8();
    let ahead = text[..start].chars().next_back().unwrap_or('\n');
    let tail = &rest[after.len_utf8()..];
    let scale = tail.chars().next().filter(|c| "十百千万亿".contains(*c)).map_or(0, char::len_utf8);
    let unit = measure_word(&tail[scale..]);
    let counts = scale > 0 && (!unit.is_empty() || tail[scale..].starts_with(['余', '多']))
        || "个人名次天年户".contains(unit) && !unit.is_empty();
    let numbers_things = tail.starts_with("年级") || tail[scale..].starts_with("月");
    let stands_alone = !"第、（(\n。；：周初高星期中大小十百千万零〇".contains(ahead) && !HAN.contains(ahead);
    (place(before)? + 1 == place(after)? && counts && !numbers_things && stands_alone && !tail.starts_with('、'))
        .then(|| start..at + '、'.len_utf8() + after.len_utf8() + scale + unit.len())
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn rough_counts_have_no_mark() {
        expect(
            "approximate-number",
            &[
                "每月走访3、4次。",
                "带动5、6户增收。",
                "参加的有二、三十人。",
                "走访三、四个村。",
                "来了五、六名干部。",
                "培训十几余人。",
                "每村十几-几十户参与，每户花费几百—几千元。",
                "投资几十多万元。",
                "带动数百余户。",
                "收入增加七、八百元。",
            ],
            &[
                "每月走访三四次。",
                "第3、4组完成任务。",
                "第一、二、三产业。",
                "一、二级公路。",
                "三、四月份。",
                "五、六年级学生。",
                "（一）、（二）两条。",
                "5号、6号线。",
                "3、4号楼。",
                "分别为3、4、5个。",
                "分别下降2%、3%。",
                "带动数百户。",
                "一、二是重点。",
            ],
        );
    }
}
