//! Why a text is no reference, and how the one that was meant is written: for the words that want quotes, with what stands behind
//! them. Reads no reference itself.

use crate::finding::Message;

/// Why a text is no reference, and how the one that was meant is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    pub message: Message,
    pub help: Message,
}

impl From<Message> for Fault {
    fn from(message: Message) -> Self {
        let help = Message::new(
            "写成 {{ [地区:] 指标 [@时期] [| 运算] }}",
            "write {{ [region:] indicator [@period] [| operation] }}",
        );
        Self { message, help }
    }
}

/// The words behind which a quoted text stands, and what may stand there.
const QUOTING: [(char, &str); 3] = [('号', "115627"), ('见', "名称"), ('引', "50%")];

/// The word at the start of a text that wants quotes, an example, and the rest. `见义勇为人数` is an indicator.
pub(super) fn behind_quoting(text: &str) -> Option<(char, &'static str, &str)> {
    QUOTING.iter().find_map(|(word, example)| {
        let rest = text.strip_prefix(*word)?;
        let wants = rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || QUOTES.contains(&c));
        wants.then_some((*word, *example, rest))
    })
}

/// All that is taken for quotes; of these `"` and `“”` are.
const QUOTES: [char; 9] = ['"', '“', '”', '‘', '’', '\'', '「', '」', '＂'];

/// What to write, with the words that stand there.
pub(super) fn quoted_form(word: char, example: &str, rest: &str) -> Message {
    let said = rest.trim().trim_matches(QUOTES);
    let form = match word {
        '引' => format!("{{{{ 引 \"{example}\" source=\"出处\" }}}}"),
        _ if said.is_empty() || said.contains(QUOTES) => format!("{{{{ {word} \"{example}\" }}}}"),
        _ => format!("{{{{ {word} \"{said}\" }}}}"),
    };
    Message::new(format!("写成 {form}"), format!("write {form}"))
}

#[cfg(test)]
mod tests {
    use crate::compose::reference::{FigureReference, Reference, parse};

    #[test]
    fn what_wants_quotes_is_told_so_with_the_words_that_stand_there() {
        for bare in ["见 收入走势", "见\u{3000}‘收入走势’", "见「收入走势」", "见 “收入走势"]
        {
            assert_eq!(parse(bare).unwrap_err().help.zh, "写成 {{ 见 \"收入走势\" }}", "{bare}");
        }
        assert_eq!(parse("见").unwrap_err().help.zh, "写成 {{ 见 \"名称\" }}");
        assert_eq!(parse("号 115627").unwrap_err().help.en, "write {{ 号 \"115627\" }}");
        assert!(parse("引 50%").unwrap_err().help.zh.contains("source="));
        assert_eq!(parse("见义勇为人数"), Ok(Reference::Figure(FigureReference::to("见义勇为人数"))));
    }
}
