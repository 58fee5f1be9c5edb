//! Mutations of numbers: what a tired hand does to a digit, a point, a scale, a count or a list. From a place in a text to edits,
//! chosen by seed. Does not say whether an edit makes a relation false; `relations` does.

use super::corpus::{Relation, Sample};
use super::days;
use super::members;
use super::seed::Seed;
use std::ops::Range;

/// An edit and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mutant {
    pub kind: &'static str,
    pub at: Range<usize>,
    pub with: String,
    pub effect: Effect,
}

/// How a mutant bears on its relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Its numbers have to be read again.
    Recount,
    /// Its direction is turned round.
    Turn,
    /// It is broken, whatever the numbers.
    Break,
}

/// Words of direction and their opposites; those of one character only right before the number.
const DIRECTIONS: [(&str, &str); 16] = [
    ("增长", "下降"),
    ("上升", "下降"),
    ("提高", "下降"),
    ("提升", "下降"),
    ("增加", "减少"),
    ("上涨", "下降"),
    ("新增", "减少"),
    ("扩大", "缩小"),
    ("回升", "回落"),
    ("加快", "放缓"),
    ("高于", "低于"),
    ("高出", "低于"),
    ("多", "少"),
    ("高", "低"),
    ("增", "降"),
    ("升", "降"),
];

const LUNAR_MONTHS: [(&str, &str); 12] = [
    ("正月", "二月"),
    ("十二月", "十一月"),
    ("十一月", "十月"),
    ("二月", "三月"),
    ("三月", "四月"),
    ("四月", "五月"),
    ("五月", "六月"),
    ("六月", "五月"),
    ("七月", "八月"),
    ("八月", "九月"),
    ("九月", "八月"),
    ("腊月", "冬月"),
];

impl Mutant {
    pub fn new(kind: &'static str, at: Range<usize>, with: impl Into<String>, effect: Effect) -> Self {
        Self { kind, at, with: with.into(), effect }
    }

    pub fn apply(&self, text: &str) -> String {
        [&text[..self.at.start], &self.with, &text[self.at.end..]].concat()
    }

    /// Where a place of the text is afterwards.
    pub fn shifted(&self, place: &Range<usize>) -> Range<usize> {
        let moved = |byte: usize| byte + self.with.len() - self.at.len();
        match place {
            place if self.at.start >= place.end => place.clone(),
            place if self.at.end <= place.start => moved(place.start)..moved(place.end),
            place => place.start..moved(place.end.max(self.at.end)).max(place.start),
        }
    }

    /// The relation with its places afterwards.
    pub fn moved(&self, relation: &Relation) -> Relation {
        let mut moved = relation.clone();
        moved.numbers.iter_mut().for_each(|number| number.at = self.shifted(&number.at));
        moved.result = self.shifted(&relation.result);
        moved
    }
}

/// All mutants that a relation is tried with.
pub fn mutants(sample: &Sample, relation: &Relation) -> Vec<Mutant> {
    let text = sample.text.as_str();
    let mut all = Vec::new();
    for number in &relation.numbers {
        let mut seed = Seed::of(&sample.file, number.at.start, "number");
        match (relation.class.as_str(), number.role) {
            ("date", _) | ("respectively", _) => {}
            (_, "from" | "to") => all.extend(other_year(&text[number.at.clone()], number.at.start, &mut seed)),
            ("list" | "streak", _) => all.extend(other_count(&text[number.at.clone()], number.at.start, &mut seed)),
            _ => all.extend(of_number(&text[number.at.clone()], number.at.start, &mut seed)),
        }
    }
    let mut seed = Seed::of(&sample.file, relation.result.start, &relation.class);
    match relation.class.as_str() {
        "growth" | "growth-from-increment" | "increment" | "points" => all.extend(turned(text, &relation.result)),
        "date" => all.extend(other_day(text, relation, &mut seed)),
        "list" => {
            let deleted = members::deleted(text, &members::near(text, &relation.items, relation.result.start));
            all.extend(deleted.into_iter().map(|(at, with)| Mutant::new("item deleted", at, with, Effect::Break)));
        }
        "respectively" => {
            let values: Vec<_> = relation.numbers.iter().map(|n| n.at.clone()).collect();
            let deleted = members::deleted(text, &values);
            all.extend(deleted.into_iter().map(|(at, with)| Mutant::new("value deleted", at, with, Effect::Break)));
        }
        _ => {}
    }
    all
}

