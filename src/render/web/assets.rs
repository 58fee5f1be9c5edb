//! The theme's files as they are published: style sheets without their comments and spaces, all others as they are.

use std::borrow::Cow;

/// A file of the theme by its path below `assets/`.
pub fn published<'a>(path: &str, bytes: &'a [u8]) -> Cow<'a, [u8]> {
    let style = path.ends_with(".css").then(|| std::str::from_utf8(bytes).ok()).flatten();
    match style.and_then(|style| minifier::css::minify(style).ok()) {
        Some(short) => Cow::Owned(short.to_string().into_bytes()),
        None => Cow::Borrowed(bytes),
    }
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
        assert_eq!(&*published("a.js", b"/* a */"), b"/* a */");
    }
}
