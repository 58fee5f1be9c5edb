//! From plain text to HTML text that breaks where GB/T 15834 allows it: escaped, control characters dropped, U+2060 WORD
//! JOINER where a mark may not start or end a line, numbers kept with their units. Knows no figures and no markup.

/// Escapes text for an element or a quoted attribute and drops control characters.
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 8);
    escape_into(&mut html, text);
    html
}

/// As [`escape`], behind what is there.
pub fn escape_into(html: &mut String, text: &str) {
    if is_plain(text) {
        html.push_str(text);
        return;
    }
    text.chars().filter(|c| is_printable(*c)).for_each(|c| push_escaped(html, c));
}

/// True for a text that is its own markup, as most are: seen from its bytes, because pages of a country hold gigabytes of it. False
/// may be said of a plain text that has signs like those of others.
fn is_plain(text: &str) -> bool {
    // In UTF-8, control characters above ASCII start with C2, and U+FFFE and U+FFFF with EF BF.
    let is_special = |(i, byte): (usize, &u8)| match byte {
        0..0x20 | 0x7f | b'&' | b'<' | b'>' | b'"' | b'\'' | 0xc2 => true,
        0xef => text.as_bytes().get(i + 1) == Some(&0xbf),
        _ => false,
    };
    !text.as_bytes().iter().enumerate().any(is_special)
}

/// True for a plain text without a mark that is joined to its neighbours.
fn is_unjoined(text: &str) -> bool {
    is_plain(text) && !text.contains(['—', '·', '～', '／', '/'])
}

/// True for one that has no number to keep together either.
fn is_loose(text: &str) -> bool {
    is_unjoined(text) && !text.contains(|c: char| c.is_ascii_digit() || c == '〔')
}

/// Text of an element: escaped, with word joiners, with numbers and their units in `<span class="nw">`.
pub fn text(text: &str) -> String {
    if is_loose(text) {
        return text.to_string();
    }
    let chars: Vec<char> = text.chars().filter(|c| is_printable(*c)).collect();
    let mut html = String::with_capacity(text.len() + 32);
    let mut at = 0;
    while at < chars.len() {
        let before = at.checked_sub(1).map(|i| chars[i]);
        let together = if before.is_some_and(|c| c.is_ascii_alphanumeric()) { 0 } else { unbreakable(&chars[at..]) };
        if together > 1 {
            html.push_str("<span class=\"nw\">");
            (at..at + together).for_each(|i| push_joined(&mut html, &chars, i));
            html.push_str("</span>");
            at += together;
        } else {
            push_joined(&mut html, &chars, at);
            at += 1;
        }
    }
    html
}

/// Text of an element that stands on one line anyway: escaped, with word joiners, without spans.
pub fn line(text: &str) -> String {
    if is_unjoined(text) {
        return text.to_string();
    }
    let chars: Vec<char> = text.chars().filter(|c| is_printable(*c)).collect();
    let mut html = String::with_capacity(text.len() + 8);
    (0..chars.len()).for_each(|i| push_joined(&mut html, &chars, i));
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

/// GB/T 15834—2011 5.1.6, 5.1.7 and 5.1.9: 连接号 and 间隔号 do not start a line, 分隔号 neither starts nor ends one.
fn push_joined(html: &mut String, chars: &[char], at: usize) {
    const JOINER: char = '\u{2060}';
    let c = chars[at];
    let neighbour_is_same =
        at.checked_sub(1).is_some_and(|i| chars[i] == c) || chars.get(at + 1).is_some_and(|next| *next == c);
    let not_at_start = match c {
        // Two of them are a 破折号, which keeps together by itself and may start a line.
        '—' => !neighbour_is_same,
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

/// How many of the first characters must not be torn apart: a number or range with its unit, or 〔2024〕8号.
fn unbreakable(chars: &[char]) -> usize {
    if chars.first() == Some(&'〔') {
        return document_number(chars);
    }
    let mut end = number(chars);
    if end == 0 {
        return 0;
    }
    while chars.get(end).is_some_and(|c| matches!(c, '—' | '–' | '-' | '～' | '%' | '‰')) {
        let sign = usize::from(matches!(chars[end], '%' | '‰'));
        let dash = end + sign;
        let next = if chars.get(dash).is_some_and(|c| matches!(c, '—' | '–' | '-' | '～')) {
            number(&chars[dash + 1..])
        } else {
            0
        };
        if next == 0 {
            break;
        }
        end = dash + 1 + next;
    }
    while chars.get(end).is_some_and(|c| matches!(c, '万' | '亿' | '余' | '多')) {
        end += 1;
    }
    end += UNITS.iter().find(|unit| starts_with(&chars[end..], unit)).map_or(0, |unit| unit.chars().count());
    // Digits alone are never torn.
    if end == number(chars) { 0 } else { end }
}

/// `〔2024〕8号`
fn document_number(chars: &[char]) -> usize {
    let year = number(&chars[1..]);
    if year == 0 || chars.get(1 + year) != Some(&'〕') {
        return 0;
    }
    let close = 2 + year;
    let serial = number(&chars[close..]);
    close + serial + usize::from(chars.get(close + serial) == Some(&'号'))
}

/// Digits, with points and commas between them.
fn number(chars: &[char]) -> usize {
    let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    let mut end = 0;
    while digit(end) || (end > 0 && matches!(chars.get(end), Some('.' | ',')) && digit(end + 1)) {
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
        for c in (0..0x300).chain(0xff00..=0xffff).filter_map(char::from_u32) {
            let text = format!("户{c}数");
            assert_eq!(escape(&text), slowly(&text), "{c:?}");
            assert!(!is_plain(&text) || slowly(&text) == text, "{c:?}");
        }
        assert!(is_plain("居民人均可支配收入（元），2023年") && !is_plain("A&B"));
        assert!(is_loose("地区生产总值") && !is_loose("2023年") && !is_loose("自2020—"));
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
        ] {
            assert_eq!(text(plain), html, "{plain}");
        }
    }
}
