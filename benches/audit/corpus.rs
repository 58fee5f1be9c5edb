//! The corpus: texts without a fault, and beside each the relations that its numbers stand in, by anchors that occur once.
//! From a folder to texts with byte ranges. Judges nothing: what an annotation says wrongly is said by `relations`.
#![allow(clippy::disallowed_methods, reason = "a benchmark reads its corpus from the disk")]

use super::days;
use serde::Deserialize;
use std::fs;
use std::ops::Range;
use std::path::Path;
use yearbook::reading::Markup;

/// A clean text with its relations.
pub struct Sample {
    pub file: String,
    pub text: String,
    pub markup: Markup,
    pub relations: Vec<Relation>,
    /// What could not be understood of the annotations.
    pub doubts: Vec<String>,
}

/// Numbers of a text that give one another.
#[derive(Clone, Debug)]
pub struct Relation {
    pub class: String,
    pub anchor: String,
    /// The number that the relation gives; where it gives none (`subset`), the part.
    pub result: Range<usize>,
    /// All numbers, the result too, each with the role that it has.
    pub numbers: Vec<Number>,
    /// Members of a list or names before 分别, in the words of the text.
    pub items: Vec<String>,
    /// Whether the result is said downwards: 下降2.9%.
    pub is_down: bool,
    pub mode: String,
    /// The day, where the result is a weekday or a lunar date.
    pub date: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    pub role: &'static str,
    pub at: Range<usize>,
    /// The unit that the head of a table gives to a bare number.
    pub unit: String,
}

/// A relation as its YAML says it.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Stated {
    class: String,
    anchor: String,
    result: Option<String>,
    parts: Vec<Figure>,
    values: Vec<Figure>,
    names: Vec<String>,
    items: Vec<String>,
    now: Option<Figure>,
    before: Option<Figure>,
    part: Option<Figure>,
    whole: Option<Figure>,
    total: Option<Figure>,
    count: Option<Figure>,
    target: Option<Figure>,
    increment: Option<Figure>,
    first: Option<Figure>,
    from: Option<Figure>,
    to: Option<Figure>,
    date: String,
    sign: String,
    mode: String,
    unit: String,
}

#[derive(Deserialize)]
struct Figure {
    text: String,
    anchor: String,
    #[serde(default)]
    unit: String,
}

#[derive(Deserialize)]
struct Sheet {
    relations: Vec<Stated>,
}

/// All texts of a folder, by name.
pub fn of(folder: &Path) -> Vec<Sample> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("the corpus in {}: {e}", folder.display()));
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "md" || e == "txt"));
    paths.sort();
    paths.iter().map(|path| sample(path)).collect()
}

fn sample(path: &Path) -> Sample {
    let text = fs::read_to_string(path).expect("a text of the corpus");
    let markup = match path.extension().is_some_and(|e| e == "md") {
        true => Markup::Markdown,
        false => Markup::Plain,
    };
    let file = path.file_name().expect("a file").to_string_lossy().into_owned();
    let mut sample = Sample { file, text, markup, relations: Vec::new(), doubts: Vec::new() };
    let Ok(yaml) = fs::read_to_string(path.with_extension("yaml")) else {
        sample.doubts.push("no annotations".into());
        return sample;
    };
    match serde_yaml::from_str::<Sheet>(&yaml) {
        Ok(sheet) => sheet.relations.iter().for_each(|stated| sample.take(stated)),
        Err(e) => sample.doubts.push(format!("annotations: {e}")),
    }
    sample
}

impl Sample {
    fn take(&mut self, stated: &Stated) {
        match relation(&self.text, stated) {
            Ok(relation) => self.relations.push(relation),
            Err(why) => self.doubts.push(format!("{} “{}”: {why}", stated.class, stated.anchor)),
        }
    }
}

fn relation(text: &str, stated: &Stated) -> Result<Relation, String> {
    let roles = [
        ("now", &stated.now),
        ("before", &stated.before),
        ("part", &stated.part),
        ("whole", &stated.whole),
        ("total", &stated.total),
        ("count", &stated.count),
        ("target", &stated.target),
        ("increment", &stated.increment),
        ("first", &stated.first),
        ("from", &stated.from),
        ("to", &stated.to),
    ];
    let single = roles.into_iter().filter_map(|(role, figure)| Some((role, figure.as_ref()?)));
    let many = stated.parts.iter().map(|f| ("parts", f)).chain(stated.values.iter().map(|f| ("values", f)));
    let mut numbers = Vec::new();
    for (role, figure) in single.chain(many) {
        numbers.push(Number { role, at: place(text, &figure.anchor, &figure.text)?, unit: figure.unit.clone() });
    }
    let result = match (&stated.result, stated.class.as_str()) {
        (Some(result), _) => place(text, &stated.anchor, result)?,
        (None, "subset") => numbers.iter().find(|n| n.role == "part").map(|n| n.at.clone()).ok_or("no part")?,
        (None, _) => place(text, &stated.anchor, &stated.anchor)?,
    };
    if stated.result.is_some() {
        numbers.push(Number { role: "result", at: result.clone(), unit: stated.unit.clone() });
    }
    if stated.class == "date" {
        numbers.extend(days::civil(text, &stated.date, result.start).map(|at| Number {
            role: "day",
            at,
            unit: String::new(),
        }));
    }
    let items = stated.items.iter().chain(&stated.names).cloned().collect();
    Ok(Relation {
        class: stated.class.clone(),
        anchor: stated.anchor.clone(),
        result,
        numbers,
        items,
        is_down: stated.sign == "down",
        mode: stated.mode.clone(),
        date: stated.date.clone(),
    })
}

/// The bytes of a text within its anchor; the anchor occurs once in the file.
fn place(text: &str, anchor: &str, words: &str) -> Result<Range<usize>, String> {
    let mut found = text.match_indices(anchor);
    let (Some((at, _)), None) = (found.next(), found.next()) else {
        return Err(format!("the anchor “{anchor}” does not occur once"));
    };
    let within = anchor.rfind(words).ok_or_else(|| format!("“{words}” is not in its anchor “{anchor}”"))?;
    Ok(at + within..at + within + words.len())
}
