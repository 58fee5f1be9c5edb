//! Tries one rule on many texts: for the tests beside the rules.

use crate::reading::Markup;

/// Those of the texts of which a rule tells nothing.
pub fn silent<'t>(code: &str, texts: &[&'t str]) -> Vec<&'t str> {
    texts.iter().copied().filter(|text| told(code, text) == 0).collect()
}

/// Those of the texts of which a rule tells something.
pub fn loud<'t>(code: &str, texts: &[&'t str]) -> Vec<&'t str> {
    texts.iter().copied().filter(|text| told(code, text) > 0).collect()
}

fn told(code: &str, text: &str) -> usize {
    let audited = crate::audit::text("text.txt", text, Markup::Plain);
    audited.findings.iter().filter(|finding| finding.code == code).count()
}
