//! The columns of every file of figures, in their order: name for machines, heading, what they hold. CSV, CSVW, JSON and
//! workbooks are made from this one list, as is the table in `docs/data.md`. Holds no figure.

/// Where a column stands in [`COLUMNS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    RegionCode,
    Region,
    Year,
    Period,
    IndicatorId,
    Indicator,
    Value,
    Unit,
    Printed,
    ValueMade,
    Growth,
    GrowthUnit,
    GrowthMade,
    Increment,
    Rank,
    RankAmong,
    RankPrinted,
    Share,
    ShareOf,
    Completion,
    CompletionMade,
    CompletionOf,
    Target,
    TargetValue,
    IsForecast,
    Missing,
    Basis,
    Source,
    SourceDate,
    Note,
}

pub const COUNT: usize = Field::Note as usize + 1;

pub struct Column {
    pub field: Field,
    /// The key in JSON and the column's name in CSVW.
    pub name: &'static str,
    /// The heading.
    pub zh: &'static str,
    pub en: &'static str,
    /// The datatype of CSVW.
    pub datatype: &'static str,
    /// Every row has it.
    pub is_required: bool,
    /// In a workbook, in half-width characters.
    pub width: u16,
}

/// What names a row: no two rows of a file are alike in these.
pub const KEY: [Field; 5] = [Field::RegionCode, Field::Year, Field::Period, Field::IndicatorId, Field::Unit];

pub const COLUMNS: [Column; COUNT] = [
    key(Field::RegionCode, "region_code", "行政区划代码", "region code", "string", 14),
    key(Field::Region, "region", "地区", "region", "string", 16),
    key(Field::Year, "year", "年份", "year", "gYear", 8),
    key(Field::Period, "period", "时期", "period", "string", 14),
    key(Field::IndicatorId, "indicator_id", "指标代号", "indicator id", "string", 18),
    key(Field::Indicator, "indicator", "指标", "indicator", "string", 28),
    column(Field::Value, "value", "数值", "value", "decimal", 18),
    key(Field::Unit, "unit", "单位", "unit", "string", 10),
    column(Field::Printed, "printed", "印文", "as printed", "string", 16),
    column(Field::ValueMade, "value_made", "数值由来", "how the value was made", "string", 12),
    column(Field::Growth, "growth", "同比", "growth", "decimal", 10),
    column(Field::GrowthUnit, "growth_unit", "同比单位", "unit of growth", "string", 12),
    column(Field::GrowthMade, "growth_made", "同比由来", "how the growth was made", "string", 12),
    column(Field::Increment, "increment", "增量", "increment", "decimal", 14),
    column(Field::Rank, "rank", "位次", "rank", "integer", 8),
    column(Field::RankAmong, "rank_among", "位次范围", "ranked among", "string", 14),
    column(Field::RankPrinted, "rank_printed", "位次印文", "rank as printed", "string", 16),
    column(Field::Share, "share", "占比（%）", "share in percent", "decimal", 12),
    column(Field::ShareOf, "share_of", "占比总体", "share of", "string", 20),
    column(Field::Completion, "completion", "完成率（%）", "completion in percent", "decimal", 14),
    column(Field::CompletionMade, "completion_made", "完成率由来", "how the completion was made", "string", 14),
    column(Field::CompletionOf, "completion_of", "完成率所对目标", "completion of", "string", 18),
    column(Field::Target, "target", "目标", "target", "string", 16),
    column(Field::TargetValue, "target_value", "目标值", "target value", "decimal", 16),
    key(Field::IsForecast, "is_forecast", "预计", "forecast", "boolean", 8),
    column(Field::Missing, "missing", "缺数原因", "why it is missing", "string", 12),
    column(Field::Basis, "basis", "口径", "basis", "string", 20),
    column(Field::Source, "source", "来源", "source", "string", 40),
    column(Field::SourceDate, "source_date", "来源日期", "date of the source", "string", 14),
    column(Field::Note, "note", "备注", "note", "string", 40),
];

/// A column that every row fills.
const fn key(
    field: Field,
    name: &'static str,
    zh: &'static str,
    en: &'static str,
    datatype: &'static str,
    width: u16,
) -> Column {
    Column { is_required: true, ..column(field, name, zh, en, datatype, width) }
}

const fn column(
    field: Field,
    name: &'static str,
    zh: &'static str,
    en: &'static str,
    datatype: &'static str,
    width: u16,
) -> Column {
    Column { field, name, zh, en, datatype, is_required: false, width }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn columns_stand_where_their_fields_say() {
        for (i, column) in COLUMNS.iter().enumerate() {
            assert_eq!(column.field as usize, i, "{}", column.name);
        }
        assert_eq!(COLUMNS.iter().map(|column| column.name).collect::<BTreeSet<_>>().len(), COUNT);
        assert_eq!(COLUMNS.iter().map(|column| column.zh).collect::<BTreeSet<_>>().len(), COUNT);
    }

    #[test]
    fn the_manual_lists_every_column() {
        let manual = include_str!("../../../docs/data.md");
        for column in &COLUMNS {
            let row = format!("| `{}` | {} |", column.name, column.zh);
            assert!(manual.contains(&row), "docs/data.md has no row {row}");
        }
    }
}
