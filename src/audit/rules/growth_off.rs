//! `growth-off`: a rate of growth that the two values of the text do not give, or a value and its increment; a value that
//! rises to less. Growth at comparable prices is never held against nominal values.

mod added;
mod explained;
mod spans;
mod yearly;

use crate::audit::Verdicts;
use crate::audit::arithmetic::{self, Outcome};
use crate::audit::compared::{self, Pair, Said};
use crate::audit::relations::operands;
use crate::model::{Interval, Unit};
use crate::reading::{ChangeKind, Direction, Mention, Reading};
use rust_decimal::Decimal;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for said in compared::changes(reading) {
        if said.kind == ChangeKind::Percent && !is_about_a_rate(reading, &said) {
            doubled_sign(reading, verdicts, &said);
            if !is_real(reading, &said) || !is_of_money(reading, &said) {
                judge(reading, verdicts, &said);
            }
        }
    }
    directions(reading, verdicts);
}

/// 高于5%, 增速快于全省: comparisons of rates, which are reckoned in points.
fn is_about_a_rate(reading: &Reading, said: &Said) -> bool {
    let compares = ["高于", "低于", "快于", "慢于", "优于", "大于", "少于"].contains(&reading.slice(&said.verb));
    // 高于普通田块28.5%（普通田块612公斤）
    let aside = reading.mentions.get(said.index + 1).filter(|m| {
        let gap = &reading.text()[said.mention.range.end..m.range.start.max(said.mention.range.end)];
        gap.starts_with(['（', '(']) && !gap.contains(['）', ')']) && !m.is_percent()
    });
    compares && aside.is_none()
}

fn judge(reading: &Reading, verdicts: &mut Verdicts, said: &Said) {
    if said.words.contains("年均") || said.words.contains("年平均") {
        return yearly::yearly(reading, verdicts, said);
    }
    let mut tied: Option<Outcome> = None;
    let pairs: Vec<Pair> = compared::pairs(reading, said, is_amount)
        .into_iter()
        .chain(spans::pair(reading, said))
        .filter(|p| !said.is_of_elsewhere(reading, p.before) && spans::allows(reading, said, p))
        .filter(|p| !is_aside_of_another(reading, p.before, said))
        .collect();
    let outcomes = pairs.iter().filter_map(|pair| {
        let outcome = grown(reading, pair, said.direction_of(reading, pair.now))?;
        let is_tight = pair.is_tight && !is_at_constant_prices(reading, pair.now, said);
        let is_tight = is_tight && explained::is_explained(reading, said, pair, &outcome);
        pair.bears_out(&outcome).then_some((outcome, is_tight))
    });
    let stepped = from_increment(reading, said);
    // 6000人次以上，增加800人次: any rate fits what is open.
    let from_steps = stepped.iter().filter(|s| s.now.quantity.bound.is_none());
    let from_steps = from_steps.filter_map(|s| Some((by_increment(reading, s.now, &s.increment)?, s)));
    for (outcome, step) in from_steps.clone() {
        if step.is_against(reading, said) && outcome.fits(said.mention) {
            return compared::tell_flip(reading, verdicts, said, &outcome.words(said.mention));
        }
    }
    let from_steps = from_steps.filter(|(_, step)| !step.is_contrary(reading, said)).map(|(outcome, step)| {
        let is_tight = step.is_tight && explained::is_explained_in_step(reading, said, step, &outcome);
        (outcome, is_tight)
    });
    for (outcome, is_tight) in outcomes.chain(from_steps) {
        if outcome.fits(said.mention) {
            return verdicts.holds(said.mention.range.clone(), outcome.words(said.mention));
        }
        if is_tight && tied.is_none() {
            tied = Some(outcome);
        }
    }
    if let Some(outcome) = added::over_base(reading, said).filter(|_| tied.is_none()) {
        match outcome.fits(said.mention) {
            true => return verdicts.holds(said.mention.range.clone(), outcome.words(said.mention)),
            false => tied = Some(outcome),
        }
    }
    if let Some(outcome) = tied {
        return tell(reading, verdicts, said, &outcome);
    }
    near_step(reading, verdicts, said, &stepped);
    if !stepped.iter().any(|step| step.is_near) {
        near_miss(reading, verdicts, said, &pairs);
    }
}

