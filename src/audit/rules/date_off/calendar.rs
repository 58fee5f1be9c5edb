//! The calendar beside a date: how long a month is, on what weekday a day falls, and the weekday or the lunar date that a
//! text puts behind it.

use std::ops::Range;

pub fn days_in(year: Option<i32>, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_some_and(|year| !is_leap(year)) => 28,
        2 => 29,
        _ => 31,
    }
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// 0 is Monday. Sakamoto's congruence.
pub fn weekday(year: i32, month: u32, day: u32) -> Option<usize> {
    const SHIFT: [i32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let shift = *SHIFT.get((month as usize).checked_sub(1)?)?;
    let year = if month < 3 { year - 1 } else { year };
    let sunday = (year + year / 4 - year / 100 + year / 400 + shift + day as i32).rem_euclid(7);
    (day <= days_in(Some(year), month).max(29)).then_some((sunday as usize + 6) % 7)
}

/// The weekday close behind a date, with its place.
pub fn weekday_behind(text: &str, end: usize) -> Option<(Range<usize>, usize)> {
    let rest = &text[end..];
    let lead = rest.chars().take_while(|c| "（( ，,、　".contains(*c)).map(char::len_utf8).sum::<usize>();
    // 从4月1日起，当天即星期一
    let that_day = ["起，当天即", "，当天即", "，当天是", "，当日是", "，正是", "，正值", "起，当天是", "是", "为"]
        .into_iter()
        .find(|words| rest.starts_with(words) && rest[words.len()..].starts_with("星期"));
    let lead = that_day.map_or(lead, str::len);
    let word = ["星期", "礼拜", "周"].into_iter().find(|word| rest[lead..].starts_with(word))?;
    let start = end + lead;
    let day = text[start + word.len()..].chars().next()?;
    let nth = "一二三四五六日".chars().position(|c| c == day).or((day == '天').then_some(6))?;
    let stop = start + word.len() + day.len_utf8();
    // 周一至周五, 周年, 周三次 are no weekdays of the date.
    let behind = &text[stop..];
    let is_other = ["至", "到", "、周", "次", "年", "期"].iter().any(|other| behind.starts_with(other));
    (!is_other || word == "星期" && !behind.starts_with(['至', '到'])).then_some((start..stop, nth))
}

/// The weekday that starts at a byte: 星期六, 周六.
pub fn weekday_at(text: &str, start: usize) -> Option<(Range<usize>, usize)> {
    let word = ["星期", "礼拜", "周"].into_iter().find(|word| text[start..].starts_with(word))?;
    let day = text[start + word.len()..].chars().next()?;
    let nth = "一二三四五六日".chars().position(|c| c == day).or((day == '天').then_some(6))?;
    Some((start..start + word.len() + day.len_utf8(), nth))
}

/// A lunar date as written: the parts that it names.
#[derive(Debug)]
pub struct Lunar {
    pub range: Range<usize>,
    /// 甲辰
    cycle: Option<String>,
    /// 六, 闰二, 冬
    month: String,
    /// 初六
    day: String,
}

impl Lunar {
    /// Whether the whole lunar date can be this one.
    pub fn fits(&self, whole: &str) -> bool {
        let Some((cycle, rest)) = whole.trim_start_matches("农历").split_once('年') else { return false };
        self.cycle.as_deref().is_none_or(|own| own == cycle) && rest == format!("{}月{}", self.month, self.day)
    }
}

const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// The lunar date close behind a civil one: 农历甲辰年六月初六, 甲辰年六月初六, 农历三月十二.
pub fn lunar_behind(text: &str, end: usize) -> Option<Lunar> {
    let near: String = text[end..].chars().take(24).take_while(|c| *c != '\n' && *c != '。').collect();
    let start = find_lunar(&near)?;
    // Another date between would have a lunar date of its own.
    if near[..start].contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut rest = near[start..].strip_prefix("农历").unwrap_or(&near[start..]);
    let mut cycle = None;
    let first_two: String = rest.chars().take(2).collect();
    if is_cycle(&first_two) && rest[first_two.len()..].starts_with('年') {
        rest = &rest[first_two.len() + '年'.len_utf8()..];
        cycle = Some(first_two);
    }
    let (month, day) = rest.split_once('月')?;
    let leap = month.starts_with('闰');
    let month = match month.trim_start_matches('闰') {
        "正" | "一" => "正",
        "冬" | "十一" => "冬",
        "腊" | "十二" => "腊",
        other if "二三四五六七八九十".contains(other) && other.chars().count() == 1 => other,
        _ => return None,
    };
    let day: String = day.chars().take_while(|c| "初一二三四五六七八九十廿卅".contains(*c)).take(3).collect();
    let normal = normal_day(&day)?;
    let stop = near.len() - rest.len() + rest.find('月')? + '月'.len_utf8() + day.len();
    let month = if leap { format!("闰{month}") } else { month.to_string() };
    Some(Lunar { range: end + start..end + stop, cycle, month, day: normal })
}

fn is_cycle(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| STEMS.contains(c)) && chars.next().is_some_and(|c| BRANCHES.contains(c))
}

fn find_lunar(near: &str) -> Option<usize> {
    near.find("农历").or_else(|| {
        let indices: Vec<usize> = near.char_indices().map(|(i, _)| i).collect();
        indices.into_iter().find(|i| {
            let two: String = near[*i..].chars().take(2).collect();
            is_cycle(&two) && near[i + two.len()..].starts_with('年')
        })
    })
}

/// 二十六 and 廿六 are one day, 三十 and 卅 too.
fn normal_day(day: &str) -> Option<String> {
    let normal = match day {
        "卅" => "三十".to_string(),
        "廿" => "二十".to_string(),
        day if day.starts_with("二十") && day.chars().count() == 3 => day.replacen("二十", "廿", 1),
        day => day.to_string(),
    };
    (!normal.is_empty()).then_some(normal)
}
