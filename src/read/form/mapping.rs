//! A mapping of YAML: each field by its English name or a Chinese alias, what is missing, doubled or blank as findings, and every
//! key that nobody asked for named at the end. What a field's value must be is the field's business.

use super::{Field, Form, Node};
use crate::finding::{Finding, nearest};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// A mapping whose keys are asked for one by one; [`Mapping::finish`] names the rest.
pub struct Mapping<'f> {
    form: &'f Form,
    path: Vec<String>,
    entries: &'f [(String, Node)],
    asked: RefCell<Vec<&'static str>>,
}

impl<'f> Mapping<'f> {
    pub(super) fn new(form: &'f Form, path: Vec<String>, entries: &'f [(String, Node)]) -> Self {
        Self { form, path, entries, asked: RefCell::default() }
    }

    /// The field of a name; the names after the first are aliases.
    pub fn field(&self, names: &[&'static str]) -> Option<Field<'f>> {
        self.asked.borrow_mut().extend(names);
        let mut found = self.entries.iter().filter(|(key, _)| names.contains(&key.as_str()));
        let (key, node) = found.next()?;
        if let Some((alias, _)) = found.find(|(other, _)| other != key) {
            self.tell_double(alias);
        }
        let mut path = self.path.clone();
        path.push(key.clone());
        Some(Field { form: self.form, path, node })
    }

    /// As [`Mapping::field`]; its absence is a finding.
    pub fn required(&self, names: &[&'static str]) -> Option<Field<'f>> {
        let field = self.field(names).filter(|field| !field.is_null());
        if field.is_none() {
            let place = self.form.place(&self.path);
            self.form.tell(
                Finding::error(
                    "missing-key",
                    place,
                    format!("缺“{}”", names.join("”或“")),
                    format!("the key `{}` is missing", names[0]),
                )
                .help(format!("加一行“{}: …”", names[0]), format!("add a line `{}: …`", names[0])),
            );
        }
        field
    }

    pub fn text(&self, names: &[&'static str]) -> String {
        self.field(names).filter(|field| !field.is_null()).and_then(|field| field.text()).unwrap_or_default()
    }

    /// As [`Mapping::field`], for words that may be left out but, where their key is written, are not blank.
    pub fn worded(&self, names: &[&'static str]) -> Option<Field<'f>> {
        self.field(names).filter(|field| {
            !field.is_null()
                && !field.tell_blank(
                    "写上内容；没有可写的就删去这一行",
                    "write it; where there is nothing to write, delete the line",
                )
        })
    }

    /// The words of such a field; empty where they are left out.
    pub fn words(&self, names: &[&'static str]) -> String {
        self.worded(names).and_then(|field| field.text()).unwrap_or_default()
    }

    /// As [`Mapping::required`], of words that are not blank.
    pub fn required_words(&self, names: &[&'static str]) -> Option<Field<'f>> {
        self.required(names).filter(|field| !field.tell_blank("写上内容", "write it"))
    }

    /// All fields in order, for mappings whose keys are the office's own; of a key that stands twice, the first.
    pub fn all(&self) -> Vec<(String, Field<'f>)> {
        self.tell_doubles();
        let mut seen = BTreeSet::new();
        self.entries
            .iter()
            .filter(|(key, _)| seen.insert(key.as_str()))
            .map(|(key, node)| {
                let mut path = self.path.clone();
                path.push(key.clone());
                (key.clone(), Field { form: self.form, path, node })
            })
            .collect()
    }

    fn tell_doubles(&self) {
        let mut seen = BTreeSet::new();
        for (key, _) in self.entries {
            if !seen.insert(key.as_str()) {
                self.tell_double(key);
            }
        }
    }

    fn tell_double(&self, key: &str) {
        let mut path = self.path.clone();
        path.push(key.to_string());
        // Only figures have periods.
        let (zh, en) = match self.form.file.starts_with("content/data/") && !self.path.is_empty() {
            true => ("删去一个；另一个时期写成“指标@时期”", "delete one; write another period as `indicator@period`"),
            false => ("删去一个", "delete one"),
        };
        self.form.tell(
            Finding::error(
                "duplicate-key",
                self.form.key_place(&path),
                format!("“{key}”写了两次"),
                format!("the key `{key}` stands twice"),
            )
            .help(zh, en),
        );
    }

    /// Names the keys that nobody asked for, and those that stand twice.
    pub fn finish(self) {
        self.tell_doubles();
        let asked = self.asked.borrow();
        for (key, _) in self.entries.iter().filter(|(key, _)| !asked.contains(&key.as_str())) {
            let mut path = self.path.clone();
            path.push(key.clone());
            let near = nearest(key, asked.iter().copied());
            let (zh, en) = match near.first() {
                Some(near) => (format!("是不是“{near}”？"), format!("did you mean `{near}`?")),
                None => (format!("可以写：{}", asked.join("、")), format!("known keys: {}", asked.join(", "))),
            };
            self.form.tell(
                Finding::error(
                    "unknown-key",
                    self.form.key_place(&path),
                    format!("不认识的键“{key}”"),
                    format!("unknown key `{key}`"),
                )
                .help(zh, en),
            );
        }
    }
}
