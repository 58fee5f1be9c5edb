//! `mixed-numeral`: 4千, 3百, 5十, 2百万: behind Arabic digits only 万 and 亿 may stand. Units that begin so (千米, 千瓦, 百分点) are
//! none, nor are names in quotes. A letter that looks like a digit (2O24年) is none. Nor does a number go over from one script to the other: 百分之7, 一.2万, 二0箱, and 由三项增加到5项.

mod counts;
mod letters;

use crate::audit::Verdicts;
use crate::reading::{NumeralKind, ParagraphKind, Reading, is_han, measure_word};
use std::ops::Range;

/// What 千, 百 or 十 begins, where it is no scale.
const WORDS: [&str; 27] = [
    "千米",
    "千克",
    "千公顷",
    "千瓦",
    "千伏",
    "千卡",
    "千帕",
    "千兆",
    "千赫",
    "千焦",
    "千字",
    "千吨级",
    "百分",
    "百帕",
    "百强",
    "百姓",
    "百日",
    "百佳",
    "十佳",
    "十大",
    "十强",
    "十条",
    "十四五",
    "十三五",
    "十五五",
    "十百千",
    "十项",
];

const HAN_DIGITS: &str = "一二三四五六七八九";

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for numeral in &reading.numerals {
        if let Some(range) = goes_over(reading, &numeral.range) {
            let printed = reading.slice(&range);
            verdicts
                .doubt(
                    range.clone(),
                    format!("一个数里汉字和阿拉伯数字混用：{printed}"),
                    format!("one number in two scripts: {printed}"),
                )
                .help("全写成阿拉伯数字，或全写成汉字", "write it in digits throughout, or in Han throughout");
        }
        if let Some(range) = becomes_another(reading, &numeral.range) {
            let printed = reading.slice(&range);
            verdicts
                .style(
                    range.clone(),
                    format!("前后两个数一个用汉字、一个用阿拉伯数字：{printed}"),
                    format!("of two numbers that are compared, one is in Han and one in digits: {printed}"),
                )
                .help("同一句里同类的数写法要一致（GB/T 15835—2011）", "write both alike (GB/T 15835—2011)");
        }
    }
    for range in years_in_han(reading) {
        let printed = reading.slice(&range);
        verdicts
            .style(
                range.clone(),
                format!("同一句里别的年份用阿拉伯数字，这里用汉字：{printed}"),
                format!("the other years of the sentence are in digits, this one is in Han: {printed}"),
            )
            .help("同一句里年份的写法要一致（GB/T 15835—2011）", "write the years alike (GB/T 15835—2011)");
    }
    for range in counts::in_han(reading).into_iter().chain(counts::percents_in_han(reading)) {
        let printed = reading.slice(&range);
        verdicts
            .style(
                range.clone(),
                format!("同一段里同类的数用阿拉伯数字，这里用汉字：{printed}"),
                format!("the other counts of this kind in the paragraph are in digits, this one is in Han: {printed}"),
            )
            .help("同一段里同类的数写法要一致（GB/T 15835—2011）", "write counts of a kind alike (GB/T 15835—2011)");
    }
    for range in letters::in_numbers(reading.text()) {
        let printed = reading.slice(&range);
        verdicts
            .doubt(
                range.clone(),
                format!("数里的字母像数字：{printed}"),
                format!("a letter stands for a digit: {printed}"),
            )
            .help("字母O、l换成数字0、1", "write 0 for the letter O and 1 for l");
    }
    let text = reading.text();
    for numeral in reading.numerals.iter().filter(|n| n.kind == NumeralKind::Unknown) {
        let mut at = numeral.range.end;
        if let Some(c) = text[at..].chars().next().filter(|c| matches!(c, '余' | '多' | '几')) {
            at += c.len_utf8();
        }
        let rest = &text[at..];
        let Some(scale) = rest.chars().next().filter(|c| "千百十".contains(*c)) else { continue };
        let is_quoted = text[..numeral.range.start].ends_with('“');
        let digits = reading.slice(&numeral.range);
        if is_quoted
            || WORDS.iter().any(|word| rest.starts_with(word))
            || !digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        {
            continue;
        }
        let end =
            at + scale.len_utf8() + if rest[scale.len_utf8()..].starts_with('万') { '万'.len_utf8() } else { 0 };
        let printed = &text[numeral.range.start..end];
        verdicts
            .doubt(
                numeral.range.start..end,
                format!("阿拉伯数字后面只能用万、亿：{printed}"),
                format!("behind Arabic digits only 万 and 亿 may stand: {printed}"),
            )
            .help(
                "全写成阿拉伯数字（4000）或全写成汉字（四千）",
                "write it in digits (4000) or in Han (四千) throughout",
            );
    }
}

