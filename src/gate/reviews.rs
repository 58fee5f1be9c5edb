//! Which signatures hold: a signature is for the content and the theme as they were; whatever changes them later makes it void. Comes
//! in: the records and what is here now. Goes out: each signature with what makes it void, and findings.

use crate::finding::{Finding, Message, Place, Severity};
use crate::model::Stage;
use crate::model::review::{ReviewRules, Reviews, Saw, Signature};

/// A signature and why it does not hold, if it does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub signature: Signature,
    pub void: Option<Void>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Void {
    /// Files that have changed since, come or gone; in order, and empty where the record does not tell.
    Changed(Vec<String>),
    /// The same person has signed another stage.
    SamePerson(Stage),
    /// The stage before it is not signed.
    TooEarly(Stage),
    /// The same stage was signed again.
    Replaced,
}

impl Void {
    pub fn in_words(&self) -> Message {
        match self {
            Self::Changed(files) => {
                let (zh, en) = match files.as_slice() {
                    [] => ("内容".to_string(), "the content".to_string()),
                    [one] => (one.clone(), one.clone()),
                    [first, second] => (format!("{first}、{second}"), format!("{first} and {second}")),
                    [first, second, ..] => (
                        format!("{first}、{second}等{}个文件", files.len()),
                        format!("{first}, {second} and {} more files", files.len() - 2),
                    ),
                };
                Message::new(
                    format!("签后改了{}{zh}", if files.is_empty() { "" } else { " " }),
                    format!("{en} changed after it was signed"),
                )
            }
            Self::SamePerson(stage) => Message::new(
                format!("同一个人签了{}", stage.word()),
                format!("the same person signed {}", stage.word()),
            ),
            Self::TooEarly(stage) => {
                Message::new(format!("还没有{}", stage.word()), format!("{} is not signed", stage.word()))
            }
            Self::Replaced => Message::new("后来重签了", "it was signed again"),
        }
    }
}

/// Every signature, by date, with whether it holds for what is here now.
pub(super) fn standing(reviews: &Reviews, now: &Saw, rules: ReviewRules) -> Vec<Standing> {
    let mut signatures: Vec<&Signature> = reviews.signatures.iter().collect();
    signatures.sort_by_key(|signature| (signature.date, signature.stage, number(&signature.file)));
    let mut standing: Vec<Standing> = Vec::new();
    for signature in signatures {
        let void = (signature.saw.hash != now.hash).then(|| Void::Changed(changed(&signature.saw, now)));
        if void.is_none() {
            let same = |other: &&mut Standing| other.void.is_none() && other.signature.stage == signature.stage;
            standing.iter_mut().filter(same).for_each(|other| other.void = Some(Void::Replaced));
        }
        standing.push(Standing { signature: signature.clone(), void });
    }
    // In the order of the stages: a stage that does not hold takes those after it along.
    for stage in Stage::ALL {
        let holding: Vec<(Stage, String)> = standing
            .iter()
            .filter(|s| s.void.is_none() && s.signature.stage < stage)
            .map(|s| (s.signature.stage, s.signature.name.clone()))
            .collect();
        let missing =
            Stage::ALL.into_iter().find(|before| *before < stage && !holding.iter().any(|(s, _)| s == before));
        for one in standing.iter_mut().filter(|s| s.void.is_none() && s.signature.stage == stage) {
            let same = holding.iter().find(|(_, name)| *name == one.signature.name);
            one.void = match (same, missing) {
                (Some((other, _)), _) => Some(Void::SamePerson(*other)),
                (None, Some(missing)) if !rules.have_any_order => Some(Void::TooEarly(missing)),
                _ => None,
            };
        }
    }
    standing
}

/// Which record of its day and stage a file is: `2024-03-01-first-2.yaml` is the second.
fn number(file: &str) -> u32 {
    let stem = file.strip_suffix(".yaml").unwrap_or(file);
    stem.rsplit_once('-').and_then(|(_, number)| number.parse().ok()).unwrap_or(1)
}

/// The paths whose hashes differ, with those that have come or gone.
fn changed(then: &Saw, now: &Saw) -> Vec<String> {
    if then.files.is_empty() {
        return Vec::new();
    }
    let differs = |path: &&String| then.files.get(*path) != now.files.get(*path);
    let mut paths: Vec<String> = then.files.keys().chain(now.files.keys()).filter(differs).cloned().collect();
    paths.sort();
    paths.dedup();
    paths
}

/// What the gate tells of them: signatures that are void and not replaced, and the stages that nobody has signed.
pub(super) fn findings(standing: &[Standing], rules: ReviewRules) -> Vec<Finding> {
    let holds = |stage: Stage| standing.iter().any(|s| s.void.is_none() && s.signature.stage == stage);
    let open: Vec<Stage> = Stage::ALL.into_iter().filter(|stage| !holds(*stage)).collect();
    let last = |stage: &Stage| standing.iter().rev().find(|s| s.signature.stage == *stage);
    let mut told: Vec<Finding> = open
        .iter()
        .filter_map(|stage| {
            let one = last(stage)?;
            Some(voided(one, one.void.as_ref()?))
        })
        .collect();
    told.extend(unsigned(&open, rules));
    told
}

