//! A count and the numbered paragraphs that it announces: `本批共安排项目5个，…具体如下：` and, below it, 1. to 5. From a paragraph that ends in a colon, or says
//! 如下, to the last number of the chain.

use super::{Count, counts};
use crate::audit::Verdicts;
use crate::audit::rules::numbering_gap::chain_below;
use crate::reading::{ParagraphKind, Reading};

/// What is listed one by one.
const LISTED: [&str; 20] = [
    "项目", "实事", "任务", "措施", "意见", "建议", "问题", "工程", "行动", "举措", "事项", "要求", "条件", "步骤",
    "原则", "案例", "做法", "特点", "线索", "清单",
];

/// The heads of notices and reports, behind which sections follow, not items.
const NOTICES: [&str; 10] = [
    "通知如下",
    "报告如下",
    "汇报如下",
    "公告如下",
    "通报如下",
    "批复如下",
    "通告如下",
    "意见如下",
    "方案如下",
    "函复如下",
];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (index, paragraph) in reading.paragraphs.iter().enumerate() {
        let text = reading.slice(&paragraph.range);
        let opens = text.ends_with('：') || text.ends_with("如下。");
        if paragraph.kind == ParagraphKind::TableRow || !opens || NOTICES.iter().any(|notice| text.contains(notice)) {
            continue;
        }
        let many = chain_below(reading, index + 1).len();
        if many < 2 {
            continue;
        }
        let from = text.trim_end_matches('。').rfind('。').map_or(0, |i| i + '。'.len_utf8());
        let listed: Vec<Count> =
            counts(text).into_iter().filter(|count| count.range.start >= from && is_of_items(text, count)).collect();
        let [count] = listed.as_slice() else { continue };
        let place = paragraph.range.start + count.range.start..paragraph.range.start + count.range.end;
        let number = count.number;
        if number == many {
            verdicts.holds(place, format!("{number}项：第1段至第{many}段"));
        } else if number.abs_diff(many) <= (many / 2).max(2) {
            verdicts
                .wrong(
                    place,
                    format!("前面说{number}项，后面列到第{many}项"),
                    format!("{number} are announced, {many} follow"),
                )
                .help("核对数目，或补上漏列的项", "check the count, or add the item that is missing");
        }
    }
}

/// 项目5个, 5个项目, 十件实事
fn is_of_items(text: &str, count: &Count) -> bool {
    let behind: String = text[count.end..].chars().take_while(|c| crate::reading::is_han(*c)).take(8).collect();
    let before = &text[..count.range.start];
    LISTED.iter().any(|noun| before.ends_with(noun) || behind.ends_with(noun) && !behind.contains(['的', '中']))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn numbered_paragraphs_are_counted() {
        expect(
            "list-off",
            &[
                "本批共安排项目4个，涉及9个乡镇，具体如下：\n1.菌包厂。投资820万元。\n2.冷库。投资300万元。\n3.道路。投资858万元。",
                "年初确定四件实事：\n一、修路。\n二、通水。\n三、建校。\n四、办电。\n五、增绿。",
            ],
            &[
                "本批共安排项目3个，涉及9个乡镇，具体如下：\n1.菌包厂。投资820万元。\n2.冷库。投资300万元。\n3.道路。投资858万元。",
                "为落实五项任务，现将有关事项通知如下：\n一、提高认识。\n二、抓好落实。",
                "全县实施项目12个，按类别分列如下：\n（一）产业类8个。\n（二）基础设施类4个。",
                "办好四件实事：\n一、民生\n（一）修路。\n（二）通水。\n二、生态\n（一）造林。\n（二）治水。",
            ],
        );
    }
}
