//! `unpaired-mark`: a quote, a bracket or a title mark that is opened and not closed, or closed and not opened. A quotation
//! of several paragraphs, and a title broken over two lines, pair across them.

use crate::audit::Verdicts;
use crate::reading::{ParagraphKind, Reading, Unpaired, unpaired};

/// Over so many paragraphs a mark may wait for its partner.
const REACH: usize = 8;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let mut waiting: Vec<(usize, Unpaired)> = Vec::new();
    let mut alone: Vec<(usize, Unpaired)> = Vec::new();
    for (i, paragraph) in reading.paragraphs.iter().enumerate() {
        let text = reading.slice(&paragraph.range);
        waiting.retain(|(from, mark)| {
            let stays = i - from <= REACH;
            if !stays {
                alone.push((*from, *mark));
            }
            stays
        });
        // Each paragraph of one quotation begins with its opening mark; only the last one closes it.
        if text.starts_with('“') {
            waiting.retain(|(from, mark)| from + 1 != i || mark.mark != '“' || !is_first(reading, mark.at));
        }
        for mark in unpaired(text) {
            let mark = Unpaired { at: mark.at + paragraph.range.start, ..mark };
            if mark.is_opening {
                waiting.push((i, mark));
            } else if let Some(at) = waiting.iter().rposition(|(from, open)| *from < i && open.is_closed_by(&mark)) {
                waiting.remove(at);
            } else {
                alone.push((i, mark));
            }
        }
    }
    alone.append(&mut waiting);
    alone.sort_by_key(|(_, mark)| mark.at);
    let mut last = (usize::MAX, ' ');
    for (paragraph, mark) in alone {
        // A text that stops within a quotation is told by `breaks-off`.
        let breaks_off = mark.is_opening && paragraph + 1 == reading.paragraphs.len() && !ends_well(reading, paragraph);
        if (paragraph, mark.mark) != last && !breaks_off {
            tell(reading, verdicts, &mark);
        }
        last = (paragraph, mark.mark);
    }
}

fn ends_well(reading: &Reading, paragraph: usize) -> bool {
    let text = reading.slice(&reading.paragraphs[paragraph].range).trim_end();
    text.ends_with(|c| "。！？…；：!?;:".contains(c)) || reading.paragraphs[paragraph].kind == ParagraphKind::TableRow
}

fn is_first(reading: &Reading, at: usize) -> bool {
    reading.paragraphs[reading.paragraph_at(at)].range.start == at
}

fn tell(reading: &Reading, verdicts: &mut Verdicts, mark: &Unpaired) {
    let (sign, partner) = (mark.mark, mark.partner());
    let text = reading.text();
    let end = mark.at + sign.len_utf8();
    let near: String = match mark.is_opening {
        true => text[mark.at..].chars().take(9).take_while(|c| *c != '\n').collect(),
        false => {
            let start = text[..mark.at].char_indices().rev().nth(7).map_or(0, |(i, _)| i);
            text[start..end].rsplit('\n').next().unwrap_or("").to_string()
        }
    };
    let (zh, en) = match mark.is_opening {
        true => {
            (format!("“{near}…”处的{sign}没有配对的{partner}"), format!("{sign} is not closed by {partner}: {near}…"))
        }
        false => (
            format!("“…{near}”处的{sign}前面没有配对的{partner}"),
            format!("{sign} was not opened by {partner}: …{near}"),
        ),
    };
    verdicts
        .doubt(mark.at..end, zh, en)
        .help("补上缺的一半，或删去多的一半", "add the missing half or leave out the other");
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn marks_without_a_partner_are_told() {
        expect(
            "unpaired-mark",
            &[
                "坚持“五级书记抓落实，成效明显。",
                "坚持五级书记”抓落实，成效明显。",
                "印发《实施方案，明确任务。",
                "印发实施方案》，明确任务。",
                "新增12户（其中脱贫户3户，已落实帮扶。",
                "新增12户其中脱贫户3户），已落实帮扶。",
                "丰委农办〔2024 8号文件。",
                "他说：“要抓好‘三保障，不能松劲。”",
                "“四个不摘“要求全面落实。",
                "【本报讯 记者报道，全市增长5%。",
            ],
            &[
                "坚持“五级书记”抓落实（含乡镇），印发《关于〈方案〉的通知》。",
                "1)抓收入；2)抓就业；a)抓产业。",
                "“第一段话说完。\n“第二段话也说完。”",
                "他说：“今年要做三件事。\n一是抓收入。\n二是抓就业。”",
                "关于印发《丰都县2024年工作要点\n暨任务分工》的通知",
                "丰委农办〔2024〕8号文件（此件公开发布）。",
                "he doesn’t know，‘三保障’。",
                "新增12户(其中脱贫户3户)，已落实帮扶。",
                "新增12户（其中脱贫户3户)，已落实帮扶。",
                "一）抓收入；二）抓就业。",
                "“甲‘乙’丙”丁。",
                "【本报讯】全市增长5%。",
            ],
        );
    }
}
