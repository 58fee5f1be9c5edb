//! What a text says beside a stock that makes it another one: the county of which a part of the text speaks (青川县：全县有养老机构12家), another
//! time without a year (十年前，去年), a reckoning (按老口径，不含民办，). From a mention to words that two prints of one stock share.

use crate::reading::{Mention, Reading, is_han};

/// Times without a year of their own.
const TIMES: [&str; 20] = [
    "今年",
    "去年",
    "上年",
    "前年",
    "当年",
    "年前",
    "过去",
    "以前",
    "此前",
    "之前",
    "原来",
    "原先",
    "改革前",
    "改革后",
    "改造前",
    "改造后",
    "当时",
    "上月",
    "本月",
    "上季",
];
/// Words of a reckoning, or of the end of a plan.
const RECKONINGS: [&str; 10] = ["”末", "”时期", "口径", "不含", "含", "剔除", "扣除", "不计", "据", "网传"];
/// What ends like a county and is none.
const COMMON: [&str; 18] = [
    "社区",
    "园区",
    "景区",
    "校区",
    "库区",
    "山区",
    "地区",
    "片区",
    "小区",
    "灾区",
    "牧区",
    "林区",
    "城区",
    "辖区",
    "市区",
    "城市",
    "超市",
    "示范区",
];

/// The counties that sentences begin with, where there are several.
pub struct Scopes<'r> {
    counties: Vec<(usize, &'r str)>,
}

impl<'r> Scopes<'r> {
    pub fn of(reading: &'r Reading) -> Self {
        let begins = reading.sentences.iter().filter_map(|sentence| {
            let name = county(reading.slice(&sentence.range))?;
            Some((sentence.range.start, name))
        });
        let mut counties: Vec<(usize, &str)> = begins.collect();
        if counties.windows(2).all(|two| two[0].1 == two[1].1) {
            counties.clear();
        }
        Self { counties }
    }

    /// What is said of a stock beside its name; `None` where a bracket behind it says that it is another.
    pub fn around(&self, reading: &Reading, mention: &Mention) -> Option<String> {
        let behind = &reading.text()[mention.clause.end..];
        if ["（其中", "（不含", "（含", "（包括", "（未含"].iter().any(|open| behind.starts_with(open)) {
            return None;
        }
        let at = self.counties.partition_point(|(start, _)| *start <= mention.range.start);
        let county = at.checked_sub(1).map_or("", |last| self.counties[last].1);
        let sentence = &reading.sentences[mention.sentence].range;
        let before = &reading.text()[sentence.start.min(mention.clause.start)..mention.clause.start];
        let lead = before.trim_end_matches('，').rsplit(['，', '；', '：', '。']).next().unwrap_or("");
        let own = reading.before(mention);
        let times = TIMES.iter().filter(|time| lead.contains(**time) || own.contains(**time));
        let reckoned = RECKONINGS.iter().any(|word| lead.contains(word));
        let times: String = times.copied().collect();
        Some(format!("{county}|{times}|{}", if reckoned { lead } else { "" }))
    }
}

/// The county, district or city that a sentence begins with, behind its number: （一）青川县。, 在青川县，.
fn county(sentence: &str) -> Option<&str> {
    const LONGEST: usize = 6;
    let numbers = |c: char| c.is_ascii_digit() || "（）()一二三四五六七八九十、.．·-— ".contains(c);
    let start = sentence.trim_start_matches(numbers).trim_start_matches('在');
    let end =
        start.char_indices().take(LONGEST).find(|(_, c)| "县区市旗".contains(*c)).map(|(i, c)| i + c.len_utf8())?;
    let name = &start[..end];
    let is_name = name.chars().count() >= 3
        && name.chars().all(is_han)
        && !name.starts_with(['全', '我', '该', '本', '各', '两']);
    (is_name && !COMMON.iter().any(|common| name.ends_with(common))).then_some(name)
}
