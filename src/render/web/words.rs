//! The interface words of the theme, by key. A word that the theme lacks shows its key, so that its author sees what to add.

use crate::model::{Recipe, theme::Theme};

#[derive(Clone, Copy)]
pub struct Words<'a>(pub &'a Theme);

impl Words<'_> {
    pub fn get(&self, key: &str) -> String {
        self.0.words.get(key).cloned().unwrap_or_else(|| key.to_string())
    }

    /// A word with its `{name}` places filled in.
    pub fn fill(&self, key: &str, places: &[(&str, &str)]) -> String {
        places.iter().fold(self.get(key), |word, (name, value)| word.replace(&format!("{{{name}}}"), value))
    }

    /// What a recipe does, for the trace of a figure.
    pub fn recipe(&self, recipe: Recipe) -> String {
        self.get(&format!("recipe_{}", recipe.name().replace('-', "_")))
    }
}
