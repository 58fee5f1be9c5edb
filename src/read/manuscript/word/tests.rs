//! Documents are built here, part by part, and read: what stands in the text, what is told, and that nothing broken panics.

use super::*;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006""#;

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn document(body: &str) -> String {
    format!("<?xml version=\"1.0\"?><w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
}

fn read_body(body: &str) -> (String, Vec<Finding>) {
    text("稿.docx", &package(&[("word/document.xml", &document(body))])).unwrap()
}

#[track_caller]
fn words(body: &str, expected: &str) {
    let (text, findings) = read_body(body);
    assert_eq!((text.as_str(), findings.len()), (expected, 0), "{findings:?}");
}

/// The code, the text from the place on, and the message of the only finding.
#[track_caller]
fn told(text: &str, findings: &[Finding]) -> (&'static str, String, String) {
    let [finding] = findings else { panic!("{findings:?}") };
    let crate::finding::Spot::Bytes { start, .. } = finding.place.spot else { panic!("{finding:?}") };
    (finding.code, text[start..].to_string(), finding.message.zh.clone())
}

fn code_of(bytes: &[u8]) -> &'static str {
    text("稿.docx", bytes).unwrap_err().code
}

#[test]
fn a_paragraph_is_a_line() {
    words(
        "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>全年</w:t></w:r><w:r><w:t xml:space=\"preserve\"> 5480</w:t><w:tab/><w:t>万元</w:t><w:br/><w:t>A</w:t><w:noBreakHyphen/><w:t>B&amp;&#x43;</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>尾</w:t></w:r></w:p>",
        "全年 5480\t万元\nA-B&C\n\n尾",
    );
}

#[test]
fn a_row_is_a_line() {
    let cell = |words: &str| format!("<w:tc><w:tcPr/><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>");
    let row = |cells: &[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(|words| cell(words)).collect::<String>());
    let table = format!("<w:tbl>{}{}</w:tbl>", row(&["指标", "2023年"]), row(&["收入", "17600元"]));
    words(&table, "指标\t2023年\n收入\t17600元");
    let two = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>上</w:t></w:r></w:p><w:p><w:r><w:t>下</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>";
    words(two, "上 下\t");
}

#[test]
fn a_text_box_stands_behind_its_paragraph_once() {
    let boxed = "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>";
    words(
        &format!(
            "<w:p><w:r><w:t>前</w:t><mc:AlternateContent><mc:Choice Requires=\"wps\">{boxed}</mc:Choice><mc:Fallback>{boxed}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>后</w:t></w:r></w:p><w:p><w:r><w:t>尾</w:t></w:r></w:p>"
        ),
        "前后\n框内\n尾",
    );
    words(
        &format!("<w:p><w:r><mc:AlternateContent><mc:Fallback>{boxed}</mc:Fallback></mc:AlternateContent></w:r></w:p>"),
        "\n框内",
    );
}

#[test]
fn of_a_field_the_result_is_read() {
    words(
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> = 1 + 2 </w:instrText><w:t>不读</w:t></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:fldSimple w:instr=\"PAGE\"><w:r><w:t>户</w:t></w:r></w:fldSimple></w:p>",
        "3户",
    );
    words("<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r></w:p><w:p><w:r><w:t>不丢</w:t></w:r></w:p>", "\n不丢");
}

#[test]
fn symbols_that_are_unicode_are_read() {
    words(
        "<w:p><w:r><w:sym w:font=\"Symbol\" w:char=\"F0B3\"/><w:t>3户</w:t><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/><w:sym w:font=\"宋体\" w:char=\"2460\"/></w:r></w:p>",
        "≥3户①",
    );
}

#[test]
fn notes_stand_at_the_end() {
    let notes = format!(
        "<w:footnotes {NAMESPACES}><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote><w:footnote w:id=\"1\"><w:p><w:r><w:t>注一</w:t></w:r></w:p></w:footnote></w:footnotes>"
    );
    let body = document("<w:p><w:r><w:t>正文</w:t><w:footnoteReference w:id=\"1\"/></w:r></w:p>");
    let bytes = package(&[("word/document.xml", &body), ("word/footnotes.xml", &notes)]);
    assert_eq!(text("稿.docx", &bytes).unwrap().0, "正文\n注一");
}

#[test]
fn tracked_changes_are_told_once() {
    let (text, findings) = read_body(
        "<w:p><w:r><w:t>收入</w:t></w:r><w:del w:id=\"1\"><w:r><w:delText>100</w:delText></w:r></w:del><w:ins w:id=\"2\"><w:r><w:t>120</w:t></w:r></w:ins><w:r><w:rPr><w:rPrChange w:id=\"3\"><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>元</w:t></w:r></w:p>",
    );
    assert_eq!(text, "收入120元");
    let (code, from, message) = told(&text, &findings);
    assert_eq!((code, from.as_str()), ("tracked-changes", "120元"));
    assert!(message.contains("插入 1 处，删除 1 处，改格式 1 处"), "{message}");
}

#[test]
fn deleted_ends_of_paragraphs_and_deleted_rows_are_gone() {
    let (text, _) = read_body(
        "<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr><w:r><w:t>前</w:t></w:r></w:p><w:p><w:r><w:t>后</w:t></w:r></w:p><w:tbl><w:tr><w:trPr><w:del w:id=\"2\"/></w:trPr><w:tc><w:p><w:r><w:t>旧</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:moveFrom w:id=\"3\"><w:r><w:t>移走</w:t></w:r></w:moveFrom></w:p>",
    );
    assert_eq!(text, "前后\n");
}

