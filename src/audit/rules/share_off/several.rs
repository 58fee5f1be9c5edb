//! The share of several parts together: `家具出口4.87亿元，竹制品出口3.26亿元，两类合计占出口额的58.4%`.

use crate::audit::arithmetic::{self, Outcome};
use crate::audit::relations::division::Division;
use crate::audit::relations::named::{self, Wanted};
use crate::audit::relations::operands::{self, Operand, Tie};
use crate::model::Unit;
use crate::reading::{Mention, Reading};

/// What the named number of parts just before are in the whole: whether the printed share is theirs, and what they give. `None`
/// where it is not sure which parts or which whole are meant.
pub fn of_several(reading: &Reading, division: &Division) -> Option<Outcome> {
    let many = count(division.part)?;
    let start = reading.sentences[division.result.sentence].range.start;
    let here = reading.between(&(start..division.start.max(start)));
    let last = here.iter().rev().find(|m| operands::is_operand(m))?;
    let same = |m: &&Mention| operands::is_operand(m) && m.unit() == last.unit();
    let parts: Vec<&Mention> = here.iter().rev().filter(same).take(many).collect();
    let sum = arithmetic::total(reading, &parts).filter(|_| parts.len() == many)?;
    let is_part = |m: &Mention| parts.iter().any(|part| part.range == m.range);
    let whole = match division.stated {
        Some(stated) => stated,
        None => {
            let name = division.whole.trim_end_matches(['额', '量', '数']).trim_end_matches('总');
            let found = named::find(reading, &Wanted { name, unit: last.unit(), period: "", by: division.result });
            let found: Vec<&Operand> =
                found.iter().filter(|one| one.tie > Tie::Loose && !is_part(one.mention)).collect();
            found.first().filter(|one| one.tie == Tie::Tight || found.len() == 1)?.mention
        }
    };
    // 两类 of three: nobody knows which.
    if here.iter().filter(same).any(|m| !is_part(m) && m.range != whole.range) {
        return None;
    }
    Some(Outcome {
        exact: sum.exact.checked_div(whole.quantity.value_in(&sum.unit)?)?,
        interval: sum.interval.over(&whole.interval_in(&sum.unit)?)?,
        unit: Unit::new("倍"),
        sum: format!("({})÷{}", sum.sum, reading.printed(whole)),
    })
}

/// 两类合计, 三项合计, 两者共
fn count(part: &str) -> Option<usize> {
    const COUNTS: [(char, usize); 6] = [('两', 2), ('二', 2), ('三', 3), ('四', 4), ('五', 5), ('六', 6)];
    let part = part.trim_start_matches("以上").trim_start_matches('这').trim_start_matches('上');
    let mut chars = part.chars();
    let first = chars.next()?;
    let (_, many) = COUNTS.iter().find(|(han, _)| *han == first)?;
    let rest = chars.as_str();
    let kind =
        ["类", "项", "者", "种", "块", "家", "镇", "部分", "个"].iter().find_map(|kind| rest.strip_prefix(kind))?;
    let together = ["合计", "共计", "合起来", "加起来", "之和", "总共", "共", ""];
    together.contains(&kind).then_some(*many)
}
