//! The rules. A new one is a file here, a line in [`ALL`] and a page in `docs/rules/`.

mod average_off;
mod broken_date;
mod date_off;
mod glued_numbers;
mod growth_off;
mod increment_off;
mod mixed_days;
mod points_off;
mod repeat_off;
mod streak_off;
mod undated_now;

use super::Verdicts;
use crate::reading::Reading;

pub type Rule = fn(&Reading, &mut Verdicts);

/// Each rule with its code.
pub const ALL: &[(&str, Rule)] = &[
    ("average-off", average_off::check),
    ("broken-date", broken_date::check),
    ("date-off", date_off::check),
    ("glued-numbers", glued_numbers::check),
    ("growth-off", growth_off::check),
    ("increment-off", increment_off::check),
    ("mixed-days", mixed_days::check),
    ("points-off", points_off::check),
    ("repeat-off", repeat_off::check),
    ("streak-off", streak_off::check),
    ("undated-now", undated_now::check),
];

#[cfg(test)]
pub mod tests {
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
        let audited = crate::audit::text("text.txt", text, Markup::Plain, &[]);
        audited.findings.iter().filter(|finding| finding.code == code).count()
    }
}
