//! The roles of texts in a drawing: how large, how heavy, which colour and which CSS class.
//!
//! Comes in: a role and the style. Goes out: the attributes of the text and its measured width.
//! Deliberately not here: where a text stands.

use super::colour::{self, Tint};
use super::escape::escaped;
use super::measure::{self, Weight};
use super::style::{Palette, Style};

/// What a text says in the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// 单位：万人
    Unit,
    /// A value or a year beside an axis.
    Tick,
    /// A region, a part, a date.
    Name,
    OwnName,
    /// A printed figure beside its shape.
    Value,
    OwnValue,
    /// A printed figure where there is little room.
    SmallValue,
    /// A printed figure among lines: it has a halo in the colour of the paper.
    PointValue,
    /// The name of the line of that slot.
    Series(usize),
    OwnSeries,
    /// Text on the slice of that index.
    OnSlice(usize),
    /// A figure in a cell of that level.
    OnHeat(usize),
    /// The whole of a stacked bar, the percent of a target.
    Total,
    /// Targets, shares, remarks.
    Note,
    /// 暂无数据
    Empty,
}

/// Which end of a text its position names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

impl Role {
    pub(super) fn size(self, style: &Style) -> f64 {
        match self {
            Role::Unit | Role::Tick | Role::OnSlice(_) | Role::Note | Role::SmallValue => style.sizes.small,
            _ => style.sizes.label,
        }
    }

    pub(super) fn weight(self) -> Weight {
        match self {
            Role::OwnName | Role::OwnValue | Role::Series(_) | Role::OwnSeries | Role::Total => Weight::Bold,
            _ => Weight::Regular,
        }
    }

    /// Width of `text` in this role.
    pub(super) fn width(self, style: &Style, text: &str) -> f64 {
        measure::width(text, self.size(style), self.weight())
    }

    /// Attributes of the group in which texts of this role stand on the web.
    pub(super) fn attributes(self, style: &Style, anchor: Anchor) -> String {
        let mut out = format!("class=\"{}\"", self.class(style));
        let colour = escaped(&self.colour(style));
        out.push_str(&format!(" fill=\"{colour}\" font-size=\"{}\"", self.size(style)));
        if self.weight() == Weight::Bold {
            out.push_str(" font-weight=\"700\"");
        }
        match anchor {
            Anchor::Start => {}
            Anchor::Middle => out.push_str(" text-anchor=\"middle\""),
            Anchor::End => out.push_str(" text-anchor=\"end\""),
        }
        if self == Role::PointValue {
            let (paper, width) = (escaped(&style.palette.paper), (style.em() * 2.0).round() / 10.0);
            out.push_str(&format!(
                " stroke=\"{paper}\" stroke-width=\"{width}\" stroke-linejoin=\"round\" paint-order=\"stroke\""
            ));
        }
        out
    }

    fn class(self, style: &Style) -> String {
        match self {
            Role::Unit => "yb-unit".to_owned(),
            Role::Tick => "yb-tick".to_owned(),
            Role::Name => "yb-name".to_owned(),
            Role::OwnName => "yb-name yb-own".to_owned(),
            Role::Value | Role::SmallValue => "yb-value".to_owned(),
            Role::OwnValue => "yb-value yb-own".to_owned(),
            Role::PointValue => "yb-value yb-halo".to_owned(),
            Role::Series(slot) => format!("yb-label {}", series_class(style, slot)),
            Role::OwnSeries => "yb-label yb-own".to_owned(),
            Role::OnHeat(level) => on(colour::heat(&style.palette, level).is_under_ink),
            Role::OnSlice(index) => on(colour::slice(&style.palette, index).is_under_ink),
            Role::Total => "yb-total".to_owned(),
            Role::Note => "yb-note".to_owned(),
            Role::Empty => "yb-empty".to_owned(),
        }
    }

    pub(super) fn colour(self, style: &Style) -> String {
        let palette = &style.palette;
        match self {
            Role::Unit | Role::Tick | Role::Note | Role::Empty => palette.muted.clone(),
            Role::OwnName | Role::OwnValue | Role::OwnSeries => palette.accent.clone(),
            Role::Series(slot) => series_colour(style, slot).to_owned(),
            Role::OnSlice(index) => on_tint(palette, &colour::slice(palette, index)),
            Role::OnHeat(level) => on_tint(palette, &colour::heat(palette, level)),
            Role::Name | Role::Value | Role::SmallValue | Role::PointValue | Role::Total => palette.ink.clone(),
        }
    }
}

fn on_tint(palette: &Palette, tint: &Tint) -> String {
    if tint.is_under_ink { palette.ink.clone() } else { palette.paper.clone() }
}

/// The class of a text on a filled shape.
fn on(is_under_ink: bool) -> String {
    if is_under_ink { "yb-on yb-ink".to_owned() } else { "yb-on".to_owned() }
}

/// The class that gives a shape or text the colour of the line in `slot`: its variable is `--series-1` and so on.
pub(super) fn series_class(style: &Style, slot: usize) -> String {
    format!("yb-s{}", slot.checked_rem(style.palette.series.len()).unwrap_or(0) + 1)
}

/// The colour of the line in `slot`; the colours come round again after the last.
pub(super) fn series_colour(style: &Style, slot: usize) -> &str {
    let colours = &style.palette.series;
    match colours.len() {
        0 => &style.palette.accent,
        count => &colours[slot % count],
    }
}
