//! From plain text to HTML text that breaks where GB/T 15834 allows it: escaped, control characters dropped, U+2060 WORD
//! JOINER where a mark may not start or end a line, numbers kept with their units. Knows no figures and no markup.

use std::borrow::Cow;
use std::ops::Range;

/// Escapes text for an element or a quoted attribute and drops control characters.
pub fn escape(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return text.into();
    }
    let mut html = String::with_capacity(text.len() + 8);
    push_escaped_all(&mut html, text);
    html.into()
}

/// As [`escape`], behind what is there.
pub fn escape_into(html: &mut String, text: &str) {
    match is_plain(text) {
        true => html.push_str(text),
        false => push_escaped_all(html, text),
    }
}

fn push_escaped_all(html: &mut String, text: &str) {
    text.chars().filter(|c| is_printable(*c)).for_each(|c| push_escaped(html, c));
}

/// What a character asks for, as bits: to be escaped or dropped, to be joined to its neighbours, to be kept together with what
/// follows.
const ESCAPED: u8 = 1;
const JOINED: u8 = 2;
const NUMBER: u8 = 4;

/// By its first byte what a character may ask for. Pages of a country hold gigabytes of text, nearly all of which asks for nothing.
const MAY_ASK: [u8; 256] = {
    let mut asks = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        asks[byte] = match byte as u8 {
            0..0x20 | 0x7f | b'&' | b'<' | b'>' | b'"' | b'\'' => ESCAPED,
            b'/' | 0xe2 => JOINED,
            b'0'..=b'9' | 0xe3 => NUMBER,
            0xc2 | 0xef => ESCAPED | JOINED,
            _ => 0,
        };
        byte += 1;
    }
    asks
};

/// What the character at a byte asks for.
fn asks(text: &[u8], at: usize) -> u8 {
    let may = MAY_ASK[usize::from(text[at])];
    match (text[at], text.get(at + 1..).unwrap_or_default()) {
        // U+0080 to U+009F, and the middle dot.
        (0xc2, [0x80..=0x9f, ..]) => ESCAPED,
        (0xc2, [0xb7, ..]) => JOINED,
        // —
        (0xe2, [0x80, 0x94, ..]) => JOINED,
        // 〔
        (0xe3, [0x80, 0x94, ..]) => NUMBER,
        // ／ and ～; U+FFFE and U+FFFF.
        (0xef, [0xbc, 0x8f, ..] | [0xbd, 0x9e, ..]) => JOINED,
        (0xef, [0xbf, 0xbe | 0xbf, ..]) => ESCAPED,
        (0xc2 | 0xe2 | 0xe3 | 0xef, _) => 0,
        _ => may,
    }
}

/// Where the first character begins that asks for one of these.
fn first_that_asks(text: &str, wanted: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let does = |(at, byte): (usize, &u8)| MAY_ASK[usize::from(*byte)] & wanted != 0 && asks(bytes, at) & wanted != 0;
    bytes.iter().enumerate().position(does)
}

/// True for a text that is its own markup, as most are.
fn is_plain(text: &str) -> bool {
    first_that_asks(text, ESCAPED).is_none()
}

/// Text of an element: escaped, with word joiners, with numbers and their units in `<span class="nw">`.
pub fn text(text: &str) -> String {
    let text = &*printable(text);
    let mut html = String::with_capacity(text.len() + 32);
    let mut at = 0;
    while let Some(found) = first_that_asks(&text[at..], NUMBER) {
        let from = at + found;
        push_line(&mut html, text, at..from);
        let is_within = text[..from].ends_with(|c: char| c.is_ascii_alphanumeric());
        let together = if is_within { 0 } else { unbreakable(&text[from..]) };
        if together > 0 {
            at = from + together;
            html.push_str("<span class=\"nw\">");
            push_line(&mut html, text, from..at);
            html.push_str("</span>");
        } else {
            let c = text[from..].chars().next().expect("a character was found here");
            html.push(c);
            at = from + c.len_utf8();
        }
    }
    push_line(&mut html, text, at..text.len());
    html
}

/// Text of an element that stands on one line anyway: escaped, with word joiners, without spans.
pub fn line(text: &str) -> String {
    let text = &*printable(text);
    let mut html = String::with_capacity(text.len() + 8);
    push_line(&mut html, text, 0..text.len());
    html
}

/// A headline: as [`text`], and with `<wbr>` where its sense allows a new line (GB/T 9704 7.3.1: 词意完整). The stylesheet
/// lets it break nowhere else unless a piece is longer than the line.
pub fn headline(plain: &str) -> String {
    let chars: Vec<char> = plain.chars().collect();
    let mut html = String::new();
    let mut from = 0;
    for at in 1..chars.len() {
        if may_break_headline(&chars, at) {
            html.push_str(&text(&chars[from..at].iter().collect::<String>()));
            html.push_str("<wbr>");
            from = at;
        }
    }
    html.push_str(&text(&chars[from..].iter().collect::<String>()));
    html
}

