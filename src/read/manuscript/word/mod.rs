//! A .docx as text: each paragraph a line, each row of a table a line with tabs between its cells, text boxes behind the
//! paragraph that holds them, footnotes and endnotes at the end. What was deleted is left out and what was inserted stays, as
//! if all changes were accepted; hidden text, page headers and footers are left out.
//!
//! Not in the text: the numbers that Word itself puts before headings and list items (numbering.xml), text that is hidden by a
//! style, and characters of symbol fonts that are no Unicode.

mod element;
mod package;
mod story;
mod walk;

use super::{too_large, unreadable};
use crate::finding::{Finding, Message, Place};
use package::{Fault, LARGEST, Package};
use story::{Mark, Story};

/// The text, and what is left in the document that its readers should not see.
pub(super) fn text(file: &str, bytes: &[u8]) -> Result<(String, Vec<Finding>), Box<Finding>> {
    let (body, remarks) = read(bytes).map_err(|fault| Box::new(told(file, fault)))?;
    let (text, places) = without_marks(&body.lines.join("\n"));
    let place =
        |mark: Mark| places[mark as usize].map_or_else(|| Place::file(file), |at| at_character(file, &text, at));
    let mut findings = Vec::new();
    if body.insertions + body.deletions + body.formats > 0 {
        findings.push(tracked_changes(place(Mark::Change), &body));
    }
    if body.comments > 0 {
        let first = body.first_comment.as_deref().and_then(|id| remark(&remarks, id));
        findings.push(comments_left(place(Mark::Comment), body.comments, &first.unwrap_or_default()));
    }
    if !body.hidden.is_empty() {
        findings.push(hidden_text(place(Mark::Hidden), &body.hidden));
    }
    Ok((text, findings))
}

/// The document with its notes behind it, and the remarks of its reviewers.
fn read(bytes: &[u8]) -> Result<(Story, Story), Fault> {
    let mut package = Package::open(bytes)?;
    let mut body = story::story(&package.document()?)?;
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(xml) = package.part(notes)? {
            body.append(story::story(&xml)?);
        }
    }
    let remarks = match package.part("word/comments.xml")? {
        Some(xml) if body.comments > 0 => story::story(&xml)?,
        _ => Story::default(),
    };
    Ok((body, remarks))
}

/// The words of a reviewer's remark.
fn remark(remarks: &Story, id: &str) -> Option<String> {
    let at = remarks.entries.iter().position(|(entry, _)| entry == id)?;
    let from = remarks.entries[at].1;
    let to = remarks.entries.get(at + 1).map_or(remarks.lines.len(), |(_, line)| *line);
    Some(without_marks(&remarks.lines[from..to].join(" ")).0)
}

/// The text without the marks of [`Mark`], and the byte at which each stood first.
fn without_marks(marked: &str) -> (String, [Option<usize>; Mark::ALL.len()]) {
    let mut text = String::with_capacity(marked.len());
    let mut places = [None; Mark::ALL.len()];
    for c in marked.chars() {
        match Mark::ALL.into_iter().find(|mark| mark.character() == c) {
            Some(mark) => drop(places[mark as usize].get_or_insert(text.len())),
            None => text.push(c),
        }
    }
    (text, places)
}

/// The character at or behind a byte.
fn at_character(file: &str, text: &str, at: usize) -> Place {
    let length = text[at..].chars().next().map_or(0, char::len_utf8);
    Place::bytes(file, at..at + length)
}

fn told(file: &str, fault: Fault) -> Finding {
    match fault {
        Fault::TooLarge => too_large(file, LARGEST),
        Fault::Locked => unreadable(file, "加了密码的文件", "protected by a password"),
        Fault::NoDocument => {
            unreadable(file, "压缩包或表格，不是 Word 文稿", "an archive or a sheet, no Word document")
        }
        Fault::Broken => Finding::error(
            "broken-document",
            Place::file(file),
            "Word 文件坏了，读不出来",
            "the Word file is broken and cannot be read",
        )
        .help(
            "用 Word 或 WPS 打开，另存为新的 .docx；打不开就找原件",
            "open it in Word or WPS and save it as a new .docx; where that fails, look for the original",
        ),
    }
}

fn tracked_changes(place: Place, body: &Story) -> Finding {
    let (insertions, deletions, formats) = (body.insertions, body.deletions, body.formats);
    Finding::warning(
        "tracked-changes",
        place,
        format!("文稿里留着修订痕迹：插入 {insertions} 处，删除 {deletions} 处，改格式 {formats} 处；这里按全部接受来读"),
        format!(
            "changes are still tracked: {insertions} insertions, {deletions} deletions, {formats} of format; read as if all were accepted"
        ),
    )
    .help("在“审阅”里逐处接受或拒绝，再定稿", "accept or reject each of them before the text goes out")
}

fn comments_left(place: Place, count: usize, first: &str) -> Finding {
    let first = clipped(first);
    let message = match first.is_empty() {
        true => Message::new(format!("文稿里留着批注 {count} 条"), format!("{count} comments are left")),
        false => Message::new(
            format!("文稿里留着批注 {count} 条，头一条是“{first}”"),
            format!("{count} comments are left; the first says “{first}”"),
        ),
    };
    Finding::warning("comments-left", place, message.zh, message.en)
        .help("处理完，在“审阅”里删去", "deal with them, then delete them")
}

fn hidden_text(place: Place, hidden: &[String]) -> Finding {
    let (count, first) = (hidden.len(), clipped(&hidden[0]));
    Finding::warning(
        "hidden-text",
        place,
        format!("文稿里有隐藏文字 {count} 处，头一处是“{first}”；这里没有读"),
        format!("{count} passages are hidden; the first is “{first}”; they were not read"),
    )
    .help("要印的取消“隐藏”，不要的删去", "show what is to be printed, delete the rest")
}

/// As much of a text as a message can quote.
fn clipped(text: &str) -> String {
    const LONGEST: usize = 30;
    let text = text.trim();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_string(),
    }
}

#[cfg(test)]
mod tests;
