//! Sentences that have their full stop and lack their end: `房地产投资尚未。`, `个人反映的应。`, `贷款余额不低于。`. From a text to whether a word
//! stands last that another must follow. Words that also end a sentence (不断, 得到, 根据) are not looked at.

use crate::reading::{ParagraphKind, Reading, han_count, is_han};
use std::ops::Range;

const UNFINISHED: [&str; 87] = [
    "其中",
    "用于",
    "属于",
    "位于",
    "鉴于",
    "有利于",
    "有助于",
    "致力于",
    "相当于",
    "取决于",
    "处以",
    "判处",
    "平均在",
    "稳定在",
    "保持在",
    "控制在",
    "要求尽快",
    "尚未",
    "仍未",
    "还未",
    "并未",
    "均未",
    "未能",
    "均已",
    "现已",
    "业已",
    "已经",
    "正在",
    "即将",
    "将要",
    "应当",
    "必须",
    "务必",
    "能够",
    "以及",
    "并且",
    "而且",
    "从而",
    "进而",
    "以便",
    "使得",
    "为了",
    "关于",
    "按照",
    "由于",
    "因为",
    "随着",
    "虽然",
    "尽管",
    "例如",
    "尤其是",
    "特别是",
    "主要是",
    "其中包括",
    "难以",
    "得以",
    "予以",
    "加以",
    "给予",
    "用以",
    "借以",
    "有待",
    "亟待",
    "亟需",
    "不予",
    "拒不",
    "擅自",
    "立即",
    "逐步",
    "进一步",
    "更加",
    "较为",
    "非常",
    "仍然",
    "不低于",
    "不少于",
    "不高于",
    "不超过",
    "低于",
    "高于",
    "多达",
    "高达",
    "分别为",
    "约为",
    "不得超过",
    "首次超过",
    "之和超过",
];
/// Before these the words belong to another: 增加以, 无法超过, 这是必须.
const PARTS: [&str; 12] = [
    "增加以",
    "参加以",
    "添加以",
    "附加以",
    "施加以",
    "更加以",
    "外加以",
    "是必须",
    "异乎非常",
    "为必须",
    "不必须",
    "以更加",
];
/// Of whom something is required: 单位应, 反映的应. 响应, 供应 and 相应 are other words.
const HELD: &str = "的者位门员府局县市镇业司校院";
const REQUIRES: [char; 3] = ['应', '须', '将'];
/// A shorter sentence may be an answer.
const SHORTEST: usize = 6;

/// Whether a text ends with a word behind which another must stand.
pub fn is_stump(text: &str) -> bool {
    let is_required = text.strip_suffix(REQUIRES).is_some_and(|head| head.ends_with(|c| HELD.contains(c)));
    // 全县客车通达率达到: 目的已达到 is said, too.
    const NAMES: [&str; 8] = ["率", "量", "额", "比重", "比例", "收入", "面积", "总数"];
    let is_reached = text
        .strip_suffix("达到")
        .is_some_and(|head| NAMES.iter().any(|name| head.trim_end_matches('已').ends_with(name)));
    let is_a_part = PARTS.iter().any(|part| text.ends_with(part));
    is_required
        || is_reached
        || is_average_without_amount(text)
        || !is_a_part && UNFINISHED.iter().any(|word| text.ends_with(word))
}

/// 完成改造236户，户均补贴: an average that says not how much.
fn is_average_without_amount(text: &str) -> bool {
    const AVERAGES: [&str; 7] = ["户均", "人均", "亩均", "村均", "笔均", "场均", "校均"];
    const NOUNS: [&str; 11] = ["补贴", "补助", "奖补", "资金", "投资", "增收", "收入", "产值", "面积", "贷款", "费用"];
    text.rsplit_once('，').is_some_and(|(_, clause)| {
        AVERAGES.iter().any(|average| clause.strip_prefix(average).is_some_and(|noun| NOUNS.contains(&noun)))
    })
}

/// The last words of each sentence that stops too early.
pub fn found(reading: &Reading) -> Vec<Range<usize>> {
    let prose = |paragraph: usize| reading.paragraphs[paragraph].kind == ParagraphKind::Prose;
    let sentences = reading.sentences.iter().filter(|sentence| prose(sentence.paragraph));
    let stumps = sentences.filter_map(|sentence| {
        let body = reading.slice(&sentence.range).trim_end().strip_suffix('。')?;
        let is_told = han_count(body) >= SHORTEST && is_stump(body);
        is_told.then(|| sentence.range.start..sentence.range.start + body.len())
    });
    stumps.chain(rates_without_a_number(reading)).collect()
}

/// 整改518项，整改率；: a clause that is the name of a rate and nothing more, behind one with a number.
fn rates_without_a_number(reading: &Reading) -> Vec<Range<usize>> {
    const LONGEST: usize = 6;
    let text = reading.text();
    let is_bare = |at: usize| {
        let end = at + '率'.len_utf8();
        if !text[end..].starts_with(['；', '。']) {
            return None;
        }
        let start = text[..at].rfind(['，', '。', '；', '、', '\n'])?;
        let name = text[start..at].strip_prefix('，')?;
        let is_name = (1..=LONGEST).contains(&name.chars().count()) && name.chars().all(is_han);
        let before = &text[..start];
        let clause = &before[before.rfind(['，', '。', '；', '\n']).unwrap_or(0)..];
        let is_prose = reading.paragraphs[reading.paragraph_at(at)].kind == ParagraphKind::Prose;
        let counts = clause.contains(|c: char| c.is_ascii_digit());
        let acts = ["提高", "提升", "降低", "确保", "保证", "影响", "控制"].iter().any(|verb| name.starts_with(verb));
        (is_name && is_prose && counts && !acts).then_some(start + '，'.len_utf8()..end)
    };
    text.match_indices('率').filter_map(|(at, _)| is_bare(at)).collect()
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn sentences_that_stop_before_their_end_are_told() {
        expect(
            "breaks-off",
            &[
                "需要关注：一是出口订单回落；二是房地产投资尚未。下一步要抓好落实。",
                "单位反映的应加盖公章，个人反映的应。受理时间为工作日。",
                "全市污水管网覆盖率已经提高，农村地区的短板仍有待。各地要加快进度。",
                "考生进入考场后，手机等物品必须。违者按规定处理。",
                "门诊人次比上年增加，平均候诊时间已经。群众较为满意。",
                "水质合格率连续三年不低于。",
                "全年收回结余结转资金1.86亿元，统筹用于。下一步加强绩效管理。",
                "四个行政村开通了班线，全县客车通达率达到。群众较为满意。",
                "行政拘留7人，其余29人处以。各地要加快进度。",
                "完成适老化改造236户，户均补贴。发放高龄津贴。",
                "受理投诉523件，整改518项，整改率；办理建议36件。",
                "对逾期不缴的用户，供水单位将。缴清后恢复供水。",
            ],
            &[
                "二是房地产投资尚未触底。下一步要抓好落实。",
                "预期目的已达到。村民增收，人均增加。",
                "办结36件，提高满意率；办理建议36件，一看质量，二看效率。",
                "各单位积极响应。全市加强粮食供应。措施得力、标准相应。",
                "他们的成绩无法超过，三项指标均已超过。群众对此反映不断。",
                "守住底线，这是必须。任务再重也难不倒他们。",
                "通过网络参加，无需增加。手续简便，不能更加以刁难。",
                "“完成了吗？”“尚未。”他答道。",
            ],
        );
    }
}
