//! One entry under `figures`: `name[@period]: value`, or with what was printed beside it; a list gives several periods.

use super::{Sheet, period_of, unknown_period};
use crate::finding::Finding;
use crate::model::observation::{Beside, BesideValue, Compared, Completion, Counterpart, Direction, Quantities, Share};
use crate::model::{
    Change, Comparison, Indicator, IndicatorId, Missing, Observation, Period, Quantity, Rank, RegionCode, Unit, Value,
};
use crate::read::{Field, Mapping};

pub(super) fn observations(sheet: &Sheet, key: &str, field: &Field) -> Vec<Observation> {
    let (name, period) = match key.split_once('@') {
        None => (key, None),
        Some((name, words)) => match Period::parse(words) {
            Some(period) => (name, Some(period)),
            None => {
                field.form.tell(unknown_period(field, words.trim()));
                return Vec::new();
            }
        },
    };
    let Some(indicator) = sheet.indicator(name.trim(), field) else { return Vec::new() };
    if field.is_null() || matches!(field.node, crate::read::yaml::Node::List(items) if items.is_empty()) {
        field.form.tell(field.error("empty-figure", format!("“{name}”没有写数"), format!("{name} has no value")).help(
            "没有数就写 { missing: 未统计 }（或未公布、不公布、不适用），不能空着，更不能写零",
            "say why it is missing: { missing: 未统计 }",
        ));
        return Vec::new();
    }
    match field.node {
        crate::read::yaml::Node::List(_) => {
            field.list().iter().filter_map(|item| observation(sheet, indicator, period, item)).collect()
        }
        _ => observation(sheet, indicator, period, field).into_iter().collect(),
    }
}

fn observation(sheet: &Sheet, indicator: IndicatorId, period: Option<Period>, field: &Field) -> Option<Observation> {
    let mut observation = Observation {
        region: sheet.region,
        year: sheet.year,
        period: period.unwrap_or(sheet.period),
        indicator,
        value: Value::Missing(Missing::NotCounted),
        beside: Beside::default(),
        source: sheet.source.clone(),
        is_forecast: false,
        place: sheet.place(field),
    };
    if let crate::read::yaml::Node::Scalar(_) = field.node {
        observation.value = value(sheet, indicator, field)?;
        tell_no_source(&observation, field);
        return Some(observation);
    }
    let map = field.mapping()?;
    if let Some(field) = map.field(&["period", "时期"]) {
        observation.period = period_of(&field)?;
    }
    let written = match (map.field(&["value", "值"]), map.field(&["missing", "缺"])) {
        (Some(_), Some(missing)) => {
            missing.form.tell(
                missing
                    .error(
                        "value-and-missing",
                        "既写了数，又写了缺数的原因",
                        "it has a value and a reason why it is missing",
                    )
                    .help("只留一样", "keep one of the two"),
            );
            None
        }
        (Some(field), None) => value(sheet, indicator, &field),
        (None, Some(field)) => missing(&field).map(Value::Missing),
        (None, None) => {
            map.required(&["value", "值"]);
            None
        }
    };
    beside(sheet, &map, &mut observation);
    let names_source = map.field(&["source", "来源"]).is_some();
    map.finish();
    observation.value = written?;
    if !names_source {
        tell_no_source(&observation, field);
    }
    Some(observation)
}

fn tell_no_source(observation: &Observation, field: &Field) {
    if observation.source.is_none() && matches!(observation.value, Value::Reported(_)) {
        field.form.tell(
            Finding::warning("no-source", field.place(), "这个数没有写来源", "this figure names no source")
                .help("在文件开头写 source: …，或在这一条里写", "write `source: …` at the top of the file or here"),
        );
    }
}

/// What was printed beside the value.
fn beside(sheet: &Sheet, map: &Mapping, observation: &mut Observation) {
    let indicator = sheet.vocabulary.get(observation.indicator);
    let mut beside = BesideValue::default();
    if let Some(field) = map.field(&["last_year", "上年"])
        && let Some(quantities) = quantities(sheet, observation.indicator, &field)
    {
        beside.last_year = quantities;
    }
    beside.growth = map.field(&["growth", "同比"]).and_then(|field| change(indicator, &field));
    beside.increment = map.field(&["increment", "增量"]).and_then(|field| increment(indicator, &field));
    beside.rank = map.field(&["rank", "位次"]).and_then(|field| rank(sheet, &field));
    beside.share = map.field(&["share", "占比"]).and_then(|field| share(sheet, &field));
    beside.completion = map.field(&["completion", "完成率"]).and_then(|field| completion(&field));
    if let Some(field) = map.field(&["compare", "比较"]) {
        beside.compare = field.list().iter().filter_map(|item| comparison(sheet, indicator, item)).collect();
    }
    if let Some(field) = map.field(&["source", "来源"]) {
        observation.source = sheet.source_named(&field);
    }
    let text = |names| Some(map.text(names)).filter(|text| !text.is_empty());
    beside.note = text(&["note", "备注"]);
    beside.basis = text(&["basis", "口径"]);
    observation.beside = Beside::of(beside);
    observation.is_forecast = map.field(&["forecast", "预计"]).is_some_and(|field| field.is_true());
}

