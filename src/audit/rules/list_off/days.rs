//! A count and the days that it counts: `区域性暴雨5场，7月3日、7月16日、8月2日、8月24日、9月11日各1场`, `先后四次刷新纪录，依次出现在7月9日、7月22日…`.
//! From a count of times to a list of dates behind it in the sentence.

use super::Head;
use crate::audit::Verdicts;
use crate::audit::items::Items;

/// What happens on a day.
const TIMES: [&str; 8] = ["次", "场", "起", "轮", "批", "期", "回", "趟"];

/// The list begins so near to its count, in characters.
const NEAR: usize = 24;

/// Whether a list of days stands behind the count.
pub fn check(head: &Head, verdicts: &mut Verdicts) -> bool {
    let rest = &head.text[head.count.range.end..];
    let end = rest.find(['。', '；', '\n']).unwrap_or(rest.len());
    let rest = &rest[..end];
    if !TIMES.iter().any(|measure| rest.starts_with(measure)) {
        return false;
    }
    let Some(first) = rest.char_indices().take(NEAR).map(|(i, _)| i).find(|i| day(&rest[*i..]) > 0) else {
        return false;
    };
    let (mut at, mut many) = (first, 0);
    loop {
        let length = day(&rest[at..]);
        if length == 0 {
            break;
        }
        many += 1;
        at += length;
        let Some(behind) = rest[at..].strip_prefix(['、', '和']) else { break };
        at = rest.len() - behind.len();
    }
    let lead = &rest[..first];
    let is_each = rest[at..].starts_with('各') || ["依次", "分别", "各在"].iter().any(|word| lead.contains(word));
    let is_open = rest[at..].starts_with('等') || lead.contains("其中") || lead.contains('（');
    if many < 2 || is_open || lead.matches('，').count() > 1 {
        return false;
    }
    head.judge(&Items { least: many, most: many, is_plain: true, is_open: false }, is_each, verdicts);
    true
}

/// The length of `7月3日` or `2024年7月3日` at the start of a text, or nothing.
fn day(text: &str) -> usize {
    let number = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let year = Some(number(text)).filter(|n| *n == 4 && text[4..].starts_with('年')).map_or(0, |n| n + '年'.len_utf8());
    let month = number(&text[year..]);
    let Some(rest) = text[year + month..].strip_prefix('月').filter(|_| (1..=2).contains(&month)) else { return 0 };
    let days = number(rest);
    match (1..=2).contains(&days) && rest[days..].starts_with('日') {
        true => text.len() - rest.len() + days + '日'.len_utf8(),
        false => 0,
    }
}
