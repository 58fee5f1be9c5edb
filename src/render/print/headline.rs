//! Breaks a title into lines of even length that keep its words whole (GB/T 9704—2012 7.3.1: 词意完整、排列对称、长短适宜).
//! Comes in: the title and the text below it. Goes out: lines. Which characters belong together is seen from how often they
//! stand together in the text, and from the few words that titles of offices are made of.

use std::collections::BTreeMap;

/// Words that titles of offices are made of. None of them is broken; the break before 关于 is the best of all.
const WORDS: [&str; 72] = [
    "关于",
    "做好",
    "印发",
    "转发",
    "批转",
    "通知",
    "通报",
    "通告",
    "公告",
    "公报",
    "意见",
    "决定",
    "决议",
    "方案",
    "办法",
    "细则",
    "规定",
    "条例",
    "纪要",
    "请示",
    "批复",
    "报告",
    "要点",
    "总结",
    "计划",
    "规划",
    "目标",
    "任务",
    "工作",
    "会议",
    "情况",
    "综述",
    "简报",
    "实施",
    "进一步",
    "加强",
    "推进",
    "推动",
    "落实",
    "开展",
    "全面",
    "各项",
    "巩固",
    "拓展",
    "脱贫",
    "攻坚",
    "成果",
    "衔接",
    "乡村",
    "振兴",
    "农村",
    "农业",
    "经济",
    "社会",
    "国民",
    "统计",
    "建设",
    "发展",
    "管理",
    "服务",
    "资金",
    "项目",
    "申请",
    "安排",
    "领导",
    "小组",
    "办公室",
    "人民",
    "政府",
    "委员会",
    "年度",
    "全县",
];

/// The most characters that a name at the head of a page has in one line.
pub(super) const LONGEST_NAME: usize = 16;

/// The lines of a title, none longer than `longest` characters where that can be. A line end that the author wrote stays.
pub(super) fn lines(title: &str, text: &str, longest: usize) -> Vec<String> {
    title.lines().filter(|line| !line.trim().is_empty()).flat_map(|line| split(line.trim(), text, longest)).collect()
}

fn split(title: &str, text: &str, longest: usize) -> Vec<String> {
    let chars: Vec<char> = title.chars().collect();
    let width: f64 = chars.iter().map(|c| advance(*c)).sum();
    let count = (width / longest as f64).ceil() as usize;
    if count <= 1 {
        return vec![title.to_string()];
    }
    let bonds = Bonds::of(text, title);
    let penalties: Vec<f64> = (0..=chars.len()).map(|i| bonds.penalty(&chars, i)).collect();
    let breaks = cheapest(&chars, &penalties, count, longest as f64);
    let mut lines = Vec::new();
    let mut start = 0;
    for end in breaks.into_iter().chain([chars.len()]) {
        lines.push(chars[start..end].iter().collect::<String>().trim().to_string());
        start = end;
    }
    lines
}

/// The breaks that cost least: bonds that they cut, and lines that differ from the mean; a longer line above a shorter.
fn cheapest(chars: &[char], penalties: &[f64], count: usize, longest: f64) -> Vec<usize> {
    let mut sums = vec![0.0];
    for c in chars {
        sums.push(sums[sums.len() - 1] + advance(*c));
    }
    let mean = sums[chars.len()] / count as f64;
    let cost = |from: usize, to: usize| {
        let width = sums[to] - sums[from];
        let over = (width - longest).max(0.0);
        ((width - mean) / mean).powi(2) * 12.0 + over * 100.0 + penalties[to]
    };
    // best[n][i]: the cheapest way to set the first i characters in n lines, with the start of the last line.
    let mut best = vec![vec![(f64::INFINITY, 0); chars.len() + 1]; count + 1];
    best[0][0] = (0.0, 0);
    for n in 1..=count {
        for to in 1..=chars.len() {
            for from in 0..to {
                let total = best[n - 1][from].0 + cost(from, to);
                if total < best[n][to].0 {
                    best[n][to] = (total, from);
                }
            }
        }
    }
    let mut breaks = Vec::new();
    let mut at = chars.len();
    for n in (1..=count).rev() {
        at = best[n][at].1;
        if n > 1 {
            breaks.push(at);
        }
    }
    breaks.reverse();
    breaks
}

/// Half an em for what is not wide.
fn advance(c: char) -> f64 {
    if c.is_ascii() { 0.5 } else { 1.0 }
}

