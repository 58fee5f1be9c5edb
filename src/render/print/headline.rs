//! Breaks a title into lines of even length that keep its words whole (GB/T 9704—2012 7.3.1: 词意完整、排列对称、长短适宜).
//! Comes in: the title and the text below it. Goes out: lines. Which characters belong together is known from the words that
//! titles of offices are made of (`words.rs`), and seen from how often they stand together in the text.

mod words;

use std::collections::BTreeMap;

/// The most characters that a name at the head of a page has in one line.
pub(super) const LONGEST_NAME: usize = 16;

/// The lines of a title, none longer than `longest` characters where that can be. A line end that the author wrote stays.
pub(super) fn lines(title: &str, text: &str, longest: usize) -> Vec<String> {
    title.lines().filter(|line| !line.trim().is_empty()).flat_map(|line| split(line.trim(), text, longest)).collect()
}

/// What a line more costs than the fewest that hold the title: more than a break between words, less than one inside a word.
const LINE_MORE: f64 = 2.5;

fn split(title: &str, text: &str, longest: usize) -> Vec<String> {
    let chars: Vec<char> = title.chars().collect();
    let width: f64 = chars.iter().map(|c| advance(*c)).sum();
    let fewest = (width / longest as f64).ceil() as usize;
    if fewest <= 1 {
        return vec![title.to_string()];
    }
    let penalties = words::costs(&chars, &Bonds::of(text, title));
    let (cost, tight) = cheapest(&chars, &penalties, fewest, longest as f64);
    let (loose_cost, loose) = cheapest(&chars, &penalties, fewest + 1, longest as f64);
    let breaks = if loose_cost + LINE_MORE < cost { loose } else { tight };
    let mut lines = Vec::new();
    let mut start = 0;
    for end in breaks.into_iter().chain([chars.len()]) {
        lines.push(chars[start..end].iter().collect::<String>().trim().to_string());
        start = end;
    }
    lines
}

/// The breaks that cost least, with what they cost: words that they cut, and lines that differ from the mean.
fn cheapest(chars: &[char], penalties: &[f64], count: usize, longest: f64) -> (f64, Vec<usize>) {
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
    (best[count][chars.len()].0, breaks)
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

    /// From 0 for two characters that stand beside each other by chance to 1 for two that are never apart.
    fn between(&self, a: char, b: char) -> f64 {
        let count = |c| self.single.get(&c).copied().unwrap_or(1.0);
        self.pairs.get(&(a, b)).copied().unwrap_or(0.0) / count(a).min(count(b))
    }
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

    /// Titles of offices, each with the lines that an editor would give it: `|` where one ends.
    const TITLES: &str = include_str!("headline/titles.txt");

    #[test]
    fn titles_of_offices_are_broken_between_their_words() {
        let wanted = TITLES.lines().filter(|line| !line.is_empty());
        let wrong: Vec<String> = wanted
            .filter_map(|wanted| {
                let made = lines(&wanted.replace('|', ""), "", 19).join("|");
                (made != wanted).then(|| format!("{made}\n  {wanted}"))
            })
            .collect();
        assert!(wrong.is_empty(), "made, wanted:\n{}", wrong.join("\n"));
    }
}
