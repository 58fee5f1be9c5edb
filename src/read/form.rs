//! Reading fields out of a YAML tree: what each must be, every fault a finding at its key path. Which keys a mapping may have
//! is `mapping`'s. Knows no content: what a field means, its reader says.

mod mapping;

pub use mapping::Mapping;

use super::yaml::{self, Node};
use crate::finding::{Finding, Place, Spot};
use crate::model::quantity::QuantityError;
use crate::model::{Date, Quantity};
use std::{cell::RefCell, sync::Arc};

/// One YAML text being read: where it stands, and what is wrong with it so far.
pub struct Form {
    pub file: Arc<str>,
    /// The byte of the file at which the YAML starts.
    pub yaml_from: usize,
    findings: RefCell<Vec<Finding>>,
}

/// A value at a key path.
#[derive(Clone)]
pub struct Field<'f> {
    pub form: &'f Form,
    pub path: Vec<String>,
    pub node: &'f Node,
}

impl Form {
    pub fn new(file: Arc<str>, yaml_from: usize) -> Self {
        Self { file, yaml_from, findings: RefCell::default() }
    }

    /// Parses the YAML; a fault of syntax is the one finding.
    pub fn parse(&self, text: &str) -> Option<Node> {
        if let Some(byte) = too_deep(text) {
            let place = Place::bytes(&self.file, self.yaml_from + byte..self.yaml_from + byte + 1);
            let finding = Finding::error("broken-yaml", place, "括号套得太深", "brackets are nested too deep");
            self.findings
                .borrow_mut()
                .push(finding.help("检查括号是不是成对", "look whether the brackets are in pairs"));
            return None;
        }
        match yaml::parse(text) {
            Ok(node) => Some(node),
            Err(error) => {
                let byte = self.yaml_from + error.byte;
                let place = Place::bytes(&self.file, byte..byte + 1);
                let finding = if error.is_tab {
                    Finding::error(
                        "tab-indentation",
                        place,
                        "YAML 的缩进不能用制表符（Tab）",
                        "YAML cannot be indented by tabs",
                    )
                    .help("改成空格，每层两个", "use two spaces for each level")
                } else if let Some(colon) = full_width_colon(text, error.byte) {
                    let place =
                        Place::bytes(&self.file, self.yaml_from + colon..self.yaml_from + colon + '：'.len_utf8());
                    Finding::error("broken-yaml", place, "冒号是全角的", "the colon is full-width")
                        .help("改成半角冒号加一个空格，如“指标: 12元”", "write a plain colon and a space")
                } else {
                    Finding::error(
                        "broken-yaml",
                        place,
                        format!("YAML 写得不对：{}", error.message),
                        format!("this is no YAML: {}", error.message),
                    )
                    .help(
                        "检查这一行和上一行：冒号后要有空格，括号、引号要成对，同级缩进要一样",
                        "look at this line and the one before: a space after each colon, brackets and quotes in pairs, equal indentation",
                    )
                };
                self.findings.borrow_mut().push(finding);
                None
            }
        }
    }

    pub fn root<'f>(&'f self, node: &'f Node) -> Field<'f> {
        Field { form: self, path: Vec::new(), node }
    }

    pub fn place(&self, path: &[String]) -> Place {
        Place { file: self.file.clone(), spot: Spot::Key { yaml_from: self.yaml_from, path: path.to_vec() } }
    }

    /// The key at the end of a path, not its value.
    pub fn key_place(&self, path: &[String]) -> Place {
        Place { file: self.file.clone(), spot: Spot::KeyName { yaml_from: self.yaml_from, path: path.to_vec() } }
    }

    pub fn tell(&self, finding: Finding) {
        self.findings.borrow_mut().push(finding);
    }

    pub fn has_findings(&self) -> bool {
        !self.findings.borrow().is_empty()
    }

    pub fn into_findings(self) -> Vec<Finding> {
        self.findings.into_inner()
    }
}

impl<'f> Field<'f> {
    pub fn place(&self) -> Place {
        self.form.place(&self.path)
    }

