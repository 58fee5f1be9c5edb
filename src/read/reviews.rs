//! `content/reviews/*.yaml`: one file for each signature, or for each time that errors were let through. `review sign` and `gate` write
//! them; people may read them. Whether a signature still holds is not asked here.

use super::{Field, Form, Mapping, empty, yaml::Node};
use crate::finding::Finding;
use crate::model::review::{LetThrough, Reviews, Saw, Signature};
use crate::model::{Date, Stage};
use std::sync::Arc;

/// Adds what one file records; what is wrong with its form comes back.
pub(super) fn put(file: &Arc<str>, text: &str, reviews: &mut Reviews) -> Vec<Finding> {
    let form = Form::new(file.clone(), 0);
    match form.parse(text) {
        Some(Node::Null) => form.tell(empty(file)),
        Some(node) => {
            if let Some(map) = form.root(&node).mapping() {
                record(file, map, reviews);
            }
        }
        None => {}
    }
    form.into_findings()
}

fn record(file: &Arc<str>, map: Mapping, reviews: &mut Reviews) {
    let name = map.required_words(&["name", "姓名"]).and_then(|field| field.text());
    let date = map.required(&["date", "日期"]).and_then(|field| day(&field));
    let hash = map.required(&["content", "内容"]).and_then(|field| hash(&field));
    let program = map.text(&["program", "程序"]);
    let reason = map.words(&["despite", "放行理由"]);
    let about = name.zip(date).zip(hash);
    if !reason.is_empty() {
        let findings = map.field(&["findings", "问题"]).map_or_else(Vec::new, |field| field.texts());
        map.finish();
        if let Some(((name, date), hash)) = about {
            reviews.let_through.push(LetThrough { file: file.clone(), name, date, reason, hash, findings });
        }
        return;
    }
    let stage = map.required(&["stage", "审次"]).and_then(|field| stage(&field));
    let note = map.text(&["note", "意见"]);
    let files = map.field(&["files", "文件"]).filter(|field| !field.is_null()).and_then(|field| field.mapping());
    let files = files.map_or_else(Vec::new, |files| files.all());
    let files = files.into_iter().filter_map(|(path, field)| Some((path, field.text()?))).collect();
    map.finish();
    if let (Some(((name, date), hash)), Some(stage)) = (about, stage) {
        let saw = Saw { hash, program, files };
        reviews.signatures.push(Signature { file: file.clone(), stage, name, date, note, saw });
    }
}

fn day(field: &Field) -> Option<Date> {
    let date = field.date()?;
    if !date.is_a_day() {
        field.tell_wrong_shape("一个日子", "a day", "2024-03-01");
    }
    Some(date).filter(Date::is_a_day)
}

fn hash(field: &Field) -> Option<String> {
    let text = field.text()?;
    let is_hash = text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if !is_hash {
        field.form.tell(
            field
                .error("wrong-shape", "不是内容的哈希（64 位十六进制）", "this is no hash of 64 hexadecimal digits")
                .help(
                    "删去这个文件，用 yearbook review sign 重新签",
                    "delete the file and sign again with `yearbook review sign`",
                ),
        );
    }
    Some(text).filter(|_| is_hash)
}

fn stage(field: &Field) -> Option<Stage> {
    let stage = Stage::parse(&field.text()?);
    if stage.is_none() {
        field.tell_wrong_shape("一审、二审或三审", "一审, 二审 or 三审", "stage: 一审");
    }
    stage
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Reviews, Vec<&'static str>) {
        let mut reviews = Reviews::default();
        let told = put(&Arc::from("content/reviews/a.yaml"), text, &mut reviews);
        (reviews, told.iter().map(|finding| finding.code).collect())
    }

    #[test]
    fn a_signature_and_a_passage_are_told_apart() {
        let hash = "0123456789abcdef".repeat(4);
        let head = format!("name: 甲\ndate: 2024-03-01\ncontent: {hash}\n");
        let (reviews, told) = read(&format!("stage: 一审\n{head}files: {{ content/a.yaml: 0123456789abcdef }}\n"));
        assert_eq!((told.as_slice(), reviews.signatures.len(), reviews.signatures[0].saw.files.len()), (&[][..], 1, 1));
        let (reviews, told) = read(&format!("{head}despite: 赶时间\nfindings: [一条]\n"));
        assert_eq!((told.as_slice(), reviews.let_through.len(), reviews.signatures.len()), (&[][..], 1, 0));
    }

    #[test]
    fn a_wrong_form_is_told() {
        let hash = "0123456789abcdef".repeat(4);
        for (text, code) in [
            (format!("stage: 一审\nname: 甲\ndate: 2024-03\ncontent: {hash}\n"), "wrong-shape"),
            ("stage: 一审\nname: 甲\ndate: 2024-03-01\ncontent: 12\n".to_string(), "wrong-shape"),
            (format!("stage: 四审\nname: 甲\ndate: 2024-03-01\ncontent: {hash}\n"), "wrong-shape"),
            (format!("name: 甲\ndate: 2024-03-01\ncontent: {hash}\n"), "missing-key"),
        ] {
            let (reviews, told) = read(&text);
            assert_eq!((reviews.signatures.len(), told), (0, vec![code]), "{text}");
        }
    }
}
