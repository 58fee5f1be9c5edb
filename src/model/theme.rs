//! A theme as read: templates for web and print, styles, interface words, palette and font roles. Compiled in `render`.

use std::collections::BTreeMap;

/// A millimetre in points.
pub const MM: f64 = 72.0 / 25.4;

/// Between two columns of a newspaper page, in points: 6 mm. What whole characters leave over makes it wider.
pub const GUTTER: f64 = 17.0;

/// Everything that decides how pages look. All paths are relative to the part of the theme that they name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    pub name: String,
    /// `web/*.html`, by path below `web/`.
    pub web: BTreeMap<String, String>,
    /// `print/*.typ`, by path below `print/`.
    pub print: BTreeMap<String, String>,
    /// `assets/**`, by path below `assets/`; published under `assets/`.
    pub assets: BTreeMap<String, Vec<u8>>,
    /// Interface words of the site's language.
    pub words: BTreeMap<String, String>,
    /// Colour names to `#rrggbb`: ink, muted, grid, accent, neutral, paper.
    pub palette: BTreeMap<String, String>,
    /// The colours of chart series, in order.
    pub series: Vec<String>,
    /// What of these is otherwise on a dark screen.
    pub dark: Colours,
    /// The same for readers who ask for high contrast.
    pub contrast: Colours,
    /// Font roles (song, hei, kai, fang, title) to families, tried in order.
    pub fonts: BTreeMap<String, Vec<String>>,
    /// Measures for print templates by their English names, as Typst writes them: `official-top` is `37mm`.
    pub measures: BTreeMap<String, String>,
    /// Where a template stands, for findings: `web/page.html` → `themes/standard/web/page.html`.
    pub origin: BTreeMap<String, String>,
    /// The hash of its files as they were read, and of what was wrong with their folder.
    pub as_read: String,
}

/// The colours in which pages look different from their usual ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Colours {
    /// As in [`Theme::palette`]; may lack names.
    pub palette: BTreeMap<String, String>,
    /// As in [`Theme::series`]; empty where they follow from the usual ones.
    pub series: Vec<String>,
}

impl Theme {
    /// A measure that is a length, in points.
    pub fn points(&self, measure: &str) -> Option<f64> {
        const UNITS: [(&str, f64); 3] = [("mm", MM), ("cm", 720.0 / 25.4), ("pt", 1.0)];
        let text = self.measures.get(measure)?;
        UNITS.iter().find_map(|(unit, points)| Some(text.strip_suffix(unit)?.parse::<f64>().ok()? * points))
    }

    /// How wide the text of a newspaper page is, all columns together, in points.
    pub fn feature_text_width(&self) -> Option<f64> {
        Some(self.points("feature-width")? - 2.0 * self.points("feature-margin")?)
    }

    /// A measure that is a switch.
    pub fn is_on(&self, measure: &str) -> bool {
        self.measures.get(measure).is_some_and(|value| value == "true")
    }
}

/// Whether a template names a file in quotes, alone or behind a folder, as `#import "/name.typ"` and `{% include "name.html" %}` do.
pub fn names_file(template: &str, path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    template.match_indices(name).any(|(at, _)| {
        template[..at].ends_with(['"', '\'', '/']) && template[at + name.len()..].starts_with(['"', '\''])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_within_a_name_is_another_file() {
        assert!(names_file("#import \"/parts/a.typ\"", "parts/a.typ") && names_file("{% include 'a.typ' %}", "a.typ"));
        assert!(!names_file("\"official.typ\"", "fficial.typ") && !names_file("\"official.typ.bak\"", "official.typ"));
    }
}