/// 二〇一六年，他带出去18个人；2019年，96个: the years of one sentence, in two scripts. Titles and quotations keep their own.
fn years_in_han(reading: &Reading) -> Vec<Range<usize>> {
    const LONG: usize = 4;
    let text = reading.text();
    let has_year = |range: &Range<usize>| {
        let from = reading.dates.partition_point(|date| date.range.start < range.start);
        reading.dates[from..].iter().take_while(|date| date.range.start < range.end).any(|date| date.year.is_some())
    };
    let is_free = |start: usize, at: usize| {
        let before = &text[start..at];
        let closed = |open: char, close: char| before.matches(open).count() <= before.matches(close).count();
        closed('“', '”') && closed('《', '》') && !before.ends_with(|c| is_year_digit(c) || c == '第')
    };
    let is_prose = |at: usize| reading.paragraphs[reading.paragraph_at(at)].kind == ParagraphKind::Prose;
    let mut found = Vec::new();
    for (at, _) in text.match_indices(['二', '一']) {
        let digits: String = text[at..].chars().take_while(|c| is_year_digit(*c)).collect();
        let is_year = digits.chars().count() == LONG
            && ["二〇", "二○", "二零", "一九"].iter().any(|century| digits.starts_with(century))
            && text[at + digits.len()..].starts_with('年');
        if !is_year {
            continue;
        }
        let sentence = &reading.sentences[reading.sentence_at(at)].range;
        if is_prose(at) && is_free(sentence.start.min(at), at) && has_year(sentence) {
            found.push(at..at + digits.len() + '年'.len_utf8());
        }
    }
    found
}

fn is_year_digit(c: char) -> bool {
    "〇○零一二三四五六七八九".contains(c)
}

/// 百分之7, 3分之1, 一.2万, 二0箱.
fn goes_over(reading: &Reading, numeral: &Range<usize>) -> Option<Range<usize>> {
    let text = reading.text();
    let (before, after) = (&text[..numeral.start], &text[numeral.end..]);
    let end = numeral.end + measure_word(after).len();
    if let Some(whole) = ["百分之", "千分之", "万分之"].iter().find(|whole| before.ends_with(**whole)) {
        return Some(numeral.start - whole.len()..end);
    }
    let digit = |text: &'_ str| text.chars().next_back().filter(|c| HAN_DIGITS.contains(*c)).map(char::len_utf8);
    // 统一0元, 星期五0时
    const HEADS: &str = "统唯同之单专划万合期周五初高第其";
    if let Some(whole) = before.strip_suffix('.').and_then(digit) {
        let head = before[..before.len() - '.'.len_utf8() - whole].chars().next_back();
        let is_item = !head.is_some_and(|c| is_han(c) && !HEADS.contains(c));
        return (!is_item).then(|| numeral.start - '.'.len_utf8() - whole..end);
    }
    // 二十3件, 三百20户
    let is_tail = before.strip_suffix(['十', '百', '千', '万']).and_then(digit).is_some();
    // 三百49.7万元
    let is_short = reading.slice(numeral).split('.').next().is_some_and(|whole| whole.len() <= 2);
    if is_tail && is_short && (!measure_word(after).is_empty() || after.starts_with(['万', '亿'])) {
        let start = before.trim_end_matches(|c| HAN_DIGITS.contains(c) || "十百千万".contains(c)).len();
        return Some(start..end);
    }
    // 口袋公园十2处; “双十1” is a day, 第十2 a list.
    let is_teen =
        before.strip_suffix('十').is_some_and(|head| head.ends_with(is_han) && !head.ends_with(['双', '第', '初']));
    if is_teen && reading.slice(numeral).len() == 1 && !measure_word(after).is_empty() {
        return Some(numeral.start - '十'.len_utf8()..end);
    }
    let first = digit(before).filter(|_| reading.slice(numeral).len() == 1)?;
    let head = &before[..before.len() - first];
    // 社会化服务队七4支; 初一3班 and 高二5个班 are classes, 一是3家 an item.
    let is_zero = reading.slice(numeral) == "0";
    const NAMED: &str = "段组图表案例户线目一二三四五六七八九十";
    let is_class = after.starts_with('班') || after.starts_with("个班");
    if !is_zero && (!head.ends_with(is_han) || head.ends_with(|c| NAMED.contains(c)) || is_class) {
        return None;
    }
    let is_a_word = head.ends_with(|c| HEADS.contains(c)) || after.starts_with(['时', '点', '分']);
    (!is_a_word && !measure_word(after).is_empty()).then_some(numeral.start - first..end)
}

