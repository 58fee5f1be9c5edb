//! Which files may be other ones than when they were last read. Whoever watches a folder knows; whoever does not has to look at all.

use std::collections::BTreeSet;
use std::sync::Arc;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touched {
    /// Nobody knows.
    Anything,
    /// These and no others, by their paths relative to the site's root, with forward slashes. Some may have come or gone; of a folder all
    /// that is below it may be other files.
    Files(BTreeSet<Arc<str>>),
}

impl Touched {
    pub fn nothing() -> Self {
        Self::Files(BTreeSet::new())
    }

    /// Whether a file may be another one: it was touched, or a folder above it was.
    pub fn reaches(&self, file: &str) -> bool {
        let Self::Files(files) = self else { return true };
        let mut above = file.match_indices('/').map(|(end, _)| &file[..end]);
        !files.is_empty() && (files.contains(file) || above.any(|folder| files.contains(folder)))
    }

    /// Takes in what was touched besides.
    pub fn join(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::Files(files), Self::Files(others)) => files.extend(others),
            _ => *self = Self::Anything,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_touched_folder_reaches_all_that_is_below_it() {
        let touched = Touched::Files(["content/data/410600".into(), "themes/a.css".into()].into());
        assert!(touched.reaches("content/data/410600/2023.yaml") && touched.reaches("themes/a.css"));
        assert!(!touched.reaches("content/data/4106001/2023.yaml") && !touched.reaches("content/data"));
        assert!(Touched::Anything.reaches("content/site.yaml") && !Touched::nothing().reaches("content/site.yaml"));
    }
}
