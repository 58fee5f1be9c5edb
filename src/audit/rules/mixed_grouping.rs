//! `mixed-grouping`: 12,345 and 67890 in one text: long numbers are either grouped or not. Told once, at the first of the rarer
//! kind.

use crate::audit::Verdicts;
use crate::reading::{Mention, Reading};

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let integer = |m: &&Mention| reading.slice(&m.digits).split('.').next().map_or(0, str::len);
    let is_grouped = |m: &&Mention| reading.slice(&m.digits).contains(',');
    let grouped: Vec<&Mention> = reading.mentions.iter().filter(is_grouped).collect();
    let is_plain = |m: &&Mention| !m.is_han() && !is_grouped(m) && integer(m) >= 5;
    let plain: Vec<&Mention> = reading.mentions.iter().filter(is_plain).collect();
    let rarer = if grouped.len() < plain.len() { &grouped } else { &plain };
    let (Some(first), false) = (rarer.first(), grouped.is_empty()) else { return };
    verdicts
        .style(
            first.digits.clone(),
            format!("五位以上的数有的分节（{}处）有的不分（{}处）", grouped.len(), plain.len()),
            format!("some long numbers are grouped ({}) and some are not ({})", grouped.len(), plain.len()),
        )
        .help("同一篇里统一：都分节或都不分节", "group all of them or none");
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn grouping_is_all_or_nothing() {
        expect(
            "mixed-grouping",
            &[
                "收入12,345元，支出67890元。",
                "收入12345元，支出67,890元。",
                "甲12,345户，乙23,456户，丙34567户。",
                "甲12345户，乙23456户，丙34,567户。",
                "收入1,234元，支出67890元。",
                "收入12,345.6元，支出67890.1元。",
                "收入12,345元。\n支出67890元。",
                "共1,234,567人，其中1234567人。",
            ],
            &[
                "收入12,345元，惠及三百户。",
                "收入12,345元，支出67,890元。",
                "收入12345元，支出67890元。",
                "收入12,345元，支出6789元。",
                "收入12,345元，2024年支出67,890元。",
                "收入1234元，支出67890元。",
                "拨打12345，收入12,345元。",
                "12,345元。",
                "0.12345和12,345元。",
                "收入3.5万元，支出12,345元。",
                "编号12345，收入12,345元。",
                "全市增长5%。",
                "收入12345元。",
            ],
        );
    }
}