/// A rate that one slip in it, in the value or in its increment would make right.
fn near_step(reading: &Reading, verdicts: &mut Verdicts, said: &Said, stepped: &[Step]) {
    let Some(step) = stepped.iter().find(|step| step.is_near) else { return };
    let three = [step.now, step.increment.mention, said.mention];
    let Some(outcome) = by_increment(reading, step.now, &step.increment) else { return };
    let is_telling = explained::is_telling(three, &outcome);
    if is_telling && explained::is_over_the_wrong_base(said, &outcome) {
        return tell(reading, verdicts, said, &outcome);
    }
    let slip = explained::slip_in_step(reading, said, step).filter(|_| is_telling);
    let Some(slip) = slip else { return };
    let printed = reading.slice(&(said.verb.start..said.mention.range.end));
    slip.tell(reading, verdicts, &outcome.words(said.mention), printed);
}

/// A rate that one slip, or the other verb, would make right.
fn near_miss(reading: &Reading, verdicts: &mut Verdicts, said: &Said, pairs: &[Pair]) {
    let near = pairs.iter().filter(|p| p.is_near && !is_at_constant_prices(reading, p.now, said)).take(2);
    for pair in near {
        let direction = said.direction_of(reading, pair.now);
        let other = Said { direction, ..said.clone() }.flipped();
        let Some(outcome) = grown(reading, pair, other) else { continue };
        if outcome.fits(said.mention) {
            return compared::tell_flip(reading, verdicts, said, &outcome.words(said.mention));
        }
        let three = [pair.now, pair.before, said.mention];
        let Some(outcome) = grown(reading, pair, direction) else { continue };
        let is_telling = explained::is_telling(three, &outcome);
        if is_telling && explained::is_over_the_wrong_base(&Said { direction, ..said.clone() }, &outcome) {
            return tell(reading, verdicts, said, &outcome);
        }
        let slip = explained::slip_between(reading, said, pair).filter(|_| is_telling);
        if let Some(slip) = slip {
            let printed = reading.slice(&(said.verb.start..said.mention.range.end));
            return slip.tell(reading, verdicts, &outcome.words(said.mention), printed);
        }
    }
}

fn tell(reading: &Reading, verdicts: &mut Verdicts, said: &Said, outcome: &Outcome) {
    let (sum, printed) = (outcome.words(said.mention), reading.slice(&(said.verb.start..said.mention.range.end)));
    verdicts
        .wrong(
            said.verb.start..said.mention.range.end,
            format!("增减幅度对不上：{sum}，文中是{printed}"),
            format!("the rate of change does not follow: {sum}, the text says {printed}"),
        )
        .help(
            "核对前后两个数和增减幅度；按可比价计算的写明“按可比价格计算”",
            "check both values and the rate; growth at comparable prices must say so",
        );
}

fn is_amount(value: &Mention, _: &Mention) -> bool {
    !value.is_percent() && !value.is_points() && !["倍", "成", "年", "岁", "位"].contains(&value.unit().name())
}

/// What grew by how much, in the direction that the text says.
fn grown(reading: &Reading, pair: &Pair, direction: Direction) -> Option<Outcome> {
    if !pair.now.unit().converts_to(pair.before.unit()) && pair.now.unit() != pair.before.unit() {
        return None;
    }
    let outcome = arithmetic::growth(reading, pair.now, pair.before)?;
    Some(match direction {
        Direction::Up => outcome,
        Direction::Down => Outcome {
            exact: -outcome.exact,
            interval: outcome.interval.mirrored(),
            unit: outcome.unit,
            sum: format!("1-{}÷{}", reading.printed(pair.now), reading.printed(pair.before)),
        },
    })
}

/// A value with its increment.
struct Step<'r> {
    now: &'r Mention,
    increment: Said<'r>,
    is_tight: bool,
    is_near: bool,
}

