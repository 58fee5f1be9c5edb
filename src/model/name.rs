//! Names that very many things have: files, key paths. Each is kept once until the program ends, and whoever has it holds an address.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::{LazyLock, PoisonError, RwLock};
use std::{fmt, ptr};

/// A text of which there are far fewer than things that bear it. Not for texts that nobody can number: none is ever forgotten.
#[derive(Clone, Copy)]
pub struct Name(&'static &'static str);

/// All that were met.
static KNOWN: LazyLock<RwLock<HashMap<&'static str, &'static &'static str>>> = LazyLock::new(RwLock::default);

impl Name {
    pub fn new(text: &str) -> Self {
        if let Some(known) = KNOWN.read().unwrap_or_else(PoisonError::into_inner).get(text) {
            return Self(known);
        }
        let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
        // Another thread may have met it meanwhile.
        if let Some(known) = known.get(text) {
            return Self(known);
        }
        let text: &'static str = Box::leak(Box::from(text));
        let new: &'static &'static str = Box::leak(Box::new(text));
        known.insert(new, new);
        Self(new)
    }
}

impl Default for Name {
    fn default() -> Self {
        Self(&"")
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        self.0
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        ptr::eq(self.0, other.0) || **self == **other
    }
}

impl Eq for Name {}

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
        assert!(at_once.iter().all(|[a, b]| ptr::eq(a.0, at_once[0][0].0) && a != b));
        assert_eq!(Name::default(), Name::new(""));
    }
}
