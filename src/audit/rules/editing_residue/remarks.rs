//! Remarks in brackets that an editor wrote for the desk: （此处上年口径待核，定稿前删）, （补：数量）, （同去年，链接要换）; and crosses in place of words (还有XX短板). From
//! what stands in the brackets to a yes or no. What is not known yet of an accident (（具体伤亡数字待核实）) is said to readers.

use crate::reading::is_han;
use std::ops::Range;

/// A longer remark is a sentence of the text.
pub const LONGEST: usize = 26;

/// What the name of an office ends with.
const OFFICES: [char; 7] = ['科', '股', '局', '办', '处', '室', '站'];

pub fn is_for_the_desk(remark: &str) -> bool {
    const OPENINGS: [&str; 10] = ["补：", "待补", "查：", "核：", "改：", "请补", "删：", "待改", "待核：", "待插"];
    const OF_THE_DESK: [&str; 19] = [
        "再核",
        "再对",
        "再查",
        "核一下",
        "对一下",
        "查一下",
        "问一下",
        "存疑",
        "定稿前",
        "定稿时",
        "定稿后",
        "去年稿",
        "上年稿",
        "旧稿",
        "占位",
        "付印前",
        "上网前",
        "发稿前",
        "印发前删",
    ];
    const WHAT: [&str; 23] = [
        "此处",
        "此段",
        "此句",
        "本段",
        "这段",
        "这句",
        "该句",
        "该数",
        "此数",
        "这个数",
        "数字",
        "数据",
        "口径",
        "链接",
        "图片",
        "图表",
        "名单",
        "标题",
        "表格",
        "姓名",
        "截图",
        "比例",
        "出处",
    ];
    const TO_DO: [&str; 24] = [
        "待核",
        "待补",
        "待更新",
        "待查",
        "待改",
        "待换",
        "待填",
        "待替换",
        "要换",
        "需换",
        "要改",
        "需改",
        "要核",
        "需核",
        "要更新",
        "需更新",
        "需补",
        "要补",
        "未核",
        "再核",
        "一下",
        "记得",
        "沿用去年",
        "同去年",
    ];
    const OF_THE_DRAFT: [&str; 9] =
        ["未会签", "待会签", "未校对", "未审", "未定稿", "送审前", "报送前", "此件未", "非定稿"];
    const DONE: [&str; 6] = ["核实", "核对", "确认", "补充", "更新", "提供"];
    const STRUCK: [&str; 6] = ["，删", "可删", "应删", "须删", "建议删", "，删去"];
    const OF_AN_ACCIDENT: [&str; 5] = ["伤亡", "损失", "灾情", "具体", "死亡"];
    let has = |words: &[&str]| words.iter().any(|word| remark.contains(word));
    if has(&OF_AN_ACCIDENT) {
        return false;
    }
    // 此处待农机科核实: who is to do it stands between.
    let waits = remark.contains('待') && DONE.iter().any(|done| remark.ends_with(done));
    // 以研究室数据为准，待统一
    let is_open = remark.rsplit_once('，').is_some_and(|(_, last)| super::ASKS.contains(&last) && last != "待定");
    // 请科室补充原因: who is to do it, and what.
    let begs = remark.strip_prefix('请').is_some_and(|rest| {
        let office = DONE.iter().find_map(|done| Some(rest.split_once(done)?.0)).unwrap_or("");
        office.chars().count() <= 8 && office.ends_with(OFFICES)
    });
    // 待农业局核实
    let waits_for = remark.strip_prefix('待').is_some_and(|rest| {
        let office = DONE.iter().find_map(|done| rest.strip_suffix(done)).unwrap_or("");
        (2..=8).contains(&office.chars().count()) && office.ends_with(OFFICES)
    });
    // 上年数，待更新
    let is_old = ["上年", "去年", "旧"].iter().any(|old| remark.starts_with(old)) && has(&TO_DO);
    // 去年数？
    let asks = remark.ends_with(['？', '?']) && (has(&WHAT) || remark.contains('数') || has(&["对吗", "去年", "上年"]));
    OPENINGS.iter().any(|opening| remark.starts_with(opening))
        || STRUCK.iter().any(|struck| remark.ends_with(struck))
        || has(&OF_THE_DESK)
        || has(&OF_THE_DRAFT)
        || has(&WHAT) && (has(&TO_DO) || waits)
        || begs
        || waits_for
        || is_open
        || is_old
        || asks
}

