//! The region and the year of which a file speaks, as data files and reports name them. Gives `None` and tells why where a
//! field is none; does not look at the file's own name.

use super::Field;
use crate::finding::Finding;
use crate::model::{Gazetteer, RegionCode};

/// The code of a region that is in `regions.yaml`.
pub fn region_of(field: &Field, regions: &Gazetteer) -> Option<RegionCode> {
    let text = field.text()?;
    let Some(code) = RegionCode::parse(&text) else {
        field.form.tell(match regions.iter().find(|region| region.name == text || region.short == text) {
            Some(named) => bad_code(field, &text).help(
                format!("{text}的代码是 \"{}\"", named.code),
                format!("the code of {text} is \"{}\"", named.code),
            ),
            None => bad_code(field, &text),
        });
        return None;
    };
    if regions.get(code).is_none() {
        field.form.tell(
            field
                .error(
                    "unknown-region",
                    format!("{code} 不在 regions.yaml 里"),
                    format!("{code} is not in regions.yaml"),
                )
                .help("先在 regions.yaml 里加上这个地区", "add the region to regions.yaml first"),
        );
        return None;
    }
    Some(code)
}

pub(super) fn bad_code(field: &Field, text: &str) -> Finding {
    field
        .error(
            "bad-region-code",
            format!("“{text}”不是六位行政区划代码"),
            format!("`{text}` is no six-digit region code"),
        )
        .help("写成 \"511100\" 这样六位数字", "write six digits, as \"511100\"")
}

/// A year of the People's Republic, or one that can still be planned for.
pub fn year_of(field: &Field) -> Option<i32> {
    let year: i32 = field.whole_number_like("2024")?;
    if (1949..=2100).contains(&year) {
        return Some(year);
    }
    field.form.tell(
        field
            .error("bad-date", format!("“{year}”不像年份"), format!("{year} is no year"))
            .help("写四位年份，1949 到 2100，如 2023", "write four digits between 1949 and 2100, as 2023"),
    );
    None
}
