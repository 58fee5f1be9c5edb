//! A count of stages and the stages that follow it, each with its name and its time: `分三个阶段推进。准备阶段（…），…；实施阶段（…），…；验收阶段（…）`. Only names that
//! open a clause with a bracket or a colon are stages of the list.

use super::Head;
use crate::audit::Verdicts;
use crate::audit::items::Items;
use crate::reading::is_han;

/// A name is shorter than this, in characters.
const NAME: usize = 6;

/// Whether such stages stand behind the count.
pub fn check(head: &Head, verdicts: &mut Verdicts) -> bool {
    let rest = &head.text[head.count.end..];
    let lead = &head.text[..head.count.range.start];
    let divides = ["分", "分为", "分成", "划分为", "按", "按照"].iter().any(|word| lead.ends_with(word));
    let Some(rest) = ["阶段", "步骤"].iter().find_map(|noun| rest.strip_prefix(noun)).filter(|_| divides) else {
        return false;
    };
    let names = names(rest);
    let many = names.len();
    let are_distinct = names.iter().enumerate().all(|(i, name)| !names[..i].contains(name));
    if many < 2 || !are_distinct {
        return false;
    }
    head.judge(&Items { least: many, most: many, is_plain: true, is_open: false }, true, verdicts);
    true
}

/// `准备阶段（` and `实施阶段：` at the beginning of a clause.
fn names(rest: &str) -> Vec<&str> {
    let places = rest.match_indices("阶段").filter(|(at, word)| rest[at + word.len()..].starts_with(['（', '：', '(']));
    let named = places.filter_map(|(at, _)| {
        let open = rest[..at].rfind(['。', '；', '：', '，', '）'])?;
        let name = rest[open..at].trim_start_matches(['。', '；', '：']);
        ((2..=NAME).contains(&name.chars().count()) && name.chars().all(is_han)).then_some(name)
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn stages_are_counted() {
        expect(
            "list-off",
            &[
                "分四个阶段推进。准备阶段（2024年10月1日至10月31日），完成勘测设计；实施阶段（2024年11月1日至2025年3月31日），每月调度；验收阶段（2025年4月1日至30日），逐条核验。",
                "整治分两个阶段：排查阶段（3月至4月）；整改阶段（5月至9月）；巩固阶段（10月至12月）。",
                "工作分三个阶段进行。动员部署阶段：3月底前完成；集中攻坚阶段：4月至10月。",
            ],
            &[
                "分三个阶段推进。准备阶段（2024年10月1日至10月31日），完成勘测设计；实施阶段（2024年11月1日至2025年3月31日），每月调度；验收阶段（2025年4月1日至30日），逐条核验。",
                "工作分三个阶段进行，目前处于实施阶段（4月至10月）。",
                "分三个阶段推进。第一阶段，摸底；在实施阶段（4月）逐村调度，验收阶段由县里组织。",
                "普查分四个阶段，准备阶段已经结束。",
            ],
        );
    }
}
