//! Where a title may be broken, and what that costs. Comes in: its characters, and how they stand together in the text. Goes
//! out: a cost for every place between two of them. Knows no lines: those are weighed in `headline.rs`.
//!
//! The title is cut into the fewest words that are known (`words.txt`, numbers, names that end in 县 and its like); what is
//! left over is taken by twos, as most words of Chinese have two characters.

use super::Bonds;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Words that titles of offices and the names in them are made of, by characters. A longer one may be broken where its parts
/// are words too, but not gladly.
static WORDS: LazyLock<BTreeSet<Vec<char>>> =
    LazyLock::new(|| include_str!("words.txt").split_whitespace().map(|word| word.chars().collect()).collect());

const LONGEST_WORD: usize = 9;
/// Words of up to this length are never broken.
const SHORT_WORD: usize = 3;

/// What ends the name of a place or an office.
const ENDS_OF_NAMES: &str = "省市县区州旗盟镇乡村局部厅院委办";
const NUMERALS: &str = "〇零一二三四五六七八九十百千万亿两0123456789.%";
/// What is counted: it belongs to the number before it.
const COUNTED: &str = "年月日号次届批期个项大名位条户元亩周季度";
/// They say something of the verb that follows.
const ADVERBS: [&str; 12] =
    ["坚决", "切实", "进一步", "全面", "深入", "扎实", "持续", "稳步", "全力", "加快", "不断", "联合"];
/// Each is a word of one character.
const PARTICLES: &str = "的和与及暨同对为在将以把等并从到向由被各全本等中上下后前";

const IN_A_WORD: f64 = 10.0;
const IN_A_LONG_WORD: f64 = 6.0;

/// What each break costs: the first and last of them, before and behind the title, nothing.
pub(super) fn costs(chars: &[char], bonds: &Bonds) -> Vec<f64> {
    let (long, short) = (pieces(chars, LONGEST_WORD), pieces(chars, SHORT_WORD));
    let starts = |pieces: &[Piece]| pieces.iter().map(|piece| piece.start).collect::<BTreeSet<usize>>();
    let (long_starts, short_starts) = (starts(&long), starts(&short));
    let mut costs = vec![0.0; chars.len() + 1];
    for i in 1..chars.len() {
        costs[i] = match mark(chars[i - 1], chars[i]) {
            Some(cost) => cost,
            None if !long_starts.contains(&i) && !short_starts.contains(&i) => IN_A_WORD,
            None if !long_starts.contains(&i) => IN_A_LONG_WORD + bonds.between(chars[i - 1], chars[i]),
            None => seam(chars, &long, i) + bonds.between(chars[i - 1], chars[i]),
        } + inside_quotes(chars, i);
    }
    costs
}

/// What signs say about a break between two characters.
fn mark(a: char, b: char) -> Option<f64> {
    let latin = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '%';
    if latin(a) && (latin(b) || !b.is_ascii())
        || "，。、；：！？”’）》〉」』】〕的了·—～".contains(b)
        || "“‘（《〈「『【〔·—～第".contains(a)
    {
        return Some(60.0);
    }
    "，、；：！？　 ".contains(a).then_some(0.0)
}

/// A break between two words.
fn seam(chars: &[char], pieces: &[Piece], i: usize) -> f64 {
    let at = pieces.partition_point(|piece| piece.start < i);
    let (before, after) = (pieces[at - 1], pieces[at]);
    let text = |piece: Piece| chars[piece.start..piece.end].iter().collect::<String>();
    match (text(before).as_str(), text(after).as_str()) {
        (_, "关于") => 0.0,
        // It says what follows.
        ("关于" | "为" | "对" | "在" | "将" | "以" | "把" | "从" | "到" | "向" | "由" | "被", _) => 3.0,
        ("和" | "与" | "及" | "暨" | "同" | "的", _) => 0.4,
        (_, "和" | "与" | "及" | "暨" | "同") => 1.0,
        (adverb, _) if ADVERBS.contains(&adverb) => 2.5,
        (date, _) if date.ends_with(['年', '月', '日']) => 1.4,
        _ if before.kind == Kind::Number || before.kind == Kind::Single || after.kind == Kind::Single => 3.0,
        _ => 1.4,
    }
}

/// A name in quotation marks or 《》 is broken only where nothing else is left, a short one still less.
fn inside_quotes(chars: &[char], i: usize) -> f64 {
    let (open, close) = (['“', '《', '（', '〔'], ['”', '》', '）', '〕']);
    let begin = chars[..i].iter().rposition(|c| open.contains(c) || close.contains(c));
    let end = chars[i..].iter().position(|c| open.contains(c) || close.contains(c));
    match (begin, end) {
        (Some(begin), Some(end)) if open.contains(&chars[begin]) && close.contains(&chars[i + end]) => {
            if i + end - begin <= 10 { 6.0 } else { 3.0 }
        }
        _ => 0.0,
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Word,
    Number,
    /// Two or more characters that no list knows.
    Unknown,
    /// One of them, which belongs to a neighbour.
    Single,
}

#[derive(Clone, Copy)]
struct Piece {
    start: usize,
    end: usize,
    kind: Kind,
}

/// The cut into pieces that costs least, with words of up to `longest` characters.
fn pieces(chars: &[char], longest: usize) -> Vec<Piece> {
    let mut best: Vec<(f64, Piece)> = vec![(0.0, Piece { start: 0, end: 0, kind: Kind::Single })];
    for end in 1..=chars.len() {
        let from = end.saturating_sub(LONGEST_WORD.max(longest))..end;
        let candidates = from.filter_map(|start| {
            let (kind, cost) = piece(&chars[start..end], longest)?;
            Some((best[start].0 + cost, Piece { start, end, kind }))
        });
        // Of equal ones the longest last word.
        let cheapest = candidates.min_by(|a, b| a.0.total_cmp(&b.0)).expect("one character is always a piece");
        best.push(cheapest);
    }
    let mut pieces = Vec::new();
    let mut end = chars.len();
    while end > 0 {
        let piece = best[end].1;
        pieces.push(piece);
        end = piece.start;
    }
    pieces.reverse();
    pieces
}

/// What some characters are if they are one piece, and what they cost as such.
fn piece(chars: &[char], longest: usize) -> Option<(Kind, f64)> {
    let last = chars[chars.len() - 1];
    let is_sign = |c: &char| !c.is_alphanumeric();
    if chars.len() <= longest && WORDS.contains(chars) {
        return Some((Kind::Word, 1.0));
    }
    if is_number(chars) {
        return Some((Kind::Number, 1.1));
    }
    match chars {
        [one] if is_sign(one) || PARTICLES.contains(*one) => Some((Kind::Word, 1.0)),
        [_] => Some((Kind::Single, 1.6)),
        _ if chars.iter().any(|c| is_sign(c) || c.is_ascii()) => None,
        [_, .., _] if chars.len() <= 4 && chars.len() > 2 && ENDS_OF_NAMES.contains(last) => Some((Kind::Unknown, 2.3)),
        [_, _] => Some((Kind::Unknown, 2.4)),
        _ => None,
    }
}

/// 2024年, 第五次, 十二, A4.
fn is_number(chars: &[char]) -> bool {
    let digits = chars.strip_prefix(&['第']).unwrap_or(chars);
    let digits = match digits {
        [digits @ .., last] if COUNTED.contains(*last) => digits,
        _ => digits,
    };
    !digits.is_empty() && digits.iter().all(|c| NUMERALS.contains(*c) || c.is_ascii_alphanumeric())
}
