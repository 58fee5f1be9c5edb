//! `broken-date`: dates and ranges of years whose marks were lost (202119月, 20132020年, 2023718日, 2023年13日, 2023第18期), and
//! years cut to two digits, which GB/T 15835 5.1.4 forbids.

use crate::audit::Verdicts;
use crate::reading::{Reading, is_day, is_month, is_year};
use std::ops::Range;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for numeral in &reading.numerals {
        let digits = reading.slice(&numeral.range);
        let before = &reading.text()[..numeral.range.start];
        let after = &reading.text()[numeral.range.end..];
        if digits.bytes().all(|b| b.is_ascii_digit()) {
            glued(verdicts, &numeral.range, digits, before, after);
            without_month(reading, verdicts, &numeral.range, digits, after);
            without_year_word(verdicts, &numeral.range, digits, before, after);
            short_year(verdicts, &numeral.range, digits, before, after);
            no_month(reading, verdicts, &numeral.range, digits, before, after);
            glued_months(verdicts, &numeral.range, digits, before, after);
            two_months(verdicts, &numeral.range, digits, before, after);
            late_month(verdicts, &numeral.range, digits, before, after);
            no_year(verdicts, &numeral.range, digits, before, after);
            doubled_month_word(verdicts, &numeral.range, digits, after);
        }
    }
}

/// 202119月, 20132020年, 2023718日.
fn glued(verdicts: &mut Verdicts, range: &Range<usize>, digits: &str, before: &str, after: &str) {
    let len = digits.len();
    if !(5..=8).contains(&len)
        || !is_year(&digits[..4])
        || before.ends_with(|c: char| c.is_ascii_alphanumeric() || "-.—".contains(c))
    {
        return;
    }
    let rest = &digits[4..];
    let read = if after.starts_with('月') && !after.starts_with("月度") {
        match rest.len() {
            2 if is_month(&rest[..1]) && is_month(&rest[1..]) && rest[..1] < rest[1..] => {
                format!("{}年{}—{}月", &digits[..4], &rest[..1], &rest[1..])
            }
            1 | 2 if is_month(rest) => format!("{}年{rest}月", &digits[..4]),
            3 if is_month(&rest[..1]) && is_month(&rest[1..]) => {
                format!("{}年{}—{}月", &digits[..4], &rest[..1], &rest[1..])
            }
            _ => return,
        }
    } else if after.starts_with('年') && len == 8 && is_year(rest) {
        format!("{}—{rest}年", &digits[..4])
    } else if after.starts_with(['日', '号']) && (6..=8).contains(&len) {
        let split = (1..=2).find(|n| *n < rest.len() && is_month(&rest[..*n]) && is_day(&rest[*n..]));
        match split {
            Some(n) => format!("{}年{}月{}日", &digits[..4], &rest[..n], &rest[n..]),
            None => return,
        }
    } else {
        return;
    };
    let unit = after.chars().next().map_or(0, char::len_utf8);
    let said = format!("{digits}{}", &after[..unit]);
    verdicts
        .wrong(
            range.start..range.end + unit,
            format!("“{said}”丢了年月之间的字或连接号，像是“{read}”"),
            format!("{said} has lost the marks within the date; it may be {read}"),
        )
        .help("补上“年”“月”或连接号", "put the lost marks back");
}

/// 2023年13日: the month is lost.
fn without_month(reading: &Reading, verdicts: &mut Verdicts, range: &Range<usize>, digits: &str, after: &str) {
    let Some(rest) = after.strip_prefix('年').filter(|_| is_year(digits)) else { return };
    let day = rest.bytes().take_while(u8::is_ascii_digit).count();
    let ends = rest[day..].strip_prefix('日');
    let Some(behind) = ends.filter(|_| is_day(&rest[..day])) else { return };
    if ["内", "以内", "以上", "均", "游", "假", "期"].iter().any(|word| behind.starts_with(word)) {
        return;
    }
    let end = range.end + '年'.len_utf8() + day + '日'.len_utf8();
    let said = &reading.text()[range.start..end];
    verdicts
        .wrong(
            range.start..end,
            format!("“{said}”有年有日，没有月"),
            format!("{said} has a year and a day and no month"),
        )
        .help("补上月份", "put the month in");
}

