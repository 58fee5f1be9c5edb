//! One entry under `targets`: what a plan promises for an indicator, with its milestones.

use super::{Sheet, figure::wrong_unit};
use crate::finding::Finding;
use crate::model::observation::{Aim, Milestone};
use crate::model::{IndicatorId, Quantity, Target};
use crate::read::{Field, Mapping};

/// What a key promises of its quantities.
type Promise = fn(Box<[Quantity]>) -> Aim;
const AIMS: [(&[&str], Promise); 3] = [
    (&["at_least", "不低于"], Aim::AtLeast),
    (&["at_most", "不高于"], Aim::AtMost),
    (&["exactly", "等于"], Aim::Exactly),
];

const KEEP: &[&str] = &["keep", "保持"];

pub(super) fn target(sheet: &Sheet, name: &str, field: &Field) -> Option<Target> {
    let indicator = sheet.indicator(name, field)?;
    let map = field.mapping()?;
    let (is_said, has_milestones) =
        (says_aim(&map), map.field(&["milestones", "节点"]).is_some_and(|f| !f.list().is_empty()));
    let aim = aim(sheet, indicator, &map);
    let milestones = map
        .field(&["milestones", "节点"])
        .map_or_else(Box::default, |f| f.list().iter().filter_map(|item| milestone(sheet, indicator, item)).collect());
    let text = |names| Some(map.text(names)).filter(|text: &String| !text.is_empty()).map(String::into_boxed_str);
    let target = Target {
        region: sheet.region,
        year: sheet.year,
        indicator,
        aim: aim.unwrap_or(Aim::Keep(String::new())),
        by: text(&["by", "时限"]),
        milestones,
        set_by: text(&["set_by", "下达"]),
        source: map.field(&["source", "来源"]).map_or(sheet.source.clone(), |f| sheet.source_named(&f)),
        note: text(&["note", "备注"]),
        place: sheet.place(field),
    };
    map.finish();
    let is_empty = matches!(&target.aim, Aim::Keep(words) if words.is_empty()) && target.milestones.is_empty();
    if is_empty {
        // What is written but cannot be read has been told.
        if !is_said && !has_milestones {
            field.form.tell(without_aim(
                field,
                format!("“{name}”的目标没有写数"),
                format!("the target for {name} has no value"),
            ));
        }
        return None;
    }
    Some(target)
}

fn without_aim(field: &Field, zh: impl Into<String>, en: impl Into<String>) -> Finding {
    field.error("missing-key", zh, en).help(
        "写 at_least（不低于）、at_most（不高于）、exactly（等于）或 keep（保持）",
        "write at_least, at_most, exactly or keep",
    )
}

/// True where one of the four is written, well or badly.
fn says_aim(map: &Mapping) -> bool {
    AIMS.iter().map(|(names, _)| *names).chain([KEEP]).any(|names| map.field(names).is_some())
}

fn aim(sheet: &Sheet, indicator: IndicatorId, map: &Mapping) -> Option<Aim> {
    let mut found = None;
    for (names, make) in AIMS {
        let Some(field) = map.field(names) else { continue };
        if found.is_some() {
            field.form.tell(contradictory(&field));
        }
        found = quantities(sheet, indicator, &field).map(make);
    }
    if let Some(field) = map.field(KEEP) {
        if found.is_some() {
            field.form.tell(contradictory(&field));
        }
        found = found.or(field.text().map(Aim::Keep));
    }
    found
}

fn contradictory(field: &Field) -> Finding {
    field
        .error("contradictory-target", "一个目标写了两种要求", "a target promises two different things")
        .help("at_least、at_most、exactly、keep 只写一个", "write one of at_least, at_most, exactly and keep")
}

fn quantities(sheet: &Sheet, indicator: IndicatorId, field: &Field) -> Option<Box<[Quantity]>> {
    let indicator = sheet.vocabulary.get(indicator);
    let quantities = field.quantities()?;
    for quantity in &quantities {
        let fits = indicator.measure_for(&quantity.unit).is_some()
            || (quantity.unit.name().is_empty() && indicator.unit().is_ratio());
        if !fits {
            field.form.tell(wrong_unit(field, &indicator.name, &quantity.unit, &indicator.measures));
            return None;
        }
    }
    Some(quantities.into())
}

fn milestone(sheet: &Sheet, indicator: IndicatorId, field: &Field) -> Option<Milestone> {
    let map = field.mapping()?;
    let by = map.required(&["by", "时限"]).and_then(|field| field.date());
    if !says_aim(&map) {
        field.form.tell(without_aim(field, "这个节点没有写要到多少", "this milestone says no amount"));
    }
    let aim = aim(sheet, indicator, &map);
    map.finish();
    Some(Milestone { by: by?, aim: aim? })
}
