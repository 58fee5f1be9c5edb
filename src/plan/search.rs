//! The files of the search index, planned from how much there is to find: so many that a search reads a few small ones,
//! so few that a nation has some hundreds. What stands in them is made by `render::web::search`.

use super::Material;

/// One file of the index; the shards of a kind are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SearchFile {
    /// Regions, indicators, units, and where to look for the rest.
    Directory,
    /// Figures by indicator, newest year first.
    Figures(u32),
    /// Figures by their value.
    Values(u32),
    /// Which passages have a pair of characters.
    Pairs(u32),
    /// The passages themselves.
    Texts(u32),
}

impl SearchFile {
    /// The name of the file without its ending; scripts call it so.
    pub fn name(self) -> String {
        match self {
            Self::Directory => "directory".into(),
            Self::Figures(n) => format!("figures-{n}"),
            Self::Values(n) => format!("values-{n}"),
            Self::Pairs(n) => format!("pairs-{n}"),
            Self::Texts(n) => format!("texts-{n}"),
        }
    }
}

/// How many files of each kind the index has; never 0 in a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Shards {
    pub figures: u32,
    pub values: u32,
    pub pairs: u32,
    pub texts: u32,
}

/// No kind has more files than this: at national scale there are then about a thousand beside 30,000 pages.
const MOST: usize = 256;

impl Shards {
    /// About 20 kB a file, as long as there are fewer than `MOST` of a kind.
    pub fn of(material: &Material) -> Self {
        let figures = material.book.observations().count() + material.book.targets().count();
        let prose: usize = material.articles.iter().map(|article| article.script.text.len()).sum();
        // Of a sentence of the standing texts only some regions are kept (`render::web::search::standing`).
        let standing = material.book.region_years().len().min(60) * 4_000;
        let text = prose + standing;
        let files = |bytes: usize| (bytes / 20_000).clamp(1, MOST) as u32;
        Self {
            figures: files(figures * 16),
            values: files(figures * 24),
            pairs: files(text * 6 / 5),
            texts: files(text),
        }
    }

    /// Every file of the index.
    pub fn files(self) -> impl Iterator<Item = SearchFile> {
        /// How many files, and which is the one of a number.
        type Kind = (u32, fn(u32) -> SearchFile);
        let kinds: [Kind; 4] = [
            (self.figures, SearchFile::Figures),
            (self.values, SearchFile::Values),
            (self.pairs, SearchFile::Pairs),
            (self.texts, SearchFile::Texts),
        ];
        let shards = kinds.into_iter().flat_map(|(count, file)| (0..count).map(file));
        std::iter::once(SearchFile::Directory).chain(shards)
    }
}
