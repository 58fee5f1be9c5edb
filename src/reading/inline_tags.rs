//! HTML tags among the words of a Markdown block. From tags in order to those that were left behind: one that closes what
//! nothing opened, and a break behind the last word. Judges no tag that does something.

use std::ops::Range;

/// The tags of one block, as far as it is read.
#[derive(Debug, Default)]
pub struct InlineTags {
    opened: Vec<String>,
    /// A break, with the length of the text before it.
    last_break: Option<(usize, Range<usize>)>,
}

impl InlineTags {
    /// Takes the next tag, behind so many bytes of text. Gives whether it closes what nothing opened.
    pub fn closes_nothing(&mut self, tag: &str, source: Range<usize>, text_before: usize) -> bool {
        let name = name(tag);
        match name.strip_prefix('/') {
            Some(closed) => match self.opened.iter().rposition(|opened| opened == closed) {
                Some(at) => self.opened.truncate(at),
                None => return closed.starts_with(|c: char| c.is_ascii_alphabetic()),
            },
            None if name == "br" => self.last_break = Some((text_before, source)),
            None => self.opened.push(name),
        }
        false
    }

    /// Ends the block after so many bytes of text. Gives the break behind which no word came.
    pub fn idle_break(&mut self, text: usize) -> Option<Range<usize>> {
        self.opened.clear();
        self.last_break.take().filter(|(before, _)| *before == text).map(|(_, source)| source)
    }
}

/// `br` of `<br/>`, `/p` of `</P>`.
fn name(tag: &str) -> String {
    let inner = tag.trim_start_matches('<').trim_end_matches(['>', '/', ' ']);
    inner.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect::<String>().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_nothing_is_left_behind() {
        let mut tags = InlineTags::default();
        assert!(!tags.closes_nothing("<b>", 0..3, 0));
        assert!(!tags.closes_nothing("</b>", 9..13, 6));
        assert!(tags.closes_nothing("</p>", 13..17, 6));
        assert!(!tags.closes_nothing("<br/>", 17..22, 6));
        assert_eq!(tags.idle_break(6), Some(17..22));
        tags.closes_nothing("<br>", 0..4, 6);
        assert_eq!(tags.idle_break(9), None);
    }
}
