//! `missing-alternative`: a picture that says nothing to whoever cannot see it: no caption, or one that is the name of its file or
//! nothing but 图片.

use crate::finding::{Finding, Place};
use crate::gate::Content;

pub fn check(content: &Content) -> Vec<Finding> {
    let silent = content.photos().filter(|(_, image, caption)| says_nothing(caption, image));
    silent
        .map(|(article, image, _)| {
            Finding::error(
                "missing-alternative",
                Place::text(&article.file, image),
                format!("图片 {image} 没有文字说明"),
                format!("the picture {image} has no words for who cannot see it"),
            )
            .help(
                "写一句图说：谁，在哪里，做什么；看不见图的人听的就是它",
                "write a caption that says who does what and where: it is what a screen reader reads",
            )
        })
        .collect()
}

fn says_nothing(caption: &str, image: &str) -> bool {
    let caption = caption.trim();
    let name = image.rsplit('/').next().unwrap_or(image);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let is_a_word = ["图片", "图", "照片", "image", "picture", "photo", "img", "未命名", "微信图片"];
    let bare = caption.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '_' | '-' | '.' | ' '));
    caption.is_empty() || caption == name || caption == stem || is_a_word.contains(&bare.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::says_nothing;

    #[test]
    fn a_caption_says_what_is_to_be_seen() {
        for (caption, image, nothing) in [
            ("", "a.jpg", true),
            ("a.jpg", "b/a.jpg", true),
            ("DSC_0012", "DSC_0012.JPG", true),
            ("图片1", "a.jpg", true),
            ("微信图片_20240301", "a.jpg", true),
            ("梯田", "梯田.jpg", true),
            ("山坡上的梯田", "梯田.jpg", false),
            ("图书馆", "a.jpg", false),
        ] {
            assert_eq!(says_nothing(caption, image), nothing, "{caption}");
        }
    }
}