fn value(sheet: &Sheet, indicator: IndicatorId, field: &Field) -> Option<Value> {
    quantities(sheet, indicator, field).map(Value::Reported)
}

/// The quantities of a value, each at the place of its measure.
fn quantities(sheet: &Sheet, indicator: IndicatorId, field: &Field) -> Option<Quantities> {
    let indicator = sheet.vocabulary.get(indicator);
    let mut measured: Vec<Option<Quantity>> = vec![None; indicator.measures.len()];
    for quantity in field.quantities()? {
        let slot = indicator.measure_for(&quantity.unit).filter(|slot| measured[*slot].is_none());
        match slot {
            Some(slot) => measured[slot] = Some(quantity),
            None if is_bare_fraction(&quantity) && indicator.unit().is_ratio() => measured[0] = Some(quantity),
            None => {
                field.form.tell(wrong_unit(field, &indicator.name, &quantity.unit, &indicator.measures));
                return None;
            }
        }
    }
    Some(measured.into())
}

/// `2/3` has no unit of its own and is a ratio.
fn is_bare_fraction(quantity: &Quantity) -> bool {
    quantity.unit.name().is_empty()
}

pub(super) fn wrong_unit(field: &Field, name: &str, unit: &Unit, measures: &[Unit]) -> Finding {
    let wanted: Vec<&str> = measures.iter().map(Unit::name).collect();
    field
        .error(
            "wrong-unit",
            format!("“{name}”以“{}”计，这里写的是“{unit}”", wanted.join("、")),
            format!("{name} is measured in {}, not in {unit}", wanted.join(", ")),
        )
        .help(
            "改单位；如果数的是另一回事，用另一个指标",
            "mend the unit; use another indicator if something else is counted",
        )
}

fn missing(field: &Field) -> Option<Missing> {
    let word = field.text()?;
    let found = Missing::WORDS.iter().find(|(known, _)| *known == word).map(|(_, reason)| *reason);
    if found.is_none() {
        let known = Missing::WORDS.map(|(word, _)| word).join("、");
        field.form.tell(
            field
                .error(
                    "wrong-shape",
                    format!("“{word}”不是缺数的原因"),
                    format!("`{word}` is no reason why a figure is missing"),
                )
                .help(format!("可写：{known}"), format!("write one of {known}")),
        );
    }
    found
}

/// `1260元`, `-3户`; of a ratio `0.8个百分点` too.
fn increment(indicator: &Indicator, field: &Field) -> Option<Quantity> {
    let quantity = field.quantity()?;
    let in_points = quantity.unit.is_points() && indicator.unit().is_ratio();
    if in_points || indicator.measure_for(&quantity.unit).is_some() {
        return Some(quantity);
    }
    field.form.tell(wrong_unit(field, &format!("{}的增量", indicator.name), &quantity.unit, &indicator.measures));
    None
}

/// A part of a whole, or how much is done: `54.4%`, `2/3`, `九成`.
fn ratio(field: &Field, what: &str) -> Option<Quantity> {
    let quantity = field.quantity()?;
    if quantity.unit.is_ratio() || is_bare_fraction(&quantity) {
        return Some(quantity);
    }
    field.form.tell(wrong_unit(field, what, &quantity.unit, &[Unit::percent()]));
    None
}

/// `16%`, `-3%`, `下降3%`, `持平`; of a ratio `0.8个百分点` too.
fn change(indicator: &Indicator, field: &Field) -> Option<Change> {
    let text = field.text()?;
    if text == "持平" {
        return Some(Change::Level);
    }
    let fall = ["下降", "减少", "降低"].iter().find_map(|word| text.strip_prefix(word));
    let rise = ["增长", "增加", "提高"].iter().find_map(|word| text.strip_prefix(word));
    let mut quantity = match Quantity::parse(fall.or(rise).unwrap_or(&text)) {
        Ok(quantity) => quantity,
        Err(_) => return field.quantity().and(None),
    };
    if fall.is_some() {
        quantity = quantity.negated();
    }
    let may_be_points = indicator.unit().is_ratio();
    if quantity.unit.is_points() && may_be_points {
        Some(Change::Points(quantity))
    } else if quantity.unit.is_ratio() {
        Some(Change::Percent(quantity))
    } else {
        let wanted = [Unit::percent(), Unit::percentage_points()];
        let wanted = if may_be_points { &wanted[..] } else { &wanted[..1] };
        field.form.tell(wrong_unit(field, &format!("{}的同比", indicator.name), &quantity.unit, wanted));
        None
    }
}

