//! `doubled-word`: a word or a character that was typed twice: 的的, 工作工作, 550余家家企业, 推动乡｜乡村振兴 across a page
//! break. Reduplication is rich in Chinese and boundaries of words meet (全市市场, 为了了解), so each form has its own list of
//! what is right.

mod numbers;
mod pieces;
mod words;

use crate::audit::Verdicts;
use crate::reading::{Reading, is_han};
use std::ops::Range;
use words::*;

/// So many bytes around a page break are searched for the word.
const WINDOW: usize = 20_000;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let mut told: Vec<Range<usize>> = Vec::new();
    across_tears(reading, &mut told);
    numbers::behind_numbers(reading, &mut told);
    numbers::behind_dates(reading, &mut told);
    numbers::behind_limits(reading, &mut told);
    numbers::scales_of_money(reading, &mut told);
    numbers::numbers_with_words(reading, &mut told);
    pieces::around_marks(reading, &mut told);
    pieces::verbs_of_speech(reading, &mut told);
    pieces::rows(reading, &mut told);
    pieces::run_together(reading, &mut told);
    pieces::items(reading, &mut told);
    within(reading, &mut told);
    told.sort_by_key(|range| range.start);
    let mut end = 0;
    for range in told {
        if range.start < end {
            continue;
        }
        end = range.end;
        let word = reading.slice(&range);
        let half = once(word);
        verdicts
            .doubt(range.clone(), format!("“{half}”重复：{word}"), format!("{half} stands twice: {word}"))
            .help("删去多余的字", "leave one of the two out");
    }
}

/// The half of what stands twice, with or without a mark between.
fn once(word: &str) -> &str {
    match word.split_at_checked(word.len() / 2) {
        Some((first, second)) if first == second => first,
        _ => &word[..word.floor_char_boundary(word.len().saturating_sub('、'.len_utf8()) / 2)],
    }
}

/// What stands at the end of one page and again at the beginning of the next.
fn across_tears(reading: &Reading, told: &mut Vec<Range<usize>>) {
    let text = reading.text();
    for tear in reading.paragraphs.iter().flat_map(|p| p.tears.iter().copied()) {
        for length in (1..=6).rev() {
            let end = text[tear..].char_indices().nth(length).map_or(text.len(), |(i, _)| tear + i);
            let word = &text[tear..end];
            let is_doubled = word.chars().count() == length
                && word.chars().all(is_han)
                && text[..tear].ends_with(word)
                && (length > 1 || !EVERY.contains(word) && is_torn_word(text, tear, end));
            if is_doubled {
                told.push(tear - word.len()..end);
                break;
            }
        }
    }
}

/// Whether the character behind a page break begins a word of this text that the character before it began already: a text
/// that says 乡村 elsewhere, and 动乡 only in 推动乡村.
fn is_torn_word(text: &str, tear: usize, end: usize) -> bool {
    let Some(next) = text[end..].chars().next().filter(|c| is_han(*c)) else { return false };
    let word = &text[tear..end + next.len_utf8()];
    let half = tear - (end - tear);
    let Some(before) = text[..half].chars().next_back().filter(|c| is_han(*c)) else { return false };
    let left = &text[half - before.len_utf8()..tear];
    let from = text.floor_char_boundary(tear.saturating_sub(WINDOW));
    let to = text.floor_char_boundary((tear + WINDOW).min(text.len()));
    let near = &text[from..to];
    let elsewhere = |part: &'_ str| near.match_indices(part).map(move |(at, _)| from + at).collect::<Vec<_>>();
    let is_a_word = elsewhere(word).into_iter().any(|at| at != tear);
    let is_another =
        elsewhere(left).into_iter().any(|at| at + left.len() != tear && !text[at + left.len()..].starts_with(next));
    is_a_word && !is_another
}

/// A phrase that stands twice in a row is no longer, in characters.
const LONGEST: usize = 16;

/// Function words, words and phrases that stand twice in a row.
fn within(reading: &Reading, told: &mut Vec<Range<usize>>) {
    let text = reading.text();
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let byte = |i: usize| chars.get(i).map_or(text.len(), |(at, _)| *at);
    let mut i = 0;
    while i < chars.len() {
        if !is_han(chars[i].1) {
            i += 1;
            continue;
        }
        let length = (1..=LONGEST).rev().find(|n| {
            i + 2 * n <= chars.len() && (0..*n).all(|k| chars[i + k].1 == chars[i + n + k].1 && is_han(chars[i + k].1))
        });
        let Some(length) = length else {
            i += 1;
            continue;
        };
        let range = byte(i)..byte(i + 2 * length);
        let is_fault = match length {
            1 => is_function_word_twice(text, &range, chars[i].1),
            _ => is_word_twice(text, &range),
        };
        if is_fault {
            told.push(range);
            i += 2 * length;
        } else {
            i += 1;
        }
    }
}

