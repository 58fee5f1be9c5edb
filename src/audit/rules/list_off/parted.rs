//! A count and a list whose items are whole clauses, parted by semicolons: `实施“三大行动”：项目攻坚行动，…；创新赋能行动，…；营商环境提升行动，…`,
//! `需要关注三个问题：…；…；…`. The items must be named by the noun of the count, or the noun be one that announces statements.

use super::Head;
use crate::audit::Verdicts;
use crate::audit::items::{self, Items};

/// A noun between count and colon is shorter than this, in characters.
const NOUN: usize = 8;

/// A name at the beginning of an item is no longer than this, in characters.
const NAME: usize = 14;

/// Nouns behind which a statement follows for each.
const STATEMENTS: [&str; 16] = [
    "问题", "特点", "原因", "短板", "不足", "变化", "启示", "难题", "难点", "方面", "体会", "做法", "困难", "亮点",
    "建议", "特征",
];

/// How an item begins that has a number of its own; such lists are those of other files.
const NUMBERED: [&str; 8] = ["一是", "一要", "其一", "第一", "首先", "（一）", "一方面", "1"];

/// Whether such a list stands behind the count.
pub fn check(head: &Head, verdicts: &mut Verdicts) -> bool {
    let label_end = head.count.end;
    let rest = &head.text[label_end..];
    let Some((noun, list)) = rest.split_once('：').filter(|(noun, _)| is_noun(noun)) else { return false };
    let inside =
        if head.count.is_label { head.text[head.count.range.end..label_end].trim_end_matches('”') } else { "" };
    let noun = format!("{inside}{noun}");
    let key: String = noun.chars().skip(noun.chars().count().saturating_sub(2)).collect();
    let list = &list[..list.find(['。', '\n']).unwrap_or(list.len())];
    let parts = parts(list);
    if parts.len() < 2 || key.chars().count() < 2 || NUMBERED.iter().any(|word| list.starts_with(word)) {
        return false;
    }
    let number = head.count.number;
    let named = parts.iter().filter(|part| is_named(part, &key)).count();
    let announces = STATEMENTS.contains(&key.as_str())
        && number.abs_diff(parts.len()) <= 2
        && !list.contains('：')
        && !list.contains("其中");
    if named < parts.len() && !announces {
        return false;
    }
    let items = Items { least: parts.len(), most: parts.len(), is_plain: true, is_open: list.ends_with('等') };
    head.judge(&items, true, verdicts);
    true
}

fn is_noun(noun: &str) -> bool {
    noun.chars().count() <= NOUN && noun.chars().all(crate::reading::is_han)
}

/// The parts between semicolons that stand outside quotes and brackets.
fn parts(list: &str) -> Vec<String> {
    items::without_insides(list).split('；').map(str::to_string).filter(|part| !part.trim().is_empty()).collect()
}

/// 项目攻坚行动，全年铺排…: the item begins with a name of that noun.
fn is_named(part: &str, key: &str) -> bool {
    let name = part.split(['，', '：', '、']).next().unwrap_or(part);
    name.ends_with(key) && (3..=NAME).contains(&name.chars().count())
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn items_between_semicolons_are_counted() {
        expect(
            "list-off",
            &[
                "重点实施“四大行动”：项目攻坚行动，全年铺排项目120个；创新赋能行动，力争高新技术企业突破95家；营商环境提升行动，压减到4小时。",
                "综合起来，需要关注四个问题：光电子“一业独大”；中小企业利润率偏薄，仅3.8%；房地产投资尚未触底。",
                "推进三项工程：管网改造工程，更换老旧管道；水源保护工程，划定保护区。",
            ],
            &[
                "重点实施“三大行动”：项目攻坚行动，全年铺排项目120个；创新赋能行动，力争高新技术企业突破95家；营商环境提升行动，压减到4小时。",
                "综合起来，需要关注三个问题：光电子“一业独大”；中小企业利润率偏薄，仅3.8%；房地产投资尚未触底。",
                "主要有两个问题：一是人手少；经费也少；二是设备旧。",
                "全县设5个园区：产值达到12亿元；税收1.2亿元。",
                "分布在四个方面：教育、医疗、住房、就业。",
            ],
        );
    }
}