/// Of a number as printed, which starts at a byte of the text: three digits, a swap, a point and the scales.
pub fn of_number(printed: &str, start: usize, seed: &mut Seed) -> Vec<Mutant> {
    let Some(first) = printed.find(|c: char| c.is_ascii_digit()) else { return other_count(printed, start, seed) };
    let length = printed[first..].find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(printed.len() - first);
    let digits = &printed[first..first + length];
    let at = start + first;
    let edit = |kind, with: String| Mutant::new(kind, at..at + length, with, Effect::Recount);
    let mut all = Vec::new();
    let places: Vec<usize> = digits.bytes().enumerate().filter(|(_, b)| b.is_ascii_digit()).map(|(i, _)| i).collect();
    for place in seed.some(places, 3) {
        all.push(edit("digit", other_digit(digits, place, seed)));
    }
    all.extend(seed.some(swaps(digits), 1).into_iter().map(|with| edit("digits swapped", with)));
    all.extend(seed.some(points_moved(digits), 1).into_iter().map(|with| edit("point moved", with)));
    let behind = &printed[first + length..];
    for (scale, others) in [("万亿", ["亿", "万"]), ("亿", ["万", ""]), ("万", ["亿", ""])] {
        if behind.starts_with(scale) {
            let at = at + length;
            let edit = |with: &str| Mutant::new("scale", at..at + scale.len(), with, Effect::Recount);
            all.extend(others.map(edit));
            break;
        }
    }
    all
}

fn other_digit(digits: &str, place: usize, seed: &mut Seed) -> String {
    let old = digits.as_bytes()[place] - b'0';
    let mut new = (old + 1 + seed.below(9) as u8) % 10;
    let leads = place == 0 && digits.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    if new == 0 && (leads || digits.len() == 1) {
        new = if old == 9 { 1 } else { old + 1 };
    }
    let mut with = digits.to_string();
    with.replace_range(place..=place, &new.to_string());
    with
}

/// Neighbouring digits changed over, without a zero in front.
fn swaps(digits: &str) -> Vec<String> {
    let bytes = digits.as_bytes();
    let pairs = (1..bytes.len()).filter(|&i| {
        let (a, b) = (bytes[i - 1], bytes[i]);
        a != b && a.is_ascii_digit() && b.is_ascii_digit() && (i > 1 || b != b'0')
    });
    pairs.map(|i| [&digits[..i - 1], &digits[i..=i], &digits[i - 1..i], &digits[i + 1..]].concat()).collect()
}

/// The decimal point a place to the left and to the right: 12.34 as 1.234 and 123.4.
fn points_moved(digits: &str) -> Vec<String> {
    let Some((whole, part)) = digits.split_once('.') else { return Vec::new() };
    let (mut left, mut right) = (format!("0.{whole}{part}"), format!("{whole}{part}"));
    if whole.len() > 1 {
        left = format!("{}.{}{part}", &whole[..whole.len() - 1], &whole[whole.len() - 1..]);
    }
    if part.len() > 1 {
        right = format!("{whole}{}.{}", &part[..1], &part[1..]);
    }
    let right = match right.strip_prefix('0') {
        Some(rest) if !rest.starts_with('.') => rest.to_string(),
        _ => right,
    };
    vec![left, right]
}

/// One more or one less: 五项 as 六项.
fn other_count(printed: &str, start: usize, seed: &mut Seed) -> Vec<Mutant> {
    const HAN: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let up = seed.below(2) == 0;
    let other = |n: usize| if (up && n < 10) || n < 3 { n + 1 } else { n - 1 };
    let edit = |length, with: String| vec![Mutant::new("count", start..start + length, with, Effect::Recount)];
    let digits = printed.bytes().take_while(u8::is_ascii_digit).count();
    if let Ok(count) = printed[..digits].parse::<usize>() {
        return edit(digits, if up || count < 3 { count + 1 } else { count - 1 }.to_string());
    }
    let Some(first) = printed.chars().next() else { return Vec::new() };
    let follows_digit = HAN.iter().any(|digit| printed[first.len_utf8()..].starts_with(digit));
    let count = match first {
        '两' => Some(2),
        _ => HAN.iter().position(|digit| digit.starts_with(first)).map(|i| i + 1),
    };
    match count {
        Some(count) if !follows_digit => edit(first.len_utf8(), HAN[other(count) - 1].to_string()),
        _ => Vec::new(),
    }
}

