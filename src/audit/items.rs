//! Lists of names in prose: how many items a list has, where quotes and brackets are kept whole and 和 may divide two items or
//! stand within one (住房和城乡建设). Judges nothing.

/// A list as far as it can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Items {
    pub least: usize,
    pub most: usize,
    /// Nothing speaks against its being a list and nothing else.
    pub is_plain: bool,
    /// It ends in 等: there are more.
    pub is_open: bool,
}

/// Names that hold a 和 themselves.
const JOINED: [&str; 25] = [
    "用品及服务",
    "住房和城乡",
    "人力资源和社会保障",
    "工业和信息化",
    "发展和改革",
    "规划和自然资源",
    "自然资源和规划",
    "文化和旅游",
    "文化广电和旅游",
    "卫生和",
    "经济和信息化",
    "巩固和",
    "科学和",
    "国民经济和社会发展",
    "机构和",
    "和谐",
    "和平",
    "总和",
    "和美",
    "尔及利亚",
    "埃及",
    "人大和",
    "民族和宗教",
    "党和",
    "和解",
];

/// A piece of a list longer than this, in characters, is a sentence.
const LONGEST: usize = 22;

/// The items of a text that is a list and nothing else.
pub fn of(text: &str) -> Items {
    let pieces = pieces(text);
    let is_open = text.trim_end_matches(|c| "。”）)".contains(c)).ends_with('等') || ends_in_et_cetera(text);
    count(&pieces, is_open)
}

/// The list that ends where a text ends, within its last clause: before 分别 or a count.
pub fn list_before(text: &str) -> Option<Items> {
    let clause = last_clause(text);
    let clause = match clause.trim().is_empty() {
        true => without_total(last_clause(text.trim_end_matches(['，', '：', ' ']))),
        false => clause,
    };
    let clause = without_own_count(clause);
    let pieces = pieces(clause);
    if pieces.len() < 2 && conjunctions(clause) == 0 {
        let number = leading_count(clause)?;
        return Some(Items { least: number, most: number, is_plain: true, is_open: false });
    }
    let mut items = count(&pieces, ends_in_et_cetera(clause));
    // 三大贸易伙伴东盟、欧盟、美国 counts these very names.
    let number = items.least;
    let counts_others = |piece: &&str| inner_count(piece).is_some_and(|n| n != number);
    let inner_counts = !are_grades(&pieces) && pieces[..pieces.len() - 1].iter().any(counts_others);
    items.is_plain &= !inner_counts && (are_bands(&pieces) || !pieces.iter().any(|piece| holds_a_quantity(piece)));
    Some(items)
}

fn count(pieces: &[&str], is_open: bool) -> Items {
    let joins: usize = pieces.iter().map(|piece| conjunctions(piece)).sum();
    let last = pieces.last().map_or(0, |piece| conjunctions(piece));
    let least = pieces.len();
    // In A、B和C the last 和 divides: that is what 、 and 和 do in one list.
    let divides_for_sure = pieces.last().is_some_and(|piece| piece.contains('和') || piece.contains("以及"));
    let is_regular = joins == last && last == 1 && least >= 2 && divides_for_sure;
    let is_short = pieces.iter().all(|piece| !piece.is_empty() && piece.chars().count() <= LONGEST);
    Items {
        least: if is_regular { least + 1 } else { least },
        most: least + joins,
        is_plain: is_short && !is_open,
        is_open,
    }
}

/// The pieces between 、, quotes and brackets kept whole; “甲”“乙” need no mark between them.
pub fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut depth, mut start) = (0_i32, 0);
    for (i, c) in text.char_indices() {
        match c {
            '“' | '《' if depth == 0 && text[start..i].ends_with(['”', '》']) => {
                pieces.push(&text[start..i]);
                start = i;
                depth += 1;
            }
            '“' | '（' | '(' | '《' | '‘' | '【' => depth += 1,
            '”' | '）' | ')' | '》' | '’' | '】' => depth = (depth - 1).max(0),
            '、' if depth == 0 => {
                pieces.push(&text[start..i]);
                start = i + c.len_utf8();
            }
            _ => {}
        }
    }
    pieces.push(&text[start..]);
    pieces
}

