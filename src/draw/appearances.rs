//! Charts on a page that is dark or in high contrast: the standard theme's colours are seen there, and its style sheet puts
//! them over the printed ones.
//!
//! Comes in: the standard theme as it is. Goes out: assertions on contrasts and on rules of the style sheet.

use std::path::Path;

use super::colour::{self, contrast, mix};
use super::lettering::{Anchor, Role};
use super::shape::Shape;
use super::style::{Palette, Style};
use crate::model::theme::{Colours, Theme};

const STYLE_SHEET: &str = include_str!("../../themes/standard/assets/style.css");

fn standard() -> Theme {
    crate::read::theme(Path::new("."), "standard", "zh-CN").expect("the standard theme").0
}

fn palette(colours: &Colours) -> Palette {
    let colour = |name: &str| colours.palette[name].clone();
    Palette {
        paper: colour("paper"),
        ink: colour("ink"),
        muted: colour("muted"),
        grid: colour("grid"),
        accent: colour("accent"),
        series: colours.series.clone(),
        neutral: colour("neutral"),
    }
}

/// Every palette with the least contrast of its texts.
fn appearances() -> [(Palette, f64); 3] {
    let theme = standard();
    let light = Colours { palette: theme.palette.clone(), series: theme.series.clone() };
    [(palette(&light), 4.5), (palette(&theme.dark), 4.5), (palette(&theme.contrast), 7.0)]
}

#[test]
fn texts_and_lines_are_seen_in_every_appearance() {
    for (palette, least) in appearances() {
        // The names of lines have their colours.
        for text in [&palette.ink, &palette.muted, &palette.accent].into_iter().chain(&palette.series) {
            assert!(contrast(text, &palette.paper) >= least, "{text} on {}", palette.paper);
        }
        assert!(contrast(&palette.grid, &palette.paper) > 1.2, "{}", palette.grid);
    }
    let (dark, high) = (&appearances()[1].0, &appearances()[2].0);
    assert!(contrast(&dark.neutral, &dark.paper) >= 3.0 && contrast(&high.neutral, &high.paper) >= 3.0);
}

#[test]
fn what_is_read_on_a_slice_or_cell_is_read_there_in_every_appearance() {
    let usual = Palette::default();
    for (palette, _) in appearances() {
        let slices = (0..12).map(|index| colour::slice(&usual, index));
        let cells = (0..colour::LEVELS).map(|level| colour::heat(&usual, level));
        for tint in slices.chain(cells) {
            let fill = mix(&palette.series[tint.hue], &palette.paper, tint.paper);
            let text = if tint.is_under_ink { &palette.ink } else { &palette.paper };
            assert!(contrast(text, &fill) >= 4.5, "{text} on {fill} of {tint:?}");
        }
    }
}

/// Whether some rule of the style sheet sets `property` for one of the classes.
fn is_set(classes: &str, property: &str) -> bool {
    let rules = STYLE_SHEET.split('}').filter_map(|rule| rule.rsplit_once('{'));
    let names: Vec<String> = classes.split(' ').map(|class| format!(".{class}")).collect();
    rules.filter(|(_, body)| body.contains(&format!("{property}:"))).any(|(selectors, _)| {
        selectors.split(',').any(|selector| names.iter().any(|name| selector.trim().ends_with(name.as_str())))
    })
}

#[test]
fn the_style_sheet_sets_every_colour_that_a_chart_carries() {
    let style = Style::web();
    let shapes =
        (0..=255).map(|kind| (kind, Shape::from_code((kind, 0)))).filter(|(kind, shape)| shape.code().0 == *kind);
    let roles = [
        Role::Unit,
        Role::Tick,
        Role::Name,
        Role::OwnName,
        Role::Value,
        Role::OwnValue,
        Role::PointValue,
        Role::Series(1),
        Role::OwnSeries,
        Role::OnSlice(0),
        Role::OnSlice(1),
        Role::OnHeat(0),
        Role::OnHeat(4),
        Role::Total,
        Role::Note,
        Role::Empty,
    ];
    let roles = roles.into_iter().map(|role| role.attributes(&style, Anchor::Start));
    // In print alone.
    let shapes = shapes.filter(|(_, shape)| *shape != Shape::Halo).map(|(_, shape)| shape.attributes(&style));
    for attributes in shapes.chain(roles) {
        let classes = attributes.split_once("class=\"").expect("classes").1.split('"').next().expect("an end");
        for property in ["fill", "stroke"] {
            if attributes.contains(&format!("{property}=\"#")) {
                assert!(is_set(classes, property), "{property} of {classes}");
            }
        }
    }
    for kind in ["line", "ranked", "parts", "progress", "steps", "multiples", "heat"] {
        // What a whole drawing has would be inherited by all its shapes and texts.
        assert!(!is_set(&format!("yb-{kind}-chart"), "stroke") && !is_set(&format!("yb-{kind}-chart"), "fill"));
    }
    for slot in 1..=6 {
        assert!(STYLE_SHEET.contains(&format!(".yb-s{slot} {{ --s: var(--series-{slot}); }}")));
    }
}
