//! Sentences that have their full stop and lack their end: `房地产投资尚未。`, `个人反映的应。`, `贷款余额不低于。`. From a text to whether a word
//! stands last that another must follow. Words that also end a sentence (不断, 得到, 根据) are not looked at.

use crate::reading::{ParagraphKind, Reading, han_count};
use std::ops::Range;

const UNFINISHED: [&str; 70] = [
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
    let is_a_part = PARTS.iter().any(|part| text.ends_with(part));
    is_required || !is_a_part && UNFINISHED.iter().any(|word| text.ends_with(word))
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
    stumps.collect()
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
                "对逾期不缴的用户，供水单位将。缴清后恢复供水。",
            ],
            &[
                "二是房地产投资尚未触底。下一步要抓好落实。",
                "各单位积极响应。全市加强粮食供应。措施得力、标准相应。",
                "他们的成绩无法超过，三项指标均已超过。群众对此反映不断。",
                "守住底线，这是必须。任务再重也难不倒他们。",
                "通过网络参加，无需增加。手续简便，不能更加以刁难。",
                "“完成了吗？”“尚未。”他答道。",
            ],
        );
    }
}