/// A neighbouring year for the one at the start of a number.
fn other_year(printed: &str, start: usize, seed: &mut Seed) -> Vec<Mutant> {
    let Some(year) = printed.get(..4).and_then(|digits| digits.parse::<i32>().ok()) else { return Vec::new() };
    let with = [year - 1, year + 1][seed.below(2)].to_string();
    vec![Mutant::new("year", start..start + 4, with, Effect::Recount)]
}

/// The word of direction before a number, turned round.
pub fn turned(text: &str, result: &Range<usize>) -> Option<Mutant> {
    let head = &text[..result.start];
    let from = head.rfind(['，', '。', '；', '：', '、', '（', '\n', '|']).unwrap_or(0);
    let mut best: Option<(Range<usize>, &str)> = None;
    for (a, b) in DIRECTIONS.iter().copied().chain(DIRECTIONS.iter().map(|(a, b)| (*b, *a))) {
        let Some(at) = head[from..].rfind(a).map(|i| from + i) else { continue };
        let is_right_before = at + a.len() == head.len();
        let is_a_word = a.chars().count() > 1;
        let is_better = best.as_ref().is_none_or(|(other, _)| (at + a.len(), a.len()) > (other.end, other.len()));
        if (is_a_word || is_right_before) && is_better {
            best = Some((at..at + a.len(), b));
        }
    }
    best.map(|(at, with)| Mutant::new("direction", at, with, Effect::Turn))
}

/// Another weekday or lunar day, another day of the month, another year.
fn other_day(text: &str, relation: &Relation, seed: &mut Seed) -> Vec<Mutant> {
    let mut all = Vec::new();
    let (at, said) = (&relation.result, &text[relation.result.clone()]);
    if let Some(last) = said.chars().last().filter(|_| said.starts_with("星期") || said.starts_with('周')) {
        let names = days::WEEKDAYS.iter().filter(|name| !name.starts_with(last));
        for name in seed.some(names.collect(), 2) {
            all.push(Mutant::new("weekday", at.end - last.len_utf8()..at.end, *name, Effect::Recount));
        }
    }
    if said.contains("农历") {
        for (old, new) in [("初", "廿"), ("十", "初"), ("廿", "初")] {
            if let Some(i) = said.rfind(old).filter(|i| i + 6 == said.len()) {
                let at = at.start + i;
                all.push(Mutant::new("lunar day", at..at + old.len(), new, Effect::Break));
                break;
            }
        }
        for (old, new) in LUNAR_MONTHS {
            if let Some(i) = said.find(old) {
                let at = at.start + i;
                all.push(Mutant::new("lunar month", at..at + old.len(), new, Effect::Break));
                break;
            }
        }
    }
    let Some(day) = relation.numbers.iter().find(|n| n.role == "day").map(|n| n.at.clone()) else { return all };
    let old: usize = text[day.clone()].parse().unwrap_or(1);
    let others = (1..=28).filter(|new| *new != old);
    all.push(Mutant::new("day", day.clone(), seed.some(others.collect(), 1)[0].to_string(), Effect::Recount));
    let month = text[..day.start].trim_end_matches('月').trim_end_matches(|c: char| c.is_ascii_digit());
    if let Some(year) = month.strip_suffix('年').filter(|head| head.ends_with(|c: char| c.is_ascii_digit())) {
        let edits = other_year(&year[year.len() - 4..], year.len() - 4, seed);
        // A year moves every weekday by one or two days and every lunar date by ten or more.
        all.extend(edits.into_iter().map(|edit| Mutant { effect: Effect::Break, ..edit }));
    }
    all
}
