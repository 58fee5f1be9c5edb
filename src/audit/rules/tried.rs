//! Tries one rule on sentences: for the tests beside the rules.

use super::ALL;
use crate::audit::{Told, Verdicts};
use crate::reading::{Markup, Reading};

/// What the rule tells of a plain text.
pub fn told(code: &str, text: &str) -> Vec<Told> {
    let reading = Reading::of(text, Markup::Plain, &[]);
    let mut verdicts = Verdicts::new(&reading);
    let (_, rule) = ALL.iter().find(|(name, _)| *name == code).expect("the rule is in the list");
    verdicts.begin(ALL.iter().find(|(name, _)| *name == code).map_or("", |(name, _)| name));
    rule(&reading, &mut verdicts);
    verdicts.into_parts().0
}

/// Each faulty text must be told, each clean one must not.
pub fn expect(code: &str, faulty: &[&str], clean: &[&str]) {
    for text in faulty {
        assert!(!told(code, text).is_empty(), "{code} is silent about {text}");
    }
    for text in clean {
        let told = told(code, text);
        assert!(told.is_empty(), "{code} tells of {text}: {}", told[0].message.zh);
    }
}
