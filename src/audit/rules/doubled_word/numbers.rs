//! What stands twice at a number: its measure word (300名名), its date word (8月月), a scale (亿万元), or the number with its words. From a
//! reading to places.

use super::words::*;
use crate::reading::{Reading, is_day, is_han, is_month, is_year};
use std::ops::Range;

/// The measure word twice behind a number, and `%%`.
pub fn behind_numbers(reading: &Reading, told: &mut Vec<Range<usize>>) {
    let text = reading.text();
    for mention in reading.mentions.iter().filter(|m| m.has_unit()) {
        let Some(unit) = text[..mention.range.end].chars().next_back() else { continue };
        let rest = &text[mention.range.end..];
        let Some(after) = rest.strip_prefix(unit) else { continue };
        let follows = after.chars().next().unwrap_or('。');
        // 62户户户有人管: the two behind the number mean every one.
        if follows == unit {
            continue;
        }
        let is_doubled = match AFTER_MEASURE.iter().find(|(measure, _)| *measure == unit) {
            Some((_, words)) => !words.contains(follows),
            None if PLAIN_MEASURES.contains(unit) => !"谈标位".contains(follows),
            None => matches!(unit, '%' | '％') || "，。；、）！？".contains(follows),
        };
        if is_doubled {
            told.push(mention.range.end - unit.len_utf8()..mention.range.end + unit.len_utf8());
        }
    }
}

/// 8月月开张, 2023年年，: the word of a date. 年底 and 月均 begin words of their own.
pub fn behind_dates(reading: &Reading, told: &mut Vec<Range<usize>>) {
    for numeral in &reading.numerals {
        let digits = reading.slice(&numeral.range);
        let after = &reading.text()[numeral.range.end..];
        let Some(word) = after.chars().next().filter(|c| "年月日".contains(*c)) else { continue };
        let fits = match word {
            '年' => is_year(digits),
            '月' => is_month(digits),
            _ => is_day(digits) && reading.text()[..numeral.range.start].ends_with('月'),
        };
        let rest = &after[word.len_utf8()..];
        // 2023年2023年6月
        if fits && word != '日' && rest.strip_prefix(digits).is_some_and(|rest| rest.starts_with(word)) {
            told.push(numeral.range.start..numeral.range.end + digits.len() + 2 * word.len_utf8());
        }
        let Some(behind) = rest.strip_prefix(word).filter(|_| fits) else { continue };
        let follows = behind.chars().next().unwrap_or('。');
        let begins_a_word =
            AFTER_MEASURE.iter().any(|(measure, words)| *measure == word && words.contains(follows)) || follows == word;
        if !begins_a_word {
            told.push(numeral.range.end..numeral.range.end + 2 * word.len_utf8());
        }
    }
}

/// 24小时内内回复, 3天以内内, 500元以上上的: the last character of a limit.
pub fn behind_limits(reading: &Reading, told: &mut Vec<Range<usize>>) {
    // What begins with the limit's last character.
    const WORDS: [(&str, &str); 5] = [
        ("内", "河涝陆科环需外部容设存地务向政阁蒙勤控脏衣服饰墙径审销循战乱阻生"),
        ("上", "级市报线学班网交门岗游海山述涨升调缴下年月旬半游述岸车船"),
        ("下", "降乡村岗列设属级属岸午旬半达发放滑跌调游辖一沉"),
        ("右", "侧岸手边"),
        ("来", "自源访电人信年"),
    ];
    let text = reading.text();
    for mention in reading.mentions.iter().filter(|m| m.has_unit()) {
        let end = mention.range.end;
        let limits = ["", "内", "以内", "以上", "以下", "左右", "以来"];
        let ends = limits.iter().filter(|limit| text[end..].starts_with(**limit)).map(|limit| end + limit.len());
        for at in ends {
            let doubled = WORDS.iter().find(|(word, _)| text[..at].ends_with(word) && text[at..].starts_with(word));
            let Some((word, words)) = doubled else { continue };
            let follows = &text[at + word.len()..];
            if !follows.starts_with(|c| words.contains(c)) && !follows.starts_with(word) {
                told.push(at - word.len()..at + word.len());
            }
        }
    }
}

/// 18.5亿万元: two scales of which one was left over.
pub fn scales_of_money(reading: &Reading, told: &mut Vec<Range<usize>>) {
    for numeral in &reading.numerals {
        let behind = &reading.text()[numeral.range.end..];
        if let Some(scales) = ["亿万元", "万万元", "亿亿元", "万亿万元"].iter().find(|word| behind.starts_with(**word))
        {
            told.push(numeral.range.end..numeral.range.end + scales.len() - '元'.len_utf8());
        }
    }
}

/// 对3家供应商3家供应商列入名单: a number with its words.
pub fn numbers_with_words(reading: &Reading, told: &mut Vec<Range<usize>>) {
    let text = reading.text();
    for mention in reading.mentions.iter().filter(|m| m.has_unit()) {
        let words: Vec<usize> = text[mention.range.end..].char_indices().take(7).map(|(i, _)| i).collect();
        for &length in words.iter().rev() {
            let end = mention.range.end + length;
            let phrase = &text[mention.range.start..end];
            let is_phrase = phrase[mention.range.len()..].chars().all(is_han) && phrase.chars().count() >= 4;
            if is_phrase && text[end..].starts_with(phrase) {
                told.push(mention.range.start..end + phrase.len());
                break;
            }
        }
    }
}
