//! How a chart looks: medium, width, lettering sizes and colours, as a theme sets them.
//!
//! Comes in: nothing but the theme's choices. Goes out: [`Style`], read by every drawing.
//! Deliberately not here: any knowledge of a chart's data or of SVG.

use super::colour;

/// Where the drawing will stand, which decides how its looks are written into the SVG.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// In an HTML page: shapes and texts carry `yb-…` classes beside their presentation attributes. The attributes are the
    /// usual colours, so that the file stands alone; by the classes a style sheet puts the page's colours over them.
    Web,
    /// In a PDF: presentation attributes only, and no texts, which the typesetter sets over the shapes. SVG readers open a
    /// whole Chinese font for every text.
    Print,
}

/// Everything a theme decides about charts. [`Style::web`], [`Style::phone`] and [`Style::print`] are good defaults.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    pub medium: Medium,
    /// Width of the drawing in CSS pixels (web) or points (print). The height follows from the data.
    pub width: f64,
    /// A CSS font list for the whole drawing; empty leaves the choice to the page. Nothing for print.
    pub font_family: String,
    pub sizes: Sizes,
    pub palette: Palette,
    /// Stands after `chart.id` in every `id`, so that a wide and a narrow drawing of one chart can share a page.
    pub id_suffix: String,
}

/// Sizes of lettering, in the unit of [`Style::width`]. All distances in a drawing are multiples of `label`.
#[derive(Clone, Debug, PartialEq)]
pub struct Sizes {
    /// Names and values.
    pub label: f64,
    /// Ticks, unit, targets.
    pub small: f64,
}

/// Colours as `#rrggbb`. Texts keep a contrast of 4.5 : 1 or more on `paper` (WCAG 2.1, 1.4.3).
#[derive(Clone, Debug, PartialEq)]
pub struct Palette {
    /// What lies behind the drawing: separators and halos are drawn in it, and in print the boxes behind figures among lines.
    pub paper: String,
    pub ink: String,
    pub muted: String,
    pub grid: String,
    /// The report's own region.
    pub accent: String,
    /// Lines and slices in their order.
    pub series: Vec<String>,
    /// Bars of the other regions.
    pub neutral: String,
}

impl Style {
    /// For a page column on a desktop screen: 720 px.
    pub fn web() -> Self {
        Self {
            medium: Medium::Web,
            width: 720.0,
            font_family: "\"Noto Sans CJK SC\",\"Source Han Sans SC\",\"PingFang SC\",\"Microsoft YaHei\",sans-serif"
                .to_owned(),
            sizes: Sizes { label: 14.0, small: 12.5 },
            palette: Palette::default(),
            id_suffix: String::new(),
        }
    }

    /// For a narrow screen: 360 px, with its own ids, so that CSS can show it in place of [`Style::web`].
    pub fn phone() -> Self {
        Self { width: 360.0, sizes: Sizes { label: 13.5, small: 12.0 }, id_suffix: "-narrow".to_owned(), ..Self::web() }
    }

    /// For a 156 mm type area: 440 pt, with the lettering of a caption.
    pub fn print() -> Self {
        Self {
            medium: Medium::Print,
            width: 440.0,
            font_family: String::new(),
            sizes: Sizes { label: 9.5, small: 8.5 },
            palette: Palette::default(),
            id_suffix: String::new(),
        }
    }

    /// The unit of every distance: the size of a label.
    pub(super) fn em(&self) -> f64 {
        self.sizes.label
    }
}

impl Palette {
    /// For white paper: colours that a theme chose for a dark screen give way to the standard ones.
    pub fn on_paper(self) -> Self {
        let standard = Self::default();
        let paper = standard.paper;
        let seen = |chosen: String, least: f64, standard: String| {
            if colour::contrast(&chosen, &paper) >= least { chosen } else { standard }
        };
        let series = self.series.into_iter().zip(standard.series.iter().cycle());
        Self {
            ink: seen(self.ink, 4.5, standard.ink),
            muted: seen(self.muted, 4.5, standard.muted),
            accent: seen(self.accent, 3.0, standard.accent),
            neutral: seen(self.neutral, 1.2, standard.neutral),
            grid: seen(self.grid, 1.05, standard.grid),
            series: series.map(|(chosen, standard)| seen(chosen, 1.5, standard.clone())).collect(),
            paper,
        }
    }

    /// The same without hues: every colour as the grey that is as light.
    pub fn in_grey(self) -> Self {
        Self {
            paper: colour::grey(&self.paper),
            ink: colour::grey(&self.ink),
            muted: colour::grey(&self.muted),
            grid: colour::grey(&self.grid),
            accent: colour::grey(&self.accent),
            series: self.series.iter().map(|series| colour::grey(series)).collect(),
            neutral: colour::grey(&self.neutral),
        }
    }
}

impl Default for Palette {
    fn default() -> Self {
        let series = ["#b3261e", "#1f5a8a", "#7a6a2f", "#3c7d4e", "#6b4a8b", "#8a5a2b"];
        Self {
            paper: "#ffffff".to_owned(),
            ink: "#1f2328".to_owned(),
            muted: "#5c6670".to_owned(),
            grid: "#e3e6ea".to_owned(),
            accent: "#b3261e".to_owned(),
            series: series.map(str::to_owned).to_vec(),
            neutral: "#b8c0c8".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_palette_for_a_dark_screen_is_seen_on_paper() {
        let dark = Palette {
            ink: "#ffffff".to_owned(),
            paper: "#000000".to_owned(),
            accent: "#8a1c1c".to_owned(),
            ..Palette::default()
        };
        let printed = dark.on_paper();
        assert_eq!(printed, Palette { accent: "#8a1c1c".to_owned(), ..Palette::default() });
    }
}
