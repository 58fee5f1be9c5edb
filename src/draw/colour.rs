//! Arithmetic on `#rrggbb` colours: mixing, contrast, and the tints of slices.
//!
//! Comes in: colours of the palette. Goes out: colours as `#rrggbb`.
//! Only additions, multiplications and divisions are used, so that every machine gives the same bytes.

use super::style::Palette;

/// Least contrast of a text on its background (WCAG 2.1, 1.4.3).
const READABLE: f64 = 4.5;

/// The fill of the slice at `index` and the colour of a text that stands on it.
///
/// Neighbours differ in lightness as well as in hue; a tint on which neither paper nor ink could be read is lightened
/// until ink can.
pub(super) fn slice(palette: &Palette, index: usize) -> (String, String) {
    const TINTS: [f64; 6] = [0.0, 0.5, 0.1, 0.65, 0.0, 0.55];
    let hues = palette.series.len();
    let hue = match hues {
        0 => &palette.accent,
        _ => &palette.series[index % hues],
    };
    // Dark and light take turns; a second round through the hues is shifted by one turn, so that no two slices look
    // alike.
    let round = index.checked_div(hues).unwrap_or(0);
    let mut tint = TINTS[(index + 2 * round) % TINTS.len()];
    loop {
        let fill = mix(hue, &palette.paper, tint);
        for text in [&palette.paper, &palette.ink] {
            if contrast(text, &fill) >= READABLE {
                return (fill, text.clone());
            }
        }
        tint += 0.05;
        if tint >= 1.0 {
            return (palette.paper.clone(), palette.ink.clone());
        }
    }
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
pub(super) fn contrast(one: &str, other: &str) -> f64 {
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
            let (fill, text) = slice(&palette, index);
            assert!(contrast(&text, &fill) >= READABLE, "{text} on {fill}");
        }
    }

    #[test]
    fn neighbouring_slices_differ_in_lightness() {
        let palette = Palette::default();
        for index in 0..11 {
            let (one, other) = (slice(&palette, index).0, slice(&palette, index + 1).0);
            assert!(contrast(&one, &other) > 1.5, "{one} beside {other}");
        }
    }

    #[test]
    fn strange_colours_are_left_alone() {
        assert_eq!(mix("rebeccapurple", "#ffffff", 0.5), "rebeccapurple");
        assert_eq!(mix("#中a", "#ffffff", 0.5), "#中a");
        let palette = Palette { series: vec![], ..Palette::default() };
        assert_eq!(slice(&palette, 0).0, palette.accent);
    }
}
