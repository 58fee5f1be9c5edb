//! A formula in words, as the page of its indicator prints it.

use crate::model::Vocabulary;
use crate::model::indicator::Formula;

/// A formula with the names of its indicators: 风险消除监测对象（人）÷ 监测对象（人）.
pub fn formula(formula: &Formula, vocabulary: &Vocabulary) -> String {
    let binary = |a: &Formula, sign: &str, b: &Formula| {
        format!("{} {sign} {}", bracketed(a, sign, vocabulary), bracketed(b, sign, vocabulary))
    };
    match formula {
        Formula::Figure { indicator, measure } => {
            let one = vocabulary.get(*indicator);
            match one.measures.get(*measure) {
                Some(unit) if one.measures.len() > 1 => format!("{}（{unit}）", one.name),
                _ => one.name.clone(),
            }
        }
        Formula::Number(number) => number.to_string(),
        Formula::Sum(a, b) => binary(a, "＋", b),
        Formula::Difference(a, b) => binary(a, "－", b),
        Formula::Product(a, b) => binary(a, "×", b),
        Formula::Quotient(a, b) => binary(a, "÷", b),
    }
}

/// Sums within products and quotients need brackets, as does whatever is taken away or divided by.
fn bracketed(formula: &Formula, sign: &str, vocabulary: &Vocabulary) -> String {
    let is_sum = matches!(formula, Formula::Sum(..) | Formula::Difference(..));
    let is_product = matches!(formula, Formula::Product(..) | Formula::Quotient(..));
    let said = self::formula(formula, vocabulary);
    let needed = match sign {
        "＋" => false,
        "－" => is_sum,
        _ => is_sum || (sign == "÷" && is_product),
    };
    if needed { format!("（{said}）") } else { said }
}
