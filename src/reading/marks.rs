//! Punctuation and the script around it: which characters are Han, which marks open and close, and which of a paragraph's
//! marks have no partner. Judges nothing.

/// Whether a character is a Han one (〇 too).
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '〇')
}

pub fn han_count(text: &str) -> usize {
    text.chars().filter(|c| is_han(*c)).count()
}

/// Opening marks with the closing mark of each. Half-width brackets pair with full-width ones: their mixture is a matter
/// of style.
const PAIRS: [(char, char); 9] = [
    ('“', '”'),
    ('‘', '’'),
    ('（', '）'),
    ('《', '》'),
    ('〈', '〉'),
    ('【', '】'),
    ('〔', '〕'),
    ('「', '」'),
    ('『', '』'),
];

/// A mark without a partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unpaired {
    /// Its byte in the text.
    pub at: usize,
    pub mark: char,
    pub is_opening: bool,
}

impl Unpaired {
    /// Whether this mark, opened in an earlier paragraph, is closed by another.
    pub fn is_closed_by(&self, other: &Unpaired) -> bool {
        self.is_opening && !other.is_opening && pair_of(self.mark) == pair_of(other.mark)
    }

    pub fn partner(&self) -> char {
        pair_of(self.mark).map_or(self.mark, |pair| if self.is_opening { PAIRS[pair].1 } else { PAIRS[pair].0 })
    }
}

fn wide(c: char) -> char {
    match c {
        '(' => '（',
        ')' => '）',
        c => c,
    }
}

fn pair_of(c: char) -> Option<usize> {
    PAIRS.iter().position(|(open, close)| *open == wide(c) || *close == wide(c))
}

/// The marks of one paragraph that have no partner in it. The bracket behind the number of an enumeration (`1)`, `一）`) and
/// the apostrophe of a Latin word need none.
pub fn unpaired(paragraph: &str) -> Vec<Unpaired> {
    let mut open: Vec<Unpaired> = Vec::new();
    // How many of each pair wait, so that a mark without a partner is known without a search.
    let mut waiting = [0_usize; PAIRS.len()];
    let mut alone = Vec::new();
    for (at, c) in paragraph.char_indices() {
        let Some(pair) = pair_of(c) else { continue };
        if PAIRS[pair].0 == wide(c) {
            open.push(Unpaired { at, mark: c, is_opening: true });
            waiting[pair] += 1;
        } else if waiting[pair] > 0 {
            while let Some(last) = open.pop() {
                let its = pair_of(last.mark).unwrap_or(pair);
                waiting[its] -= 1;
                if its == pair {
                    break;
                }
                alone.push(last);
            }
        } else if !is_enumerator(&paragraph[..at], c) && !is_apostrophe(paragraph, at, c) {
            alone.push(Unpaired { at, mark: c, is_opening: false });
        }
    }
    alone.extend(open);
    alone.sort_by_key(|mark| mark.at);
    alone
}

/// `1)`, `a)`, `（1）` without its first half, `三）`: at the start or behind a mark that ends a clause.
fn is_enumerator(before: &str, mark: char) -> bool {
    let number = |c: char| c.is_ascii_alphanumeric() || c.is_numeric() || "一二三四五六七八九十".contains(c);
    let head = before.trim_end_matches(number);
    let length = before[head.len()..].chars().count();
    wide(mark) == '）'
        && (1..=3).contains(&length)
        && (head.is_empty() || head.ends_with(['。', '；', '，', '、', '：', ';', ':', ',', '.', ' ', '\t']))
}

fn is_apostrophe(text: &str, at: usize, mark: char) -> bool {
    mark == '’' && text[..at].ends_with(|c: char| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_without_a_partner_are_found() {
        let alone = |text: &str| unpaired(text).iter().map(|m| m.mark).collect::<String>();
        assert_eq!(alone("“甲《乙〈丙〉》”（丁)"), "");
        assert_eq!(alone("“甲《乙”"), "《");
        assert_eq!(alone("甲”乙）"), "”）");
        assert_eq!(alone("1)甲；2)乙；三）丙"), "");
        assert_eq!(alone("don’t，‘甲’"), "");
        assert_eq!(alone("“甲“乙"), "““");
    }
}