/// Before these words, and after those, the titles of offices may be broken.
const BEFORE: [&str; 13] =
    ["关于", "印发", "转发", "暨", "巩固", "衔接", "推进", "推动", "加快", "全面", "《", "“", "（"];
const AFTER: [&str; 13] = ["》", "”", "）", "：", "，", "、", "的", "工作", "成果", "战略", "小组", "振兴", "　"];

fn may_break_headline(chars: &[char], at: usize) -> bool {
    let before = BEFORE.iter().any(|word| starts_with(&chars[at..], word));
    let after = AFTER.iter().any(|word| {
        let length = word.chars().count();
        at >= length && starts_with(&chars[at - length..at], word)
    });
    // What closes, or 的, belongs to what it follows; what opens and 暨 belong to what comes.
    let closes = matches!(chars[at], '的' | '》' | '”' | '）' | '：' | '，' | '、' | '　');
    let opens = matches!(chars[at - 1], '《' | '“' | '（' | '暨');
    (before || after) && !closes && !opens
}

/// Line feed and tab may stand in text; every other control character, and what is no character in XML, may not.
fn is_printable(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}') || matches!(c, '\n' | '\t')
}

fn printable(text: &str) -> Cow<'_, str> {
    match is_plain(text) || text.chars().all(is_printable) {
        true => text.into(),
        false => text.chars().filter(|c| is_printable(*c)).collect(),
    }
}

fn push_escaped(html: &mut String, c: char) {
    match c {
        '&' => html.push_str("&amp;"),
        '<' => html.push_str("&lt;"),
        '>' => html.push_str("&gt;"),
        '"' => html.push_str("&quot;"),
        '\'' => html.push_str("&#39;"),
        _ => html.push(c),
    }
}

/// A part of a text, escaped and with word joiners.
fn push_line(html: &mut String, text: &str, part: Range<usize>) {
    let Some(first) = first_that_asks(&text[part.clone()], ESCAPED | JOINED) else {
        html.push_str(&text[part]);
        return;
    };
    html.push_str(&text[part.start..part.start + first]);
    for (i, c) in text[part.clone()].char_indices().skip_while(|(i, _)| *i < first) {
        push_joined(html, text, part.start + i, c);
    }
}

/// GB/T 15834—2011 5.1.6, 5.1.7 and 5.1.9: 连接号 and 间隔号 do not start a line, 分隔号 neither starts nor ends one. `c` stands at a
/// byte of a text.
fn push_joined(html: &mut String, text: &str, at: usize, c: char) {
    const JOINER: char = '\u{2060}';
    let not_at_start = match c {
        // Two of them are a 破折号, which keeps together by itself and may start a line.
        '—' => !text[..at].ends_with(c) && !text[at + c.len_utf8()..].starts_with(c),
        '·' | '～' | '／' => true,
        _ => false,
    };
    if not_at_start {
        html.push(JOINER);
    }
    push_escaped(html, c);
    if matches!(c, '/' | '／') {
        html.push(JOINER);
    }
}

/// What follows a number and stays on its line, longest first.
const UNITS: [&str; 62] = [
    "个百分点",
    "元/人·月",
    "平方公里",
    "平方米",
    "百分点",
    "人次",
    "公里",
    "公顷",
    "千克",
    "公斤",
    "场次",
    "小时",
    "季度",
    "周年",
    "页",
    "点",
    "分",
    "条",
    "项",
    "年",
    "月",
    "日",
    "号",
    "期",
    "届",
    "次",
    "个",
    "户",
    "人",
    "元",
    "亩",
    "吨",
    "米",
    "名",
    "家",
    "所",
    "村",
    "处",
    "对",
    "件",
    "份",
    "场",
    "套",
    "支",
    "批",
    "天",
    "斤",
    "克",
    "倍",
    "成",
    "岁",
    "级",
    "位",
    "类",
    "章",
    "轮",
    "笔",
    "头",
    "只",
    "株",
    "%",
    "‰",
];

/// How many of the first bytes must not be torn apart: a number or range with its unit, or 〔2024〕8号. 0 where there is nothing to tear.
fn unbreakable(text: &str) -> usize {
    if text.starts_with('〔') {
        return document_number(text);
    }
    let alone = number(text);
    if alone == 0 {
        return 0;
    }
    let behind =
        |end: usize, signs: &[char]| text[end..].chars().next().filter(|c| signs.contains(c)).map_or(0, char::len_utf8);
    let mut end = alone;
    loop {
        let sign = end + behind(end, &['%', '‰']);
        let dash = sign + behind(sign, &['—', '–', '-', '～']);
        let next = if dash > sign { number(&text[dash..]) } else { 0 };
        if next == 0 {
            break;
        }
        end = dash + next;
    }
    loop {
        match behind(end, &['万', '亿', '余', '多']) {
            0 => break,
            length => end += length,
        }
    }
    end += UNITS.iter().find(|unit| text[end..].starts_with(**unit)).map_or(0, |unit| unit.len());
    // Digits alone are never torn.
    if end == alone { 0 } else { end }
}

