//! What must hold of the benchmark itself before it judges anything: mutators and interval arithmetic on small cases. A bench
//! without a test harness runs no tests, so this runs first each time.

use super::corpus::{Number, Relation};
use super::mutate::{self, Mutant};
use super::seed::Seed;
use super::{days, docs, faults, members, relations, scan, word_faults};

pub fn run() {
    seeds();
    numbers();
    arithmetic();
    directions();
    lists();
    weekdays();
    forms();
    pages();
}

fn seeds() {
    let mut seed = Seed::of("", 0, "");
    let first = seed.next();
    assert_ne!(first, seed.next());
    assert_eq!(first, Seed::of("", 0, "").next(), "the same in every run");
    assert_ne!(first, Seed::of("", 1, "").next());
    assert_eq!(seed.some((0..9).collect::<Vec<_>>(), 3).len(), 3);
}

fn numbers() {
    for printed in ["41.37亿元", "9家", "0.5个百分点", "62036元", "101.4%", "1.05万人"] {
        for start in 0..40 {
            let text = format!("{}{printed}。", "x".repeat(start));
            let all = mutate::of_number(printed, start, &mut Seed::of("f", start, "t"));
            assert!(!all.is_empty(), "{printed}");
            for mutant in all {
                let mutated = mutant.apply(&text);
                assert_ne!(mutated, text, "{mutant:?}");
                assert!(!mutated.trim_start_matches('x').starts_with("00"), "{mutated}");
                let place = mutant.shifted(&(start..start + printed.len()));
                assert_eq!(place.end, mutated.len() - "。".len(), "{mutant:?}");
            }
        }
    }
}

