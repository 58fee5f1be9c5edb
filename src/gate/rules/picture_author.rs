//! `picture-author`: a picture that carries the name of its author or of the owner of the camera, which no caption says.

use crate::finding::{Finding, Place};
use crate::gate::Content;
use crate::model::article::{Block, Photo, blocks, plain_text};
use std::collections::BTreeMap;

pub fn check(content: &Content) -> Vec<Finding> {
    let mut captions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for article in &content.proof.articles {
        for block in blocks(article) {
            if let Block::Photo(Photo { caption, image: Some(image), .. }) = block {
                captions.entry(format!("content/images/{image}")).or_default().push(plain_text(caption));
            }
        }
    }
    let mut told = Vec::new();
    for picture in &content.pictures {
        let captions = captions.get(&picture.file).map_or(&[][..], |captions| captions);
        // Who is credited in public is no secret.
        let hidden = |name: &str| !captions.iter().any(|caption| caption.contains(name));
        for words in picture.words.iter().filter(|words| words.is_person && hidden(&words.text)) {
            told.push(
                Finding::warning(
                    "picture-author",
                    Place::file(&picture.file),
                    format!("图片里带着人名（{}）：{}", words.name, words.text),
                    format!("the picture carries a name ({}): {}", words.name, words.text),
                )
                .help(
                    "要署名的写进图说；不署名的，去掉图片的作者信息",
                    "credit the person in the caption, or remove the name from the picture",
                ),
            );
        }
    }
    told
}