fn is_function_word_twice(text: &str, range: &Range<usize>, c: char) -> bool {
    let Some((_, before, after)) = FUNCTION.iter().find(|(word, ..)| *word == c) else { return false };
    let is_thrice = text[..range.start].ends_with(c) || text[range.end..].starts_with(c);
    !is_thrice && is_never_right(&text[..range.start], c, &text[range.end..])
        || !is_thrice
            && !text[..range.start].ends_with(|b| before.contains(b))
            && !text[range.end..].starts_with(|a| after.contains(a))
}

/// 214.3万人为为基数, 出现在在大湾乡, ，有的的件: what stands before is no word with the first half here.
fn is_never_right(before: &str, c: char, behind: &str) -> bool {
    match c {
        '为' => before
            .strip_suffix(['人', '名'])
            .is_some_and(|head| head.ends_with(|c: char| c.is_ascii_digit() || "万亿".contains(c))),
        '在' => ["出现", "体现", "表现", "呈现"].iter().any(|word| before.ends_with(word)),
        // 政通人和 and 地利、人和 are said of peace.
        '和' => {
            before.ends_with('人')
                && !["通人", "、人", "“人"].iter().any(|peace| before.ends_with(peace))
                && !behind.starts_with(|c: char| "气美谐平睦田解乐".contains(c))
        }
        '的' => before.ends_with("，有") && !behind.starts_with(['确', '士']),
        _ => false,
    }
}

fn is_word_twice(text: &str, range: &Range<usize>) -> bool {
    let word = &text[range.start..range.start + (range.end - range.start) / 2];
    let rest = &text[range.start + word.len()..];
    let length = word.chars().count();
    let one_character = word.chars().all(|c| word.starts_with(c));
    let first = word.chars().next().unwrap_or(' ');
    // 一步一步, 一个键一个键, and 水库一库一策, where the first half is another word's.
    let counts = ONE_BY_ONE.contains(first) && length <= 3 && !is_count_typed_twice(word, &text[range.end..])
        || length == 2 && word.ends_with('一')
        || word.chars().all(|c| HAN_NUMERALS.contains(c));
    // 老人每人每月, 农户每户每年
    let is_of_each = length == 2 && word.ends_with('每');
    let is_second_word = NEW_WORDS.iter().any(|new| rest.starts_with(new) && new.starts_with(word));
    let place = |c: char| "市县区省州旗盟大".contains(c);
    let is_place = length == 2 && word != "其中" && text[range.end..].starts_with(place);
    // 说着说着, 合计合计 for a short talk; 合计合计4600立方米 is none.
    let is_reduplicated = length == 2 && word.ends_with(['着', '呀', '啊'])
        || TRIED.contains(&word) && !(word == "合计" && text[range.end..].starts_with(|c: char| c.is_ascii_digit()));
    !one_character
        && !is_reduplicated
        && !counts
        && !is_of_each
        && !is_second_word
        && !is_place
        && !word.chars().all(|c| ONOMATOPOEIA.contains(c))
        && !text[range.end..].starts_with('再')
}

