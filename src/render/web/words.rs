//! The interface words of the theme, by key. A word that the theme lacks shows its key, so that its author sees what to add.

use crate::model::{Recipe, theme::Theme};

#[derive(Clone, Copy)]
pub struct Words<'a>(pub &'a Theme);

impl<'a> Words<'a> {
    pub fn get<'k>(&self, key: &'k str) -> &'k str
    where
        'a: 'k,
    {
        self.0.words.get(key).map_or(key, String::as_str)
    }

    /// A word with its `{name}` places filled in. What is filled in is not looked through again; a brace that is no known place stays.
    pub fn fill(&self, key: &str, places: &[(&str, &str)]) -> String {
        let mut rest = self.get(key);
        let mut filled = String::with_capacity(rest.len() + 32);
        while let Some((before, behind)) = rest.split_once('{') {
            let place = behind.split_once('}').and_then(|(name, behind)| {
                let (_, value) = places.iter().find(|(known, _)| *known == name)?;
                Some((*value, behind))
            });
            let (value, behind) = place.unwrap_or(("{", behind));
            filled.push_str(before);
            filled.push_str(value);
            rest = behind;
        }
        filled.push_str(rest);
        filled
    }

    /// What a recipe does, for the trace of a figure.
    pub fn recipe(&self, recipe: Recipe) -> &'a str {
        self.get(recipe.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_once_and_unknown_ones_stay() {
        let words = [("title", "{region}{year}年{what}"), ("open", "甲{region"), ("braces", "{{region}}")];
        let words = words.map(|(key, word)| (key.to_string(), word.to_string())).into();
        let theme = Theme { words, ..Theme::default() };
        let fill = |key: &str| Words(&theme).fill(key, &[("region", "{year}县"), ("year", "2023")]);
        assert_eq!(fill("title"), "{year}县2023年{what}");
        assert_eq!(fill("open"), "甲{region");
        assert_eq!(fill("braces"), "{{year}县}");
        assert_eq!(fill("lacking"), "lacking");
    }
}
