//! Which files may be other ones than when they were last read. Whoever watches a folder knows; whoever does not has to look at all.

use std::collections::BTreeSet;
use std::sync::Arc;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touched {
    /// Nobody knows.
    Anything,
    /// These and no others, by their paths relative to the site's root, with forward slashes. Some may have come or gone.
    Files(BTreeSet<Arc<str>>),
}

impl Touched {
    pub fn nothing() -> Self {
        Self::Files(BTreeSet::new())
    }

    /// Takes in what was touched besides.
    pub fn join(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::Files(files), Self::Files(others)) => files.extend(others),
            _ => *self = Self::Anything,
        }
    }
}
