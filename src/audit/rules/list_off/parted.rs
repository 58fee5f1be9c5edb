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
    if parts.len() < 2 || NUMBERED.iter().any(|word| list.starts_with(word)) {
        return false;
    }
    let number = head.count.number;
    let is_named = key.chars().count() >= 2 && parts.iter().all(|part| is_named(part, &key));
    let measure = &head.text[head.count.range.end..label_end];
    let says_points =
        STATEMENTS.contains(&key.as_str()) || noun.is_empty() && ["点", "方面", "个方面", "条"].contains(&measure);
    let announces = (says_points || parts.len() >= 3 && parts.iter().all(|part| is_headed(part)))
        && number.abs_diff(parts.len()) <= 2
        && !list.contains('：')
        && !list.contains("其中");
    if !is_named && !announces {
        return false;
    }
    let items = Items { least: parts.len(), most: parts.len(), is_plain: true, is_open: list.ends_with('等') };
    head.judge(&items, true, verdicts);
    true
}

fn is_noun(noun: &str) -> bool {
    noun.chars().count() <= NOUN && noun.chars().all(crate::reading::is_han)
}

/// The parts between semicolons that stand outside quotes and brackets; between commas where there are none.
fn parts(list: &str) -> Vec<String> {
    let plain = items::without_insides(list);
    let by = |mark: char| plain.split(mark).map(str::to_string).filter(|part| !part.trim().is_empty()).collect();
    if plain.contains('；') { by('；') } else { by('，') }
}

/// 停车场扩容，新增泊位800个: a short head without numbers, and what is said of it.
fn is_headed(part: &str) -> bool {
    const HEAD: usize = 8;
    let Some((head, rest)) = part.split_once('，') else { return false };
    let is_short = (2..=HEAD).contains(&head.chars().count());
    is_short
        && !rest.is_empty()
        && head.chars().all(crate::reading::is_han)
        && !head.starts_with(['共', '其', '并', '另', '从'])
}

/// 项目攻坚行动，全年铺排… and 河东校区9个班: the item begins with a name of that noun.
fn is_named(part: &str, key: &str) -> bool {
    let name = part.split(|c: char| "，：、".contains(c) || c.is_ascii_digit()).next().unwrap_or(part);
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
                "学校设四个校区：中心校区28个班1264人，河东校区9个班401人，北岭校区5个班211人。",
                "组织四项活动：读书节，收到征文512篇；科技节，展出作品186件；体育节，设项目24个。",
                "主要有四点：案多人少的矛盾没有缓解；庭审驾驭能力不强；信息化水平不高，还有1个法庭没有数字审判庭。",
                "推进三项工程：管网改造工程，更换老旧管道；水源保护工程，划定保护区。",
            ],
            &[
                "重点实施“三大行动”：项目攻坚行动，全年铺排项目120个；创新赋能行动，力争高新技术企业突破95家；营商环境提升行动，压减到4小时。",
                "综合起来，需要关注三个问题：光电子“一业独大”；中小企业利润率偏薄，仅3.8%；房地产投资尚未触底。",
                "主要有两个问题：一是人手少；经费也少；二是设备旧。",
                "全县设5个园区：产值达到12亿元；税收1.2亿元。",
                "学校设三个校区：中心校区28个班1264人，河东校区9个班401人，北岭校区5个班211人。",
                "有三点值得注意：价格涨了，销量也涨了。",
                "抓好两件事：修路，年底通车。",
                "分布在四个方面：教育、医疗、住房、就业。",
            ],
        );
    }
}