/// 还有XX短板: the only crosses of a text, where a word of the sentence should be. Places and people are hidden so (XX县, 李XX).
pub fn stands_for_words(text: &str, crosses: Range<usize>) -> bool {
    const BEFORE: [char; 9] = ['有', '了', '为', '达', '的', '是', '约', '共', '等'];
    const HIDDEN: &str =
        "省市县区镇乡村街路号局厅部处公集厂校院所站社小中大学医同先女人企某年月日组团委办分支党银湖河山江";
    let mark = &text[crosses.clone()];
    let is_only = text.matches(mark).nth(1).is_none();
    let is_noun = text[crosses.end..].starts_with(|c| is_han(c) && !HIDDEN.contains(c));
    is_only && is_noun && text[..crosses.start].ends_with(BEFORE)
}

/// `[1]` of a page that was copied, where the text has no note of that number.
pub fn lone_references(text: &str) -> Vec<Range<usize>> {
    let is_reference = |at: usize| -> Option<Range<usize>> {
        let digits = text[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
        let behind = text[at + 1 + digits..].strip_prefix(']').filter(|_| (1..=2).contains(&digits))?;
        let is_behind = text[..at].ends_with(|c: char| is_han(c) || c.is_ascii_digit() || "%％。”）".contains(c));
        (is_behind && behind.starts_with(['，', '。', '、', '；'])).then(|| at..text.len() - behind.len())
    };
    let found = text.match_indices('[').filter_map(|(at, _)| is_reference(at));
    found.filter(|range| text.matches(&text[range.clone()]).nth(1).is_none()).collect()
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn remarks_for_the_desk_are_told() {
        expect(
            "editing-residue",
            &[
                "全县水质达标（此处上年口径待核，定稿前删）。",
                "用户可通过公众号（同去年，链接要换）查询。",
                "对大型游乐设施（补：数量）逐台检查。",
                "预置抢险力量。【待补：物资数】",
                "收回资金（此段沿用去年稿，数字待更新）。",
                "门诊费用下降（这个数再核），患者满意。",
                "智慧法院建设还有XX短板。",
                "接诊86万人次（注：跟财务再对一下）。",
                "投入？？？万元，惠及群众。",
                "收入3.2亿元（存疑？），增长5%。",
                "水质达标率100%[1]，位居全省前列。",
                "全市推进##各项工作。",
                "公示5个工作日（此处待业务科核实）。",
                "以零时为标准时点（同上，删）。",
                "配备医生2.8名（共24名【去年数？】）。",
                "以上报告，请予审议。（初稿，未会签）",
                "景区限流，接待人次有所下降【请科室补充原因】。",
                "平均溢价率8.2%（上年数，待更新）。",
                "走访每户不少于X次。",
                "群众来信321封，均按期答复（以研究室数据为准，待统一）。",
                "办好银企对接会【时间待领导定】。",
                "蔬菜产量33.6万吨（待农业局核实），茶叶产量2860吨。",
                "防火期内设卡12处，聘用护林员？？名。",
            ],
            &[
                "事故原因正在调查（具体伤亡数字待核实）。",
                "报名时间（具体时间另行通知）不变。",
                "对不足之处（如数据更新不及时、链接失效）逐项整改。",
                "上级补助（含补充资金）3亿元。",
                "钱从哪里来（谁来出？），大家心里没有底。",
                "法规有增有减（逐条增删），共28条。",
                "待遇由参保地核定（待单位补充材料后确认）。",
                "违反规定的XX公司、XX县已整改。",
                "做X射线检查，X个未知数，完成x次方运算。",
                "报名（请自行核对信息后提交）截至5月1日，材料（请到办事大厅提供）一次交齐。",
                "水质达标率100%[1]，位居全省前列。\n[1]按国家标准计。",
                "这是为什么？？个别村民这样问。真的吗？？人们不信。",
            ],
        );
    }
}
