//! `undated-now`: 今年, 去年, 截至目前, 近日 in a text that says no date to tie them to. Told at the first word that needs a year and at the first that
//! needs a month.

use crate::audit::Verdicts;
use crate::reading::Reading;
use std::ops::Range;

/// Words that need a year.
const YEARLY: [&str; 5] = ["今年", "去年", "明年", "本年度", "上年度"];
/// Words that need a day or a month of a year.
const DAILY: [&str; 9] = ["截至目前", "截止目前", "目前为止", "截至现在", "近日", "日前", "上月", "本月", "昨日"];
/// Words of which those are only a part.
const PARTS: [&str; 5] = ["接近日", "临近日", "附近日", "星期日前", "工作日前"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let front = reading.front_matter.lines();
    let front_date = front.clone().any(|line| line.starts_with("date:") && line.contains(|c: char| c.is_ascii_digit()));
    let front_year = front_date || front.clone().any(|line| line.starts_with("year:") || line.starts_with("period:"));
    let has_year = front_year || !reading.years().is_empty() || reading.dates.iter().any(|d| d.year.is_some());
    let has_month = front_date
        || reading.dates.iter().any(|d| d.year.is_some() && d.month.is_some())
        || has_han_date(reading.text())
        || ends_a_year(reading)
        || has_year && names_a_month(reading);
    let first =
        |words: &[&'static str]| words.iter().filter_map(|word| find(reading.text(), word).map(|at| (at, *word))).min();
    let is_news =
        is_of_a_paper(reading) || is_dated_by_its_carrier(reading.text()) || reports_a_part_of_a_year(reading.text());
    let yearly = if is_news || has_year || has_han_date(reading.text()) { None } else { first(&YEARLY) };
    let daily = if has_month { None } else { first(&DAILY) };
    for ((at, word), (zh, en)) in yearly
        .map(|first| (first, ("没有写明年份", "no year")))
        .into_iter()
        .chain(daily.map(|first| (first, ("没有写明年月", "no year and month"))))
    {
        tell(reading, verdicts, at..at + word.len(), (zh, en));
    }
}

/// 今年5月6日, 今年1—9月: a text that names its days or months is dated but for the year, which its cover or its sender may say.
fn tell(reading: &Reading, verdicts: &mut Verdicts, range: Range<usize>, (zh, en): (&str, &str)) {
    let word = reading.slice(&range);
    let grade = if reading.dates.iter().any(|date| date.month.is_some()) { Verdicts::style } else { Verdicts::doubt };
    grade(
        verdicts,
        range.clone(),
        format!("文中说“{word}”，全文却{zh}，日后无法知道指哪时"),
        format!("the text says {word} and names {en} to tie it to"),
    )
    .help(
        "改写成具体日期（截至2023年12月底），或在文首、落款写明日期",
        "write the date itself, or date the text at its head or foot",
    );
}

/// 本报讯, 12月5日，星期一: a piece of news, which the paper dates; it is kept with its paper.
fn is_of_a_paper(reading: &Reading) -> bool {
    let text = reading.text();
    let has_day = reading.dates.iter().any(|date| date.month.is_some() && date.day.is_some());
    has_day && (text.contains("本报讯") || text.contains("日，星期") || text.contains("日（星期"))
}

/// What is kept with the year of an issue, of a session or of a page: 第46期 of a bulletin, 第十九届人民代表大会第四次会议, a post under which
/// readers like and comment.
fn is_dated_by_its_carrier(text: &str) -> bool {
    const OF_A_POST: [&str; 8] = ["小编", "点赞", "点个“在看”", "点个在看", "朋友圈", "留言区", "评论区", "公众号"];
    let head: Vec<&str> = text.lines().take(4).collect();
    let is_issue = head.iter().any(|line| line.chars().count() <= 40 && numbers(line, "第", "期"));
    let is_session = head.iter().any(|line| numbers(line, "第", "届") && numbers(line, "第", "次"));
    is_issue || is_session || OF_A_POST.iter().filter(|word| text.contains(**word)).count() >= 2
}

/// 一季度工业经济运行简析, 半年工作盘点: what reports on a part of a year is one of a series, kept with the year of the others.
fn reports_a_part_of_a_year(text: &str) -> bool {
    const PARTS_OF_A_YEAR: [&str; 11] = [
        "一季度",
        "二季度",
        "三季度",
        "四季度",
        "上半年",
        "下半年",
        "半年工作",
        "半年总结",
        "半年报告",
        "月份",
        "季度",
    ];
    const LONGEST_TITLE: usize = 40;
    let title = text.lines().take(2).filter(|line| line.chars().count() <= LONGEST_TITLE);
    title.filter(|line| !line.ends_with('。')).any(|line| PARTS_OF_A_YEAR.iter().any(|part| line.contains(part)))
}

/// Whether a line has a number between two words: 第46期, 第四次.
fn numbers(line: &str, before: &str, behind: &str) -> bool {
    line.match_indices(before).any(|(at, _)| {
        let rest = &line[at + before.len()..];
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "〇一二三四五六七八九十百".contains(c));
        number.len() < rest.len() && number.starts_with(behind)
    })
}

/// 2024年…进展（截至9月末）, 2024年上半年: a month and the year named apart.
fn names_a_month(reading: &Reading) -> bool {
    let parts = ["上半年", "下半年", "一季度", "二季度", "三季度", "四季度"];
    reading.dates.iter().any(|date| date.month.is_some()) || parts.iter().any(|part| reading.text().contains(part))
}

