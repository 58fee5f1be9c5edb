//! Where a line may break within a web address, a mail address or another run of Latin signs that may be longer than a line: behind
//! `/ . - _ ? & = @` and their like, and within a word that is very long itself; always without a hyphen, which would be read as
//! part of the address. Knows no line: ordinary words stay whole.

/// U+200B ZERO WIDTH SPACE. It stands for a break until the text becomes markup: printed, it would be copied with the address.
pub(super) const BREAK: char = '\u{200b}';

/// The longest run that stays whole: it fits in a column of a newspaper page.
const LONGEST: usize = 20;

/// How much of a broken word stands at least before and after the break.
const LEAST: usize = 4;

/// The positions of the characters before which a line may break, rising.
pub(super) fn breaks(text: &[char]) -> Vec<usize> {
    let mut breaks = Vec::new();
    let mut start = 0;
    for run in text.split(|c| !c.is_ascii_graphic()) {
        if run.len() > LONGEST {
            within(run, start, &mut breaks);
        }
        start += run.len() + 1;
    }
    breaks
}

/// The text with these breaks.
pub(super) fn breakable(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let breaks = breaks(&chars);
    let mut out = String::with_capacity(text.len() + breaks.len() * BREAK.len_utf8());
    for (i, c) in chars.into_iter().enumerate() {
        if breaks.binary_search(&i).is_ok() {
            out.push(BREAK);
        }
        out.push(c);
    }
    out
}

/// Those of one run, which begins at `start` of its text.
fn within(run: &[char], start: usize, breaks: &mut Vec<usize>) {
    let ends_part = |i: usize| {
        let is_sign =
            matches!(run[i - 1], '/' | '.' | '-' | '_' | '?' | '&' | '=' | '@' | ':' | ';' | ',' | '+' | '#' | '~');
        // Not in the middle of a number.
        let is_point =
            i > 1 && matches!(run[i - 1], '.' | ',' | ':') && run[i - 2].is_ascii_digit() && run[i].is_ascii_digit();
        is_sign && !is_point && run[i].is_ascii_alphanumeric()
    };
    let mut part = 0;
    for end in (1..=run.len()).filter(|&i| i == run.len() || ends_part(i)) {
        if end - part > LONGEST {
            breaks.extend((part + LEAST..=end - LEAST).map(|i| start + i));
        }
        if end < run.len() {
            breaks.push(start + end);
        }
        part = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` stands for the break.
    fn check(text: &str, expected: &str) {
        assert_eq!(breakable(text).replace(BREAK, "|"), expected);
    }

    #[test]
    fn an_address_breaks_behind_its_signs() {
        check(
            "见https://www.example.gov.cn/a_1/t2024.html?id=7。",
            "见https://|www.|example.|gov.|cn/|a_|1/|t2024.|html?|id=|7。",
        );
        check("邮箱somebody-else@example.gov.cn。", "邮箱somebody-|else@|example.|gov.|cn。");
    }

    #[test]
    fn words_and_numbers_stay_whole() {
        check("internationalization", "internationalization");
        check("见a@b.cn", "见a@b.cn");
        check("sum=1,234,567.89,of=12:30:45", "sum=|1,234,567.89,|of=|12:30:45");
    }

    #[test]
    fn a_word_that_is_longer_than_a_line_breaks_anywhere_but_at_its_ends() {
        check(&"a".repeat(24), &format!("aaaa|{}aaaa", "a|".repeat(16)));
    }
}