/// 由原来的三项增加到5项: both small, and counted alike.
fn becomes_another(reading: &Reading, numeral: &Range<usize>) -> Option<Range<usize>> {
    let text = reading.text();
    let unit = measure_word(&text[numeral.end..]);
    let is_small = matches!(reading.slice(numeral), "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10");
    let head = text[..numeral.start].strip_suffix(['到', '至', '为']).filter(|_| is_small && !unit.is_empty())?;
    let verbs = [
        "增加", "减少", "扩大", "提高", "发展", "精简", "压减", "压缩", "缩短", "上升", "下降", "增", "减", "降", "升",
        "扩", "变",
    ];
    let verb = verbs.iter().find(|verb| head.ends_with(**verb))?;
    let counted = head[..head.len() - verb.len()].strip_suffix(unit)?;
    let digit = counted.chars().next_back().filter(|c| "一二两三四五六七八九十".contains(*c))?;
    let lead = &counted[..counted.len() - digit.len_utf8()];
    let lead = ["原来的", "原先的", "过去的", "最初的", "上年的", "去年的", "以前的", "当初的", "原来", "最初", "过去"]
        .iter()
        .find_map(|then| lead.strip_suffix(then))
        .unwrap_or(lead);
    let start = lead.strip_suffix(['由', '从'])?.len();
    Some(start..numeral.end + unit.len())
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn digits_with_a_small_scale_are_told() {
        expect(
            "mixed-numeral",
            &[
                "补助4千元。",
                "培训3百人。",
                "新增5十户。",
                "投资2百万元。",
                "投资3千万元。",
                "受益8千多人。",
                "参加6百余人。",
                "种植1.5千亩。",
                "压减比例百分之7；收回资金。",
                "占比达到百分之60。",
                "发放问卷一.2万份。",
                "处理投诉二十3件，全部办结。",
                "新建口袋公园十2处，改造十5处。",
                "共有三百20户受灾。",
                "跟刚返乡时的二0箱比，翻了几番。",
                "组建社会化服务队七4支，为缺劳力农户代种。",
                "减免基本殡葬费三百49.7万元。",
                "考核指标由原来的三项增加到5项。",
                "办理时间从五天缩短到2天。",
                "二〇一六年，他只带出去18个人；2019年，96个。",
                "2021年开工，二〇二三年建成，总投资3亿元。",
                "与二零一九年相比，2023年增长5%。",
            ],
            &[
                "全长4千米。",
                "重3千克。",
                "装机50千瓦，线路10千伏。",
                "提高3百分点。",
                "投资3000万元。",
                "补助4000元。",
                "四千元。",
                "2024百强县名单。",
                "5千兆网络。",
                "“1十N”体系。",
                "增长5%。",
                "2025十大项目。",
                "双十1场促销，第十2项规定。",
                "统一0元购，星期五0时起，周五0点截止。",
                "考核指标由3项增加到5项，由三项增加到五项。",
                "从一家店发展到50家。",
                "一是2023年，二是2024年。",
                "百分之七，十分之一，第一.依法行政。",
                "初一3班、“十四五”2023年。",
                "年级第一3次，周五4场，国庆期间高三5个班补课。",
                "五一5天假期，十一7天接待游客，标段一3个、标段二5个。",
                "县政府办公室二〇二三年工作情况\n2023年，全县增长5%。",
                "《二〇一六年工作要点》印发后，2017年开工。",
                "“二〇一六年”的碑文刻于2017年。",
                "二〇一六年，他只带出去18个人。2019年，96个。",
            ],
        );
    }
}
