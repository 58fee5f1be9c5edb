//! `low-contrast`: a colour of the theme that cannot be read well: text against paper below 4.5 to 1, lines of charts below 3 to 1 (WCAG
//! 2.1, 1.4.3 and 1.4.11), on light screens, dark ones and those of high contrast.

use crate::draw::contrast;
use crate::finding::{Finding, Place};
use crate::gate::Content;
use crate::model::theme::Theme;

/// Least contrast of text, and of what is drawn.
const TEXT: f64 = 4.5;
const DRAWN: f64 = 3.0;

pub fn check(content: &Content) -> Vec<Finding> {
    let theme = &content.proof.theme;
    let looks = [
        ("palette", "series", None, "浅色", "light"),
        ("palette-dark", "series-dark", Some(&theme.dark), "深色", "dark"),
        ("palette-contrast", "series-contrast", Some(&theme.contrast), "高对比", "high contrast"),
    ];
    let mut told = Vec::new();
    for (palette, series, own, zh, en) in looks {
        let colour = |name: &str| {
            let own = own.and_then(|colours| colours.palette.get(name));
            // What a dark look does not set follows from the usual colour, and is made readable.
            own.or(theme.palette.get(name).filter(|_| own.is_none() && palette == "palette")).cloned()
        };
        let Some(paper) = colour("paper") else { continue };
        let texts = ["ink", "muted", "accent"]
            .into_iter()
            .filter_map(|name| Some((palette, name.to_string(), colour(name)?, TEXT)));
        let drawn = own.map_or(&theme.series, |colours| &colours.series);
        let drawn = drawn.iter().enumerate().map(|(at, colour)| (series, at.to_string(), colour.clone(), DRAWN));
        for (group, name, colour, least) in texts.chain(drawn) {
            let ratio = contrast(&colour, &paper);
            if ratio < least {
                told.push(finding(theme, group, &name, (zh, en), (&colour, &paper), (ratio, least)));
            }
        }
    }
    told
}

fn finding(
    theme: &Theme,
    group: &str,
    name: &str,
    (zh, en): (&str, &str),
    (colour, paper): (&str, &str),
    (ratio, least): (f64, f64),
) -> Finding {
    let file = theme.origin.get("theme.yaml").cloned().unwrap_or(format!("themes/{}/theme.yaml", theme.name));
    let tenths = |ratio: f64| format!("{}.{}", (ratio * 10.0).floor() as u32 / 10, (ratio * 10.0).floor() as u32 % 10);
    let (ratio, least) = (tenths(ratio), tenths(least));
    Finding::warning(
        "low-contrast",
        Place::key(&file, &[group, name]),
        format!("{zh}下 {name} {colour} 在 {paper} 上对比度只有 {ratio}:1，要 {least}:1 以上"),
        format!("on {en} screens {name} {colour} on {paper} has a contrast of {ratio}:1, less than {least}:1"),
    )
    .help("把颜色调深（浅色底）或调浅（深色底）", "take a darker colour on light paper, a lighter one on dark")
}
