//! ```` ```photo ````: a picture or its placeholder, with a caption.

use super::{Fence, span};
use crate::compose::prose::Prose;
use crate::model::article::{Block, Photo};
use crate::read::{Form, Mapping};

pub(super) fn block(prose: &mut Prose, _form: &Form, map: &Mapping, _fence: &Fence) -> Option<Block> {
    let caption = map.required_words(&["caption", "图说"]).map(|field| prose.field(&field)).unwrap_or_default();
    let ratio = map.field(&["ratio", "比例"]).and_then(|field| {
        let text = field.text()?;
        let ratio =
            text.split_once([':', '：']).and_then(|(w, h)| Some((w.trim().parse().ok()?, h.trim().parse().ok()?)));
        let ratio = ratio.filter(|(w, h): &(u32, u32)| (1..=100).contains(w) && (1..=100).contains(h));
        if ratio.is_none() {
            field.form.tell(field.error("wrong-shape", "比例写成 3:2 这样", "a ratio is written 3:2"));
        }
        ratio
    });
    let image = map.field(&["image", "文件"]).filter(|field| !field.is_null()).and_then(|field| {
        let image = field.text()?;
        prose.expect_image(&image, field.place());
        Some(image)
    });
    Some(Block::Photo(Photo { caption, ratio: ratio.unwrap_or((3, 2)), image, span: span(map) }))
}
