//! What is to be done, clause by clause behind its count: `重点抓好四件大事：加快A改造，推进B迁建，实施C工程，建设D平台。`

use super::Head;
use crate::audit::Verdicts;
use crate::audit::items::Items;

/// A list is looked for this far, in bytes.
const FAR: usize = 900;

const NOUNS: [&str; 10] = ["大事", "实事", "工作", "任务", "措施", "重点", "行动", "工程", "方面下功夫", "方面工作"];

/// Verbs that a clause of such a list begins with.
const DEEDS: [&str; 48] = [
    "加快", "推进", "推动", "实施", "建设", "开展", "完善", "强化", "提升", "落实", "抓好", "健全", "优化", "深化",
    "加强", "培育", "打造", "改造", "扩大", "保障", "做好", "办好", "整治", "完成", "启动", "争取", "引进", "支持",
    "发展", "壮大", "巩固", "拓展", "提高", "改善", "规范", "建立", "组织", "举办", "新建", "盘活", "严格", "守住",
    "确保", "聚焦", "突出", "创建", "开工", "解决",
];

/// Whether such a list stands behind the count.
pub fn check(head: &Head, verdicts: &mut Verdicts) -> bool {
    let end = head.text.floor_char_boundary((head.count.end + FAR).min(head.text.len()));
    let rest = &head.text[head.count.end..end];
    let Some((noun, list)) = rest.split_once('：').filter(|(noun, _)| NOUNS.contains(noun)) else { return false };
    let Some((list, _)) = list.split_once('。') else { return false };
    let clauses: Vec<&str> = list.split(['，', '；']).collect();
    let are_deeds = clauses.iter().all(|clause| DEEDS.iter().any(|deed| clause.starts_with(deed)));
    // 五项任务：抓好生产，完善…、健全…: a clause may go on about the one before it where there are more.
    let is_near = clauses.len().abs_diff(head.count.number) <= 1;
    if noun.is_empty() || !are_deeds || clauses.len() < 3 || list.contains('等') {
        return false;
    }
    let items = Items { least: clauses.len(), most: clauses.len(), is_plain: true, is_open: false };
    head.judge(&items, is_near, verdicts);
    true
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn deeds_behind_their_count_are_counted() {
        expect(
            "list-off",
            &[
                "2025年重点抓好五件大事：加快环城路改造，推进客运站迁建，实施农村公路提升工程，建设智慧交通平台。",
                "下一步落实三项措施：完善台账；强化巡查；开展培训；严格考核。",
            ],
            &[
                "2025年重点抓好四件大事：加快环城路改造，推进客运站迁建，实施农村公路提升工程，建设智慧交通平台。",
                "下一步落实三项措施：完善台账，做到一户一档；强化巡查；开展培训。",
                "抓好两件大事：加快环城路改造，推进客运站迁建，确保年底通车，落实资金。",
            ],
        );
    }
}
