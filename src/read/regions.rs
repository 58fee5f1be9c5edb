//! `content/regions.yaml`: the regions that are used.

use super::standpoint::bad_code;
use super::{Field, Mapping};
use crate::model::{Gazetteer, Region, RegionCode, RegionKind};

pub fn gazetteer(root: &Field) -> Gazetteer {
    let Some(map) = root.mapping() else { return Gazetteer::default() };
    let mut regions = Vec::new();
    let mut places = Vec::new();
    if let Some(all) = map.required(&["regions", "地区"]).and_then(|field| field.mapping()) {
        for (key, field) in all.all() {
            let Some(code) = RegionCode::parse(&key) else {
                field.form.tell(bad_code(&field, &key));
                continue;
            };
            if let Some(entry) = field.mapping() {
                let Some(region) = region(code, &entry) else { continue };
                regions.push(region);
                places.push((code, field));
                entry.finish();
            }
        }
    }
    map.finish();
    let gazetteer = Gazetteer::new(regions);
    for (code, field) in places {
        let Some(region) = gazetteer.get(code) else { continue };
        for other in region.parent.iter().chain(&region.partners).chain(&region.formerly) {
            if gazetteer.get(*other).is_none() {
                field.form.tell(
                    field
                        .error(
                            "unknown-region",
                            format!("“{}”提到的 {other} 不在表里", region.name),
                            format!("{code} names {other}, which is not in the list"),
                        )
                        .help("在 regions.yaml 里加上它", "add it to regions.yaml"),
                );
            }
        }
        if region.parent.is_some() && gazetteer.ancestry(code).skip(1).any(|ancestor| ancestor.code == code) {
            field.form.tell(
                field
                    .error(
                        "circular-region",
                        format!("“{}”的上级绕回了自己", region.name),
                        format!("{code} is its own ancestor"),
                    )
                    .help("改上级（parent）；最上一级不写上级", "mend the parent; the topmost region has none"),
            );
        }
    }
    gazetteer
}

fn region(code: RegionCode, map: &Mapping) -> Option<Region> {
    let codes = |names: &[&'static str]| -> Vec<RegionCode> {
        let Some(field) = map.field(names).filter(|field| !field.is_null()) else { return Vec::new() };
        field
            .list()
            .iter()
            .filter_map(|item| {
                let text = item.text()?;
                let code = RegionCode::parse(&text);
                if code.is_none() {
                    item.form.tell(bad_code(item, &text));
                }
                code
            })
            .collect()
    };
    let name = map.required_words(&["name", "名称"])?.text()?;
    let kind_field = map.required(&["kind", "类型"])?;
    let kind = kind_field.text()?;
    let short = map.words(&["short", "简称"]);
    let year = |names| map.field(names).and_then(|field| field.whole_number());
    let region = Region {
        code,
        short: if short.is_empty() { name.clone() } else { short },
        name,
        kind: RegionKind::parse(&kind).or_else(|| {
            let known: Vec<&str> = RegionKind::NAMES.iter().map(|(en, ..)| *en).collect();
            let chinese: Vec<&str> = RegionKind::NAMES.iter().map(|(_, zh, _)| *zh).collect();
            kind_field.form.tell(
                kind_field
                    .error(
                        "wrong-shape",
                        format!("不认识的地区类型“{kind}”"),
                        format!("unknown kind of region `{kind}`"),
                    )
                    .help(
                        format!("写 {}（{}）", chinese.join("、"), known.join("、")),
                        format!("write one of {}", known.join(", ")),
                    ),
            );
            None
        })?,
        parent: codes(&["parent", "上级"]).first().copied(),
        partners: codes(&["partners", "协作"]),
        from: year(&["from", "自"]),
        until: year(&["until", "至"]),
        formerly: codes(&["formerly", "原代码"]).first().copied(),
        has_all_children: map.field(&["children", "下辖"]).is_some_and(|field| is_complete(&field)),
    };
    Some(region)
}

/// `children: complete` says that every region below is in the list.
fn is_complete(field: &Field) -> bool {
    let Some(word) = field.text() else { return false };
    let is_complete = ["complete", "齐全"].contains(&word.as_str());
    if !is_complete {
        field.form.tell(
            field
                .error("wrong-shape", format!("“{word}”不行"), format!("`{word}` is not known here"))
                .help("下一级全列出了就写 齐全（complete），没列全就不写", "write complete, or leave it out"),
        );
    }
    is_complete
}