/// How often characters, and pairs of them, stand in a text.
struct Bonds {
    single: BTreeMap<char, f64>,
    pairs: BTreeMap<(char, char), f64>,
}

impl Bonds {
    fn of(text: &str, title: &str) -> Self {
        let mut bonds = Self { single: BTreeMap::new(), pairs: BTreeMap::new() };
        for part in [text, title] {
            let mut before = None;
            for c in part.chars() {
                *bonds.single.entry(c).or_default() += 1.0;
                if let Some(before) = before {
                    *bonds.pairs.entry((before, c)).or_default() += 1.0;
                }
                before = Some(c);
            }
        }
        bonds
    }

    /// What a break before character `i` costs.
    fn penalty(&self, chars: &[char], i: usize) -> f64 {
        if i == 0 || i >= chars.len() {
            return 0.0;
        }
        let (a, b) = (chars[i - 1], chars[i]);
        let word = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '%';
        if word(a) && (word(b) || !b.is_ascii())
            || "，。、；：！？”’）》〉」』】〕的了·—～".contains(b)
            || "“‘（《〈「『【〔".contains(a)
        {
            return 60.0;
        }
        let quoted = inside_quotes(chars, i);
        if "，、；：！？　 ".contains(a) {
            return quoted;
        }
        if "和与及同对为在将以把".contains(a) {
            return 1.5 + quoted;
        }
        let rest: String = chars[i..].iter().take(2).collect();
        if rest == "关于" {
            return quoted;
        }
        if splits_a_word(chars, i) {
            return 8.0 + quoted;
        }
        let count = |c| self.single.get(&c).copied().unwrap_or(1.0);
        let together = self.pairs.get(&(a, b)).copied().unwrap_or(0.0);
        4.0 * together / count(a).min(count(b)) + quoted
    }
}

fn splits_a_word(chars: &[char], i: usize) -> bool {
    WORDS.iter().any(|word| {
        let word: Vec<char> = word.chars().collect();
        (1..word.len()).any(|inside| i >= inside && chars[i - inside..].starts_with(&word))
    })
}

/// A name in quotation marks or 《》 is broken only where nothing else is left.
fn inside_quotes(chars: &[char], i: usize) -> f64 {
    let depth = chars[..i].iter().fold(0i32, |depth, c| match c {
        '“' | '《' | '（' | '〔' => depth + 1,
        '”' | '》' | '）' | '〕' => depth - 1,
        _ => depth,
    });
    if depth > 0 { 3.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "巩固拓展脱贫攻坚成果同乡村振兴有效衔接工作。脱贫攻坚成果巩固。乡村振兴，有效衔接，工作要点，2024年。\
        丰都县脱贫人口，成效，同时，巩固成果。坚持。要求。点面。乡村建设。";

    #[test]
    fn a_short_title_stays_whole() {
        assert_eq!(lines("2021年遂宁市乡村振兴工作综述", "", 20), ["2021年遂宁市乡村振兴工作综述"]);
    }

    #[test]
    fn words_stay_whole_and_lines_even() {
        let lines = lines("丰都县2024年巩固拓展脱贫攻坚成果同乡村振兴有效衔接工作要点", TEXT, 20);
        assert_eq!(lines, ["丰都县2024年巩固拓展脱贫攻坚成果同", "乡村振兴有效衔接工作要点"]);
    }

    #[test]
    fn about_what_begins_a_line() {
        let lines = lines("示例县人民政府办公室关于做好今年各项工作的通知", "", 19);
        assert_eq!(lines, ["示例县人民政府办公室", "关于做好今年各项工作的通知"]);
    }

    #[test]
    fn a_clause_ends_a_line() {
        let lines = lines("监测帮扶“五定”到户，脱贫成果稳中有进，乡村建设再上台阶", "", 20);
        assert_eq!(lines, ["监测帮扶“五定”到户，", "脱贫成果稳中有进，乡村建设再上台阶"]);
    }

    #[test]
    fn what_the_author_broke_stays_broken() {
        assert_eq!(lines("甲\n乙\n", "", 20), ["甲", "乙"]);
    }

    #[test]
    fn a_long_title_without_words_is_broken_all_the_same() {
        let title = "字".repeat(50);
        assert!(lines(&title, "", 20).iter().all(|line| line.chars().count() <= 20));
    }
}
