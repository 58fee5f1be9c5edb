//! 300 reports that nobody would write: titles of any length, one page to many, tables of 1 to 400 rows, nested lists, rare
//! characters, Latin words, in all genres. Each must be set without a complaint, and nothing may leave its page.

use super::paper;
use crate::world::World;
use std::fmt::Write as _;

/// A sequence that is the same on every machine (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

const WORDS: [&str; 30] = [
    "产业",
    "就业",
    "教育",
    "医疗",
    "住房",
    "饮水",
    "道路",
    "用电",
    "养老",
    "文化",
    "统筹",
    "推进",
    "落实",
    "巩固",
    "完善",
    "衔接",
    "䶮溪村",
    "堌堆集",
    "㮾梨镇",
    "畲族",
    "GIS",
    "e-Learning",
    "PPP",
    "“一村一策”",
    "《办法》",
    "——",
    "······",
    "（试行）",
    "、",
    "，",
];

fn phrase(dice: &mut Dice, words: usize) -> String {
    let mut text = String::new();
    for _ in 0..words {
        let word = dice.one(&WORDS);
        // Two Latin words side by side would be one that no line can break.
        if text.ends_with(|c: char| c.is_ascii_alphabetic()) && word.is_ascii() {
            text.push('与');
        }
        text.push_str(word);
    }
    text
}

fn sentence(dice: &mut Dice) -> String {
    let length = 4 + dice.below(18);
    let figure = match dice.below(6) {
        0 => "投入衔接资金{{ 衔接资金 | 万元 }}",
        1 => "安排项目{{ 衔接资金项目 }}",
        2 => "识别监测对象{{ 监测对象 }}",
        _ => "",
    };
    format!("各地{}{figure}{}。", phrase(dice, length), phrase(dice, 3))
}

fn paragraph(dice: &mut Dice) -> String {
    (0..1 + dice.below(8)).map(|_| sentence(dice)).collect()
}

fn table(dice: &mut Dice) -> String {
    let rows = [1, 3, 9, 10, 11, 12, 30, 1, 3, 9, 10, 11, 12, 30, 80, 400][dice.below(16)];
    let columns = 2 + dice.below(7);
    let mut table = String::new();
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    table += &row((0..columns).map(|_| dice.one(&WORDS[..16]).to_string()).collect());
    table += &row(vec!["---".to_string(); columns]);
    for _ in 0..rows {
        let length = 1 + dice.below(6);
        table += &row((0..columns)
            .map(|i| if i == 0 { phrase(dice, length) } else { dice.one(&WORDS).to_string() })
            .collect());
    }
    table
}

fn block(dice: &mut Dice) -> String {
    match dice.below(12) {
        0 => format!("## {}", phrase(dice, 3)),
        1 => format!("## {}\n\n### {}", phrase(dice, 2), phrase(dice, 4)),
        2 => table(dice),
        3 => format!("- {}\n  - {}\n    - {}\n- {}", sentence(dice), sentence(dice), sentence(dice), sentence(dice)),
        4 => format!("> {}", paragraph(dice)),
        5 => format!("**{}**{}", phrase(dice, 2), paragraph(dice)),
        6 => format!("{}[^n]\n\n[^n]: {}", sentence(dice), sentence(dice)),
        _ => paragraph(dice),
    }
}

/// The front matter of a genre.
fn front(genre: usize, dice: &mut Dice) -> String {
    let length = 1 + dice.below(9);
    let name = phrase(dice, length);
    let own = match genre {
        0 => format!(
            "genre: notice\nmasthead: {{ name: '{name}文件' }}\nsigned: '{name}'\nrecipients: '{name}'\nseal: {}",
            dice.below(2) == 1
        ),
        1 => format!(
            "genre: bulletin\nmasthead: {{ name: '{}', serial: 3, issuers: ['{name}'] }}\neditors_note: '{}'",
            phrase(dice, 2),
            paragraph(dice).replace("{{", "").replace("}}", "").replace('|', "")
        ),
        2 => format!("genre: feature\nfolio: {{ page: 4, section: 专题 }}\nkicker: '{name}'\nsubtitle: '{name}'"),
        3 => format!("genre: review\nsignature: '{name}'"),
        _ => format!("genre: yearbook\nvolume: '{name}'\ncolumn: 专文"),
    };
    let long = 1 + dice.below(14);
    let title: String = phrase(dice, long).chars().take(100).collect();
    format!("title: '关于{title}的'\n{own}\n")
}

#[test]
fn three_hundred_reports_are_set_and_none_leaves_its_page() {
    if !paper::can_be_read() || World::starter().run(&["fonts"]).status != 0 {
        eprintln!("skipped: poppler-utils or a Chinese font is not installed");
        return;
    }
    let world = World::starter();
    let mut dice = Dice(20_240_410);
    for report in 0..300 {
        let blocks = [1, 2, 4, 8, 16, 40][dice.below(6)];
        let mut text = format!(
            "---\nregion: \"990101\"\nyear: 2024\ndate: 2024-04-10\ndescription: 试排\n{}---\n",
            front(report % 5, &mut dice)
        );
        let mut has_note = false;
        for _ in 0..blocks {
            let block = block(&mut dice);
            if block.contains("[^n]") && std::mem::replace(&mut has_note, true) {
                continue;
            }
            let _ = writeln!(text, "{block}\n");
        }
        world.write(&format!("content/reports/2024/r{report:03}.md"), text);
    }
    let said = world.run(&["build", "--lang", "en", "--quiet"]);
    let errors: Vec<&str> = said.stderr.lines().filter(|line| line.starts_with("error")).collect();
    let last: Vec<&str> = said.stderr.lines().rev().take(5).collect();
    assert_eq!(said.status, 0, "{errors:#?} {last:#?}");
    let mut pages = 0;
    for report in 0..300 {
        let pdf = world.out().join(format!("reports/2024/r{report:03}/r{report:03}.pdf"));
        for (number, (size, lines)) in paper::sizes_and_lines(&pdf).into_iter().enumerate() {
            pages += 1;
            for line in lines {
                let is_inside =
                    line.left > 5.0 && line.right < size.0 - 5.0 && line.top > 5.0 && line.bottom < size.1 - 5.0;
                assert!(is_inside, "r{report:03} page {}: {line:?} on {size:?}", number + 1);
            }
        }
    }
    assert!(pages > 900, "only {pages} pages");
}
