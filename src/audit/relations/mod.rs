//! What ties a result to the quantities that it was computed from, in three steps: a printed percentage or multiple becomes
//! the division that its sentence states ([`division`]), the words of that become candidates ([`parts`], [`resolved`], [`operands`]; [`named`] over the whole text),
//! and the candidates are tried ([`judgement`]). Tells nothing itself; the rules do.

pub mod average;
pub mod division;
pub mod judgement;
pub mod named;
pub mod near;
pub mod operands;
pub mod parts;
pub mod resolved;
#[cfg(test)]
pub mod trial;
pub mod words;

use super::arithmetic;
use crate::reading::Reading;
use division::{Division, Kind};
use judgement::Judgement;
use operands::Operand;

/// A division with the candidates that were tried.
pub struct Tried<'r> {
    pub division: Division<'r>,
    pub parts: Vec<Operand<'r>>,
    pub judgement: Judgement<'r>,
}

/// Every division of one kind that a text states, tried.
pub fn divisions<'r>(reading: &'r Reading, kind: Kind) -> impl Iterator<Item = Tried<'r>> {
    reading.mentions.iter().filter_map(move |m| division::of(reading, m)).filter(move |d| d.kind == kind).map(
        |division| {
            let parts = parts::of(reading, &division);
            let wholes = resolved::wholes(reading, &division, &parts);
            let judgement = judgement::judge(
                division.result,
                &parts,
                &wholes,
                |part, whole| Some((arithmetic::share(reading, part, whole)?, part.unit().clone())),
                arithmetic::Outcome::fits,
            );
            Tried { division, parts, judgement }
        },
    )
}
