//! `secrecy-mark`: a mark of secrecy or of an internal paper: 机密★1年, 内部资料　注意保存, 此件不予公开. Prose that speaks about secrecy
//! is none.

use crate::finding::{Finding, Place};
use crate::gate::words::{bare, has_any};
use crate::gate::{Content, Kind, Passage};
use crate::model::article::Genre;
use std::ops::Range;

pub fn check(content: &Content) -> Vec<Finding> {
    let mut told = content.each(|passage| match passage.kind {
        Kind::Picture => Vec::new(),
        Kind::Name => in_name(&passage.text)
            .into_iter()
            .map(|range| finding(passage.place(range.clone()), &passage.text[range]))
            .collect(),
        Kind::Line => found(&passage.text).into_iter().map(|range| marked(passage, range)).collect(),
    });
    // What front matter calls 密级 is printed as one, whatever it says.
    for article in &content.proof.articles {
        let secrecy = match &article.genre {
            Genre::Bulletin(bulletin) => &bulletin.secrecy,
            Genre::Notice(notice) => &notice.secrecy,
            _ => continue,
        };
        if !secrecy.is_empty() && found(secrecy).is_empty() {
            told.push(finding(Place::text(&article.file, secrecy), secrecy));
        }
    }
    told
}

fn marked(passage: &Passage, range: Range<usize>) -> Finding {
    let mark = passage.text[range.clone()].to_string();
    finding(passage.place(range), &mark)
}

fn finding(place: Place, mark: &str) -> Finding {
    Finding::error(
        "secrecy-mark",
        place,
        format!("有密级或内部标记：{mark}"),
        format!("a mark of secrecy or of an internal paper: {mark}"),
    )
    .help(
        "先弄清能不能公开：涉密的、内部的，整篇撤下；可以公开的，删去标记",
        "find out whether it may be public at all: withdraw what is not; delete the mark of what is",
    )
}

const LEVELS: [&str; 3] = ["绝密", "机密", "秘密"];

/// What stands alone on a line, in brackets or on the edge of a paper, and is a mark there.
const MARKS: [&str; 39] = [
    "不得外泄",
    "严禁外泄",
    "禁止外泄",
    "请勿传播",
    "领导参阅",
    "领导阅示",
    "保密资料",
    "不对外公开",
    "严格保密",
    "内部资料",
    "内部文件",
    "内部材料",
    "内部参考",
    "内部参阅",
    "内部使用",
    "内部刊物",
    "内部掌握",
    "内部传阅",
    "仅供内部",
    "限内部",
    "不得外传",
    "严禁外传",
    "禁止外传",
    "请勿外传",
    "切勿外传",
    "不准外传",
    "注意保存",
    "注意保密",
    "妥善保管",
    "阅后即焚",
    "阅后收回",
    "会后收回",
    "不予公开",
    "不宜公开",
    "不得公开",
    "禁止公开",
    "未经批准不得",
    "内部明电",
    "工作秘密",
];

/// Longer lines are prose.
const LONGEST_MARK: usize = 22;

