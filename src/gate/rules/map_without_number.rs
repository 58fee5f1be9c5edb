//! `map-without-number`: a picture that looks like a map, by its name or its caption, and bears no 审图号 (地图管理条例 15, 37).

use crate::finding::{Finding, Place};
use crate::gate::Content;
use crate::gate::words::has_any;

pub fn check(content: &Content) -> Vec<Finding> {
    let mut told = Vec::new();
    for (article, image, caption) in content.photos() {
        let looks_like_one = is_map(&caption) || is_map(image.rsplit('/').next().unwrap_or(image));
        if looks_like_one && !has_number(&caption) {
            told.push(finding(Place::text(&article.file, image), image));
        }
    }
    // A picture that no text shows is published too.
    for image in &content.proof.images {
        let is_shown = content.proof.articles.iter().any(|article| article.script.text.contains(image.as_str()));
        if !is_shown && is_map(image) {
            told.push(finding(Place::file(&format!("content/images/{image}")), image));
        }
    }
    told
}

fn finding(place: Place, image: &str) -> Finding {
    Finding::error(
        "map-without-number",
        place,
        format!("{image} 像是地图，没有审图号"),
        format!("{image} looks like a map and bears no 审图号"),
    )
    .help(
        "用标准地图服务网站的图，在图说里写审图号，如“审图号：川S〔2024〕00001号”；不是地图的，写明允许",
        "take a standard map and write its 审图号 into the caption; where it is no map, allow it with the reason",
    )
}

/// 行政区划图, 位置图, map-of-county.png; not 路线图, 思维导图, 心电图.
fn is_map(words: &str) -> bool {
    const MAPS: [&str; 26] = [
        "区域图",
        "全境图",
        "地图",
        "区划图",
        "行政图",
        "位置图",
        "区位图",
        "政区图",
        "版图",
        "疆域图",
        "地形图",
        "水系图",
        "交通图",
        "公路图",
        "路网图",
        "分布图",
        "布局图",
        "卫星图",
        "卫星影像",
        "遥感影像",
        "影像图",
        "航拍图斑",
        "规划图",
        "范围图",
        "导览图",
        "位置示意图",
    ];
    // What a map is used for or compared with, and figures that are only called after one.
    let is_other = has_any(
        words,
        &[
            "思维",
            "作战",
            "基因",
            "地图册",
            "地图集",
            "地图式",
            "地图出版",
            "地图测绘",
            "地图绘制",
            "地图软件",
            "地图导航",
            "看地图",
            "年龄分布",
            "收入分布",
            "性别分布",
            "学历分布",
            "频率分布",
            "概率分布",
            "产品地图",
        ],
    );
    let lower = words.to_lowercase();
    let mut parts = lower.split(|c: char| !c.is_ascii_alphanumeric());
    let is_named = parts.any(|part| matches!(part, "map" | "maps" | "ditu" | "quhua" | "quhuatu" | "weizhitu"));
    let is_sketch = words.contains("示意图")
        && has_any(words, &["位置", "区位", "行政", "交通", "分布", "范围", "边界", "线路走向"]);
    let stem = lower.rsplit_once('.').map_or(lower.as_str(), |(stem, _)| stem);
    let is_whole = stem.ends_with("全图") || matches!(stem, "位置" | "区位" | "区划");
    !is_other && (is_whole || has_any(words, &MAPS) || is_named || is_sketch)
}

/// 审图号：川S〔2024〕00001号
fn has_number(caption: &str) -> bool {
    let Some((_, behind)) = caption.split_once("审图号") else { return false };
    behind.chars().filter(char::is_ascii_digit).count() >= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_are_known_by_their_names() {
        for words in [
            "某县行政区划图",
            "项目位置图",
            "map-of-county.png",
            "2024/ditu.jpg",
            "产业分布图",
            "县域交通示意图（位置）",
            "中国地图",
        ] {
            assert!(is_map(words), "{words}");
        }
        for words in [
            "改革路线图",
            "思维导图.png",
            "心电图",
            "mapping.png",
            "roadmap.png",
            "流程图",
            "效果图",
            "作战地图",
            "工艺示意图",
        ] {
            assert!(!is_map(words), "{words}");
        }
        assert!(has_number("某县区划图（审图号：川S〔2024〕00001号）") && !has_number("审图号待补"));
    }
}
