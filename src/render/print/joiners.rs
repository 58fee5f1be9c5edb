//! Puts U+2060 WORD JOINER where a line must not break: before · — ～ ／ and after ／ / (GB/T 15834—2011 5.1.6, 5.1.7,
//! 5.1.9), and between a number and its unit, as in 1.67亿元 or 〔2024〕8号. Typst drops the joiner when it shapes the line,
//! so neither the quarter-em gaps of CLREQ 3.2.2 nor copied text are touched. Changes no other character.

use super::addresses;
use super::record::with_marks_aside;
use crate::model::chart::is_mark;

pub(super) const JOINER: char = '\u{2060}';

/// Units of more than one character, which stay whole behind their number. Longer ones stand before their beginnings.
const UNITS: [&str; 16] = [
    "个百分点",
    "个工作日",
    "平方公里",
    "平方米",
    "立方米",
    "千米",
    "公里",
    "公顷",
    "公斤",
    "千瓦",
    "千伏",
    "人次",
    "场次",
    "班次",
    "批次",
    "个月",
];

/// The text with its joiners, and with breaks where an address may run over. The marks of figures stay where they are, joined to what they mark.
pub(super) fn joined(text: &str) -> String {
    let (text, marks) = with_marks_aside(text);
    // A mark at the very beginning would become one glyph with the first character, and Typst would no longer see that a digit
    // stands before its unit there: it goes behind that character.
    let mut marks = marks.into_iter().map(|(at, mark)| (at.max(1), mark)).peekable();
    let chars: Vec<char> = text.chars().collect();
    let breaks = addresses::breaks(&chars);
    let mut out = String::with_capacity(text.len() + 16);
    // How many characters from here on belong to the number before them.
    let mut held = 0;
    for (i, &c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| chars[i]);
        let after = chars.get(i + 1).copied();
        if breaks.binary_search(&i).is_ok() {
            out.push(addresses::BREAK);
        }
        if held > 0 || before.is_some_and(|before| stays_with(before, c, after)) {
            out.push(JOINER);
        }
        while let Some((_, mark)) = marks.next_if(|(at, _)| *at == i) {
            out.push_str(&mark);
            out.push(JOINER);
        }
        out.push(c);
        if held > 0 {
            held -= 1;
        } else if c.is_ascii_digit() {
            held = unit_length(&chars[i + 1..]);
        } else if c == '（' {
            held = credit_length(&chars[i + 1..]);
        }
        if breaks.binary_search(&(i + 1)).is_ok() {
            continue;
        }
        let ends_range = is_single_dash(before, c, after) || c == '～';
        if matches!(c, '／' | '/') && after.is_some() || ends_range && after.is_some_and(|c| c.is_ascii_digit()) {
            out.push(JOINER);
        }
    }
    out.extend(marks.map(|(_, mark)| mark));
    out
}

/// A text with joiners whose end stays together: its last line has two characters at least, or one and two marks. Short texts
/// break where they can.
pub(super) fn with_whole_end(text: &str) -> String {
    const SHORT: usize = 12;
    let is_seen = |c: &char| ![JOINER, addresses::BREAK].contains(c) && !is_mark(*c);
    if text.chars().filter(is_seen).count() < SHORT {
        return text.to_string();
    }
    let mut ends: Vec<usize> =
        text.char_indices().rev().filter(|(_, c)| is_seen(c)).take(3).map(|(at, _)| at).collect();
    // The first of the three may begin the line.
    ends.pop();
    let mut whole = String::with_capacity(text.len() + 2 * JOINER.len_utf8());
    for (at, c) in text.char_indices() {
        if ends.contains(&at) && !whole.ends_with(JOINER) {
            whole.push(JOINER);
        }
        whole.push(c);
    }
    whole
}

/// How many characters behind a bracket belong to who took a picture or gave a text: 张三 摄）
fn credit_length(rest: &[char]) -> usize {
    const LONGEST: usize = 10;
    const DEEDS: [&str; 5] = ["摄", "供图", "供稿", "制图", "绘"];
    let Some(close) = rest.iter().take(LONGEST).position(|c| *c == '）') else { return 0 };
    let credit: String = rest[..close].iter().collect();
    if DEEDS.iter().any(|deed| credit.ends_with(deed)) { close + 1 } else { 0 }
}

/// True where no line may break between two characters, whatever stands around them.
fn stays_with(before: char, c: char, after: Option<char>) -> bool {
    match c {
        '·' | '～' | '／' => true,
        '—' => is_single_dash(Some(before), c, after),
        '0'..='9' => matches!(before, '第' | '〕'),
        _ => false,
    }
}

fn is_single_dash(before: Option<char>, c: char, after: Option<char>) -> bool {
    c == '—' && before != Some('—') && after != Some('—')
}

/// How many characters behind a digit are its scale (万, 亿), 余 or 多, and its unit.
fn unit_length(rest: &[char]) -> usize {
    let scale = rest.iter().take(4).take_while(|c| matches!(c, '万' | '亿' | '余' | '多')).count();
    let rest = &rest[scale..];
    let unit = UNITS.iter().map(|unit| unit.chars().collect::<Vec<_>>()).find(|unit| rest.starts_with(unit));
    let one = || usize::from(rest.first().is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(c)));
    scale + unit.map_or_else(one, |unit| unit.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` stands for the joiner.
    fn check(text: &str, expected: &str) {
        assert_eq!(joined(text).replace(JOINER, "|"), expected);
        assert_eq!(joined(text).replace(JOINER, ""), text);
    }

    #[test]
    fn a_number_keeps_its_unit() {
        check("到位1.67亿元，48个。", "到位1.67|亿|元，48|个。");
        check("3449户10424人", "3449|户10424|人");
        check("1.2万余元、0.8个百分点", "1.2|万|余|元、0.8|个|百|分|点");
        check("11.21万人次", "11.21|万|人|次");
    }

    #[test]
    fn who_took_a_picture_stays_in_one_line() {
        check("采收莲花白（张三 摄）", "采收莲花白（|张|三| |摄|）");
        check("采收莲花白（九月）", "采收莲花白（九月）");
    }

    #[test]
    fn a_last_line_has_two_characters() {
        let ended = |text: &str| with_whole_end(&joined(text)).replace(JOINER, "|");
        assert_eq!(ended("未引自数据的，在文中注明出处。"), "未引自数据的，在文中注明出|处|。");
        assert_eq!(ended("全年发放补贴，户均3500元"), "全年发放补贴，户均350|0|元");
        assert_eq!(ended("注明出处。"), "注明出处。");
    }

    #[test]
    fn marks_stay_where_the_standard_wants_them() {
        check("63%～68%", "63%|～|68%");
        check("2013—2022年", "2013|—|2022|年");
        check("——我市今年", "——我市今年");
        check("社会·渝悦·防贫", "社会|·渝悦|·防贫");
        check("元/人·月", "元/|人|·月");
        check("〔2024〕8号、第18期", "〔2024〕|8|号、第|18|期");
    }
}