fn found(line: &str) -> Vec<Range<usize>> {
    let line_of = |part: &str| {
        let start = part.as_ptr() as usize - line.as_ptr() as usize;
        start..start + part.len()
    };
    // 机密★20年, 秘密 ★ 1年, wherever it stands.
    for (at, star) in line.match_indices(['★', '☆', '*', '＊']) {
        let before = line[..at].trim_end();
        let Some(level) = LEVELS.iter().find(|level| squeezed_end(before, level)) else { continue };
        let start = before.rfind(level.chars().next().unwrap_or_default()).unwrap_or(at);
        let period: usize =
            line[at + star.len()..].chars().take_while(|c| c.is_alphanumeric()).take(4).map(char::len_utf8).sum();
        let is_star = matches!(star, "★" | "☆");
        if is_star || line[at + star.len()..].starts_with(|c: char| c.is_ascii_digit()) {
            return std::iter::once(start..at + star.len() + period).collect();
        }
    }
    let part = bare(line);
    let words: String = part.chars().filter(|c| !c.is_whitespace()).collect();
    let inner = words.trim_matches(|c| {
        matches!(
            c,
            '【' | '】'
                | '（'
                | '）'
                | '('
                | ')'
                | '['
                | ']'
                | '〔'
                | '〕'
                | '《'
                | '》'
                | '。'
                | '！'
                | '!'
                | '：'
                | ':'
        )
    });
    let level = inner.trim_start_matches("密级").trim_start_matches(['：', ':']).trim_end_matches("级");
    let level = level.trim_matches(['★', '☆']).trim_end_matches("长期").trim_end_matches(['件', '★']);
    if LEVELS.contains(&level) || level == "内部" && inner != "内部" {
        return vec![line_of(part)];
    }
    // 内部资料，不得外传: each half is a mark.
    let is_whole =
        inner.split(['，', '；', ',']).all(|half| has_any(half, &MARKS) || has_any(half, &["保管", "启用前"]));
    let is_short = inner.chars().count() <= LONGEST_MARK && is_whole || inner.starts_with("此件");
    if is_short && has_any(inner, &MARKS) && !is_prose(inner) {
        return vec![line_of(part)];
    }
    // （内部资料，注意保存） within a line.
    for (open, close) in [('（', '）'), ('【', '】'), ('(', ')'), ('[', ']')] {
        for (at, _) in line.match_indices(open) {
            let rest = &line[at + open.len_utf8()..];
            let Some(inside) = rest.find(close).map(|end| &rest[..end]) else { continue };
            let is_mark = LEVELS.contains(&inside.trim()) && open != '('
                || has_any(inside, &MARKS) && inside.chars().count() <= LONGEST_MARK;
            if is_mark && !is_prose(inside) {
                return vec![line_of(inside)];
            }
        }
    }
    Vec::new()
}

/// Whether a text ends with a word whose characters may stand apart: 机　密.
fn squeezed_end(text: &str, word: &str) -> bool {
    let tail: String = text.chars().rev().filter(|c| !c.is_whitespace()).take(word.chars().count()).collect();
    tail.chars().rev().collect::<String>() == word
}

/// Headings and short sentences that speak of secrecy: 严守工作秘密, 内部资料管理办法.
fn is_prose(words: &str) -> bool {
    has_any(
        words,
        &[
            "管理",
            "制度",
            "办法",
            "规定",
            "严守",
            "泄露",
            "培训",
            "教育",
            "检查",
            "加强",
            "汇编",
            "是否",
            "属于",
            "整理",
            "建设",
            "做好",
            "宣传",
            "依法",
            "条例",
            "意识",
            "工作要求",
            "户",
            "档案",
            "使用说明",
            "关于",
            "的",
        ],
    )
}

fn in_name(name: &str) -> Vec<Range<usize>> {
    let words = ["绝密", "机密", "秘密", "内部资料", "内部文件", "内部参阅", "不公开", "涉密"];
    let found = words.iter().filter_map(|word| name.find(word).map(|at| at..at + word.len()));
    found.take(1).collect()
}

#[cfg(test)]
mod tests {
    use super::found;
    use crate::gate::rules::tried::expect;

    #[test]
    fn marks_are_told_and_prose_is_not() {
        expect(
            found,
            &[
                "机密★20年",
                "secrecy: 秘密★1年",
                "**机　密**",
                "【绝密】",
                "# 内部资料　注意保存",
                "内部资料，注意保存",
                "（内部资料，不得外传）",
                "关于经费的请示（秘密）",
                "此件不予公开",
                "（此件不予公开）",
                "秘 密 ★ 5年",
                "> 仅供内部参阅",
                "密级：机密",
                "会后收回",
            ],
            &[
                "严守国家秘密，人人有责。",
                "《中华人民共和国保守国家秘密法》",
                "开展机密文件清退工作，全年清退300份。",
                "客户资料不得外传，是银行的铁规。",
                "加强内部资料管理",
                "打开致富的秘密",
                "做好内部刊物的编印工作",
                "（此件公开发布）",
                "加强涉密人员教育，保护工作秘密。",
                "★机密与否由定密责任人确定",
                "内部控制制度健全",
                "商业秘密保护示范点3个",
            ],
        );
    }
}