/// 10月311月12场: no month has three digits; something was lost before it.
fn no_month(reading: &Reading, verdicts: &mut Verdicts, range: &Range<usize>, digits: &str, before: &str, after: &str) {
    let is_free = !before.ends_with(|c: char| c.is_ascii_alphanumeric() || "-.—第".contains(c));
    let behind = after.strip_prefix('月').filter(|behind| !behind.starts_with(['薪', '租', '饼']));
    if digits.len() == 3 && is_free && behind.is_some() && is_month(&digits[1..]) {
        let end = range.end + '月'.len_utf8();
        let said = reading.slice(&(range.start..end)).to_string();
        verdicts
            .wrong(
                range.start..end,
                format!("没有“{said}”：数字和月份粘在一起，丢了中间的字"),
                format!("there is no {said}: a number and a month run together, something between them is lost"),
            )
            .help("补上丢掉的量词和标点", "put back what was lost");
    }
}

/// 16月, 1012月: no month, but two of them without the mark between.
fn glued_months(verdicts: &mut Verdicts, range: &Range<usize>, digits: &str, before: &str, after: &str) {
    // 18月龄 and 满24月 say how long.
    const LENGTHS: [&str; 12] = ["龄", "薪", "租", "息", "期", "子", "嫂", "饼", "以上", "以下", "以内", "内"];
    let half = digits.len() / 2;
    let is_even = matches!(digits.len(), 2 | 4);
    let Some(behind) = after.strip_prefix('月').filter(|_| is_even && !is_month(digits)) else { return };
    let (first, last) = digits.split_at(half);
    let is_row = is_month(first) && is_month(last) && first < last;
    let is_bound = before.ends_with(|c: char| c.is_ascii_alphanumeric() || "-.,—～~/第满达近超约期刑".contains(c));
    if !is_row || is_bound || LENGTHS.iter().any(|word| behind.starts_with(word)) {
        return;
    }
    let (first, last) = (first.trim_start_matches('0'), last.trim_start_matches('0'));
    verdicts
        .wrong(
            range.start..range.end + '月'.len_utf8(),
            format!("没有“{digits}月”，像是“{first}—{last}月”丢了连接号"),
            format!("there is no {digits}月: it may be {first}—{last}月 without its dash"),
        )
        .help("补上起止月份之间的连接号", "put the dash between the two months back");
}

/// 7月10月降水: two months with nothing between.
fn two_months(verdicts: &mut Verdicts, range: &Range<usize>, digits: &str, before: &str, after: &str) {
    let Some(rest) = after.strip_prefix('月').filter(|_| is_month(digits)) else { return };
    let second: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let Some(behind) = rest[second.len()..].strip_prefix('月').filter(|_| is_month(&second)) else { return };
    let is_rising = digits.parse::<u8>().ok() < second.parse().ok();
    let is_bound = before.ends_with(|c: char| c.is_ascii_alphanumeric() || "-.,—～~/第满".contains(c));
    if !is_rising || is_bound || behind.starts_with(['龄', '薪']) {
        return;
    }
    let said = format!("{digits}月{second}月");
    verdicts
        .wrong(
            range.start..range.start + said.len(),
            format!("“{said}”丢了两个月份之间的字，像是“{digits}月至{second}月”"),
            format!("{said} has lost what stood between the two months; it may be {digits}月至{second}月"),
        )
        .help("补上“至”或顿号", "put 至 or a mark back");
}

