//! Names that very many things have: files, key paths. Each is kept once until the program ends, and whoever has it holds its number.

use std::collections::HashMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::{LazyLock, PoisonError, RwLock};

/// A text of which there are far fewer than things that bear it. Not for texts that nobody can number: none is ever forgotten.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Name(u32);

/// All that were met, in the order in which they were.
struct Known {
    texts: Vec<&'static str>,
    numbers: HashMap<&'static str, u32>,
}

/// The first is the empty one, which stands for no name.
static KNOWN: LazyLock<RwLock<Known>> =
    LazyLock::new(|| RwLock::new(Known { texts: vec![""], numbers: HashMap::from([("", 0)]) }));

impl Name {
    pub fn new(text: &str) -> Self {
        if let Some(number) = KNOWN.read().unwrap_or_else(PoisonError::into_inner).numbers.get(text) {
            return Self(*number);
        }
        let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
        // Another thread may have met it meanwhile.
        if let Some(number) = known.numbers.get(text) {
            return Self(*number);
        }
        let number = u32::try_from(known.texts.len()).expect("no site has so many files");
        let text: &'static str = Box::leak(Box::from(text));
        known.texts.push(text);
        known.numbers.insert(text, number);
        Self(number)
    }

    /// The text itself, which lives as long as the program.
    pub fn text(self) -> &'static str {
        KNOWN.read().unwrap_or_else(PoisonError::into_inner).texts[self.0 as usize]
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        self.text()
    }
}

/// By the text, so that the hash is the same in every run.
impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_is_one_name() {
        let at_once: Vec<[Name; 2]> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| ["甲", "乙"].map(Name::new))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(at_once.iter().all(|[a, b]| *a == at_once[0][0] && a != b && (&**a, &**b) == ("甲", "乙")));
        assert_eq!(Name::default(), Name::new(""));
    }
}
