//! A count and behind it names that have a value each: `超过80%的有4个：江北区86.2%，宁川县84.7%，武陵市82.5%，开发区81.3%`. From a count to
//! the pairs behind its colon or in its brackets. Values of the measure of the count add up to it, and are no list of names.

use super::Head;
use crate::audit::Verdicts;
use crate::audit::items::Items;
use crate::reading::is_han;

/// The noun between a count and its list is shorter than this, in characters.
const NOUN: usize = 12;

/// A name is shorter than this, in characters.
const NAME: usize = 12;

/// A list is looked for this far, in bytes.
const FAR: usize = 900;

/// Whether such a list stands behind the count.
pub fn check(head: &Head, verdicts: &mut Verdicts) -> bool {
    let end = head.text.floor_char_boundary((head.count.end + FAR).min(head.text.len()));
    let rest = &head.text[head.count.range.end..end];
    let lead = &head.text[..head.count.range.start];
    if !["有", "为", "达", "达到", "是", "前", "用于", "投向", "支持", "实施"].iter().any(|word| lead.ends_with(word))
    {
        return false;
    }
    let Some(units) = list(rest).and_then(units).filter(|units| units.len() >= 2) else { return false };
    let is_one_unit = units.iter().all(|unit| *unit == units[0]);
    if !is_one_unit || units[0].is_empty() || rest.starts_with(units[0]) {
        return false;
    }
    let many = units.len();
    head.judge(&Items { least: many, most: many, is_plain: true, is_open: false }, true, verdicts);
    true
}

/// What stands behind the colon or in the brackets right behind a count and its noun.
fn list(rest: &str) -> Option<&str> {
    let noun = rest.find(['：', '，', '。', '；', '、', '\n']).unwrap_or(rest.len());
    let (open, close): (usize, &[char]) = match rest[noun..].chars().next() {
        Some('：') => (noun, &['。', '\n']),
        _ => (rest[..noun].find('（')?, &['）']),
    };
    let behind = &rest[open + '：'.len_utf8()..];
    let list = &behind[..behind.find(close)?];
    let is_noun = rest[..open].chars().count() <= NOUN && !rest[..open].contains(|c: char| c.is_ascii_digit());
    is_noun.then_some(list)
}

/// The unit of each pair, up to a semicolon behind which something else is said.
fn units(list: &str) -> Option<Vec<&str>> {
    let mut units: Vec<&str> = Vec::new();
    for (nth, part) in list.split('；').enumerate() {
        let pairs: Vec<Option<&str>> = part.split(['，', '、']).map(unit_of_pair).collect();
        match pairs.iter().all(Option::is_some) {
            true => units.extend(pairs.into_iter().flatten()),
            false if nth > 0 && pairs[0].is_none() => break,
            false => return None,
        }
    }
    Some(units)
}

/// `江北区86.2%` has the unit `%`; what is no name with one value has none.
fn unit_of_pair(pair: &str) -> Option<&str> {
    let at = pair.find(|c: char| c.is_ascii_digit())?;
    let (name, value) = pair.split_at(at);
    let unit = value.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let is_name = (2..=NAME).contains(&name.chars().count()) && name.chars().all(is_han);
    let is_measure = name.ends_with(['率', '量', '额', '数', '值', '比']);
    let is_other = is_measure
        || ["其他", "其余", "其中", "平均", "合计", "上年", "同比", "增长", "下降", "占"]
            .iter()
            .any(|word| name.contains(word));
    (is_name && !is_other && !unit.contains(|c: char| c.is_ascii_digit())).then_some(unit)
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn names_with_their_values_are_counted() {
        expect(
            "list-off",
            &[
                "完成年度计划比例超过80%的有5个：江北区86.2%，宁川县84.7%，武陵市82.5%，开发区81.3%；低于75%的有2个：桐城县71.6%，沅溪县68.9%。",
                "增速居前的有4个乡镇：石门镇12.1%、白沙镇11.4%、柳林乡10.8%。",
                "单价在100元以上的有3种：红菇120元、松茸380元、羊肚菌260元、竹荪110元。",
                "亩产超过500公斤的村有4个（石坝村520公斤、龙口村512公斤、清潭村505公斤）。",
                "入学率低于95%的县有3个：甲山县94.1%，乙水县93.8%。",
                "发行专项债券25000万元，用于5个项目：城东水厂8000万元，感染楼6500万元，标准厂房7200万元，冷链物流中心3300万元。",
            ],
            &[
                "完成年度计划比例超过80%的有4个：江北区86.2%，宁川县84.7%，武陵市82.5%，开发区81.3%；低于75%的有2个：桐城县71.6%，沅溪县68.9%。",
                "三级文物12处：国家级1处、省级9处、市级2处。",
                "设监测点5个：空气质量优良率86.2%，水质达标率93%。森林覆盖率63%。",
                "全年发布预警6次：暴雨红色预警，雨量120毫米；大雾预警，能见度50米。",
                "居前的有4个乡镇：石门镇12.1%、白沙镇11.4%、其余两个均为10.8%。",
                "发行专项债券14500万元，用于2个项目：城东水厂8000万元，感染楼6500万元。",
                "引进项目3个：总投资12亿元、年产值8亿元、用地300亩。",
            ],
        );
    }
}