/// How many 和, 与, 及 of a piece may divide two items.
fn conjunctions(piece: &str) -> usize {
    let plain = without_insides(piece);
    let plain = JOINED.iter().fold(plain, |text, name| text.replace(name, ""));
    let plain =
        plain.replace("以及", "及").replace("及其", "").replace("涉及", "").replace("普及", "").replace("参与", "");
    plain
        .char_indices()
        .filter(|(i, c)| matches!(c, '和' | '与' | '及') && *i > 0 && *i + c.len_utf8() < plain.len())
        .count()
}

/// A text without what stands in quotes and brackets.
pub fn without_insides(text: &str) -> String {
    let mut depth = 0_i32;
    text.chars()
        .filter(|c| match c {
            '“' | '（' | '(' | '《' | '‘' => {
                depth += 1;
                depth == 1
            }
            '”' | '）' | ')' | '》' | '’' => {
                depth = (depth - 1).max(0);
                depth == 0
            }
            _ => depth == 0,
        })
        .collect()
}

/// In bytes: no clause is longer, and a sentence that never ends shall not make the audit slow.
const LONGEST_CLAUSE: usize = 4096;

/// What follows the last mark between clauses that stands outside quotes and brackets.
pub fn last_clause(text: &str) -> &str {
    let text = &text[text.floor_char_boundary(text.len().saturating_sub(LONGEST_CLAUSE))..];
    let mut depth = 0_i32;
    let mut start = 0;
    for (i, c) in text.char_indices() {
        match c {
            '“' | '（' | '(' | '《' => depth += 1,
            '”' | '）' | ')' | '》' if depth == 0 => start = i + c.len_utf8(),
            '”' | '）' | ')' | '》' => depth -= 1,
            '，' | '。' | '；' | '：' | '！' | '？' | '\n' | ',' | ';' if depth == 0 => start = i + c.len_utf8(),
            _ => {}
        }
    }
    &text[start..]
}

fn ends_in_et_cetera(text: &str) -> bool {
    let plain = without_insides(text);
    plain.contains('等')
        && !plain.contains("等级")
        && !plain.contains("平等")
        && !plain.contains("中等")
        && !plain.contains("高等")
}

/// `三次产业`, `四个学段`: a count at the start of a clause that stands for names.
fn leading_count(clause: &str) -> Option<usize> {
    const BEHIND: [&str; 9] = ["次产业", "个学段", "者", "类", "项", "县", "镇", "地", "种方式"];
    let (number, length) = han(clause)?;
    BEHIND.iter().any(|word| clause[length..].starts_with(word)).then_some(number)
}

/// One to nine, in Han.
pub fn digit(c: char) -> Option<usize> {
    "一二三四五六七八九".chars().position(|digit| digit == c).map(|i| i + 1)
}

/// A Han number from 2 to 19 that a text starts with, and its length in bytes.
pub fn han(text: &str) -> Option<(usize, usize)> {
    let digit = |c: char| if c == '两' { Some(2) } else { digit(c) };
    let mut chars = text.chars();
    let first = chars.next()?;
    if first == '十' {
        return match chars.next().and_then(digit) {
            Some(units) => Some((10 + units, 2 * '十'.len_utf8())),
            None => Some((10, '十'.len_utf8())),
        };
    }
    let number = digit(first).filter(|number| *number >= 2)?;
    match chars.next() {
        Some(next) if next == '十' || next == '百' || next == '千' || next == '万' || digit(next).is_some() => None,
        _ => Some((number, first.len_utf8())),
    }
}

/// 甲镇、乙镇、丙乡、丁乡4个乡镇: a count of the very names, with their noun and what belongs to them.
fn without_own_count(clause: &str) -> &str {
    const MEASURES: [&str; 16] =
        ["个", "座", "家", "所", "处", "条", "项", "支", "名", "镇", "县", "乡", "村", "市", "类", "种"];
    let names = pieces(clause);
    let Some(last) = names.last().filter(|_| names.len() >= 2) else { return clause };
    let is_digit = |c: char| c.is_ascii_digit();
    let Some(at) = last.find(is_digit).filter(|at| *at > 0) else { return clause };
    let length = last[at..].find(|c| !is_digit(c)).unwrap_or(last.len() - at);
    let number: Option<usize> = last[at..at + length].parse().ok();
    let items = names.len() + conjunctions(&last[..at]);
    let is_measured = MEASURES.iter().any(|measure| last[at + length..].starts_with(measure));
    let has_no_other =
        !clause[..clause.len() - last.len() + at].contains(is_digit) && !last[at + length..].contains(is_digit);
    match number.is_some_and(|number| number == items) && is_measured && has_no_other {
        true => &clause[..clause.len() - last.len() + at],
        false => clause,
    }
}

