//! What the rules of the gate look at: every line of the content, every name of a file, every word that a picture carries, and the
//! articles as a reader reads them. Comes in: a proof and the folder of its pictures. Judges nothing.

use super::pictures::{self, Picture};
use crate::check;
use crate::finding::{Finding, Place};
use crate::model::article::{Article, Block, blocks, plain_text};
use crate::pipeline::Proof;
use crate::read;
use crate::reading::Reading;
use rayon::prelude::*;
use std::borrow::Cow;
use std::io;
use std::ops::Range;
use std::path::Path;

pub struct Content<'a> {
    pub proof: &'a Proof,
    /// Of each article.
    pub readings: Vec<Reading>,
    pub pictures: Vec<Picture>,
}

/// Where a passage was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of a text.
    Line,
    /// The name of a file.
    Name,
    /// What a picture carries beside what it shows.
    Picture,
}

/// Some words that would be published or kept.
pub struct Passage<'a> {
    pub file: &'a str,
    /// The byte of the file at which it starts; 0 where it is no line.
    pub start: usize,
    /// Without the addresses of web pages, whose digits mean nothing: in their place stand characters that no text has.
    pub text: Cow<'a, str>,
    pub kind: Kind,
}

impl Passage<'_> {
    /// The place of some of its bytes.
    pub fn place(&self, range: Range<usize>) -> Place {
        match self.kind {
            Kind::Line => Place::bytes(self.file, self.start + range.start..self.start + range.end),
            Kind::Name | Kind::Picture => Place::file(self.file),
        }
    }

    /// 文中, 文件名里, 图片里: in which of them something was found.
    pub fn where_found(&self) -> (&'static str, &'static str) {
        match self.kind {
            Kind::Line => ("文中", "the text"),
            Kind::Name => ("文件名里", "the name of the file"),
            Kind::Picture => ("图片的附加信息里", "what the picture carries"),
        }
    }
}

impl<'a> Content<'a> {
    /// Reads the pictures; the texts have been read.
    pub fn of(proof: &'a Proof, root: &Path) -> io::Result<Self> {
        let picture = |image: &String| {
            let bytes = read::picture(root, image)?;
            Ok(pictures::carried(&format!("content/images/{image}"), &bytes))
        };
        let pictures = proof.images.par_iter().map(picture).collect::<io::Result<_>>()?;
        Ok(Self { proof, readings: check::readings(&proof.articles), pictures })
    }

    /// The pictures that articles show: which article, the name of the picture, its caption.
    pub fn photos(&self) -> impl Iterator<Item = (&'a Article, &'a str, String)> {
        let of_article = |article: &'a Article| {
            blocks(article).into_iter().filter_map(move |block| match block {
                Block::Photo(photo) => Some((article, photo.image.as_deref()?, plain_text(&photo.caption))),
                _ => None,
            })
        };
        self.proof.articles.iter().flat_map(of_article)
    }

    /// What is told of any passage, in the order of files. The records of reviews are not looked at: they name who signed; nor
    /// is the list of words that are not to be used.
    pub fn each(&self, look: impl Fn(&Passage) -> Vec<Finding> + Sync) -> Vec<Finding> {
        let texts: Vec<_> = self.proof.texts.files().filter(|file| is_looked_at(file)).collect();
        let of_texts: Vec<Vec<Finding>> = texts
            .par_iter()
            .map(|file| {
                let mut told = look(&name(file));
                let text = self.proof.texts.read(file).unwrap_or_default();
                lines(&text).for_each(|(start, line)| {
                    told.extend(look(&Passage { file, start, text: without_addresses(line), kind: Kind::Line }));
                });
                told
            })
            .collect();
        let of_pictures = self.pictures.par_iter().map(|picture| {
            let mut told = look(&name(&picture.file));
            for words in &picture.words {
                let text = without_addresses(&words.text);
                told.extend(look(&Passage { file: &picture.file, start: 0, text, kind: Kind::Picture }));
            }
            told
        });
        let of_pictures: Vec<Vec<Finding>> = of_pictures.collect();
        of_texts.into_iter().chain(of_pictures).flatten().collect()
    }
}

fn is_looked_at(file: &str) -> bool {
    file.starts_with("content/") && !file.starts_with("content/reviews/") && file != "content/terms.yaml"
}

fn name(file: &str) -> Passage<'_> {
    let text = Cow::Borrowed(file.strip_prefix("content/").unwrap_or(file));
    Passage { file, start: 0, text, kind: Kind::Name }
}

/// Each line with the byte at which it starts.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let at = start;
        start += line.len();
        (at, line.trim_end_matches(['\n', '\r']))
    })
}

/// What stands in place of an address: nothing that a rule knows.
const NOTHING: char = '\u{1}';

/// The line with as many bytes, but nothing to read where the address of a page stands.
fn without_addresses(line: &str) -> Cow<'_, str> {
    if !line.contains("://") {
        return Cow::Borrowed(line);
    }
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find("://") {
        let scheme = rest[..at].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        let is_end =
            |c: char| c.is_whitespace() || !c.is_ascii() || matches!(c, '"' | '\'' | '<' | '>' | ')' | ']' | '}' | '|');
        let end = rest[at + 3..].find(is_end).map_or(rest.len(), |end| at + 3 + end);
        text.push_str(&rest[..at - scheme]);
        text.extend(std::iter::repeat_n(NOTHING, end - at + scheme));
        rest = &rest[end..];
    }
    text.push_str(rest);
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_leave_their_bytes() {
        let line = "见 https://example.org/t20240301_2366585.shtml（2024年）和 http://a.b/c\"。";
        let bare = without_addresses(line);
        assert_eq!(bare.len(), line.len());
        assert!(!bare.contains("2366585") && !bare.contains("a.b"), "{bare}");
        assert_eq!(bare.find("（2024年）"), line.find("（2024年）"));
    }

    #[test]
    fn lines_know_where_they_start() {
        let text = "甲\r\n乙\n丙";
        let found: Vec<_> = lines(text).collect();
        assert_eq!(found, [(0, "甲"), (5, "乙"), (9, "丙")]);
    }
}
