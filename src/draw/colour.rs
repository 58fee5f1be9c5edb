//! Arithmetic on `#rrggbb` colours: mixing, contrast, and the tints of slices.
//!
//! Comes in: colours of the palette. Goes out: colours as `#rrggbb`.
//! Only additions, multiplications and divisions are used, so that every machine gives the same bytes.

use super::style::Palette;

/// Least contrast of a text on its background (WCAG 2.1, 1.4.3).
const READABLE: f64 = 4.5;

/// A colour of the palette thinned with paper, and what can be read on it.
///
/// Where the page has another palette (dark, high contrast), the same share of its paper in its colour carries the same text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tint {
    /// Which colour of the series.
    pub hue: usize,
    /// Share of the paper, 0 to 1.
    pub paper: f64,
    pub fill: String,
    /// Whether a text on it has the colour of the ink; else that of the paper.
    pub is_under_ink: bool,
}

/// The fill of the slice at `index`.
///
/// Neighbours differ in lightness as well as in hue: a full colour, which carries the paper's colour as any text in it does,
/// and a tint under ink take turns. On a tint on which neither could be read there is more paper, until ink can.
pub(super) fn slice(palette: &Palette, index: usize) -> Tint {
    const TINTS: [f64; 6] = [0.0, 0.5, 0.0, 0.65, 0.0, 0.55];
    let hues = palette.series.len();
    let round = index.checked_div(hues).unwrap_or(0);
    // A second round through an even number of hues is shifted by one, so that what was full before is thin now.
    let shift = if hues.is_multiple_of(2) { round } else { 0 };
    let hue = (index + shift).checked_rem(hues).unwrap_or(0);
    thinned(palette, hue, TINTS[index % TINTS.len()])
}

/// How many fills a heat table has.
pub(super) const LEVELS: usize = 5;

/// The fill of a cell of that level, from 0, the faintest.
///
/// One hue, the second of the series, since the first is that of the own region; between the last tint under ink and the
/// first under paper lies a gap, where neither could be read.
pub(super) fn heat(palette: &Palette, level: usize) -> Tint {
    const TINTS: [f64; LEVELS] = [0.9, 0.74, 0.56, 0.16, 0.0];
    thinned(palette, 1.min(palette.series.len().saturating_sub(1)), TINTS[level.min(LEVELS - 1)])
}

/// A colour of the series with that much paper, and with more if neither paper nor ink could be read on it.
fn thinned(palette: &Palette, hue: usize, mut paper: f64) -> Tint {
    let colour = palette.series.get(hue).unwrap_or(&palette.accent);
    loop {
        let fill = mix(colour, &palette.paper, paper);
        for (text, is_under_ink) in [(&palette.paper, false), (&palette.ink, true)] {
            if contrast(text, &fill) >= READABLE {
                return Tint { hue, paper, fill, is_under_ink };
            }
        }
        paper += 0.05;
        if paper >= 1.0 {
            return Tint { hue, paper: 1.0, fill: palette.paper.clone(), is_under_ink: true };
        }
    }
}

/// `colour` with as much white in it (on a dark paper) or black as it takes to be read there with that contrast.
pub fn readable(colour: &str, paper: &str, least: f64) -> String {
    let towards = if is_dark(paper) { "#ffffff" } else { "#000000" };
    let mixed = (0..=20).map(|step| mix(colour, towards, f64::from(step) * 0.05));
    mixed.into_iter().find(|mixed| contrast(mixed, paper) >= least).unwrap_or_else(|| towards.to_owned())
}

/// Whether white reads better on a paper than black does.
pub fn is_dark(paper: &str) -> bool {
    channels(paper).is_some() && contrast(paper, "#ffffff") > contrast(paper, "#000000")
}

/// `share` of `other` (0 to 1) stirred into `base`. A colour that is not `#rrggbb` is given back as it is.
pub(super) fn mix(base: &str, other: &str, share: f64) -> String {
    let (Some(from), Some(to)) = (channels(base), channels(other)) else {
        return base.to_owned();
    };
    let mixed = |i: usize| (from[i] + (to[i] - from[i]) * share).round() as u8;
    format!("#{:02x}{:02x}{:02x}", mixed(0), mixed(1), mixed(2))
}