/// 1—15月: the year has no such month. 2023月6日: a year where the month should be.
fn late_month(verdicts: &mut Verdicts, range: &Range<usize>, digits: &str, before: &str, after: &str) {
    let Some(behind) = after.strip_prefix('月').filter(|_| !is_month(digits)) else { return };
    let head = before.strip_suffix(['—', '～', '-', '–', '至', '到']).unwrap_or("");
    let first = &head[head.trim_end_matches(|c: char| c.is_ascii_digit()).len()..];
    let opens = head[..head.len() - first.len()].trim_end_matches('月');
    let is_late = digits.len() == 2
        && is_month(first)
        && !behind.starts_with(['龄', '期', '薪'])
        && !opens.ends_with(|c: char| c.is_ascii_alphanumeric() || "第满-—.".contains(c));
    let day = behind.bytes().take_while(u8::is_ascii_digit).count();
    let is_year_for_month = is_year(digits) && is_day(&behind[..day]) && behind[day..].starts_with('日');
    if !(is_late || is_year_for_month) {
        return;
    }
    verdicts
        .wrong(
            range.start..range.end + '月'.len_utf8(),
            format!("没有“{digits}月”"),
            format!("there is no month {digits}"),
        )
        .help("核对月份", "check the month");
}

/// 20202年, 202年5月: a year with a digit too many or too few.
fn no_year(verdicts: &mut Verdicts, range: &Range<usize>, digits: &str, before: &str, after: &str) {
    let Some(behind) = after.strip_prefix('年') else { return };
    let month = behind.bytes().take_while(u8::is_ascii_digit).count();
    let is_dated = is_month(&behind[..month]) && behind[month..].starts_with('月');
    let is_long = digits.len() == 5 && is_year(&digits[..4]) && !is_year(&digits[1..]);
    let is_short = digits.len() == 3 && digits.starts_with("20") && is_dated;
    let is_free = !before.ends_with(|c: char| c.is_ascii_alphanumeric() || "-.,—～~/".contains(c));
    if !(is_free && (is_long || is_short)) {
        return;
    }
    verdicts
        .wrong(
            range.start..range.end + '年'.len_utf8(),
            format!("“{digits}年”不是四位数的年份"),
            format!("{digits}年 is no year of four digits"),
        )
        .help("核对年份；与前后的数粘在一起的，补上丢掉的字", "check the year; put back what was lost beside it");
}

/// 6月份5日: 份 stands behind a month that has no day.
fn doubled_month_word(verdicts: &mut Verdicts, range: &Range<usize>, digits: &str, after: &str) {
    let Some(rest) = after.strip_prefix("月份").filter(|_| is_month(digits)) else { return };
    let day: String = rest.chars().take_while(char::is_ascii_digit).collect();
    if is_day(&day) && rest[day.len()..].starts_with('日') {
        let said = format!("{digits}月份{day}日");
        verdicts
            .doubt(
                range.start..range.start + said.len(),
                format!("“{said}”的“份”字多余"),
                format!("{said}: 份 does not stand between month and day"),
            )
            .help(format!("写“{digits}月{day}日”"), format!("write {digits}月{day}日"));
    }
}

/// 2023第18期: 年 is lost.
fn without_year_word(verdicts: &mut Verdicts, range: &Range<usize>, digits: &str, before: &str, after: &str) {
    let Some(rest) = after.strip_prefix('第').filter(|_| is_year(digits)) else { return };
    let number: String =
        rest.chars().take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c)).collect();
    let unit = rest[number.len()..].chars().next().filter(|c| "期号季辑卷批".contains(*c));
    let Some(unit) =
        unit.filter(|_| !number.is_empty() && !before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '-'))
    else {
        return;
    };
    let said = format!("{digits}第{number}{unit}");
    verdicts
        .doubt(
            range.start..range.start + said.len(),
            format!("“{said}”的年份后面缺“年”字"),
            format!("{said}: the word 年 behind the year is missing"),
        )
        .help(format!("写“{digits}年第{number}{unit}”"), format!("write {digits}年第{number}{unit}"));
}

