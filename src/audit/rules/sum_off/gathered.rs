//! What has gathered over the years: `2025年，新增24个，年末累计119个` and, in the next line, `2026年，新增24个，年末累计143个`; and `累计建成24.3万亩…再建2.8万亩，
//! 累计达到27.1万亩`. From a total right behind what is new to the total before it.

use super::Sum;
use crate::audit::Verdicts;
use crate::audit::passage::measured;
use crate::audit::{mend, relations::words};
use crate::finding::Severity;
use crate::reading::{Mention, ParagraphKind, Reading};
use rust_decimal::Decimal;

const NEW: [&str; 11] =
    ["新增", "再建", "再增", "新建", "增加", "新改建", "再新增", "新发展", "再改造", "再完成", "新完成"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let mut chain: Vec<[&Mention; 2]> = Vec::new();
    for pair in reading.mentions.windows(2) {
        let [new, total] = pair else { continue };
        let is_table = reading.paragraphs[total.paragraph].kind == ParagraphKind::TableRow;
        if is_table || !is_pair(reading, new, total) {
            continue;
        }
        match chain.iter().rev().find(|[_, before]| follows(reading, before, total)) {
            Some([earlier, before]) => of_last_time(reading, verdicts, [earlier, before, new, total]),
            None => of_a_name(reading, verdicts, new, total),
        }
        chain.push([new, total]);
    }
}

/// 新增24个，年末累计143个
fn is_pair(reading: &Reading, new: &Mention, total: &Mention) -> bool {
    let words = reading.before(total).trim_end_matches(['达', '到', '为', '约', '有']);
    let is_plain = |m: &Mention| {
        m.unit() == total.unit() && !m.is_percent() && m.upper.is_none() && m.quantity.bound.is_none() && !m.is_quoted
    };
    let between = &reading.text()[new.range.end..total.range.start.max(new.range.end)];
    let is_new = NEW.iter().any(|word| reading.before(new).contains(word)) && !reading.before(new).contains("其中");
    words.ends_with("累计")
        && is_new
        && new.sentence == total.sentence
        && is_plain(new)
        && is_plain(total)
        && between.chars().count() <= 16
        && !between.contains(['；', '。'])
        && new.quantity.value() < total.quantity.value()
}

/// The same words earlier, and both of a time of their own.
fn follows(reading: &Reading, before: &Mention, total: &Mention) -> bool {
    is_of_a_time(reading, before)
        && is_of_a_time(reading, total)
        && before.unit() == total.unit()
        && reading.before(before) == reading.before(total)
}

/// `2026年，新增…，累计`: since the last stop or semicolon.
fn is_of_a_time(reading: &Reading, total: &Mention) -> bool {
    let lead = &reading.text()[reading.sentences[total.sentence].range.start..total.range.start];
    let part = &lead[lead.rfind('；').unwrap_or(0)..];
    ["年，", "年新", "年再", "季度", "月", "年完", "年增", "年建", "批", "期", "年改"]
        .iter()
        .any(|word| part.contains(word))
}

fn of_last_time(reading: &Reading, verdicts: &mut Verdicts, [earlier, before, new, total]: [&Mention; 4]) {
    let sum = Sum { parts: vec![before, new], whole: total };
    if sum.holds(reading, verdicts) {
        return;
    }
    let is_one_thing = words::shared(reading.subject(earlier), reading.subject(new)) >= 2
        || without_year(reading.subject(earlier)) == without_year(reading.subject(new));
    // Where the total before stands in question itself, it is told there.
    let near = sum.distance(reading).is_some_and(|off| off <= Decimal::new(3, 1));
    if is_one_thing && near && !verdicts.has_told(&before.range) {
        let parts = [measured(before), measured(new)];
        let mend = mend::of(&parts, &measured(total));
        sum.tell(reading, Severity::Error, mend.as_ref(), verdicts);
    }
}

/// 新增 of 2021年新增.
fn without_year(words: &str) -> &str {
    words.trim_start_matches(|c: char| c.is_ascii_digit() || c == '年')
}

/// 高标准农田…累计建成24.3万亩 … 高标准农田再建2.8万亩，累计达到27.1万亩: the one total of that name before it.
fn of_a_name(reading: &Reading, verdicts: &mut Verdicts, new: &Mention, total: &Mention) {
    let name = NEW.iter().fold(reading.subject(new).to_string(), |name, verb| name.replace(verb, ""));
    let telling = words::telling(&name).count();
    let is_base = |m: &&Mention| {
        m.unit() == total.unit()
            && m.sentence != total.sentence
            && m.quantity.value() > new.quantity.value()
            && m.upper.is_none()
            && m.change.is_none()
            && ["累计", "现有", "已建成", "达到"].iter().any(|word| reading.subject(m).contains(word))
            && words::shared(&name, reading.slice(&reading.sentences[m.sentence].range)) == telling
    };
    let mut bases = reading.around_before(new).iter().filter(is_base);
    let Some(base) = bases.next().filter(|_| telling >= 2 && bases.next().is_none()) else { return };
    let sum = Sum { parts: vec![base, new], whole: total };
    if mend::precision(total) >= 2 {
        sum.tell_slip(reading, verdicts);
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn totals_of_years_follow_each_other() {
        expect(
            "sum-off",
            &[
                "2024年，新增治理行政村22个，年末累计93个。\n\n2025年，新增治理行政村26个，年末累计119个。\n\n2026年，新增治理行政村24个，年末累计134个。",
                "2019年以来，高标准农田累计建成24.3万亩。今年，高标准农田再建2.8万亩，累计达到21.7万亩。",
                "2022年新建充电桩120个，累计380个。2023年新建充电桩160个，累计450个。",
                "一季度新增贷款3.2亿元，累计12.6亿元；利率下降。二季度新增贷款2.4亿元，累计16.0亿元。",
                "2023年新增公租房120套，累计860套；2024年新增公租房150套，累计1100套。",
                "2021年新增86座，累计312座；2022年新增92座，累计440座；2023年新增78座，累计518座。",
                "养老床位现有2150张。明年新增养老床位240张，累计达到2930张。",
            ],
            &[
                "2025年，新增治理行政村26个，年末累计119个。\n\n2026年，新增治理行政村24个，年末累计143个。",
                "高标准农田累计建成24.3万亩。今年，高标准农田再建2.8万亩，累计达到27.1万亩。",
                "新增就业3.2万人，累计培训12.6万人。",
                "全年新增贷款3.2亿元，累计12.6亿元。另有8.1亿元已到期。",
                "甲县新增学校3所，累计120所。乙县新增学校5所，累计86所。",
                "甲县新增学校3所，累计120所；乙县新增学校5所，累计106所。",
                "2020年新增500户，累计2000户。2023年新增600户，累计4100户。",
            ],
        );
    }
}
