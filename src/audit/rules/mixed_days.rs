//! `mixed-days`: terms of one text given in days and in working days. Told once, at the first that differs from the first.

use crate::audit::Verdicts;
use crate::reading::Reading;
use std::ops::Range;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let terms = terms(reading.text());
    let Some(first) = terms.first() else { return };
    let Some(other) = terms.iter().find(|term| term.is_working != first.is_working) else { return };
    let (a, b) = (reading.slice(&first.range), reading.slice(&other.range));
    verdicts
        .style(
            other.range.clone(),
            format!("期限有的按“{a}”计，有的按“{b}”计，天和工作日混用"),
            format!("one term is given as {a}, another as {b}: days and working days are mixed"),
        )
        .help("确属不同算法的保留，否则统一用一种", "keep both only where they are meant to differ");
}

struct Term {
    range: Range<usize>,
    is_working: bool,
}

/// 15天以内, 3日内, 十个工作日内, in order.
fn terms(text: &str) -> Vec<Term> {
    const ENDS: [&str; 4] = ["以内", "之内", "内", "前"];
    let mut found = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '日' | '天')) {
        let after = at + c.len_utf8();
        let Some(end) = ENDS[..3].iter().find(|end| text[after..].starts_with(**end)) else { continue };
        let head = &text[..at];
        let is_working = c == '日' && head.ends_with("工作");
        let counted = if is_working { head.trim_end_matches("工作").trim_end_matches('个') } else { head };
        let digits: usize = counted
            .chars()
            .rev()
            .take_while(|c| c.is_ascii_digit() || "一二两三四五六七八九十".contains(*c))
            .map(char::len_utf8)
            .sum();
        // 8月15日内 is a day of a month.
        let is_date = counted[..counted.len() - digits].ends_with('月');
        if digits > 0 && !is_date {
            found.push(Term { range: counted.len() - digits..after + end.len(), is_working });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::{loud, silent};

    const CODE: &str = "mixed-days";

    #[test]
    fn mixed_terms_are_told() {
        let faulty = [
            "识别认定控制在15天以内，纳入后10个工作日内明确责任人。",
            "3日内核实到位，5个工作日内整改到位。",
            "受理后十个工作日内办结，特殊情况二十日内办结。",
            "7天内答复。复杂事项15个工作日以内答复。",
            "自收到之日起30日内申请，受理部门5个工作日内审查。",
            "10日之内报送，3个工作日之内反馈。",
            "两个工作日内核查，7日内整改。",
            "公示5个工作日内无异议的，3天内拨付。",
        ];
        assert_eq!(silent(CODE, &faulty), Vec::<&str>::new());
    }

    #[test]
    fn one_kind_of_term_is_not_told() {
        let clean = [
            "3日内核实到位，10日内整改到位。",
            "3个工作日内核实，10个工作日内整改。",
            "15天以内完成，每天工作8小时。",
            "24小时内响应，5个工作日内办结。",
            "近日内将召开会议，5个工作日内报名。",
            "当日内办结，3个工作日内反馈。",
            "8月15日内完成，5个工作日内报送。",
            "全年优良天数350天，5个工作日内发布。",
            "公示7个工作日，5个工作日内拨付。",
            "三个月内建成，10个工作日内验收。",
            "每日内部通报，5个工作日内整改。",
            "一年内完成。",
        ];
        assert_eq!(loud(CODE, &clean), Vec::<&str>::new());
    }
}
