//! Allowances: a finding of a rule that is meant to be so is left out where the text says so and why,
//! `<!-- allow: unbound-figure 原文如此 -->` or `# allow: growth-disagrees 原文如此`. Comes in: the findings of a run and its
//! texts. Goes out: the findings that stay, and those about the allowances themselves. What keeps a file from being read can
//! not be allowed.

mod comments;
mod extent;
mod written;

pub use written::{Allowance, at_start, in_prose, may_allow};

use super::{Finding, Place, Severity, nearest};
use crate::source::{Locator, Texts};
use extent::Extent;
use std::collections::BTreeMap;

/// What can be allowed in a run.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The codes of all rules.
    pub known: &'a [&'static str],
    /// Those that have looked at the texts in this run: of the others an allowance may lie unused.
    pub ran: &'a [&'static str],
}

/// One code of one allowance, with where it holds.
struct Granted {
    code: String,
    place: Place,
    extent: Extent,
    is_used: bool,
}

/// The findings without those that a text allows, and with what there is to tell of the allowances.
pub fn apply(findings: Vec<Finding>, texts: &Texts, rules: Rules) -> Vec<Finding> {
    let mut told = Vec::new();
    let mut granted: BTreeMap<&str, BTreeMap<String, Vec<Granted>>> = BTreeMap::new();
    // What is not kept allows nothing.
    for (file, text) in texts.kept() {
        for (allowance, extent) in extent::allowances(file, text) {
            let codes = sound_codes(file, &allowance, rules, &mut told);
            for (code, place) in codes {
                let grant = Granted { code: code.clone(), place, extent: extent.clone(), is_used: false };
                granted.entry(file).or_default().entry(code).or_default().push(grant);
            }
        }
    }
    // Where something could not be read the rules have not seen everything: the cause is told alone.
    let saw_everything = !findings.iter().any(|f| f.severity == Severity::Error && !rules.known.contains(&f.code));
    let locator = Locator::new(texts);
    let mut kept: Vec<Finding> =
        findings.into_iter().filter(|finding| !is_allowed(finding, &mut granted, &locator)).collect();
    let unused = granted
        .into_values()
        .flat_map(BTreeMap::into_values)
        .flatten()
        .filter(|grant| !grant.is_used && rules.ran.contains(&&*grant.code));
    told.extend(unused.filter(|_| saw_everything).map(|grant| unused_allowance(&grant)));
    kept.extend(told);
    kept
}

/// Whether an allowance of the finding's file holds where it lies; that one counts as used.
fn is_allowed(
    finding: &Finding,
    granted: &mut BTreeMap<&str, BTreeMap<String, Vec<Granted>>>,
    locator: &Locator,
) -> bool {
    let of_file = granted.get_mut(&*finding.place.file);
    let Some(grants) = of_file.and_then(|of_file| of_file.get_mut(finding.code)) else { return false };
    let byte = locator.locate(&finding.place).map(|location| location.bytes.start);
    let mut is_allowed = false;
    for grant in grants.iter_mut().filter(|grant| grant.extent.holds_at(byte)) {
        grant.is_used = true;
        is_allowed = true;
    }
    is_allowed
}

/// The codes of an allowance that allow something; what is wrong with the others is told.
fn sound_codes(file: &str, allowance: &Allowance, rules: Rules, told: &mut Vec<Finding>) -> Vec<(String, Place)> {
    let mut sound = Vec::new();
    for (code, bytes) in &allowance.codes {
        let place = Place::bytes(file, bytes.clone());
        match rules.known.contains(&code.as_str()) {
            true => sound.push((code.clone(), place)),
            false => told.push(unknown_rule(code, place, rules)),
        }
    }
    if allowance.codes.is_empty() || allowance.reason.is_empty() && !sound.is_empty() {
        told.push(without_reason(Place::bytes(file, allowance.bytes.clone())));
        return Vec::new();
    }
    sound
}

fn unknown_rule(code: &str, place: Place, rules: Rules) -> Finding {
    let near = nearest(code, rules.known.iter().copied());
    let (zh, en) = match near.is_empty() {
        true => ("yearbook explain 列出全部规则".to_string(), "`yearbook explain` lists all rules".to_string()),
        false => (format!("相近的有：{}", near.join("、")), format!("nearest: {}", near.join(", "))),
    };
    Finding::warning(
        "unknown-rule",
        place,
        format!("没有能允许的规则“{code}”"),
        format!("there is no rule `{code}` that can be allowed"),
    )
    .help(
        format!("先写规则的代号，空一格，再写理由；{zh}"),
        format!("write the code of the rule, a space, the reason; {en}"),
    )
}

fn without_reason(place: Place) -> Finding {
    Finding::warning(
        "allowance-without-reason",
        place,
        "允许要写理由，没有理由的不算",
        "an allowance without a reason allows nothing",
    )
    .help(
        "在规则的代号后面空一格，写明为什么，如“原文如此”",
        "write the reason behind the code of the rule, with a space between",
    )
}

fn unused_allowance(grant: &Granted) -> Finding {
    let code = &grant.code;
    Finding::warning(
        "unused-allowance",
        grant.place.clone(),
        format!("这里没有“{code}”的问题，这条允许用不上"),
        format!("nothing here is told by `{code}`: the allowance is not used"),
    )
    .help(
        "已经改好的就删去；没有管到的，挪到那一段上面或那一行末尾",
        "delete it where the fault is mended; else move it above the paragraph or to the end of the line",
    )
}

#[cfg(test)]
mod tests;