    pub fn error(&self, code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Finding {
        Finding::error(code, self.place(), zh, en)
    }

    /// The key path as one text, for statements that keep their place.
    pub fn joined_path(&self) -> String {
        self.path.join("\u{1f}")
    }

    /// The key that people would name: an item of a list goes by the name of its list. `None` at the root.
    fn key(&self) -> Option<&str> {
        self.path.iter().rev().find(|key| !key.bytes().all(|b| b.is_ascii_digit())).map(String::as_str)
    }

    /// What a field must be, with an example.
    pub fn tell_wrong_shape(&self, zh: &str, en: &str, example: &str) {
        let (name_zh, name_en) = match self.key() {
            Some(key) => (format!("“{key}”这里"), format!("`{key}`")),
            None if self.form.yaml_from == 0 => (format!("{} ", self.form.file), self.form.file.to_string()),
            None => ("这里".to_string(), "this".to_string()),
        };
        self.form.tell(
            self.error("wrong-shape", format!("{name_zh}要写{zh}"), format!("{name_en} must be {en}"))
                .help(format!("写成 {example} 这样"), format!("write it like {example}")),
        );
    }

    /// Tells of a value that is written and says nothing, with this help; whether it does.
    pub fn tell_blank(&self, zh: &str, en: &str) -> bool {
        let is_blank = matches!(self.node, Node::Scalar(text) if text.trim().is_empty());
        if is_blank {
            let key = self.key().unwrap_or("key");
            self.form
                .tell(self.error("empty-value", format!("“{key}”是空的"), format!("`{key}` is empty")).help(zh, en));
        }
        is_blank
    }

    pub fn is_null(&self) -> bool {
        matches!(self.node, Node::Null)
    }

    /// A single value as text, trimmed.
    pub fn text(&self) -> Option<String> {
        match self.node {
            Node::Scalar(text) => Some(text.trim().to_string()),
            _ => {
                let name = self.key().unwrap_or("key");
                self.tell_wrong_shape("一个值", "a single value", &format!("{name}: …"));
                None
            }
        }
    }

    pub fn mapping(&self) -> Option<Mapping<'f>> {
        match self.node {
            Node::Map(entries) => Some(Mapping::new(self.form, self.path.clone(), entries)),
            _ => {
                let example = match self.key() {
                    Some(name) => format!("{name}: {{ key: … }}"),
                    None => "key: …".to_string(),
                };
                self.tell_wrong_shape("“键: 值”的一组", "a mapping of keys and values", &example);
                None
            }
        }
    }

