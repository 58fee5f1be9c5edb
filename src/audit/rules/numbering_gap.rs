//! `numbering-gap`: a number left out or used twice: 一是…三是, （一）（三）, 1. 3., 第一条 第三条. Chains are followed by form and by level;
//! a deeper level starts again under each number above it. A chain of three or more that is whole is shown as verified.

use crate::audit::Verdicts;
use crate::model::quantity::han_number;
use crate::reading::{ParagraphKind, Reading};
use std::ops::Range;

/// The forms of a number, outer levels first. 是 stands within paragraphs, all others begin one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    Chapter,
    Section,
    Article,
    Han,
    HanInBrackets,
    Arabic,
    ArabicInBrackets,
    Is,
}

struct Chain {
    form: Form,
    last: i64,
    length: usize,
    place: Range<usize>,
    is_broken: bool,
}

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let mut open: Vec<Chain> = Vec::new();
    for paragraph in &reading.paragraphs {
        let text = reading.slice(&paragraph.range);
        if paragraph.kind == ParagraphKind::TableRow {
            continue;
        }
        if let Some((form, number, length)) = beginning(text) {
            step(&mut open, form, number, paragraph.range.start..paragraph.range.start + length, verdicts);
        }
        for (at, number, length) in inner(text) {
            let start = paragraph.range.start + at;
            step(&mut open, Form::Is, number, start..start + length, verdicts);
        }
    }
    while let Some(chain) = open.pop() {
        close(&chain, verdicts);
    }
}

fn step(open: &mut Vec<Chain>, form: Form, number: i64, place: Range<usize>, verdicts: &mut Verdicts) {
    // Articles run through all chapters, 一是 belongs to its own paragraph or heading.
    while open.last().is_some_and(|chain| chain.form > form && chain.form != Form::Article) {
        if let Some(chain) = open.pop() {
            close(&chain, verdicts);
        }
    }
    let known = open.iter().rposition(|chain| chain.form == form);
    let Some(chain) = known.map(|i| &mut open[i]) else {
        // A chain that does not start with one is a quotation or a part of something.
        open.push(Chain { form, last: number, length: 1, place, is_broken: number != 1 });
        return;
    };
    if number == 1 {
        let ended = std::mem::replace(chain, Chain { form, last: 1, length: 1, place, is_broken: false });
        return close(&ended, verdicts);
    }
    if number == chain.last + 1 {
        chain.last = number;
        chain.length += 1;
        return;
    }
    let is_told = !chain.is_broken && is_near(number, chain.last);
    let before = chain.last;
    chain.is_broken |= !is_told;
    chain.last = number;
    chain.length += 1;
    if is_told {
        chain.length = 0;
        tell(form, before, number, place, verdicts);
    }
}

/// A gap of a few, or the same number twice, is a slip; anything else is another list.
fn is_near(number: i64, last: i64) -> bool {
    number == last || number > last && number - last <= 3
}

fn tell(form: Form, before: i64, number: i64, place: Range<usize>, verdicts: &mut Verdicts) {
    let (is, was) = (name(form, number), name(form, before));
    let (zh, en) = match number == before {
        true => (format!("序号重复：两处“{is}”"), format!("the number {is} stands twice")),
        false => (format!("序号跳号：“{was}”之后是“{is}”"), format!("a number is left out: {is} follows {was}")),
    };
    verdicts.doubt(place, zh, en).help("补上缺的一项，或改正序号", "add the item that is missing, or mend the number");
}

fn close(chain: &Chain, verdicts: &mut Verdicts) {
    if !chain.is_broken && chain.length >= 3 {
        let (first, last) = (name(chain.form, 1), name(chain.form, chain.last));
        verdicts.holds(chain.place.clone(), format!("{first}至{last}，序号连续"));
    }
}

fn name(form: Form, number: i64) -> String {
    let han = crate::model::quantity::han_digits(number.into());
    match form {
        Form::Chapter => format!("第{han}章"),
        Form::Section => format!("第{han}节"),
        Form::Article => format!("第{han}条"),
        Form::Han => format!("{han}、"),
        Form::HanInBrackets => format!("（{han}）"),
        Form::Arabic => format!("{number}."),
        Form::ArabicInBrackets => format!("（{number}）"),
        Form::Is => format!("{han}是"),
    }
}

