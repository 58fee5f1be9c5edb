//! `missing-attachment`: a text sends its reader to an attachment that it does not have: 详见附件2, and there is one only.

use crate::finding::{Finding, Place};
use crate::gate::Content;
use crate::gate::numbers::digit;
use crate::gate::words::has_any;
use crate::model::article::{Article, Genre};
use crate::reading::Reading;
use std::ops::Range;

pub fn check(content: &Content) -> Vec<Finding> {
    let articles = content.proof.articles.iter().zip(&content.readings);
    articles.flat_map(|(article, reading)| in_article(article, reading)).collect()
}

fn in_article(article: &Article, reading: &Reading) -> Vec<Finding> {
    // The parts of a bulletin are its other items.
    let has = if matches!(article.genre, Genre::Bulletin(_)) { 0 } else { article.parts.len() };
    let text = reading.text();
    let mut told: Vec<Finding> = Vec::new();
    for paragraph in &reading.paragraphs {
        let words = reading.slice(&paragraph.range);
        for (number, range) in mentioned(words) {
            let is_there = number.map_or(has > 0, |number| number <= has);
            let range = paragraph.range.start + range.start..paragraph.range.start + range.end;
            if is_there || !article.links.is_empty() && words.contains("下载") {
                continue;
            }
            let written = &text[range.clone()];
            let count = match has {
                0 => ("没有附件".to_string(), "no attachment".to_string()),
                n => (format!("只有{n}个附件"), format!("{n} only")),
            };
            let place = Place::bytes(&article.file, reading.source(range.clone()));
            told.push(
                Finding::error(
                    "missing-attachment",
                    place,
                    format!("文中说“{written}”，这篇{}", count.0),
                    format!("the text speaks of {written}, but has {}", count.1),
                )
                .help(
                    "把附件写进来（在文末另起一行写“# 附件的标题”），或删去这一句；附件不公开的，写“附件略”",
                    "put the attachment in behind `# its title`, or delete the words; write 附件略 where it is not published",
                ),
            );
        }
    }
    told.truncate(1);
    told
}

/// Each attachment that a paragraph sends to, with its number where it has one.
fn mentioned(words: &str) -> Vec<(Option<usize>, Range<usize>)> {
    let mut found = Vec::new();
    for (at, word) in words.match_indices("附件") {
        let (before, behind) = (&words[..at], &words[at + word.len()..]);
        // 《某通知》附件1 is that of another paper; 附件材料, 附件箱 are things.
        let is_anothers = before.ends_with(['》', '”']) || before.matches('《').count() > before.matches('》').count();
        let left_out = ["略", "（略", "另发", "另附", "另行", "不公开", "不再", "不予"]
            .iter()
            .any(|word| behind.trim_start_matches(|c| digit(c).is_some()).starts_with(word));
        if is_anothers || left_out {
            continue;
        }
        let digits: String = behind.chars().map_while(digit).collect();
        let length: usize = behind.chars().take_while(|c| digit(*c).is_some()).map(char::len_utf8).sum();
        let number = digits.parse::<usize>().ok().filter(|number| (1..=50).contains(number));
        let is_sent = ["见", "详见", "参见", "（", "("].iter().any(|verb| before.ends_with(verb));
        let is_list = (before.is_empty() || before.ends_with('\n'))
            && behind[length..].starts_with(['：', ':'])
            && !has_any(behind, &["（略）", "(略)", "略）"]);
        let closes = behind[length..].starts_with(['）', ')', '。', '，', '；', '：', ':', '、', '中'])
            || behind[length..].is_empty();
        if (is_sent && (closes || number.is_some()))
            || is_list
            || number.is_some() && closes && before.ends_with(['照', '按', '在', '据'])
        {
            found.push((number, at..at + word.len() + length));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::mentioned;

    #[test]
    fn a_reader_is_sent_to_an_attachment() {
        for (words, number) in [
            ("名单见附件。", None),
            ("任务分工见附件2。", Some(2)),
            ("（详见附件１）", Some(1)),
            ("附件：1．任务清单", None),
            ("请按附件3填报", None),
        ] {
            let found = mentioned(words);
            assert!(found.len() <= 1, "{words}");
            if words.starts_with("请按") {
                assert!(found.is_empty());
            } else {
                assert_eq!(found.first().map(|(n, _)| *n), Some(number), "{words}");
            }
        }
        for words in
            ["附件略。", "《某通知》附件2", "发送电子邮件附件时", "配齐农机附件", "具体名单见附件（略）", "附件另发"]
        {
            assert!(mentioned(words).is_empty(), "{words}");
        }
    }
}