/// 两项两项指标: several of a thing that is named right behind it. 两个两个地数 counts on.
fn is_count_typed_twice(word: &str, behind: &str) -> bool {
    word.chars().count() == 2
        && word.starts_with(|c| "两三四五六七八九十".contains(c))
        && COUNTED.iter().any(|noun| behind.starts_with(noun))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn words_typed_twice_are_told_and_reduplication_is_not() {
        expect(
            "doubled-word",
            &[
                "去年要等一个半小时，今年不到40分钟就进去了今年不到40分钟就进去了。",
                "存在的不足：一是老城区学位紧张，报名人数超过计划；一是老城区学位紧张，报名人数超过计划；二是校车不足。",
                "注册率为19.5%（以常住人口214.3万人为为基数）。",
                "最大点降雨出现在在大湾乡。",
                "对小区的屋面渗漏、管道堵塞等问题屋面渗漏、管道堵塞等问题限期整改。",
                "各各学校要加强管理，考试时间为6月7日至至8日。",
                "村民取件要跑十几里路，有的的件一等就是三五天。",
                "全市的的工作稳步推进。",
                "茶业综合产值18.5亿万元。",
                "处理投诉11件，对3家供应商3家供应商列入不良行为记录。",
                "志愿者4名，其中其中大学生志愿者2名。",
                "作为巩固拓展脱贫攻坚成果工作的基础抓牢抓牢。",
                "做好有效衔接工作工作。",
                "要进一步进一步压实责任。",
                "动员组织550余家家企业参加。",
                "投入资金50万元万元。",
                "覆盖率达85%%。",
                "坚持底线思维，始终将推动乡\n乡村振兴作为一把手工程，推动乡村发展。",
                "在在全市范围内推广。",
                "关于于城区老旧小区改造。",
                "工作中存在在问题不少。",
                "主要是是土地出让收入减少。",
                "县城位于于西北部。",
                "完成了了任务。",
                "培训干部300名名，成效明显。",
                "市委和和市政府高度重视。",
                "各级党委政府各级党委政府要重视。",
                "增长百分点百分点。",
                "全部在24小时内内回复。",
                "种植户在3天以内内办结。",
                "40天里听了212节节，写下报告。",
                "“不记了。”杨秀文说说，“反正不会少走一步。”",
                "2019年8月月开张那天，只来了12个人。",
                "2023年年，全市增长5%。",
                "项目于2023年2023年6月开工。",
                "项目于2023年6月6月开工。",
                "各级各部门要要高度重视。",
                "按照市委、市委、市政府的部署，全力推进。",
                "不让问题过夜、不让问题过夜、不让企业久等。",
                "全镇干部群众心往一处想、心往一处想、劲往一处使。",
                "有的已改作仓库，群众意见较大，群众意见较大。",
                "全村1240名成员，每人150元。每人150元。钱不多。",
                "由县财政局、县财政局、县水利局负责。",
                "现将第二产业和第三产业的第二产业和第三产业的单位情况公布如下。",
                "库容合计合计4600立方米。",
                "两项两项指标都超额兑现。",
                "完成了三件三件实事。",
                "四个四个项目全部开工。",
                "余下49处均已落实责任人和和期限。",
                "明确联系人和和电话。",
            ],
            &[
                "对3120名老人每人每月补助50元，全年共补助187.2万元。",
                "人人参与、家家户户动手，扎扎实实抓好方方面面工作。",
                "全市市场监管局和县县城建设。",
                "新建3家家庭农场，走访5户户主，引进20名名师，274个村村集体收入增长。",
                "为了了解情况，大家研究研究再说。",
                "一步一步走，二〇二〇年，一件一件抓。",
                "的的确确做到了，目的的确立。",
                "服务民营企业企业家。",
                "共建和谐社会，和和美美过日子。",
                "进行对对口支援工作的部署。",
                "考察组位于于都县，关于于都河治理的通知。",
                "这是是非问题，还是是否问题。",
                "不了了之，除了了解情况。",
                "农村农业农民工作，村村通、户户通，等等。",
                "在在建项目上下功夫，以及及时处理。",
                "吉林吉林市，党委中心中心组学习。",
                "全市共有监测对象，其中\n中小学生300名，均已落实。",
                "来自北京北京大学的学生，轰隆轰隆。",
                "高高兴兴、多多益善、层层落实、处处留心。",
                "62户户户有干部包联，112座水库一库一策，一个村一个村地走。",
                "实施5项项目，出台12条条例，3人人均收入。",
                "鞋底咯吱咯吱响，说着说着就笑了，走着走着天就亮了。",
                "三项指标分别上升、上升、下降，重要要求、主要要素明确。",
                "大家合计合计，你也说说，谈谈看法。",
                "“算了。”他让大家说说，“怎么办？”",
                "2019年年底、2023年年中、8月月底、1—3月月均，5日日均。",
                "市域范围内内河3条，24小时内内涝点排除。",
                "开了12节节能课、3遍遍访。",
                "甲县增长5%，乙县增长5%，丙县增长5%。",
                "“没有问题，没有问题。”他连声说。",
                "一年接着一年干，一年接着一年干。",
                "县水利局、县水利局水资源股负责。",
                "分别增长5.2%、5.2%，均为10个、10个。",
                "两个两个地数，三项三项抓落实，三人三人一组。",
                "天时、地利、人和和气生财，政通人和和谐稳定。",
                "家人和和美美，邻里人和和气气。",
            ],
        );
    }
}
