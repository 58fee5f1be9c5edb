//! Where a text is torn: a page or an editor cut a sentence off, and the paragraph behind was taken for the rest of it; and the words behind which
//! another must stand. From a paragraph to the byte of its tear.

use super::ends_well;
use crate::reading::{Paragraph, ParagraphKind, Reading, han_count, is_year};

/// How a sentence begins that is no object of the one before.
const SENTENCE_OPENINGS: [&str; 14] = [
    "我们",
    "综合看，",
    "总的看，",
    "总体看，",
    "综合来看，",
    "总的来看，",
    "总体来看，",
    "下一步",
    "同时，",
    "此外，",
    "目前，",
    "当前，",
    "为此，",
    "对此，",
];

/// 切实加以｜2024年: what a page or an editor cut off, so that the next paragraph was taken for the rest of this one.
pub fn found(reading: &Reading, paragraph: &Paragraph) -> Option<usize> {
    let text = reading.text();
    paragraph.tears.iter().copied().find(|tear| {
        let (head, behind) = (&text[paragraph.range.start..*tear], &text[*tear..]);
        let begins_anew = behind.split_once('年').is_some_and(|(year, _)| is_year(year));
        is_addressed(behind) && !ends_well(head) && han_count(head) >= 16 && head.contains('，')
            || begins_anew && wants_more(head)
            || SENTENCE_OPENINGS.iter().any(|opening| behind.starts_with(opening)) && wants_an_object(head)
            || ends_in_words(head) && is_the_only_tear(reading, paragraph)
    })
}

/// Whether one paragraph alone is torn, in a text of several that all end with their full stop: a page or a converter tears more.
fn is_the_only_tear(reading: &Reading, torn: &Paragraph) -> bool {
    const WELL: usize = 5;
    let others = || reading.paragraphs.iter().filter(|p| p.range != torn.range && p.kind == ParagraphKind::Prose);
    let is_sentence = |text: &&str| text.contains('，');
    torn.tears.len() == 1
        && others().all(|p| p.tears.is_empty())
        && others().map(|p| reading.slice(&p.range)).filter(is_sentence).filter(|text| ends_well(text)).count() >= WELL
}

/// 如今多数常见病在县里就: several clauses, and behind the last of them no mark at all.
fn ends_in_words(head: &str) -> bool {
    !ends_well(head) && !head.ends_with(['，', '、', ',']) && head.contains('，') && han_count(head) >= 24
}

/// 各位代表，, 记者：: a speech turns to those who hear it, or another speaks.
fn is_addressed(text: &str) -> bool {
    const SPEAKERS: [&str; 6] = ["记者：", "主持人：", "各位代表，", "各位委员，", "同志们，", "各位代表！"];
    SPEAKERS.iter().any(|speaker| text.starts_with(speaker))
}

/// 切实加以, 亦难以, 是政府的: a word behind which another must stand.
pub fn wants_more(text: &str) -> bool {
    const WORDS: [&str; 33] = [
        "予以",
        "给予",
        "难以",
        "得以",
        "足以",
        "借以",
        "用以",
        "以及",
        "并且",
        "有待",
        "亟待",
        "亟需",
        "从而",
        "进而",
        "得到",
        "不断",
        "进一步",
        "主要是",
        "绝不",
        "决不",
        "关于",
        "对于",
        "由于",
        "为了",
        "根据",
        "按照",
        "随着",
        "包括",
        "例如",
        "尤其是",
        "特别是",
        "以便",
        "使得",
    ];
    // 添加以, 增加以: another word before 以.
    let adds = text.strip_suffix("加以").is_some_and(|head| !head.ends_with(|c| "增参添附施更外".contains(c)));
    adds || WORDS.iter().any(|word| text.ends_with(word))
}

/// 顺延至, 三项之和超过: a verb whose object is a time or an amount.
pub fn wants_an_object(text: &str) -> bool {
    const VERBS: [&str; 18] = [
        "超过",
        "达到",
        "顺延至",
        "延长至",
        "推迟至",
        "增加至",
        "提高至",
        "下降至",
        "降低至",
        "减少至",
        "上升至",
        "扩大至",
        "缩短至",
        "增至",
        "降至",
        "升至",
        "延期至",
        "压缩至",
    ];
    VERBS.iter().any(|verb| text.ends_with(verb))
}
