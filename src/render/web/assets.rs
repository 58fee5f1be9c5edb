//! The theme's files as they are published: style sheets without their comments and spaces, scripts without lines of comment and
//! indentation, all others as they are.

use std::borrow::Cow;

/// A file of the theme by its path below `assets/`.
pub fn published<'a>(path: &str, bytes: &'a [u8]) -> Cow<'a, [u8]> {
    let text = std::str::from_utf8(bytes).ok();
    let short = match path.rsplit_once('.') {
        Some((_, "css")) => text.and_then(|style| Some(minifier::css::minify(style).ok()?.to_string())),
        Some((_, "js")) => text.and_then(short_script),
        _ => None,
    };
    short.map_or(Cow::Borrowed(bytes), |short| Cow::Owned(short.into_bytes()))
}

/// A script without its lines of comment and its indentation. `None` where something may span lines (a template, a comment of
/// several lines, a string that goes on), in which such a line would be no comment and a space no indentation.
fn short_script(script: &str) -> Option<String> {
    let ends_on_itself = |line: &str| {
        let opens = line.matches("/*").count() > line.matches("*/").count();
        line.matches('`').count().is_multiple_of(2) && !opens && !line.ends_with('\\')
    };
    script.lines().all(ends_on_itself).then(|| {
        let lines = script.lines().map(str::trim_start).filter(|line| !line.is_empty() && !line.starts_with("//"));
        lines.flat_map(|line| [line, "\n"]).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::published;

    #[test]
    fn a_style_sheet_loses_nothing_but_comments_and_spaces() {
        let style = "@charset \"utf-8\";\n/* Boxes */\n.a :is(b, i) > c::before { content: \"› \" / \"\"; width: calc(100% - 2rem); }\n\
                     @media (min-width: 40rem) {\n  .a { color: color-mix(in srgb, var(--ink) 4%, var(--paper)); }\n}\n";
        let short = String::from_utf8(published("style.css", style.as_bytes()).into_owned()).unwrap();
        assert!(!short.contains("Boxes") && short.len() < style.len());
        for kept in
            ["@charset \"utf-8\"", ".a :is(b", "content:\"› \"/\"\"", "calc(100% - 2rem)", "color-mix(in srgb,", " 4%,"]
        {
            assert!(short.contains(kept), "{kept} in {short}");
        }
    }

    #[test]
    fn a_script_loses_lines_of_comment_and_indentation() {
        let script = "// What it does.\nif (a) {\n  // Why.\n  b(`x`, 'http://c'); // d\n}\n";
        assert_eq!(&*published("a.js", script.as_bytes()), b"if (a) {\nb(`x`, 'http://c'); // d\n}\n");
        for spans in ["a = `\n  // text\n`;\n", "/* a\n   b */\n", "'a\\\n  b';\n"] {
            assert_eq!(&*published("a.js", spans.as_bytes()), spans.as_bytes());
        }
        assert_eq!(&*published("a.svg", b"  // <svg/>"), b"  // <svg/>");
    }
}
