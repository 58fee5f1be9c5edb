//! Pictures: maps without a number, captions that say nothing, places and names in Exif, XMP and PNG; and pictures without any of it.

use crate::seed::Seed;
use crate::site::{Sample, head};
use exif::{Field, In, Tag, Value};
use std::io::Cursor;

const EACH: usize = 4;
const SVG: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 3 2\"/>\n";

pub fn add(samples: &mut Vec<Sample>) {
    let mut seed = Seed::of("pictures", 0, "pictures");
    maps(samples, &mut seed);
    captions(samples, &mut seed);
    carried(samples, &mut seed);
}

/// A report with one picture in it; the picture has a name of its own.
fn shown(code: &'static str, is_fault: bool, name: &str, caption: &str, bytes: &[u8], seed: &mut Seed) -> Sample {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "svg"));
    let image = format!("p{:012x}/{stem}.{ending}", seed.next() >> 16);
    let text = format!("{}```photo\ncaption: {caption}\nimage: {image}\n```\n", head("山乡", 2024, "2025-04-02"));
    let mut sample = Sample::report(code, is_fault, &format!("{name} / {caption}"), &text, seed);
    sample.files.push((format!("content/images/{image}"), bytes.to_vec()));
    sample
}

fn maps(samples: &mut Vec<Sample>, seed: &mut Seed) {
    const CODE: &str = "map-without-number";
    for (name, caption) in [
        ("a.svg", "示例县行政区划图"),
        ("a.svg", "项目区位图"),
        ("map.svg", "全县概貌"),
        ("county-map.svg", "全县概貌"),
        ("地图.svg", "全县概貌"),
        ("a.svg", "茶园分布图"),
        ("a.svg", "安置点位置示意图"),
        ("a.svg", "全县水系图（示意）"),
        ("quhua.svg", "全县概貌"),
        ("a.svg", "卫星影像上的新村"),
        ("a.svg", "县城交通图，审图号待补"),
        ("a.svg", "中国地图上的示例县"),
        ("a.svg", "行政区域图"),
        ("位置.svg", "全县概貌"),
        ("a.svg", "手绘旅游地图"),
        ("a.svg", "县城全图"),
    ] {
        for _ in 0..EACH {
            samples.push(shown(CODE, true, name, caption, SVG, seed));
        }
    }
    for (name, caption) in [
        ("a.svg", "示例县行政区划图（审图号：川S〔2024〕00012号）"),
        ("a.svg", "项目区位图，审图号 GS（2024）0650号"),
        ("roadmap.svg", "改革路线图"),
        ("a.svg", "产业链思维导图"),
        ("mapping.svg", "工序对照"),
        ("a.svg", "茶叶加工流程图"),
        ("a.svg", "新村效果图"),
        ("a.svg", "灌溉原理示意图"),
        ("a.svg", "挂图作战的会场"),
        ("a.svg", "收入走势图"),
        ("a.svg", "航拍的全景图"),
        ("a.svg", "地图测绘员在野外作业"),
        ("a.svg", "年龄分布图"),
    ] {
        for _ in 0..EACH {
            samples.push(shown(CODE, false, name, caption, SVG, seed));
        }
    }
}

fn captions(samples: &mut Vec<Sample>, seed: &mut Seed) {
    const CODE: &str = "missing-alternative";
    for (name, caption) in [
        ("IMG_2024.svg", "IMG_2024"),
        ("a.svg", "图片"),
        ("a.svg", "图1"),
        ("b.svg", "b.svg"),
        ("a.svg", "照片3"),
        ("a.svg", "微信图片_20240301"),
    ] {
        for _ in 0..EACH {
            samples.push(shown(CODE, true, name, caption, SVG, seed));
        }
    }
    for (name, caption) in [
        ("a.svg", "村民采茶"),
        ("tea.svg", "图书室里的孩子"),
        ("a.svg", "照片墙前的留影"),
        ("梯田.svg", "山坡上的梯田"),
    ] {
        for _ in 0..EACH {
            samples.push(shown(CODE, false, name, caption, SVG, seed));
        }
    }
}

