//! What is made into so many of something: `农业以油茶、烤烟、中药材为三大支柱`, `把甲镇、乙镇、丙镇列为三个试点`. From a count right behind the verb to the
//! names before it.

use super::Head;
use crate::audit::Verdicts;
use crate::audit::items;

const VERBS: [&str; 9] = ["作为", "列为", "定为", "确定为", "打造为", "培育成", "打造成", "成为", "为"];

/// A name is no longer than this, in characters.
const NAME: usize = 8;

/// Whether such names stand before the count.
pub fn check(head: &Head, verdicts: &mut Verdicts) -> bool {
    let before = head.text[..head.count.range.start].trim_end_matches('“');
    let Some(lead) = VERBS.iter().find_map(|verb| before.strip_suffix(verb)) else { return false };
    let clause = items::last_clause(lead);
    let from = ['以', '把', '将'].iter().filter_map(|word| Some(clause.find(*word)? + word.len_utf8())).min();
    let Some(list) = from.map(|from| &clause[from..]) else { return false };
    let pieces = items::pieces(list);
    let are_names = pieces.len() >= 3 && pieces.iter().all(|piece| (1..=NAME).contains(&piece.chars().count()));
    if !are_names || list.contains(|c: char| c.is_ascii_digit() || c == '等') {
        return false;
    }
    head.judge(&items::of(list), true, verdicts);
    true
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn what_is_made_into_so_many_is_counted() {
        expect(
            "list-off",
            &[
                "农业以油茶、烤烟、中药材为四大支柱。",
                "把阅读、书写、口算作为两项基本功来抓。",
                "以鲈鱼、鳜鱼、黄颡鱼和小龙虾为“三大”主养品种。",
            ],
            &[
                "农业以油茶、烤烟、中药材为三大支柱。",
                "以鲈鱼、鳜鱼、黄颡鱼和小龙虾为四大主养品种。",
                "以县城、集镇等为三个中心。",
                "以“东拓、西进、南扩”为重点的两大行动。",
                "以项目为抓手，四大片区齐头并进。",
            ],
        );
    }
}