fn voided(one: &Standing, void: &Void) -> Finding {
    let (stage, name, why) = (one.signature.stage.word(), &one.signature.name, void.in_words());
    Finding::warning(
        "void-signature",
        Place::file(&one.signature.file),
        format!("{stage}（{name}，{}）作废：{}", one.signature.date, why.zh),
        format!("{stage} by {name} ({}) is void: {}", one.signature.date.iso(), why.en),
    )
    .help(
        format!("看过改动以后重签：yearbook review sign --as {stage} --name 姓名"),
        format!("look at what changed and sign again: yearbook review sign --as {stage} --name NAME"),
    )
}

fn unsigned(open: &[Stage], rules: ReviewRules) -> Option<Finding> {
    let first = open.first()?.word();
    let severity = if rules.are_required { Severity::Error } else { Severity::Note };
    let words: Vec<&str> = open.iter().map(|stage| stage.word()).collect();
    let message = Message::new(
        format!("现在这一稿还没有签：{}", words.join("、")),
        format!("not signed for what is here now: {}", words.join(", ")),
    );
    Some(Finding::new("missing-signature", severity, Place::file("content/reviews"), message).help(
        format!("审完后签：yearbook review sign --as {first} --name 姓名"),
        format!("sign it after reading: yearbook review sign --as {first} --name NAME"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Date;

    fn saw(hash: &str, files: &[(&str, &str)]) -> Saw {
        let files = files.iter().map(|(path, hash)| (path.to_string(), hash.to_string())).collect();
        Saw { hash: hash.to_string(), program: String::new(), files }
    }

    fn signed(stage: Stage, name: &str, day: &str, hash: &str) -> Signature {
        let file = format!("content/reviews/{day}-{}.yaml", stage.name()).into();
        let saw = saw(hash, &[("a", hash), ("b", "same")]);
        Signature { file, stage, name: name.into(), date: Date::parse(day).unwrap(), note: String::new(), saw }
    }

    fn voids(signatures: Vec<Signature>, rules: ReviewRules) -> Vec<Option<Void>> {
        let reviews = Reviews { signatures, let_through: vec![] };
        let now = saw("now", &[("a", "now"), ("b", "same"), ("c", "new")]);
        standing(&reviews, &now, rules).into_iter().map(|one| one.void).collect()
    }

    #[test]
    fn what_changed_makes_a_signature_void() {
        let rules = ReviewRules::default();
        let of = |hash: &str| voids(vec![signed(Stage::First, "甲", "2024-03-01", hash)], rules);
        assert_eq!(of("now"), [None]);
        assert_eq!(of("then"), [Some(Void::Changed(vec!["a".into(), "c".into()]))]);
    }

    #[test]
    fn three_people_sign_in_order() {
        let rules = ReviewRules::default();
        let any = ReviewRules { have_any_order: true, ..rules };
        let at = |stage, name| signed(stage, name, "2024-03-01", "now");
        let all = vec![at(Stage::First, "甲"), at(Stage::Second, "乙"), at(Stage::Third, "丙")];
        assert_eq!(voids(all, rules), [None, None, None]);
        let twice = vec![at(Stage::First, "甲"), at(Stage::Second, "甲"), at(Stage::Third, "丙")];
        assert_eq!(
            voids(twice, rules),
            [None, Some(Void::SamePerson(Stage::First)), Some(Void::TooEarly(Stage::Second))]
        );
        let alone = || vec![at(Stage::Second, "乙")];
        assert_eq!(voids(alone(), rules), [Some(Void::TooEarly(Stage::First))]);
        assert_eq!(voids(alone(), any), [None]);
    }

    #[test]
    fn the_last_signature_of_a_stage_counts() {
        let (old, new) =
            (signed(Stage::First, "甲", "2024-03-01", "now"), signed(Stage::First, "乙", "2024-03-02", "now"));
        assert_eq!(voids(vec![new, old], ReviewRules::default()), [Some(Void::Replaced), None]);
    }

    #[test]
    fn records_of_one_day_are_in_the_order_of_their_numbers() {
        let numbered =
            |name, file: &str| Signature { file: file.into(), ..signed(Stage::First, name, "2024-03-01", "now") };
        let all: Vec<Signature> = ["first-10", "first", "first-2"]
            .map(|stem| numbered("甲", &format!("content/reviews/2024-03-01-{stem}.yaml")))
            .into();
        assert_eq!(voids(all, ReviewRules::default()), [Some(Void::Replaced), Some(Void::Replaced), None]);
    }

    #[test]
    fn a_missing_signature_blocks_only_where_it_is_required() {
        let codes = |rules| findings(&[], rules).iter().map(|f| (f.code, f.severity)).collect::<Vec<_>>();
        assert_eq!(codes(ReviewRules::default()), [("missing-signature", Severity::Note)]);
        let required = ReviewRules { are_required: true, have_any_order: false };
        assert_eq!(codes(required), [("missing-signature", Severity::Error)]);
    }
}