fn relation(class: &str, text: &str, numbers: &[(&'static str, &str)]) -> Relation {
    let place = |words: &str| text.find(words).map(|at| at..at + words.len()).expect(words);
    let numbers: Vec<_> =
        numbers.iter().map(|(role, words)| Number { role, at: place(words), unit: String::new() }).collect();
    let result = numbers.last().expect("a result").at.clone();
    let (class, anchor) = (class.to_string(), text.to_string());
    Relation { class, anchor, result, numbers, items: vec![], is_down: false, mode: String::new(), date: String::new() }
}

/// A class, its numbers by role (the result last), and whether they hold.
type Case = (&'static str, &'static [(&'static str, &'static str)], bool);

fn arithmetic() {
    let cases: [Case; 18] = [
        ("sum", &[("parts", "18.4万亩"), ("parts", "33.7万亩"), ("result", "52.1万亩")], true),
        ("sum", &[("parts", "18.4万亩"), ("parts", "33.7万亩"), ("result", "52.4万亩")], false),
        ("sum", &[("parts", "18家"), ("parts", "4家"), ("result", "23家")], false),
        ("share", &[("part", "1户"), ("whole", "3户"), ("result", "33.3%")], true),
        ("share", &[("part", "2户"), ("whole", "3户"), ("result", "66.6%")], true),
        ("share", &[("part", "2户"), ("whole", "3户"), ("result", "66.5%")], false),
        ("share", &[("part", "3122人"), ("whole", "46.66万人"), ("result", "6.69‰")], true),
        ("share", &[("part", "2户"), ("whole", "3户"), ("result", "超过66%")], true),
        ("average", &[("total", "22.93万吨"), ("count", "52.1万亩"), ("result", "440公斤")], true),
        ("average", &[("total", "19112件"), ("count", "3个"), ("result", "6371件")], true),
        ("average", &[("total", "19112件"), ("count", "3个"), ("result", "6374件")], false),
        ("growth", &[("now", "107户"), ("before", "100户"), ("result", "7.0%")], true),
        ("growth", &[("now", "107户"), ("before", "100户"), ("result", "7.4%")], false),
        ("points", &[("now", "38.6%"), ("before", "29.4%"), ("result", "9.2个百分点")], true),
        ("points", &[("now", "38.6%"), ("before", "29.4%"), ("result", "9.9个百分点")], false),
        ("times", &[("now", "33.0万元"), ("before", "12.0万元"), ("result", "2.75倍")], true),
        ("completion", &[("now", "61处"), ("target", "74处"), ("result", "82.4%")], true),
        ("growth-from-increment", &[("now", "295个"), ("increment", "37个"), ("result", "14.3%")], true),
    ];
    for (class, numbers, expected) in cases {
        let text = numbers.iter().map(|(_, words)| *words).collect::<Vec<_>>().join("，");
        let stated = relation(class, &text, numbers);
        assert_eq!(relations::holds(&text, &stated, false), Some(expected), "{class} {text}");
    }
    let text = "由100户降至93户，下降7.0%";
    let mut down = relation("growth", text, &[("now", "93户"), ("before", "100户"), ("result", "7.0%")]);
    down.is_down = true;
    assert_eq!(relations::holds(text, &down, false), Some(true));
    assert_eq!(relations::holds(text, &down, true), Some(false));
    let text = "近3000户的约50%为1600户以上";
    let about = relation("share", text, &[("part", "1600户"), ("whole", "3000户"), ("result", "50%")]);
    assert_eq!(relations::holds(text, &about, false), Some(true), "bounds beside the numbers are read");
}

fn directions() {
    let turned = |text: &str, result: &str| {
        let at = text.find(result).expect(result);
        mutate::turned(text, &(at..at + result.len())).map(|m| m.apply(text))
    };
    assert_eq!(turned("上涨，增长2.3%", "2.3%").as_deref(), Some("上涨，下降2.3%"));
    assert_eq!(turned("比上年少2930头", "2930头").as_deref(), Some("比上年多2930头"));
    assert_eq!(turned("增速高于城镇2.0个百分点", "2.0个").as_deref(), Some("增速低于城镇2.0个百分点"));
    assert_eq!(turned("占2.0%", "2.0%"), None);
}

fn lists() {
    let text = "抓好甲事、乙事和丙事三项";
    let items: Vec<String> = ["甲事", "乙事", "丙事"].map(String::from).to_vec();
    let places = members::near(text, &items, text.len());
    let left: Vec<String> = members::deleted(text, &places)
        .into_iter()
        .map(|(at, with)| [&text[..at.start], &with, &text[at.end..]].concat())
        .collect();
    assert_eq!(left, ["抓好乙事和丙事三项", "抓好甲事、丙事三项", "抓好甲事、乙事三项"]);
    assert!(members::near(text, &["丁事".to_string()], 0).is_empty());
    let count: Vec<Mutant> = mutate::of_number("三项", 0, &mut Seed::of("", 0, ""));
    assert!(["四", "二"].contains(&count[0].with.as_str()));
}

fn weekdays() {
    assert_eq!(days::WEEKDAYS[days::weekday_of(2024, 7, 11)], "四");
    assert_eq!(days::WEEKDAYS[days::weekday_of(2024, 2, 29)], "四");
    assert_eq!(days::WEEKDAYS[days::weekday_of(2026, 11, 22)], "日");
}

fn forms() {
    let made = |mutants: Vec<Mutant>, text: &str| -> Vec<String> { mutants.iter().map(|m| m.apply(text)).collect() };
    let bounded = "投入超过170亿元，惠及700余户。";
    assert_eq!(
        made(word_faults::bounds(bounded), bounded)[..2],
        ["投入超过170亿元以上，惠及700余户。", "投入超过170亿元，惠及超过700余户。"]
    );
    let range = "占15%～30%。";
    assert_eq!(made(word_faults::percent_ranges(range), range)[0], "占10～15%～30%。");
    assert_eq!(made(word_faults::percent_ranges(range), range)[1], "占15～30%。");
    let thousand = "补助4000元。";
    assert_eq!(made(word_faults::thousands(thousand), thousand), ["补助4千元。"]);
    let doubled = "全县的工作";
    assert_eq!(made(word_faults::function_words(doubled), doubled), ["全县的的工作"]);
    assert_eq!(made(faults::each("人次人次", "人次", "人/次"), "人次人次").len(), 2);
    assert_eq!(scan::sentences("# 题\n\n甲。乙“丙。”丁。\n").len(), 2);
}

fn pages() {
    let page = "前\n<!-- begin: cargo bench --bench audit -->\n旧\n<!-- end -->\n后\n";
    let new = docs::replaced(page, "audit", "新\n").expect("marks");
    assert!(
        new.starts_with("前\n") && new.ends_with("<!-- end -->\n后\n") && new.contains("\n新\n") && !new.contains('旧')
    );
    assert_eq!(docs::replaced("前", "audit", "新"), None);
}
