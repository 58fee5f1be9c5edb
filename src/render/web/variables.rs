//! The theme as CSS variables, which every page carries in its head.
//!
//! Comes in: a theme. Goes out: rules for `:root` — the usual colours and the fonts, then what of the colours is otherwise on
//! a dark screen and in high contrast. Style sheet and charts name no colour but by these variables.
//!
//! A page follows the reader's system; `data-theme` on its root element (`light`, `dark` or `contrast`) overrules it.
//! Nothing of this reaches paper: who prints a dark page wants no light letters.

use crate::draw;
use crate::model::theme::{Colours, Theme};

/// What a colour that a theme leaves out on dark screens must have as contrast: that of a text (WCAG 2.1, 1.4.3 and 1.4.6).
const DARK: f64 = 4.5;
const CONTRAST: f64 = 7.0;

/// `:root{--ink:#1f2328;…;--series-1:…;--song:"…"}` and the same for the other appearances.
///
/// What could leave a style element is dropped from names and values.
pub fn css_variables(theme: &Theme) -> String {
    let light = colours(theme.palette.iter().map(|(name, colour)| (name.as_str(), colour.clone())), &theme.series);
    let fonts = theme.fonts.iter().map(|(role, families)| {
        let quoted: Vec<String> = families.iter().map(|family| format!("\"{}\"", safe(family))).collect();
        format!("--{}:{}", safe(role), quoted.join(","))
    });
    let usual: Vec<String> = light.into_iter().chain(fonts).collect();
    let mut css = format!(":root{{{}}}", usual.join(";"));
    let (dark, contrast) = (other(theme, &theme.dark, DARK), other(theme, &theme.contrast, CONTRAST));
    if !dark.is_empty() {
        css.push_str(&format!(
            "@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\
             @media screen{{:root[data-theme=dark]{{{dark}}}}}"
        ));
    }
    if !contrast.is_empty() {
        css.push_str(&format!("@media screen{{:root[data-theme=contrast]{{{contrast}}}}}"));
    }
    css
}

/// The declarations of another appearance; none where the theme has no paper for it.
fn other(theme: &Theme, colours: &Colours, least: f64) -> String {
    let Some(paper) = colours.palette.get("paper") else { return String::new() };
    let seen = |colour: &String| draw::readable(colour, paper, least);
    let mut palette = colours.palette.clone();
    if let Some(accent) = theme.palette.get("accent") {
        palette.entry("accent".to_owned()).or_insert_with(|| seen(accent));
    }
    let series = match colours.series.is_empty() {
        true => theme.series.iter().map(seen).collect(),
        false => colours.series.clone(),
    };
    let scheme = if draw::is_dark(paper) { "color-scheme:dark" } else { "color-scheme:light" };
    let mut declarations = vec![scheme.to_owned()];
    declarations.extend(self::colours(palette.iter().map(|(name, colour)| (name.as_str(), colour.clone())), &series));
    declarations.join(";")
}

fn colours<'a>(palette: impl Iterator<Item = (&'a str, String)>, series: &[String]) -> Vec<String> {
    let numbered = series.iter().enumerate().map(|(i, colour)| format!("--series-{}:{}", i + 1, safe(colour)));
    palette.map(|(name, colour)| format!("--{}:{}", safe(name), safe(&colour))).chain(numbered).collect()
}

fn safe(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() || " #-_.()（）".contains(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn theme(dark: &[(&str, &str)]) -> Theme {
        let map = |colours: &[(&str, &str)]| -> BTreeMap<String, String> {
            colours.iter().map(|(name, colour)| (name.to_string(), colour.to_string())).collect()
        };
        Theme {
            palette: map(&[("accent", "#b3261e"), ("paper", "#ffffff")]),
            series: vec!["#b3261e".to_owned(), "#1f5a8a".to_owned()],
            fonts: BTreeMap::from([("song".to_owned(), vec!["宋体\"}</style>".to_owned()])]),
            dark: Colours { palette: map(dark), series: Vec::new() },
            ..Theme::default()
        }
    }

    #[test]
    fn a_theme_without_dark_colours_has_one_rule() {
        let css = css_variables(&theme(&[]));
        let expected =
            ":root{--accent:#b3261e;--paper:#ffffff;--series-1:#b3261e;--series-2:#1f5a8a;--song:\"宋体style\"}";
        assert_eq!(css, expected);
    }

    #[test]
    fn what_a_theme_leaves_out_on_dark_paper_is_lightened() {
        let css = css_variables(&theme(&[("paper", "#14181d")]));
        let (_, dark) = css.split_once(":root:not([data-theme=light]){").expect("a rule for dark screens");
        let dark = dark.split_once('}').expect("its end").0;
        let declarations: Vec<&str> = dark.split(';').collect();
        assert_eq!(declarations[0], "color-scheme:dark");
        assert!(declarations.contains(&"--paper:#14181d"), "{dark}");
        assert_eq!(declarations.len(), 5, "{dark}");
        assert!(!dark.contains("#b3261e") && !dark.contains("#1f5a8a"), "{dark}");
        assert!(css.contains(&format!("@media screen{{:root[data-theme=dark]{{{dark}}}}}")), "{css}");
        assert!(!css.contains("contrast"), "{css}");
    }
}
