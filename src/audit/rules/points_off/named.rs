//! The rates that a comparison names (高出全市农村居民人均可支配收入增速): from its object to the rate now and those said before of
//! the same thing. Subtracts nothing.

use crate::audit::compared::{self, Pair, Said};
use crate::reading::{ChangeKind, Mention, Reading};

/// How many quantities back a rate may stand that a comparison names.
const REACH: usize = 24;

/// The rates that were said before of what the comparison names.
pub fn named<'r>(reading: &'r Reading, said: &Said<'r>, object: &str) -> Vec<Pair<'r>> {
    let wants_growth = ["增速", "增幅", "增长率", "涨幅", "降幅"].iter().any(|word| object.contains(word));
    let core = core(object);
    if core.chars().count() < 2 {
        return Vec::new();
    }
    let is_level = |m: &&Mention| m.is_percent() && !m.is_quoted;
    let near = reading.mentions[..said.index].iter().rev().take(6);
    let mut near = near.filter(is_level).take_while(|m| m.sentence == said.mention.sentence);
    // 家禽出栏增速高于肉羊: the rate now is named, too.
    // 甲县比乙县高: what stands before 比, be it nothing.
    let words = said.words.trim_start_matches('，');
    let subject = match compared::at_comparison(words) {
        Some((own, _)) => self::core(own),
        None => self::core(&compared::named_by(words)),
    };
    let is_named = |m: &&Mention| subject.chars().count() < 2 || contains_in_order(&phrase(reading, m), &subject);
    let first = said.index.saturating_sub(REACH);
    let Some(now) = near.find(is_named).or_else(|| {
        let mut earlier = reading.mentions[first..said.index].iter().rev().filter(is_level);
        earlier.find(|m| subject.chars().count() >= 2 && phrase(reading, m).contains(&subject))
    }) else {
        return Vec::new();
    };
    let speaks_of_growth = wants_growth || is_growth(reading, now);
    let own = phrase(reading, now);
    let rates = reading.mentions[first..said.index].iter().rev().filter(|m| is_level(m) && m.range != now.range);
    let is_of_before = |m: &Mention| reading.before(m).contains(['比', '较']) && m.change.is_none();
    let found: Vec<(&Mention, String)> = rates
        .filter(|m| is_growth(reading, m) == speaks_of_growth && m.range.start < now.range.end.max(m.range.start + 1))
        .filter(|m| !is_of_before(m))
        .map(|m| (m, phrase(reading, m)))
        .filter(|(m, phrase)| contains_in_order(phrase, &core) || says_in_full(reading, m, &core))
        .collect();
    let nearest_is_whole = found.first().is_some_and(|(m, other)| {
        other.contains(core.as_str())
            && tail(other) == tail(&own)
            && m.paragraph == now.paragraph
            && is_growth(reading, now) == speaks_of_growth
    });
    let is_only_one = found.len() == 1 || core.chars().count() >= 6;
    // 比党的建设得分率低9.0个百分点: the rate is named in full, in its own sentence.
    let names_the_rate = core.ends_with('率') && core.chars().count() >= 4 && found.len() == 1;
    let is_beside =
        |before: &Mention| names_the_rate && before.sentence == now.sentence && now.sentence == said.mention.sentence;
    let pair = |(nth, (before, _)): (usize, &(&'r Mention, String))| Pair {
        now,
        before,
        is_tight: nth == 0 && (nearest_is_whole && is_only_one || is_beside(before)),
        is_near: nth == 0,
    };
    found.iter().enumerate().map(pair).collect()
}

fn core(object: &str) -> String {
    let mut core = compared::bare(object);
    for word in ["平均水平", "平均值", "平均", "水平", "增速", "增幅", "增长率", "涨幅", "降幅", "总体", "同期", "目标"]
    {
        core = core.replace(word, "");
    }
    core
}

/// Whether a percentage is a growth: 增长5%, 涨幅最大，为5%.
fn is_growth(reading: &Reading, m: &Mention) -> bool {
    if m.change.as_ref().is_some_and(|c| c.kind == ChangeKind::Percent) || shared_change(reading, m).is_some() {
        return true;
    }
    let end = m.clause.start;
    let sentence = reading.sentences[m.sentence].range.start.min(end);
    let before = reading.text()[sentence..end].trim_end_matches('，').rsplit(['，', '；', '、']).next().unwrap_or("");
    let is_extent = ["涨幅", "增幅", "增速", "降幅", "跌幅"].iter().any(|word| before.contains(word));
    is_extent && ["为", "达", "是"].contains(&reading.before(m))
}

/// 分别增长7.3%、3.6%和4.3%: the words with which the first of a row grows.
fn shared_change<'r>(reading: &'r Reading, m: &Mention) -> Option<Said<'r>> {
    let index = reading.mentions.partition_point(|other| other.range.start < m.range.start);
    compared::said(reading, index).filter(|said| said.kind == ChangeKind::Percent)
}

/// What a rate is said of: the words of its clause or, where those are only 同比增长, of the nearest clause before that names
/// something; of a row its own name.
fn phrase(reading: &Reading, mention: &Mention) -> String {
    if let Some(name) = compared::name_in_row(reading, mention) {
        return name;
    }
    let own = match &mention.change {
        Some(change) => &reading.text()[mention.clause.start.min(change.verb.start)..change.verb.start],
        None => reading.subject(mention),
    };
    let mut named = compared::bare(own).replace("名义", "");
    if named.chars().count() >= 3 {
        return named;
    }
    let sentence = reading.sentences[mention.sentence].range.start;
    let before = &reading.text()[sentence..mention.clause.start.max(sentence)];
    let clauses = before.trim_end_matches(['，', '（', '、']).rsplit(['，', '；', '。', '：']);
    for clause in clauses.take(4) {
        let noun: String = clause.chars().take_while(|c| !c.is_ascii_digit()).collect();
        let noun = if noun.contains(['比', '较']) { String::new() } else { compared::bare(&noun) };
        if noun.chars().count() >= 2 && noun != "期" {
            named = format!("{noun}{named}");
            break;
        }
    }
    named
}

/// 党的建设平均得分186.0分，得分率93.0%: the part of the sentence since the last rate says what the rate is of.
fn says_in_full(reading: &Reading, mention: &Mention, core: &str) -> bool {
    let index = reading.mentions.partition_point(|m| m.range.start < mention.range.start);
    let start = reading.sentences[mention.sentence].range.start;
    let before = reading.mentions[..index].iter().rev().take(6).find(|m| m.is_percent());
    let start = before.map_or(start, |m| m.range.end.max(start));
    let lead = &reading.text()[start..mention.range.start];
    let lead = lead.rsplit(['；', ';']).next().unwrap_or(lead);
    core.chars().count() >= 4 && contains_in_order(lead, core)
}

fn contains_in_order(phrase: &str, core: &str) -> bool {
    let mut rest = phrase.chars();
    core.chars().all(|c| rest.any(|other| other == c))
}

/// The last two characters: what is measured.
fn tail(phrase: &str) -> String {
    let chars: Vec<char> = phrase.chars().collect();
    chars[chars.len().saturating_sub(2)..].iter().collect()
}
