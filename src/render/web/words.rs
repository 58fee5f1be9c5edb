//! The interface words of the theme, by key. A word that the theme lacks shows its key, so that its author sees what to add.

use crate::model::{Recipe, theme::Theme};
use std::borrow::Cow;
use std::ops::Bound;

#[derive(Clone, Copy)]
pub struct Words<'a>(pub &'a Theme);

impl<'a> Words<'a> {
    pub fn get<'k>(&self, key: &'k str) -> &'k str
    where
        'a: 'k,
    {
        self.0.words.get(key).map_or(key, String::as_str)
    }

    /// A word with its `{name}` places filled in.
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
    pub fn recipe(&self, recipe: Recipe) -> Cow<'a, str> {
        const BEFORE: &str = "recipe_";
        let is_of = |key: &str| key[BEFORE.len()..].split('_').eq(recipe.name().split('-'));
        let words = self.0.words.range::<str, _>((Bound::Included(BEFORE), Bound::Unbounded));
        let mut words = words.take_while(|(key, _)| key.starts_with(BEFORE));
        match words.find(|(key, _)| is_of(key)) {
            Some((_, word)) => word.into(),
            None => format!("{BEFORE}{}", recipe.name().replace('-', "_")).into(),
        }
    }
}