    /// The items of a list; a single value counts as a list of one.
    pub fn list(&self) -> Vec<Field<'f>> {
        match self.node {
            Node::List(items) => items.iter().enumerate().map(|(i, item)| self.below(i.to_string(), item)).collect(),
            Node::Null => Vec::new(),
            _ => vec![self.clone()],
        }
    }

    /// The texts of a list; a blank one is a finding.
    pub fn texts(&self) -> Vec<String> {
        let is_blank = |item: &Field| item.tell_blank("写上内容，或删去这一项", "write it, or delete the item");
        self.list().iter().filter(|item| !is_blank(item)).filter_map(Field::text).collect()
    }

    fn below(&self, key: String, node: &'f Node) -> Field<'f> {
        let mut path = self.path.clone();
        path.push(key);
        Field { form: self.form, path, node }
    }

    pub fn is_true(&self) -> bool {
        match self.text().as_deref() {
            Some("true" | "True" | "TRUE" | "yes" | "是") => true,
            Some("false" | "False" | "FALSE" | "no" | "否") => false,
            Some(_) => {
                self.tell_wrong_shape("true（是）或 false（否）", "true or false", "true");
                false
            }
            None => false,
        }
    }

    pub fn whole_number<T: std::str::FromStr>(&self) -> Option<T> {
        self.whole_number_like("12")
    }

    /// A whole number; where there is none, the help gives this example.
    pub fn whole_number_like<T: std::str::FromStr>(&self, example: &str) -> Option<T> {
        let text = self.text()?;
        let number = text.parse().ok();
        let digits = text.strip_prefix('-').unwrap_or(&text);
        let is_whole = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        match number {
            Some(_) => {}
            None if is_whole && text.starts_with('-') && "-1".parse::<T>().is_err() => {
                self.tell_negative(&text, example);
            }
            None if is_whole => self.tell_too_long(&text, example),
            None => self.tell_wrong_shape("一个整数", "a whole number", example),
        }
        number
    }

    /// A whole number below nothing, where there is no such thing: the number of an issue.
    fn tell_negative(&self, text: &str, example: &str) {
        self.form.tell(
            self.error("wrong-shape", format!("这里不能是负数：{text}"), format!("{text} must not be negative"))
                .help(format!("写成 {example} 这样"), format!("write it like {example}")),
        );
    }

    /// A whole number further from nothing than any that is meant: a slip of the keys, most likely.
    fn tell_too_long(&self, text: &str, example: &str) {
        let (zh, en) = match text.starts_with('-') {
            true => ("太小了", "is too small"),
            false => ("太大了", "is too large"),
        };
        self.form.tell(self.error("wrong-shape", format!("{text} {zh}"), format!("{text} {en}")).help(
            format!("看看是不是多打了几位数；写成 {example} 这样"),
            format!("look for digits too many; write it like {example}"),
        ));
    }

    pub fn date(&self) -> Option<Date> {
        let text = self.text()?;
        let date = Date::parse(&text);
        if date.is_none() {
            self.form.tell(
                self.error("bad-date", format!("“{text}”不是日期"), format!("`{text}` is no date"))
                    .help("写成 2024-07-11、2024-07 或 2024", "write 2024-07-11, 2024-07 or 2024"),
            );
        }
        date
    }

    /// Quantities, one for each measure.
    pub fn quantities(&self) -> Option<Vec<Quantity>> {
        let text = self.text()?;
        match Quantity::parse_all(&text) {
            Ok(quantities) => Some(quantities),
            Err(error) => {
                self.tell_bad_quantity(&text, &error);
                None
            }
        }
    }

    pub fn quantity(&self) -> Option<Quantity> {
        let text = self.text()?;
        match Quantity::parse(&text) {
            Ok(quantity) => Some(quantity),
            Err(error) => {
                self.tell_bad_quantity(&text, &error);
                None
            }
        }
    }

    fn tell_bad_quantity(&self, text: &str, error: &QuantityError) {
        let (zh, en) = error.phrases();
        let code = if *error == QuantityError::NoUnit { "missing-unit" } else { "bad-quantity" };
        self.form.tell(
            self.error(code, format!("“{text}”不成数：{zh}"), format!("`{text}` is no quantity: {en}")).help(
                "照要印的样子写，连单位一起，如 1.67亿元、3449户10424人、16%",
                "write it as it is printed, with its unit: 1.67亿元, 16%",
            ),
        );
    }
}

/// A full-width colon in place of a plain one, on the line at which the parser stopped or the two before it.
fn full_width_colon(text: &str, stopped_at: usize) -> Option<usize> {
    let stopped_at = text.floor_char_boundary(stopped_at.min(text.len()));
    let end = text[stopped_at..].find('\n').map_or(text.len(), |i| stopped_at + i);
    let mut start = stopped_at;
    for _ in 0..3 {
        start = text[..start].rfind('\n')?;
    }
    let mut offset = start + 1;
    for line in text[offset..end].split_inclusive('\n') {
        let is_entry =
            !line.contains(": ") && !line.trim_end().ends_with(':') && !line.trim_start().starts_with(['#', '-']);
        if let Some(colon) = line.find('：').filter(|_| is_entry) {
            return Some(offset + colon);
        }
        offset += line.len();
    }
    None
}

/// Where brackets are nested deeper than any data of an office: the parser takes quadratic time on such text.
fn too_deep(text: &str) -> Option<usize> {
    const DEEPEST: usize = 64;
    let mut depth = 0_usize;
    text.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    })
}