/// '98年, 05年, 98年3月, 〔24〕: a year in two digits.
fn short_year(verdicts: &mut Verdicts, range: &Range<usize>, digits: &str, before: &str, after: &str) {
    if digits.len() != 2 {
        return;
    }
    let in_brackets = before.ends_with('〔') && after.starts_with('〕');
    let cut = before.ends_with(['\'', '’', '‘', '`']) && after.starts_with('年');
    let behind = after.strip_prefix('年').unwrap_or("");
    let month: String = behind.chars().take_while(char::is_ascii_digit).collect();
    let names_a_month = is_month(&month)
        && behind[month.len()..].starts_with('月')
        && (digits >= "50" || digits.starts_with('0') || has_day(&behind[month.len()..]));
    let is_old = after.starts_with('年') && digits >= "70" && ["底", "初", "末"].iter().any(|w| behind.starts_with(w));
    let leads_with_zero = digits.starts_with('0') && after.starts_with('年') && digits != "00";
    let is_clean = !before.ends_with(|c: char| c.is_ascii_alphanumeric() || ".,:：—-～".contains(c));
    if !(in_brackets || (cut || names_a_month || is_old || leads_with_zero) && (cut || is_clean)) {
        return;
    }
    let said = if in_brackets { format!("〔{digits}〕") } else { format!("{digits}年") };
    verdicts
        .doubt(range.clone(), format!("“{said}”的年份只写了两位"), format!("{said}: the year is cut to two digits"))
        .help("年份写四位（GB/T 15835—2011，5.1.4）", "write the year in four digits (GB/T 15835—2011, 5.1.4)");
}

/// 月5日
fn has_day(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('月') else { return false };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    is_day(&rest[..digits]) && rest[digits..].starts_with('日')
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::{loud, silent};

    const CODE: &str = "broken-date";

    #[test]
    fn dates_without_their_marks_are_told() {
        let faulty = [
            "202119月，报销医保费用2.41亿元。",
            "高质量完成20132020年扶贫资产清理。",
            "2023718日召开会议。",
            "会议于2023年13日召开。",
            "《四川乡村振兴简报》（2023第18期）刊载。",
            "’98年抗洪以来，堤防加固。",
            "05年建成的水库。",
            "某委农办〔24〕8号文件。",
            "98年3月竣工。",
            "20239月起执行。",
            "截至20231231日，全县完成任务。",
            "16月，全区总诊疗量186.4万人次。",
            "今年15月已生产320万棒。",
            "其中1012月完成投资3亿元。",
            "全县38月降水偏少。",
            "20202年实现行政村全覆盖。",
            "202年5月建成投用。",
            "1—15月，全市完成投资3亿元。",
            "7月10月降水仅118.3毫米。",
            "2024年5月9月，全县开展整治。",
            "全年客流集中在6月8月。",
            "2023月6日，会议召开。",
        ];
        assert_eq!(silent(CODE, &faulty), Vec::<&str>::new());
    }

    #[test]
    fn whole_dates_and_figures_are_not_told() {
        let clean = [
            "2021年1—9月，报销医保费用2.41亿元。",
            "2013—2020年扶贫资产清理完毕。",
            "2023年7月18日召开会议。",
            "（2023年第18期）刊载。",
            "某委农办〔2024〕8号文件。",
            "该工程已运行98年。",
            "距今已有98年历史。",
            "判处有期徒刑10年6个月。",
            "全县共有202119人。",
            "补贴20132020元。",
            "20世纪90年代建成。",
            "全年日照2023小时。",
            "树龄达98年以上。",
            "服役20年3月退役。",
            "电话0833—2023718。",
            "1—6月，全区总诊疗量186.4万人次。",
            "接种对象为18月龄儿童，24月以内完成。",
            "10月、11月和12月完成投资3亿元。",
            "7月至10月降水偏少，5月、9月各一次，10月1日开放。",
            "满6月12月龄的幼儿，9月10日开学。",
            "合同期满24月，第15月起还款。",
            "建校202年来，培养人才2万名。",
            "6—18月龄儿童接种率98%，2023—2024年度。",
            "1—12月，全市完成投资3亿元，3月15日至18日开会。",
        ];
        assert_eq!(loud(CODE, &clean), Vec::<&str>::new());
    }
}