fn jpeg(fields: &[Field]) -> Vec<u8> {
    let mut writer = exif::experimental::Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut tiff = Cursor::new(Vec::new());
    writer.write(&mut tiff, false).expect("fields can be written");
    let tiff = tiff.into_inner();
    let length = (tiff.len() + 8) as u16;
    [&[0xff, 0xd8, 0xff, 0xe1][..], &length.to_be_bytes(), b"Exif\0\0", &tiff, &[0xff, 0xd9]].concat()
}

fn field(tag: Tag, value: Value) -> Field {
    Field { tag, ifd_num: In::PRIMARY, value }
}

fn text(words: &str) -> Value {
    Value::Ascii(vec![words.as_bytes().to_vec()])
}

fn png(kind: &[u8], body: &str) -> Vec<u8> {
    let chunk = |kind: &[u8], body: &[u8]| [&(body.len() as u32).to_be_bytes()[..], kind, body, &[0; 4]].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(kind, body.as_bytes()), chunk(b"IEND", b"")].concat()
}

fn carried(samples: &mut Vec<Sample>, seed: &mut Seed) {
    let degrees =
        |whole: u32, minutes: u32| Value::Rational(vec![(whole, 1).into(), (minutes, 1).into(), (0, 1).into()]);
    for nth in 0..EACH * 3 {
        let (north, east) = (degrees(20 + nth as u32, 12), degrees(100 + nth as u32, 33));
        let placed = [
            field(Tag::Make, text("某牌")),
            field(Tag::GPSLatitude, north.clone()),
            field(Tag::GPSLongitude, east.clone()),
        ];
        samples.push(shown("picture-position", true, "a.jpg", "村民采茶", &jpeg(&placed), seed));
        let xmp = format!(
            "<x:xmpmeta><rdf:Description exif:GPSLatitude=\"{nth},12N\" exif:GPSLongitude=\"103,33E\"/></x:xmpmeta>"
        );
        let webp = [b"RIFF\x10\0\0\0WEBPXMP ".as_slice(), xmp.as_bytes()].concat();
        samples.push(shown("picture-position", true, "a.webp", "村民采茶", &webp, seed));
        let bare = [field(Tag::Make, text("某牌")), field(Tag::DateTime, text("2024:03:01 10:00:00"))];
        samples.push(shown("picture-position", false, "a.jpg", "村民采茶", &jpeg(&bare), seed));
        let empty = [field(Tag::GPSLatitude, degrees(0, 0)), field(Tag::GPSLongitude, degrees(0, 0))];
        samples.push(shown("picture-position", false, "a.jpg", "村民采茶", &jpeg(&empty), seed));
        samples.push(shown(
            "picture-author",
            true,
            "a.jpg",
            "村民采茶",
            &jpeg(&[field(Tag::Artist, text("某某"))]),
            seed,
        ));
        samples.push(shown("picture-author", true, "a.png", "村民采茶", &png(b"tEXt", "Author\0某某"), seed));
        samples.push(shown(
            "picture-author",
            false,
            "a.jpg",
            "村民采茶（某某　摄）",
            &jpeg(&[field(Tag::Artist, text("某某"))]),
            seed,
        ));
        samples.push(shown("picture-author", false, "a.png", "村民采茶", &png(b"tEXt", "Software\0画图"), seed));
        let note = format!("联系人 139{:08}", 1_234_567 * (nth + 1));
        samples.push(shown(
            "mobile-number",
            true,
            "a.png",
            "村民采茶",
            &png(b"iTXt", &format!("Comment\0\0\0zh\0\0{note}")),
            seed,
        ));
        let named = [field(Tag::ImageDescription, text(&note))];
        samples.push(shown("mobile-number", true, "a.jpg", "村民采茶", &jpeg(&named), seed));
    }
}
