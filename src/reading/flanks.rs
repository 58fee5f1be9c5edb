//! Emphasis beside Chinese marks. Markdown asks for a space or a mark outside of `**“四个不摘”**`, where Chinese has none, and prints
//! the asterisks otherwise. Comes in: the text that the parser is to see. Goes out: the same bytes long, with the marks just inside of
//! asterisks standing as private characters, which the parser takes for letters.

use std::borrow::Cow;

/// Marks that open, and marks that close or end: three bytes each, as the private characters are.
const OPENING: &str = "“‘「『《〈（【〔";
const CLOSING: &str = "”’」』》〉）】〕，。、；：？！…";

/// The private characters, in the order of the marks.
const FIRST: u32 = 0xee00;

/// The text for the parser. One that has such private characters of its own stays as it is.
pub fn eased(text: String) -> String {
    if !text.contains('*') || text.contains(is_stand_in) {
        return text;
    }
    let mut eased = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut before = None;
    while let Some(c) = chars.next() {
        let is_inside = before == Some('*') && OPENING.contains(c) || chars.peek() == Some(&'*') && CLOSING.contains(c);
        eased.push(if is_inside { stand_in(c) } else { c });
        before = Some(c);
    }
    eased
}

/// A text of the parser with its marks again.
pub fn restored(text: &str) -> Cow<'_, str> {
    if !text.contains(is_stand_in) {
        return Cow::Borrowed(text);
    }
    let mark = |c: char| marks().nth((u32::from(c) - FIRST) as usize).unwrap_or(c);
    Cow::Owned(text.chars().map(|c| if is_stand_in(c) { mark(c) } else { c }).collect())
}

fn marks() -> impl Iterator<Item = char> {
    OPENING.chars().chain(CLOSING.chars())
}

fn is_stand_in(c: char) -> bool {
    (FIRST..FIRST + marks().count() as u32).contains(&u32::from(c))
}

fn stand_in(mark: char) -> char {
    let at = marks().position(|known| known == mark).unwrap_or_default() as u32;
    char::from_u32(FIRST + at).unwrap_or(mark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Event, Parser, Tag};

    fn emphases(text: &str) -> usize {
        let eased = eased(text.to_string());
        assert_eq!(eased.len(), text.len());
        assert_eq!(restored(&eased), text);
        let is_emphasis = |event: &Event| matches!(event, Event::Start(Tag::Strong | Tag::Emphasis));
        Parser::new(&eased).filter(is_emphasis).count()
    }

    #[test]
    fn chinese_needs_no_space_around_emphasis() {
        for text in [
            "落实**“四个不摘”**要求",
            "全年把*“三保障”和饮水安全*逐户核过",
            "一是**守底线。**全年新增",
            "按**《方案》（试行）**办理",
            "**注意！**请核对，*一个也不能少*。",
        ] {
            let asked = if text.contains("请核对") { 2 } else { 1 };
            assert_eq!(emphases(text), asked, "{text}");
        }
    }

    #[test]
    fn asterisks_that_emphasise_nothing_stay() {
        for text in ["带*的由所载数据计算", "3*4，5 * 6", "“*”号", "没有"] {
            assert_eq!(emphases(text), 0, "{text}");
        }
        let own = format!("*“{}”*的", '\u{ee01}');
        assert_eq!(eased(own.clone()), own);
    }
}