/// The grey that is as light as a colour, by the weights of ITU-R BT.601. A colour that is not `#rrggbb` stays as it is.
pub(super) fn grey(colour: &str) -> String {
    let Some([red, green, blue]) = channels(colour) else { return colour.to_owned() };
    let level = (red * 0.299 + green * 0.587 + blue * 0.114).round() as u8;
    format!("#{level:02x}{level:02x}{level:02x}")
}

/// The contrast ratio of WCAG 2.1, from 1 to 21; 21 where a colour cannot be read, so that it is left alone.
pub fn contrast(one: &str, other: &str) -> f64 {
    let (Some(one), Some(other)) = (channels(one), channels(other)) else {
        return 21.0;
    };
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance, with the sRGB curve as a cubic: `powf` may differ between machines in its last bit.
fn luminance(channels: [f64; 3]) -> f64 {
    let linear = |c: f64| {
        let c = c / 255.0;
        c * (c * (c * 0.305_306_011 + 0.682_171_111) + 0.012_522_878)
    };
    0.2126 * linear(channels[0]) + 0.7152 * linear(channels[1]) + 0.0722 * linear(channels[2])
}

fn channels(colour: &str) -> Option<[f64; 3]> {
    let digits = colour.strip_prefix('#')?;
    if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let channel = |i: usize| u8::from_str_radix(&digits[i..i + 2], 16).ok().map(f64::from);
    Some([channel(0)?, channel(2)?, channel(4)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_readable_on_paper_and_on_every_slice() {
        let palette = Palette::default();
        for text in [&palette.ink, &palette.muted, &palette.accent].into_iter().chain(&palette.series) {
            assert!(contrast(text, &palette.paper) >= READABLE, "{text}");
        }
        for index in 0..20 {
            let tint = slice(&palette, index);
            let text = if tint.is_under_ink { &palette.ink } else { &palette.paper };
            assert!(contrast(text, &tint.fill) >= READABLE, "{text} on {tint:?}");
        }
    }

    #[test]
    fn neighbouring_slices_differ_in_lightness() {
        let palette = Palette::default();
        for index in 0..11 {
            let (one, other) = (slice(&palette, index).fill, slice(&palette, index + 1).fill);
            assert!(contrast(&one, &other) > 1.5, "{one} beside {other}");
        }
    }

    #[test]
    fn no_two_of_twelve_slices_look_alike() {
        let palette = Palette::default();
        for index in 0..12 {
            let before: Vec<String> = (0..index).map(|before| slice(&palette, before).fill).collect();
            assert!(!before.contains(&slice(&palette, index).fill), "{index}");
        }
    }

    #[test]
    fn strange_colours_are_left_alone() {
        assert_eq!(mix("rebeccapurple", "#ffffff", 0.5), "rebeccapurple");
        assert_eq!(mix("#中a", "#ffffff", 0.5), "#中a");
        let palette = Palette { series: vec![], ..Palette::default() };
        assert_eq!(slice(&palette, 0).fill, palette.accent);
    }

    #[test]
    fn a_heat_table_goes_from_light_to_dark_also_in_grey() {
        for palette in [Palette::default(), Palette::default().in_grey()] {
            for level in 0..LEVELS {
                let tint = heat(&palette, level);
                let text = if tint.is_under_ink { &palette.ink } else { &palette.paper };
                assert!(contrast(text, &tint.fill) >= READABLE, "{tint:?}");
            }
            for level in 1..LEVELS {
                let (fainter, stronger) = (heat(&palette, level - 1), heat(&palette, level));
                let (one, other) = (contrast(&fainter.fill, &palette.paper), contrast(&stronger.fill, &palette.paper));
                assert!(other > 1.2 * one, "{fainter:?} {stronger:?}");
            }
        }
    }

    #[test]
    fn a_colour_is_lightened_on_dark_paper_until_it_is_read() {
        assert!(is_dark("#14181d") && !is_dark("#ffffff") && !is_dark("none"));
        let found = readable("#1f5a8a", "#14181d", READABLE);
        assert!(contrast(&found, "#14181d") >= READABLE && found != "#ffffff", "{found}");
        assert_eq!(readable("#ffd60a", "#000000", 7.0), "#ffd60a");
        assert_eq!(readable("#14181d", "#14181d", 99.0), "#ffffff");
    }
}
