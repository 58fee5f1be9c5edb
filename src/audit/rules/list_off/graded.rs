//! A count of grades and the grades by number: `水价分三档：第一档每立方米2.1元，第二档2.9元，第三档5.2元`. From a count right before its noun to 第一, 第二 … of the same noun in its sentence.

use super::Head;
use crate::audit::Verdicts;
use crate::audit::items::Items;

const NOUNS: [&str; 8] = ["档", "阶段", "梯队", "级", "层次", "梯次", "步", "类"];

const HAN: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// Whether such grades stand behind the count.
pub fn check(head: &Head, verdicts: &mut Verdicts) -> bool {
    let lead = &head.text[..head.count.range.start];
    let divides = ["分", "分为", "分成", "划分为", "分作"].iter().any(|word| lead.ends_with(word));
    let behind = head.text[head.count.range.end..].trim_start_matches('个');
    let noun = NOUNS.iter().find(|noun| behind.starts_with(**noun)).filter(|_| divides);
    let Some((noun, list)) = noun.and_then(|noun| Some((noun, behind.split_once('：')?))) else { return false };
    let (between, list) = list;
    let list = &list[..list.find(['。', '\n']).unwrap_or(list.len())];
    let mut at = 0;
    let mut many = 0;
    for han in HAN {
        let Some(next) = list[at..].find(&format!("第{han}{noun}")) else { break };
        at += next + "第".len();
        many += 1;
    }
    if many < 2 || between.chars().count() > 8 || !list.starts_with("第一") {
        return false;
    }
    head.judge(&Items { least: many, most: many, is_plain: true, is_open: false }, true, verdicts);
    true
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn grades_are_counted() {
        expect(
            "list-off",
            &["水价分四档：第一档每立方米2.1元，第二档2.9元，第三档5.2元。"],
            &[
                "水价分三档：第一档每立方米2.1元，第二档2.9元，第三档5.2元。",
                "工程分三步：第一步投资2亿元。",
                "选手分四个梯队：先到的是第一梯队和第二梯队。",
            ],
        );
    }
}
