//! Text as search sees it: half-width, lower case, letters and digits alone. `assets/search.js` does the same to what is typed,
//! so a change here is a change there.

/// The characters that count, in order. A point counts between digits alone: 1.63 is not 163.
pub fn normal(text: &str) -> impl Iterator<Item = char> {
    let mut chars = text.chars().map(half_width).peekable();
    std::iter::from_fn(move || {
        loop {
            let c = chars.next()?;
            let counts = if c == '.' { chars.peek().is_some_and(char::is_ascii_digit) } else { is_kept(c) };
            if counts {
                return c.to_lowercase().next();
            }
        }
    })
}

fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

fn is_kept(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '%' | '‰' | '\u{c0}'..='\u{2af}' | '\u{370}'..='\u{1fff}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{faff}')
        || c >= '\u{10000}'
}

/// In which of so many files something stands, by the characters that it is looked up with.
pub fn shard(key: impl Iterator<Item = char>, count: u32) -> usize {
    let hash = key.fold(0_u64, |hash, c| (hash * 31 + u64::from(u32::from(c))) % (1 << 32));
    (hash % u64::from(count.max(1))) as usize
}
