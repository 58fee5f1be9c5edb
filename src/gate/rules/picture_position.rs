//! `picture-position`: a picture whose Exif or XMP says where it was taken, to the metre: with a photo of somebody's yard that is where he
//! lives.

use crate::finding::{Finding, Place};
use crate::gate::Content;

pub fn check(content: &Content) -> Vec<Finding> {
    let placed = content.pictures.iter().filter(|picture| picture.has_position);
    placed
        .map(|picture| {
            Finding::error(
                "picture-position",
                Place::file(&picture.file),
                "照片里带着拍摄地的经纬度",
                "the picture carries the coordinates of where it was taken",
            )
            .help(
                "去掉位置信息再放进来：Windows 右键“属性→详细信息→删除属性和个人信息”",
                "remove its position first: on Windows, Properties → Details → Remove Properties and Personal Information",
            )
        })
        .collect()
}
