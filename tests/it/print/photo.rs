//! Photos on paper: their own proportions, no colour where none is wanted, and pictures that print cannot use.

use super::paper::{Paper, red};
use super::{with_pdf, with_pdf_of};
use crate::world::World;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::io::Cursor;

/// Red with a black frame, so that it is seen where it is cut off.
fn portrait() -> Vec<u8> {
    let frame = |x: u32, y: u32| x < 6 || y < 6 || x >= 114 || y >= 154;
    let dots = RgbImage::from_fn(120, 160, |x, y| if frame(x, y) { Rgb([0, 0, 0]) } else { Rgb([225, 37, 27]) });
    let mut written = Cursor::new(Vec::new());
    DynamicImage::from(dots).write_to(&mut written, ImageFormat::Png).unwrap();
    written.into_inner()
}

const FRONT: &str = "genre: review\ntitle: 图\n";
const PHOTO: &str = "```photo\ncaption: 图甲\nimage: portrait.png\n```\n";

fn world() -> World {
    World::starter().with("content/images/portrait.png", portrait())
}

#[test]
fn a_portrait_is_not_cut_to_the_shape_of_its_placeholder() {
    with_pdf_of(world(), FRONT, PHOTO, |_, pdf| {
        let (top, bottom) = Paper::read(pdf).pages[0].ink(red, 40.0, 250.0).expect("the picture is there");
        // 108 mm less the frame, which is as wide above and below as it was drawn.
        assert!((bottom - top - 108.0 * 148.0 / 160.0).abs() < 1.0, "{top} to {bottom} mm");
    });
}

#[test]
fn a_theme_without_colour_prints_pictures_in_grey() {
    let world = world().with("themes/standard/theme.yaml", "measures: { greyscale: true }\n");
    with_pdf_of(world, FRONT, PHOTO, |_, pdf| {
        assert_eq!(Paper::read(pdf).pages[0].ink(red, 40.0, 250.0), None);
    });
}

#[test]
fn a_photo_stands_below_the_title_of_its_article() {
    let text = "要压实责任，逐村逐户开展排查，确保不漏一户、不落一人。".repeat(30);
    let front = "genre: yearbook\ntitle: 图\nvolume: 示例年鉴\ncolumn: 农业\n";
    with_pdf(front, &format!("```photo\ncaption: 图甲\n```\n\n{text}\n"), |_, pdf| {
        let paper = Paper::read(pdf);
        let page = &paper.pages[0];
        assert!(page.line("图甲").top > page.lines.iter().find(|line| line.text == "图").unwrap().bottom);
    });
}

#[test]
fn a_picture_that_print_cannot_use_is_told_where_it_is_named() {
    let report = format!(
        "---\nregion: \"990101\"\nyear: 2024\ndate: 2024-04-10\n{FRONT}---\n{}",
        PHOTO.replace("portrait.png", "broken.jpg")
    );
    let world = World::starter().with("content/images/broken.jpg", "no picture");
    let world = world.with("content/reports/2024/paper.md", report);
    if world.run(&["fonts"]).status != 0 {
        eprintln!("skipped: no Chinese font is installed");
        return;
    }
    let said = world.run(&["build", "--lang", "en"]);
    let all = format!("{said:?}");
    assert_ne!(said.status, 0, "{all}");
    assert!(all.contains("content/reports/2024/paper.md:10:8"), "{all}");
    assert!(all.contains("content/images/broken.jpg cannot be read"), "{all}");
}