/// `〔2024〕8号`
fn document_number(text: &str) -> usize {
    let inside = &text['〔'.len_utf8()..];
    let year = number(inside);
    let Some(serial) = inside[year..].strip_prefix('〕').filter(|_| year > 0) else { return 0 };
    let behind = &serial[number(serial)..];
    text.len() - behind.strip_prefix('号').unwrap_or(behind).len()
}

/// How many bytes of digits, with points and commas between them.
fn number(text: &str) -> usize {
    let digit = |i: usize| text.as_bytes().get(i).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    while digit(end) || (end > 0 && matches!(text.as_bytes().get(end), Some(b'.' | b',')) && digit(end + 1)) {
        end += 1;
    }
    end
}

fn starts_with(chars: &[char], word: &str) -> bool {
    let mut rest = chars.iter();
    word.chars().all(|c| rest.next() == Some(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_stripped() {
        assert_eq!(escape("<b>\"A\"&'B'</b>\u{0}\u{1b}\u{85}"), "&lt;b&gt;&quot;A&quot;&amp;&#39;B&#39;&lt;/b&gt;");
        assert_eq!(text("a<b\u{7}"), "a&lt;b");
    }

    #[test]
    fn what_is_seen_from_bytes_is_what_is_seen_from_characters() {
        let slowly = |text: &str| {
            let mut html = String::new();
            text.chars().filter(|c| is_printable(*c)).for_each(|c| push_escaped(&mut html, c));
            html
        };
        for c in (0..0x300).chain(0x2000..0x3100).chain(0xff00..=0xffff).filter_map(char::from_u32) {
            let text = format!("户{c}数");
            assert_eq!(escape(&text), slowly(&text), "{c:?}");
            assert!(!is_plain(&text) || slowly(&text) == text, "{c:?}");
            assert_eq!(first_that_asks(&text, JOINED).is_some(), "—·～／/".contains(c), "{c:?}");
            assert_eq!(first_that_asks(&text, NUMBER).is_some(), c.is_ascii_digit() || c == '〔', "{c:?}");
        }
        assert!(is_plain("居民人均可支配收入（元），2023年") && !is_plain("A&B"));
    }

    #[test]
    fn marks_are_joined_as_the_standard_says() {
        assert_eq!(line("增刊·简报"), "增刊\u{2060}·简报");
        assert_eq!(line("乐山—绍兴"), "乐山\u{2060}—绍兴");
        assert_eq!(line("——纪实"), "——纪实");
        assert_eq!(line("成都～乐山"), "成都\u{2060}～乐山");
        assert_eq!(line("和/或"), "和/\u{2060}或");
        assert_eq!(line("和／或"), "和\u{2060}／\u{2060}或");
    }

    #[test]
    fn headlines_break_where_the_sense_does() {
        let pieces = |title: &str| headline(title).replace("<wbr>", "|");
        assert_eq!(pieces("乐山市巩固脱贫成果连年评“好”的主要做法"), "乐山市|巩固脱贫成果|连年评|“好”的|主要做法");
        assert_eq!(
            pieces("中共丰都县委农村工作暨实施乡村振兴战略领导小组办公室文件"),
            "中共丰都县委农村工作|暨实施乡村振兴|战略|领导小组|办公室文件"
        );
        assert_eq!(pieces("关于印发《要点》的通知"), "关于|印发|《要点》的|通知");
    }

    #[test]
    fn numbers_stay_with_their_units() {
        for (plain, html) in [
            ("至2024年底", "至<span class=\"nw\">2024年</span>底"),
            ("约1.67亿元。", "约<span class=\"nw\">1.67亿元</span>。"),
            ("2013—2022年", "<span class=\"nw\">2013\u{2060}—2022年</span>"),
            ("63%～68%左右", "<span class=\"nw\">63%\u{2060}～68%</span>左右"),
            ("丰委农办〔2024〕8号文", "丰委农办<span class=\"nw\">〔2024〕8号</span>文"),
            ("480元/人·月", "<span class=\"nw\">480元/\u{2060}人\u{2060}·月</span>"),
            ("1.2万余元", "<span class=\"nw\">1.2万余元</span>"),
            ("第3版", "第3版"),
            ("年鉴（2024）", "年鉴（2024）"),
            ("A4纸", "A4纸"),
            ("〔注〕", "〔注〕"),
            ("〔2024〕", "<span class=\"nw\">〔2024〕</span>"),
            ("20\u{7}24年", "<span class=\"nw\">2024年</span>"),
            ("5年——8年", "<span class=\"nw\">5年</span>——<span class=\"nw\">8年</span>"),
            ("A〔2024〕8号", "A〔2024〕<span class=\"nw\">8号</span>"),
            ("1.2.3元", "<span class=\"nw\">1.2.3元</span>"),
            ("3%5元", "<span class=\"nw\">3%</span><span class=\"nw\">5元</span>"),
            ("10%—", "<span class=\"nw\">10%</span>\u{2060}—"),
        ] {
            assert_eq!(text(plain), html, "{plain}");
        }
    }
}