impl Step<'_> {
    /// 增加14起，下降19.4%: one of the two verbs is wrong. 少用0.5天，提速16.1% is not of this kind.
    fn is_against(&self, reading: &Reading, said: &Said) -> bool {
        let named = compared::bare(said.words);
        let is_named = compared::agree(&named, &compared::bare(reading.subject(self.now)));
        self.is_contrary(reading, said) && (named.is_empty() || is_named)
    }

    fn is_contrary(&self, reading: &Reading, said: &Said) -> bool {
        const PLAIN: [&str; 28] = [
            "增长", "增加", "净增", "增", "上升", "提高", "增产", "下降", "减少", "降低", "净减", "减", "降", "上涨",
            "低", "高", "多", "少", "偏多", "偏少", "偏高", "偏低", "多出", "高出", "减收", "增收", "减产", "节省",
        ];
        let is_plain = |verb: &str| PLAIN.contains(&verb);
        self.increment.direction != said.direction
            && is_plain(reading.slice(&said.verb))
            && (is_plain(reading.slice(&self.increment.verb)) || self.increment.words.contains(['比', '较']))
    }
}

/// `D÷(B-D)`, of a value and its increment: 86起，同比增加14起，增长19.4%.
fn from_increment<'r>(reading: &'r Reading, said: &Said<'r>) -> Vec<Step<'r>> {
    let near = [said.index.checked_sub(1), said.index.checked_sub(2), Some(said.index + 1)];
    let mut found = Vec::new();
    for index in near.into_iter().flatten().filter(|i| *i < reading.mentions.len()) {
        let Some(increment) = increment_at(reading, index, said) else { continue };
        let of_one_unit =
            |value: &Mention, by: &Mention| value.unit() == by.unit() || value.unit().converts_to(by.unit());
        let earlier = if index < said.index { &increment } else { said };
        let mut search = earlier.clone();
        search.mention = increment.mention;
        // 高于邻近县650元 is no step from the year before.
        if is_of_elsewhere(reading, &increment) != is_of_elsewhere(reading, said) {
            continue;
        }
        let is_same = increment.direction == said.direction
            && !is_of_another_name(reading, &increment, said)
            && compared::agree(&compared::bare(said.words), &compared::bare(increment.words));
        for (now, is_tight) in
            compared::nows(reading, &Said { index: earlier.index, mention: increment.mention, ..search }, of_one_unit)
        {
            if is_aside_of_another(reading, now, said) {
                continue;
            }
            let bases = compared::baseline(said.words).allows(&compared::baseline(increment.words));
            let is_near = is_same && bases && !is_at_constant_prices(reading, now, said);
            found.push(Step { now, increment: increment.clone(), is_tight: is_tight && is_near, is_near });
        }
    }
    found.extend(added::step(reading, said));
    found
}

/// 幼儿减少1228人（上学年为9870人）；初中在校生增加306人，增长4.3%: what a bracket says of one clause is nothing of the next.
fn is_aside_of_another(reading: &Reading, value: &Mention, said: &Said) -> bool {
    let behind = reading.text().get(value.range.end..said.mention.range.start).unwrap_or("");
    behind.find("）；").is_some_and(|end| !behind[..end].contains(['（', '）']))
}

/// 死亡人数比去年同期的70人减少9人，受伤人数同比下降8.5%: behind the base the name is no longer among the words of the increment.
fn is_of_another_name(reading: &Reading, increment: &Said, said: &Said) -> bool {
    let clause =
        &reading.text()[increment.mention.clause.start..increment.verb.start.max(increment.mention.clause.start)];
    let Some(name) = compared::at_comparison(clause).map(|(name, _)| compared::bare(name)) else { return false };
    let own = compared::bare(said.words);
    compared::bare(increment.words).is_empty() && !name.is_empty() && !own.is_empty() && !compared::agree(&own, &name)
}

fn is_of_elsewhere(reading: &Reading, said: &Said) -> bool {
    let lead = &reading.text()[said.mention.clause.start.min(said.verb.start)..said.verb.end];
    compared::compares_elsewhere(lead)
}

fn increment_at<'r>(reading: &'r Reading, index: usize, said: &Said) -> Option<Said<'r>> {
    let mention = &reading.mentions[index];
    let (a, b) = (mention.range.end.min(said.mention.range.end), mention.range.start.max(said.mention.range.start));
    let is_beside = mention.sentence == said.mention.sentence && !reading.text()[a..b].contains('；');
    let increment = compared::said(reading, index).filter(|s| s.kind == ChangeKind::Amount)?;
    is_beside.then_some(increment)
}