fn rank(sheet: &Sheet, field: &Field) -> Option<Rank> {
    if let crate::read::yaml::Node::Scalar(_) = field.node {
        let place = field.whole_number()?;
        return Some(Rank { place: Some(place), among: None, of: None, tier: None });
    }
    let map = field.mapping()?;
    let rank = Rank {
        place: map.field(&["place", "名次"]).and_then(|f| f.whole_number()),
        among: map.field(&["among", "范围"]).and_then(|f| region(sheet, &f)),
        of: map.field(&["of", "总数"]).and_then(|f| f.whole_number()),
        tier: Some(map.text(&["tier", "档次"])).filter(|tier| !tier.is_empty()),
    };
    map.finish();
    if rank.place.is_none() && rank.tier.is_none() {
        field.form.tell(
            field
                .error("missing-key", "位次没有写名次", "the rank has no place")
                .help("写 place（名次）或 tier（档次）", "write `place` or `tier`"),
        );
        return None;
    }
    Some(rank)
}

fn region(sheet: &Sheet, field: &Field) -> Option<RegionCode> {
    crate::read::region_of(field, sheet.regions)
}

fn share(sheet: &Sheet, field: &Field) -> Option<Share> {
    let map = field.mapping()?;
    let of_field = map.required(&["of", "基数"])?;
    let of = sheet.indicator(&of_field.text()?, &of_field);
    let value = map.required(&["value", "值"])?;
    let value = ratio(&value, "占比");
    map.finish();
    Some(Share { of: of?, value: value? })
}

fn completion(field: &Field) -> Option<Completion> {
    if let crate::read::yaml::Node::Scalar(_) = field.node {
        return Some(Completion { value: ratio(field, "完成率")?, of: None });
    }
    let map = field.mapping()?;
    let value = map.required(&["value", "值"])?;
    let value = ratio(&value, "完成率");
    let of = Some(map.text(&["of", "目标"])).filter(|of| !of.is_empty());
    map.finish();
    Some(Completion { value: value?, of })
}

fn comparison(sheet: &Sheet, indicator: &Indicator, field: &Field) -> Option<Comparison> {
    let map = field.mapping()?;
    let what_field = map.field(&["what", "比什么"]);
    let what = match what_field.as_ref().and_then(|field| field.text()).as_deref() {
        Some("growth" | "增速" | "同比") => Compared::Growth,
        None | Some("value" | "数值") => Compared::Value,
        Some(other) => {
            field.form.tell(
                what_field
                    .as_ref()
                    .unwrap_or(field)
                    .error("wrong-shape", format!("“{other}”不能比"), format!("`{other}` is neither value nor growth"))
                    .help(
                        "写 value（数值）或 growth（同比）；比数值的可以不写",
                        "write value or growth; value where left out",
                    ),
            );
            return None;
        }
    };
    let with_field = map.required(&["with", "与谁比"])?;
    let with = with_field.text()?;
    let with = match (RegionCode::parse(&with), sheet.vocabulary.find(&with)) {
        (Some(_), _) => Counterpart::Region(region(sheet, &with_field)?),
        (None, Some(indicator)) => Counterpart::Indicator(indicator),
        (None, None) => Counterpart::Words(with),
    };
    let by_field = map.required(&["by", "差"])?;
    let by = by_field.text()?;
    map.finish();
    let (direction, amount) = side(&by_field, &by)?;
    let amount = match amount {
        "" => None,
        amount => Some(Quantity::parse(amount).ok().or_else(|| by_field.quantity())?),
    };
    if let Some(amount) = amount.as_ref().filter(|amount| !is_difference(indicator, what, &amount.unit)) {
        let points = [Unit::percentage_points()];
        let wanted = if what == Compared::Growth { &points[..] } else { &indicator.measures };
        by_field.form.tell(wrong_unit(&by_field, &format!("{}的差", indicator.name), &amount.unit, wanted));
        return None;
    }
    Some(Comparison { what, with, direction, amount })
}

/// `高0.8个百分点` in its direction and its amount; the amount may be empty.
fn side<'t>(field: &Field, by: &'t str) -> Option<(Direction, &'t str)> {
    let after = |words: [&str; 2]| words.iter().find_map(|word| by.strip_prefix(word));
    match (by, after(["高于", "高"]), after(["低于", "低"])) {
        ("持平", ..) => Some((Direction::Level, "")),
        (_, Some(amount), _) => Some((Direction::Above, amount)),
        (_, _, Some(amount)) => Some((Direction::Below, amount)),
        _ => {
            field.form.tell(
                field
                    .error(
                        "wrong-shape",
                        format!("“{by}”没有说高还是低"),
                        format!("`{by}` says neither above nor below"),
                    )
                    .help("写成“高0.8个百分点”“低3%”“高于”或“持平”", "write 高…, 低…, 高于 or 持平"),
            );
            None
        }
    }
}

/// Whether a difference of two values, or of two growths, can be said in a unit: `高3元`, `低3%`, `高0.8个百分点`.
fn is_difference(indicator: &Indicator, what: Compared, unit: &Unit) -> bool {
    match what {
        Compared::Growth => unit.is_points() || unit.is_ratio(),
        Compared::Value if unit.is_points() => indicator.unit().is_ratio(),
        Compared::Value => unit.is_ratio() || indicator.measure_for(unit).is_some(),
    }
}