#[test]
fn comments_are_told_with_the_first() {
    let body = document(
        "<w:p><w:r><w:t>共48个</w:t></w:r><w:r><w:commentReference w:id=\"7\"/></w:r><w:r><w:t>。</w:t></w:r></w:p><w:p><w:r><w:commentReference w:id=\"8\"/></w:r></w:p>",
    );
    let comments = format!(
        "<w:comments {NAMESPACES}><w:comment w:id=\"8\"><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:comment><w:comment w:id=\"7\" w:author=\"甲\"><w:p><w:r><w:t>请核实</w:t></w:r></w:p></w:comment></w:comments>"
    );
    let bytes = package(&[("word/document.xml", &body), ("word/comments.xml", &comments)]);
    let (text, findings) = text("稿.docx", &bytes).unwrap();
    assert_eq!(text, "共48个。\n");
    let (code, from, message) = told(&text, &findings);
    assert_eq!((code, from.as_str()), ("comments-left", "。\n"));
    assert!(message.contains("2 条") && message.contains("请核实"), "{message}");
}

#[test]
fn hidden_text_is_told_and_not_read() {
    let (text, findings) = read_body(
        "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>内部数字</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>乙</w:t></w:r></w:p>",
    );
    assert_eq!(text, "甲乙");
    let (code, from, message) = told(&text, &findings);
    assert_eq!((code, from.as_str()), ("hidden-text", "乙"));
    assert!(message.contains("内部数字"), "{message}");
}

#[test]
fn broken_files_are_findings() {
    let sound = package(&[("word/document.xml", &document("<w:p><w:r><w:t>文</w:t></w:r></w:p>"))]);
    for length in 0..sound.len() {
        assert_eq!(code_of(&sound[..length]), "broken-document", "the first {length} bytes");
    }
    // Whatever a broken byte does, it does no harm.
    for at in 0..sound.len() {
        let mut bytes = sound.clone();
        bytes[at] ^= 0x55;
        let _ = text("稿.docx", &bytes);
    }
    assert_eq!(code_of(&package(&[("xl/workbook.xml", "<workbook/>")])), "unreadable-manuscript");
    for xml in [
        "",
        "no xml",
        "<w:document",
        "<w:document><w:body>",
        "<a></b>",
        "<a>&lol;</a>",
        "<a>&#x110000;</a>",
        "<!DOCTYPE a [<!ENTITY lol \"lol\">]><a>&lol;</a>",
        "<w:p><w:pPr><w:vanish w:val='&lol;'/></w:pPr></w:p>",
    ] {
        let read = text("稿.docx", &package(&[("word/document.xml", xml)]));
        assert!(read.as_ref().map_or(true, |(text, _)| text.is_empty()), "{xml}: {read:?}");
    }
}

#[test]
fn deep_nesting_ends() {
    let deep = format!("{}{}", "<w:tbl><w:tr><w:tc>".repeat(100_000), "</w:tc></w:tr></w:tbl>".repeat(100_000));
    assert_eq!(code_of(&package(&[("word/document.xml", &document(&deep))])), "broken-document");
    // Elements that no schema allows at their place.
    words("<w:t>a</w:t><w:tab/><w:tr><w:t>b</w:t></w:tr><w:tc/><mc:Choice/><w:txbxContent/>", "\n");
}

#[test]
fn a_bomb_is_refused() {
    let zeros = " ".repeat(LARGEST as usize + 1);
    assert_eq!(code_of(&package(&[("word/document.xml", &zeros)])), "file-too-large");
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

    /// Elements in any order: read or refused, and every place within the text.
    #[test]
    fn no_document_is_too_strange(parts in prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..40)) {
        let mut open = Vec::new();
        let mut body = String::new();
        for part in parts {
            body.push_str(part);
            match part.strip_prefix('<').and_then(|name| name.strip_suffix('>')) {
                Some("/") => { body.truncate(body.len() - 3); body.extend(open.pop().map(|name| format!("</{name}>"))); }
                Some(name) if !name.ends_with('/') => open.push(name.split(' ').next().unwrap_or_default()),
                _ => {}
            }
        }
        body.extend(open.iter().rev().map(|name| format!("</{name}>")));
        let (text, findings) = read_body(&body);
        for finding in findings {
            if let crate::finding::Spot::Bytes { start, end } = finding.place.spot {
                prop_assert!(text.get(start..end).is_some());
            }
        }
    }
}

const PARTS: [&str; 28] = [
    "</>",
    "</>",
    "</>",
    "<w:p>",
    "<w:p>",
    "<w:r>",
    "<w:t>",
    "文",
    "&amp;",
    "<w:pPr>",
    "<w:rPr>",
    "<w:trPr>",
    "<w:tbl>",
    "<w:tr>",
    "<w:tc>",
    "<w:txbxContent>",
    "<mc:AlternateContent>",
    "<mc:Choice>",
    "<w:ins>",
    "<w:del>",
    "<w:del/>",
    "<w:vanish/>",
    "<w:rPrChange>",
    "<w:br/>",
    "<w:commentReference w:id=\"1\"/>",
    "<w:fldChar w:fldCharType=\"begin\"/>",
    "<w:fldChar w:fldCharType=\"end\"/>",
    "<w:footnote>",
];

#[test]
fn a_part_in_the_encoding_that_it_names_is_read() {
    let xml = document("<w:p><w:r><w:t>全年投入5480万元</w:t></w:r></w:p>")
        .replace("version=\"1.0\"", "version=\"1.0\" encoding=\"GBK\"");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    zip.write_all(&encoding_rs::GBK.encode(&xml).0).unwrap();
    assert_eq!(text("稿.docx", &zip.finish().unwrap().into_inner()).unwrap().0, "全年投入5480万元");
}
