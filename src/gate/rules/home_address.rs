//! `home-address`: where somebody lives, down to the door, beside the name of a person or the word that says so: 家住某路12号3单元. The
//! address of an office, and a village without a door, are none.

use crate::finding::Finding;
use crate::gate::Content;
use crate::gate::numbers::{digit, words_before, words_behind};
use crate::gate::words::has_any;
use crate::reading::is_han;
use std::ops::Range;

pub fn check(content: &Content) -> Vec<Finding> {
    content.each(|passage| {
        let told = |range: Range<usize>| {
            let (zh, en) = passage.where_found();
            Finding::error(
                "home-address",
                passage.place(range),
                format!("{zh}有住址，写到了门牌"),
                format!("{en} says where somebody lives, down to the door"),
            )
            .help(
                "写到村、社区为止，删去门牌号",
                "stop at the village or the community and delete the number of the house",
            )
        };
        found(&passage.text).into_iter().map(told).collect()
    })
}

/// What an address has before its number.
const STREETS: [&str; 22] = [
    "路", "街", "巷", "道", "弄", "村", "组", "社", "社区", "小区", "苑", "院", "园", "城", "里", "胡同", "楼", "栋",
    "幢", "座", "单元", "号",
];
/// What stands behind the last number of an address that leads to a door.
const DOORS: [&str; 8] = ["号楼", "单元", "号院", "号", "室", "栋", "幢", "户"];
/// Words that say that somebody lives there.
const LIVES: [&str; 16] = [
    "家住",
    "住址",
    "现住",
    "居住地",
    "居住在",
    "居住于",
    "居住地址",
    "住在",
    "住于",
    "家庭地址",
    "户籍地",
    "户籍所在地",
    "户口所在地",
    "户籍地址",
    "家的地址",
    "家在",
];
/// Words before the name of somebody.
const PEOPLE: [&str; 29] = [
    "党员",
    "退役军人",
    "烈属",
    "残疾人",
    "种植户",
    "养殖户",
    "低保对象",
    "村民",
    "户主",
    "贫困户",
    "脱贫户",
    "监测户",
    "监测对象",
    "低保户",
    "五保户",
    "居民",
    "群众",
    "学生",
    "患者",
    "老人",
    "业主",
    "姓名",
    "收件人",
    "受助人",
    "当事人",
    "嫌疑人",
    "申请人",
    "被执行人",
    "搬迁户",
];

/// The most frequent, and some of the peoples of the south-west.
const SURNAMES: &str = "李王张刘陈杨黄赵周吴徐孙朱马胡郭林何高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤阿吉沙尔";

fn found(line: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, c) in line.char_indices() {
        let is_first = digit(c).is_some() && line[..at].chars().next_back().is_none_or(|c| digit(c).is_none());
        if !is_first || found.last().is_some_and(|range| at < range.end) {
            continue;
        }
        if let Some(range) = door(line, at)
            && is_home(line, &range)
        {
            found.push(range);
        }
    }
    found
}

/// The numbers of an address from its first on: 12号3单元502室; `None` where they lead to no door.
fn door(line: &str, start: usize) -> Option<Range<usize>> {
    if !STREETS.iter().any(|street| line[..start].trim_end().ends_with(street)) {
        return None;
    }
    let (mut at, mut end) = (start, None);
    loop {
        let digits: usize = line[at..]
            .chars()
            .take_while(|c| digit(*c).is_some() || matches!(c, '-' | '—' | '－'))
            .map(char::len_utf8)
            .sum();
        let (length, rest) = (line[at..at + digits].chars().count(), &line[at + digits..]);
        let door = DOORS.iter().find(|door| rest.starts_with(**door)).filter(|_| (1..=9).contains(&length));
        // 建设路12-3-502
        let is_joined =
            line[at..at + digits].chars().any(|c| digit(c).is_none()) && ends_in_digit(&line[at..at + digits]);
        if door.is_none() && is_joined && end.is_none() && (3..=12).contains(&length) {
            return Some(start..at + digits);
        }
        match door {
            Some(door) => {
                // 12号文件, 3号地块, 5号线, 20户人家 lead nowhere.
                let behind = &rest[door.len()..];
                let is_other = has_any_first(
                    behind,
                    &[
                        "文", "线", "地块", "令", "公告", "通知", "人家", "农户", "贫困", "脱贫", "坑", "井", "次",
                        "位", "召开", "举行", "报到", "前", "至", "起",
                    ],
                ) || *door == "户" && !line[..start].ends_with("室");
                if is_other {
                    return end.map(|end| start..end);
                }
                at += digits + door.len();
                end = Some(at);
            }
            // 3组, between: the address goes on.
            None if rest.starts_with('组') && digits > 0 => at += digits + "组".len(),
            None => return end.map(|end| start..end),
        }
        if line[at..].chars().next().is_none_or(|c| digit(c).is_none()) {
            return end.map(|end| start..end);
        }
    }
}