/// 专馆、专区、专柜42个: what the names make together is no name.
fn without_total(clause: &str) -> &str {
    let names = clause.trim_end_matches(|c: char| c.is_alphabetic() && !"、和及与".contains(c));
    let bare = names.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let has_number = bare.len() < names.len() && clause[names.len()..].chars().count() <= 3;
    let ends_a_list = bare.contains('、') && !bare.contains(|c: char| c.is_ascii_digit());
    if has_number && ends_a_list { bare.trim_end_matches(['共', '有']) } else { clause }
}

/// 一级、二级、三级古树: grades, which count nothing.
fn are_grades(pieces: &[&str]) -> bool {
    const GRADES: [&str; 3] = ["级", "类", "档"];
    let grade = |piece: &&str| {
        let number = piece.chars().next().and_then(digit)?;
        GRADES.iter().any(|word| piece['一'.len_utf8()..].starts_with(word)).then_some(number)
    };
    let grades: Vec<Option<usize>> = pieces.iter().map(grade).collect();
    pieces.len() >= 2 && grades.windows(2).all(|pair| pair[0].zip(pair[1]).is_some_and(|(one, next)| next == one + 1))
}

/// 5亿元以下、5亿元～10亿元、10亿元以上: names of sizes.
fn are_bands(pieces: &[&str]) -> bool {
    const ENDS: [&str; 8] = ["以下", "以上", "～", "—", "至", "不足", "超过", "不满"];
    let is_band =
        |piece: &&str| piece.contains(|c: char| c.is_ascii_digit()) && ENDS.iter().any(|end| piece.contains(end));
    pieces.len() >= 3 && pieces.iter().all(is_band)
}

/// A count within a piece, with more words behind it: 乙两镇投资.
fn inner_count(piece: &str) -> Option<usize> {
    const BEHIND: [&str; 13] = ["个", "镇", "县", "村", "项", "类", "级", "市", "区", "乡", "大", "家", "种"];
    let counts = piece.char_indices().filter_map(|(i, _)| {
        let (number, length) = han(&piece[i..])?;
        let is_count = BEHIND.iter().any(|measure| piece[i + length..].starts_with(measure));
        is_count.then_some((i, number))
    });
    let mut counts = counts.filter(|(i, _)| !piece[..*i].ends_with('第'));
    counts.next().map(|(_, number)| number)
}

/// Digits that are no date.
fn holds_a_quantity(piece: &str) -> bool {
    let rest = piece.trim_start_matches(|c: char| !c.is_ascii_digit());
    let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    !rest.is_empty()
        && !unit.is_empty()
        && !unit.starts_with(['月', '年', '日', '号', '季', '时', '岁', '—', '-', '～', '至'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_counted() {
        for (text, least, most) in [
            ("甲、乙、丙", 3, 3),
            ("甲、乙和丙", 3, 3),
            ("住房和城乡建设局、水利局", 2, 2),
            ("“甲、乙”、丙（丁、戊）", 2, 2),
            ("甲和乙", 1, 2),
            ("甲、乙以及丙", 3, 3),
        ] {
            let items = of(text);
            assert_eq!((items.least, items.most), (least, most), "{text}");
        }
        assert_eq!(of("“甲牌”“乙牌”“丙牌”").most, 3);
        assert_eq!(list_before("专馆、专区、专柜42个，").map(|items| items.is_plain), Some(true));
        assert_eq!(list_before("一级、二级、三级古树").map(|items| items.is_plain), Some(true));
        assert_eq!(list_before("5亿元以下、5亿元～10亿元、10亿元以上的项目").map(|items| items.is_plain), Some(true));
        assert!(of("甲、乙等").is_open);
    }

    #[test]
    fn a_clause_is_looked_for_in_the_last_bytes_of_a_sentence_that_never_ends() {
        let text = "人均3户3户".repeat(10_000);
        assert!(last_clause(&text).len() <= LONGEST_CLAUSE);
        assert_eq!(last_clause(&format!("{text}，共三户")), "共三户");
    }

    #[test]
    fn small_han_numbers_are_read() {
        assert_eq!(han("三项"), Some((3, 3)));
        assert_eq!(han("十二个"), Some((12, 6)));
        assert_eq!(han("二十个"), None);
        assert_eq!(han("一个"), None);
    }
}
