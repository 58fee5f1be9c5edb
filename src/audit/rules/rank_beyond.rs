//! `rank-beyond`: a place that lies behind the last of those who take part: `六个参评县中排名第7`, `第119名（全省参评113家）`.

use crate::audit::Verdicts;
use crate::audit::items;
use crate::reading::{Mention, ParagraphKind, Reading};
use std::ops::Range;

/// How far before its place the number of those who take part stands, in bytes.
const FAR: usize = 90;

/// Measures of those who take part.
const MEASURES: [&str; 12] = ["个", "家", "支", "所", "名", "县", "市", "区", "省", "位", "人", "镇"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let text = reading.text();
    for (at, _) in text.match_indices('第') {
        let Some((place, length)) = number(&text[at + '第'.len_utf8()..]) else { continue };
        let end = at + '第'.len_utf8() + length;
        let is_table = reading.paragraphs[reading.paragraph_at(at)].kind == ParagraphKind::TableRow;
        if is_table || !is_ranked(&text[..at]) && !text[end..].starts_with(['名', '位']) {
            continue;
        }
        if let Some((all, printed)) = among_before(reading, at).or_else(|| among_behind(reading, end)) {
            judge(verdicts, at..end, (place, all), printed);
        }
    }
}

fn judge(verdicts: &mut Verdicts, range: Range<usize>, (place, all): (usize, usize), printed: &str) {
    if place <= all {
        return verdicts.holds(range, format!("第{place} ≤ {all}"));
    }
    verdicts
        .wrong(
            range,
            format!("名次比参加的还多：{printed}，却排第{place}"),
            format!("the place lies beyond the last one: {printed}, and the place is {place}"),
        )
        .help("核对名次和参加的数目", "check the place and how many take part");
}

fn is_ranked(before: &str) -> bool {
    ["排名", "排", "位列", "位居", "名列", "居", "列"].iter().any(|verb| before.ends_with(verb))
}

/// 六个参评县中排名第7: the number in the same clause before 中.
fn among_before(reading: &Reading, at: usize) -> Option<(usize, &str)> {
    let text = reading.text();
    let floor =
        reading.sentences[reading.sentence_at(at)].range.start.max(text.ceil_char_boundary(at.saturating_sub(FAR)));
    let lead = &text[floor.min(at)..at];
    let lead = &lead[lead.rfind(['；', '。']).map_or(0, |i| i + '；'.len_utf8())..];
    let set = &lead[..lead.rfind('中')?];
    // 三个项目中，投资居全省第8位: the place is one among others.
    let between = &lead[set.len()..];
    if between.contains(char::is_numeric) || between.contains('全') || between.matches('，').count() > 1 {
        return None;
    }
    let set = items::last_clause(set);
    // 12个县的86个乡镇中: the last number is that of those who are ranked.
    let mut counts = set.char_indices().rev().filter(|(i, _)| {
        let is_inside = set[..*i].ends_with(|c: char| c.is_numeric() || "一二三四五六七八九十百.第前".contains(c));
        !is_inside && number(&set[*i..]).is_some_and(|(_, length)| measured(&set[i + length..]))
    });
    let (i, _) = counts.next()?;
    let (all, length) = number(&set[i..])?;
    let noun: String = set[i + length..].chars().take(8).collect();
    (all >= 2 && !noun.contains('前')).then(|| (all, &set[i..]))
}

/// 第9名（全省参评113家）
fn among_behind(reading: &Reading, end: usize) -> Option<(usize, &str)> {
    let text = reading.text();
    let inner = text[end..].trim_start_matches(['名', '位']).strip_prefix('（')?;
    let inner = &inner[..inner.find('）')?];
    let takes_part = ["参评", "参赛", "参加", "参与", "共有", "共"].iter().any(|word| inner.contains(word));
    let mut within = in_brackets(reading, inner);
    let all = within.next().filter(|_| within.next().is_none() && takes_part)?;
    let count = usize::try_from(all.quantity.value().trunc().mantissa()).ok()?;
    let is_count = all.quantity.bound.is_none() && MEASURES.contains(&all.unit().name());
    (is_count && all.quantity.value().scale() == 0).then_some((count, inner))
}

fn in_brackets<'r>(reading: &'r Reading, inner: &str) -> impl Iterator<Item = &'r Mention> {
    let start = inner.as_ptr() as usize - reading.text().as_ptr() as usize;
    reading.between(&(start..start + inner.len())).iter()
}

fn measured(behind: &str) -> bool {
    MEASURES.iter().any(|measure| behind.starts_with(measure))
}

/// 7, 七: the number with which a text begins, and its bytes.
fn number(text: &str) -> Option<(usize, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    match length {
        0 => items::han(text),
        1..=5 => Some((text[..length].parse().ok()?, length)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn nobody_comes_after_the_last() {
        expect(
            "rank-beyond",
            &[
                "验收得分96.5分，全市六个参评县中排名第7。",
                "在全省88个县（市、区）中位列第91位。",
                "获评估第119名（全省参评113家）。",
            ],
            &[
                "验收得分96.5分，全市六个参评县中排名第3。",
                "在全省88个县（市、区）中位列第31位。",
                "获评估第9名（全省参评113家），比上年前移12位。",
                "全市4个县中，第12届运动会有3个县参加，其中我县位列第2。",
                "三个项目中，投资居全省第8位。",
                "3项指标中，增速居全市第5位。",
            ],
        );
    }
}
