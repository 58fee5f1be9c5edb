//! From one page of the site to its bytes: a pure function of book, articles and theme, so that pages render in any order
//! and in parallel. Each heavy library is named in one folder: Tera in `web` and `print`, Typst in `print`, workbooks in `data`.

pub mod data;
mod pinyin;
pub mod print;
mod qr;
pub mod web;

use crate::compose::StandingTexts;
use crate::derive::Book;
use crate::draw::Palette;
use crate::model::RegionCode;
use crate::model::article::{Article, Summary};
use crate::model::theme::Theme;
use crate::plan::Site;

/// Everything that a page can show.
#[derive(Clone, Copy)]
pub struct World<'a> {
    pub book: &'a Book,
    pub articles: &'a [Article],
    pub summaries: &'a StandingTexts,
    pub theme: &'a Theme,
    pub site: &'a Site,
}

/// The colours of charts: the theme's, and the standard ones where it sets none.
fn palette(theme: &Theme) -> Palette {
    let standard = Palette::default();
    let colour = |name: &str, standard: String| theme.palette.get(name).cloned().unwrap_or(standard);
    Palette {
        paper: colour("paper", standard.paper),
        ink: colour("ink", standard.ink),
        muted: colour("muted", standard.muted),
        grid: colour("grid", standard.grid),
        accent: colour("accent", standard.accent),
        neutral: colour("neutral", standard.neutral),
        series: if theme.series.is_empty() { standard.series } else { theme.series.clone() },
    }
}

impl<'a> World<'a> {
    /// The summaries of one region and year, kept to find their figures again.
    pub fn summaries_of(&self, region: RegionCode, year: i32) -> &'a [Summary] {
        self.summaries.kept(self.book, region, year)
    }
}