/// 2023年末, 2023年底: as good as a month.
fn ends_a_year(reading: &Reading) -> bool {
    let text = reading.text();
    reading.years().iter().any(|year| {
        ["年末", "年底", "年年末", "年年底", "年初", "年年初"]
            .iter()
            .any(|word| text.contains(&format!("{year}{word}")))
    })
}

/// 二〇二四年七月: a signature in Han numerals.
fn has_han_date(text: &str) -> bool {
    ["二〇", "二○", "二零", "一九"]
        .iter()
        .any(|head| text.match_indices(head).any(|(at, _)| text[at..].chars().nth(4) == Some('年')))
}

/// The first place of a word that is not part of another.
fn find(text: &str, word: &str) -> Option<usize> {
    let is_free = |at: usize| {
        let before = text[..at].chars().next_back();
        let is_counted = matches!(before, Some(c) if c.is_ascii_digit() || "一二三四五六七八九十个每".contains(c));
        let is_part = PARTS.iter().any(|part| {
            part.find(word).is_some_and(|i| at >= i && text.get(at - i..).is_some_and(|t| t.starts_with(part)))
        });
        !(is_part || is_counted && matches!(word, "日前" | "近日"))
    };
    text.match_indices(word).map(|(at, _)| at).find(|at| is_free(*at))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::{loud, silent, told};

    const CODE: &str = "undated-now";

    #[test]
    fn words_that_nothing_dates_are_told() {
        let faulty = [
            "今年以来，全县新增就业3200人。",
            "截至目前，全市共有监测对象5073户。",
            "2023年，全市建成示范点140个。截至目前，已全部投入使用。",
            "去年，全县粮食总产量12万吨。",
            "近日，县委召开常委会议。",
            "上月，全县完成投资3亿元。",
            "日前，第一批物资运抵灾区。",
            "截至目前，共有企业72家，今年新增5家。",
            "第三产业增加值5亿元，去年为4亿元。",
            "2023年，全县参保12.27万人。近日，县人社局开展调研。",
            "全县粮食生产情况\n一季度播种3万亩，比去年多2万亩。",
        ];
        assert_eq!(silent(CODE, &faulty), Vec::<&str>::new());
    }

    #[test]
    fn a_year_and_a_month_that_are_missing_are_told_each() {
        assert_eq!(told(CODE, "今年新增企业5家。截至目前，共有企业72家。").len(), 2);
        assert_eq!(told(CODE, "今年新增企业5家，比去年多。").len(), 1);
    }

    #[test]
    fn dated_texts_are_not_told() {
        let clean = [
            "2024年7月10日\n今年以来，全县新增就业3200人。",
            "截至目前，全市共有监测对象5073户。\n县农业农村局\n2023年11月8日",
            "2023年，全县实现增收，比去年增长5%。",
            "近日，县委召开会议。（2024-07-10）",
            "全县粮食总产量12万吨。",
            "审核批准后10日前报送材料。",
            "收到预警信息后三个工作日前报告。",
            "报告送达后5日前办结。",
            "二〇二四年七月十日\n今年以来，全县新增就业3200人。",
            "2024年8月，全县开工项目12个。截至目前，完工5个。",
            "会议要求接近日落时撤离。",
            "本年的任务已经完成。",
            "【农业农村信息】第46期\n夏粮收获基本结束\n损失率比去年低0.2个百分点。\n（县农业农村局 6月19日）",
            "在某镇第十九届人民代表大会第四次会议上的工作报告\n去年以来，新建道路3公里。",
            "各位朋友，小编给大家送上成绩单，比去年同期增长5%。\n转发到朋友圈，集满38个赞。\n留言区见。",
            "近日，县人社局开展调研。截至2023年末，全县参保12.27万人。",
            "一季度全县工业经济运行简析\n全县工业增加值增长6.9%，快于去年全年1.2个百分点。",
            "市场监管局半年工作盘点：护市场、优服务\n平均用时压缩到4小时，比去年少2小时。",
            "上半年全市交通投资完成38.6亿元\n比去年同期多投5.2亿元。",
            "2024年十件实事进展（截至9月末）\n截至目前，投用泊位2080个。",
            "某县供水公司2024年上半年运行通报\n截至目前，完成改管12公里。",
            "县医院2023年门诊情况\n3月起开设夜间门诊，截至目前接诊2600人次。",
        ];
        assert_eq!(loud(CODE, &clean), Vec::<&str>::new());
    }

    #[test]
    fn a_text_that_names_its_days_or_months_lacks_only_its_year() {
        use crate::finding::Severity;
        let grades = |text: &str| told(CODE, text).iter().map(|told| told.severity).collect::<Vec<_>>();
        assert_eq!(grades("今年5月6日至5月25日，调研组走访了19个村。"), [Severity::Note]);
        assert_eq!(grades("今年9月，调研组走访了19个村。"), [Severity::Note]);
        assert_eq!(grades("今年，调研组走访了19个村。"), [Severity::Warning]);
    }

    #[test]
    fn front_matter_dates_a_text() {
        use crate::reading::Markup;
        let text = "---\ndate: 2024-07-10\n---\n截至目前，共有企业72家。\n";
        let audited = crate::audit::text("text.md", text, Markup::Markdown);
        assert!(audited.findings.iter().all(|f| f.code != CODE));
    }
}