/// The number that a paragraph begins with, and its length in bytes.
fn beginning(text: &str) -> Option<(Form, i64, usize)> {
    let bare = text.trim_start();
    let indent = text.len() - bare.len();
    let (form, rest, opening) = match bare.chars().next()? {
        '第' => (Form::Article, &bare['第'.len_utf8()..], '第'.len_utf8()),
        c @ ('（' | '(') => (Form::HanInBrackets, &bare[c.len_utf8()..], c.len_utf8()),
        _ => (Form::Han, bare, 0),
    };
    let is_han = |c: char| "一二三四五六七八九十百".contains(c);
    let is_arabic = rest.starts_with(|c: char| c.is_ascii_digit());
    let end = rest.find(|c: char| if is_arabic { !c.is_ascii_digit() } else { !is_han(c) }).unwrap_or(rest.len());
    let digits = &rest[..end];
    let number = if is_arabic { digits.parse().ok() } else { han_number(digits) }.filter(|n| (1..=300).contains(n))?;
    let behind = &rest[end..];
    let closing = behind.chars().next()?;
    let form = match (form, closing) {
        (Form::Article, '条') => Form::Article,
        (Form::Article, '章') => Form::Chapter,
        (Form::Article, '节') => Form::Section,
        (Form::HanInBrackets, '）' | ')') if is_arabic => Form::ArabicInBrackets,
        (Form::HanInBrackets, '）' | ')') => Form::HanInBrackets,
        (Form::Han, '、') if !is_arabic => Form::Han,
        (Form::Han, '.' | '．' | '、')
            if is_arabic && number <= 60 && !behind[closing.len_utf8()..].starts_with(|c: char| c.is_ascii_digit()) =>
        {
            Form::Arabic
        }
        _ => return None,
    };
    Some((form, number, indent + opening + end + closing.len_utf8()))
}

/// So many paragraphs are looked through for the items of one chain.
const LONGEST: usize = 200;

/// The paragraphs of the chain 1., 2., 3. … that begins with a paragraph, by their index; none where an item has numbered items of its own. What
/// has no number between two of them belongs to the item before.
pub fn chain_below(reading: &Reading, first: usize) -> Vec<usize> {
    let number_of = |index: usize| beginning(reading.slice(&reading.paragraphs.get(index)?.range));
    let Some((form, 1, _)) = number_of(first) else { return Vec::new() };
    let (mut items, mut last) = (vec![first], 1);
    for index in first + 1..(first + LONGEST).min(reading.paragraphs.len()) {
        let Some((other, number, _)) = number_of(index) else { continue };
        if other > form {
            return Vec::new();
        }
        if other < form || number != last + 1 {
            break;
        }
        last = number;
        items.push(index);
    }
    items
}

/// Every 一是, 二是 … that begins a clause.
fn inner(text: &str) -> impl Iterator<Item = (usize, i64, usize)> {
    text.match_indices('是').filter_map(|(i, is)| {
        let before = &text[..i];
        let start = before
            .char_indices()
            .rev()
            .take(4)
            .take_while(|(_, c)| "一二三四五六七八九十".contains(*c))
            .last()
            .map(|(start, _)| start)?;
        let begins_a_clause = start == 0
            || before[..start]
                .ends_with(['。', '；', '：', '，', '、', '！', '？', '”', '）', '\u{3000}', ' ', ';', ',']);
        let number = han_number(&before[start..])?;
        (begins_a_clause && number <= 20).then_some((start, number, i + is.len() - start))
    })
}

#[cfg(test)]
mod tests {
    use crate::audit::{self};
    use crate::reading::Markup;

    fn of(text: &str) -> (usize, usize) {
        let audited = audit::text("x", text, Markup::Plain);
        let told = audited.findings.iter().filter(|finding| finding.code == "numbering-gap").count();
        let held = audited.verified.iter().filter(|held| held.code == "numbering-gap").count();
        (told, held)
    }

    #[test]
    fn a_number_left_out_or_used_twice_is_told() {
        for text in [
            "一是抓收入。三是抓就业。",
            "一是抓收入；二是抓就业；二是抓项目。",
            "一、工作\n二、问题\n四、打算",
            "（一）抓收入。\n（三）抓就业。",
            "1.抓收入。\n3.抓就业。",
            "第一条　为了规范。\n第二条　适用。\n第四条　附则。",
            "一、工作\n（一）收入\n（二）就业\n二、问题\n（一）收入\n（三）就业",
            "一、工作\n二、问题\n二、打算",
        ] {
            assert_eq!(of(text).0, 1, "{text}");
        }
    }

    #[test]
    fn whole_chains_and_new_levels_are_not() {
        for text in [
            "一是抓收入；二是抓就业；三是抓项目。",
            "一、工作\n（一）收入\n（二）就业\n二、问题\n（一）收入\n（二）就业\n三、打算",
            "一、工作\n一是收入。二是就业。\n二、问题\n一是收入。二是就业。",
            "第一章　总则\n第一条　目的。\n第二条　适用。\n第二章　职责\n第三条　部门。\n第四条　镇村。",
            "1.收入\n（1）农户。\n（2）村集体。\n2.就业\n（1）县内。\n（2）县外。",
            "这三是一个整体，五是它的一部分。",
            "2024年，全市工作平稳。\n2023年，全市工作平稳。",
            "三、抓好落实。各地要高度重视。",
            "1.5亿元投入到位。\n3.2亿元待到位。",
            "第三条　原文如此。\n第九条　原文如此。",
            "一方面抓收入，另一方面抓就业。",
            "坚持一是一、二是二，实事求是。",
            "一是抓收入。一是抓就业。",
        ] {
            assert_eq!(of(text).0, 0, "{text}");
        }
        assert_eq!(of("一是抓收入；二是抓就业；三是抓项目。").1, 1);
    }
}