fn by_increment(reading: &Reading, now: &Mention, increment: &Said) -> Option<Outcome> {
    let by = increment.mention;
    let unit = by.unit();
    let (value, step) = (now.quantity.value_in(unit)?, by.quantity.value());
    let falls = increment.direction == Direction::Down;
    let before = if falls { value.checked_add(step)? } else { value.checked_sub(step)? };
    // B over D is monotone in both, where D over (B − D) with two intervals of D would be too wide.
    let ratio = now.interval_in(unit)?.over(&by.interval())?;
    let less_one = Interval::point(Decimal::ONE);
    let base = if falls { ratio.plus(&less_one)? } else { ratio.minus(&less_one)? };
    // 从8.4元开始走低，累计下跌0.8元，跌幅9.5%: the value is the base itself.
    if starts_from(reading, now) {
        return Some(Outcome {
            exact: step.checked_div(value)?,
            interval: by.interval().over(&now.interval_in(unit)?)?,
            unit: Unit::new("倍"),
            sum: format!("{}÷{}", plain(reading, by), plain(reading, now)),
        });
    }
    Some(Outcome {
        exact: step.checked_div(before)?,
        interval: Interval::point(Decimal::ONE).over(&base)?,
        unit: Unit::new("倍"),
        sum: format!(
            "{by}÷({now}{sign}{by})",
            by = plain(reading, by),
            now = plain(reading, now),
            sign = if falls { "+" } else { "-" }
        ),
    })
}

/// 从每公斤8.4元开始走低, 由8.4元一路下跌
fn starts_from(reading: &Reading, now: &Mention) -> bool {
    const STARTS: [&str; 6] = ["开始", "起步", "一路", "持续", "逐步", "连续"];
    let lead = reading.before(now);
    let lead = lead.rfind(['从', '由', '自']).map(|at| &lead[at..]);
    lead.is_some_and(|lead| lead.chars().count() <= 8) && STARTS.iter().any(|word| reading.after(now).starts_with(word))
}

fn plain<'r>(reading: &'r Reading, mention: &Mention) -> &'r str {
    reading.printed(mention)
}

/// Whether the text says that this growth leaves prices or a change of scope out.
fn is_real(reading: &Reading, said: &Said) -> bool {
    const REAL: &[&str] = &[
        "可比价",
        "不变价",
        "可比口径",
        "价格因素",
        "实际增",
        "实际同比",
        "实际比",
        "实际上",
        "实际下",
        "同口径增",
        "同口径比",
        "可比增",
    ];
    let sentence = reading.sentences[said.mention.sentence].range.start;
    let text = compared::last_bytes(&reading.text()[sentence..said.mention.range.end], 600);
    let clause = text.char_indices().rev().filter(|(_, c)| "，；（）。".contains(*c)).nth(1).map_or(0, |(i, _)| i);
    let behind = &reading.text()[said.mention.range.end..];
    let remark: String = behind.chars().take(16).collect();
    let remark = remark
        .strip_prefix(['（', '('])
        .or_else(|| remark.strip_prefix("，扣除"))
        .or_else(|| remark.strip_prefix("（扣除"));
    REAL.iter().any(|word| text[clause..].contains(word) || remark.is_some_and(|r| r.contains(word)))
}

/// 律师数翻了近一番，实际增长75.7%: only what has a price can grow at constant prices.
fn is_of_money(reading: &Reading, said: &Said) -> bool {
    let before = reading.mentions[..said.index].iter().rev().take_while(|m| m.sentence == said.mention.sentence);
    let value = before.into_iter().find(|m| is_amount(m, said.mention));
    value.is_none_or(|value| !value.unit().is_counted() && !operands::is_person(value.unit()))
}