fn ends_in_digit(text: &str) -> bool {
    text.chars().next_back().is_some_and(|c| digit(c).is_some())
}

fn has_any_first(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.starts_with(word))
}

fn is_home(line: &str, range: &Range<usize>) -> bool {
    let before = words_before(line, range.start, 34);
    let clause = before.rsplit(['。', '；', ';', '！']).next().unwrap_or(before);
    let is_office = has_any(
        clause,
        &[
            "办公地址",
            "公司",
            "中心地址",
            "办事处",
            "受理地点",
            "地点",
            "通信地址",
            "邮寄地址",
            "局地址",
            "服务中心",
            "服务大厅",
            "政府",
            "委员会",
            "位于",
        ],
    );
    if is_office || has_any(clause, &["×", "**", "XX", "xx"]) {
        return false;
    }
    let is_said = has_any(clause, &LIVES) || PEOPLE.iter().any(|word| names_somebody(clause, word));
    is_said || lives_there(clause) && is_of_somebody(line, range.end)
}

/// 住某路12号的: the bare verb, not a word that it is a part of.
fn lives_there(clause: &str) -> bool {
    let Some(at) = clause.rfind('住') else { return false };
    let (before, behind) = (&clause[..at], &clause[at + '住'.len_utf8()..]);
    !before.ends_with(['居', '常', '入', '站', '记', '稳', '守', '保', '抓', '困', '吃'])
        && !has_any_first(behind, &["房", "宅", "院", "户", "宿", "处", "所", "建局", "建部", "建委", "建厅"])
}

/// Whose it is stands behind: 的张某某, ，房东姓王.
fn is_of_somebody(line: &str, end: usize) -> bool {
    let behind = words_behind(line, end, 10);
    behind
        .strip_prefix('的')
        .is_some_and(|name| SURNAMES.contains(name.chars().next().unwrap_or(' ')) && !name.starts_with("高"))
        || has_any(behind, &["房东", "业主", "本人", "一家"])
}

/// 村民李某某家, 户主：张三: a word and behind it two to four Han characters that are a name, not the word itself in running text.
fn names_somebody(clause: &str, word: &str) -> bool {
    let Some(at) = clause.rfind(word) else { return false };
    let behind = clause[at + word.len()..].trim_start_matches(['：', ':', ' ', '　', '（', '(']);
    let name: String = behind.chars().take_while(|c| is_han(*c)).take(4).collect();
    name.chars().count() >= 2 && name.chars().next().is_some_and(|c| SURNAMES.contains(c))
}

#[cfg(test)]
mod tests {
    use super::found;
    use crate::gate::rules::tried::expect;

    #[test]
    fn a_home_is_told_and_an_office_is_not() {
        expect(
            found,
            &[
                "他家住城关镇人民路12号3单元502室。",
                "户主：张某某，住址：某村3组45号",
                "村民李某（某社区5栋201室）",
                "现住某某小区7幢2单元301室",
                "户籍地：某县某镇某村2组18号",
                "被执行人王某，某街道建设路８号",
                "监测户赵某家在某村1组6号，生活困难",
            ],
            &[
                "地址：城关镇人民路12号，县政务服务中心",
                "县政府位于人民路12号",
                "村民居住在3个社区",
                "他家住某镇某村",
                "住在某村的脱贫户共12户",
                "家住某路×号",
                "5号线沿线居民",
                "市政府2024年第12号文件",
                "某村3组群众参加",
                "居住在某路12号地块的居民",
                "公司现住所：某路12号",
                "办公地址：某街8号301室，居民可前往",
            ],
        );
    }
}