/// Output of the national accounts grows at constant prices even where nobody says so.
fn is_at_constant_prices(reading: &Reading, now: &Mention, said: &Said) -> bool {
    let is_nominal = ["现价", "名义", "当年价"].iter().any(|word| said.words.contains(word));
    if is_nominal || !now.unit().converts_to(&Unit::new("元")) {
        return false;
    }
    let sentence = &reading.sentences[said.mention.sentence].range;
    let end = said.mention.range.start.max(now.range.start);
    let text = compared::last_bytes(&reading.text()[sentence.start..end], 600);
    let words = text.rsplit(['；', ';']).next().unwrap_or(text);
    let is_named =
        |words: &str| ["生产总值", "增加值", "GDP", "农林牧渔业总产值", "农业总产值"].iter().any(|w| words.contains(w));
    let own = reading.slice(&(now.clause.start..now.range.start));
    let names_itself = compared::bare(own).chars().count() >= 4;
    match names_itself {
        true => is_named(own),
        false => is_named(words),
    }
}

/// 同比增长-3%, 下降-3%, 负增长-3%: the sign says again, or against, what the verb says.
fn doubled_sign(reading: &Reading, verdicts: &mut Verdicts, said: &Said) {
    const VERBS: [&str; 12] =
        ["增长", "增加", "上升", "上涨", "提高", "下降", "减少", "降低", "回落", "下滑", "下跌", "同比增"];
    let verb = reading.slice(&said.verb);
    let to_number = &reading.text()[said.verb.end..said.mention.range.start];
    let is_rate = to_number.contains(['率', '幅', '速']);
    if !VERBS.contains(&verb)
        || is_rate
        || is_one_of_a_row(reading, said)
        || said.mention.quantity.value() >= Decimal::ZERO
        || said.mention.upper.is_some()
    {
        return;
    }
    let printed = reading.slice(&(said.verb.start..said.mention.range.end));
    verdicts
        .doubt(
            said.verb.start..said.mention.range.end,
            format!("“{printed}”用了动词又用负号，升降说不清"),
            format!("{printed}: a verb and a minus sign together leave the direction unclear"),
        )
        .help("增长写“增长3%”，下降写“下降3%”，不用负号", "say 增长3% or 下降3%, without a sign");
}

/// 依次增长5.6%、4.3%和-1.7%: one verb for several, of which some fall, leaves only the sign.
fn is_one_of_a_row(reading: &Reading, said: &Said) -> bool {
    let joins = |a: &Mention, b: &Mention| {
        let between = &reading.text()[a.range.end..b.range.start.max(a.range.end)];
        a.unit() == b.unit() && matches!(between, "、" | "和" | "与" | "及")
    };
    let last = (said.index + 2).min(reading.mentions.len());
    reading.mentions[said.index.saturating_sub(1)..last].windows(2).any(|pair| joins(&pair[0], &pair[1]))
}

/// 由100下降到120.
fn directions(reading: &Reading, verdicts: &mut Verdicts) {
    for (index, pair) in reading.mentions.windows(2).enumerate() {
        let (before, now) = (&pair[0], &pair[1]);
        let is_rank = ["位", "名", "级", "类", "等", "档", "线"].contains(&now.unit().name());
        if is_rank
            || before.sentence != now.sentence
            || before.is_quoted
            || now.upper.is_some()
            || before.upper.is_some()
        {
            continue;
        }
        let between = &reading.text()[before.range.end..now.range.start];
        let Some(reach) = compared::reach::at_end(between) else { continue };
        let Some(direction) = reach.direction else { continue };
        let lead = compared::words_of(reading, index);
        let (counted, verb) = between.split_at(between.len() - reach.length);
        let is_direct = compared::bare(counted).is_empty() || reading.object(now).starts_with(counted);
        if !lead.contains(['由', '从']) || !is_direct || between.contains('，') {
            continue;
        }
        let Some(was) = before.interval_in(now.unit()) else { continue };
        let is = now.interval();
        let is_lower = matches!((is.high, was.low), (Some(is), Some(was)) if is < was);
        let is_higher = matches!((is.low, was.high), (Some(is), Some(was)) if is > was);
        if direction == Direction::Up && is_lower || direction == Direction::Down && is_higher {
            let (a, b) = (reading.printed(before), reading.printed(now));
            verdicts
                .wrong(
                    now.range.clone(),
                    format!("升降说反了：由{a}到{b}，文中却是“{verb}”"),
                    format!("the direction is wrong: from {a} to {b}, and the text says {verb}"),
                )
                .help("核对两个数是否写颠倒，或改正动词", "check whether the two values are swapped, or mend the verb");
        }
    }
}

#[cfg(test)]
mod tests;
