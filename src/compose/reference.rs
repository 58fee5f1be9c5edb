//! References as written: `{{ [region :] indicator [@ period] [| operation]… }}`. From text to what is asked for; looks
//! nothing up.

mod quoting;

pub use quoting::Fault;

use crate::finding::Message;
use crate::model::{Date, Period, Scale, Unit};
use quoting::{behind_quoting, quoted_form};

/// What stands between `{{` and `}}`.
#[derive(Clone, Debug, PartialEq)]
pub enum Reference {
    Figure(FigureReference),
    /// `{{ 号 "115627" }}`
    Label(String),
    /// `{{ 引 "50" source="…" }}`
    Cited {
        text: String,
        source: String,
    },
    /// `{{ 见 "收入走势" }}`: a chart or table of the same text, by its name.
    Caption(String),
    /// `{{ 地区 }}`
    Name(NameWord),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameWord {
    Region,
    ShortRegion,
    Year,
    Parent,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FigureReference {
    pub region: Option<String>,
    pub indicator: String,
    pub year: Option<i32>,
    pub period: Option<Period>,
    pub question: Question,
    /// 比, 高于, 低于 behind the question.
    pub against: Option<Against>,
    pub form: Form,
}

impl FigureReference {
    /// The plain reference to an indicator.
    pub fn to(indicator: &str) -> Self {
        Self {
            region: None,
            indicator: indicator.to_string(),
            year: None,
            period: None,
            question: Question::Value,
            against: None,
            form: Form::default(),
        }
    }
}

/// What is asked of the figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Question {
    #[default]
    Value,
    Growth,
    Change,
    Increment,
    PointsDifference,
    Share(String),
    /// 户均, 人均: the unit and the indicator that counts it.
    Per(Unit, String),
    Rank(Option<String>),
    AverageGrowth(i32),
    Completion,
    Target(Option<Date>),
    Source,
    Period,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Against {
    pub other: String,
    pub claim: Claim,
}

/// What the prose says about the direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    Any,
    Above,
    Below,
}

/// How the answer is printed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    pub scale: Option<Scale>,
    pub unit: Option<Unit>,
    pub decimals: Option<u32>,
    pub number_only: bool,
    pub han: bool,
}

const NAMES: [(&str, NameWord); 4] =
    [("地区", NameWord::Region), ("简称", NameWord::ShortRegion), ("年份", NameWord::Year), ("上级", NameWord::Parent)];

/// Reads what stands between the braces.
pub fn parse(text: &str) -> Result<Reference, Fault> {
    let text = text.trim();
    read(text).map_err(|message| match behind_quoting(text) {
        Some((word, example, rest)) => Fault { message, help: quoted_form(word, example, rest) },
        None => Fault::from(message),
    })
}

fn read(text: &str) -> Result<Reference, Message> {
    if text.is_empty() {
        return Err(Message::new("引用是空的", "the reference is empty"));
    }
    if let Some((_, word)) = NAMES.iter().find(|(name, _)| *name == text) {
        return Ok(Reference::Name(*word));
    }
    let Some((word, _, rest)) = behind_quoting(text) else { return figure(text).map(Reference::Figure) };
    if word == '引' {
        return cited(rest);
    }
    let (quoted, rest) = quoted(rest)?;
    match (rest.trim(), word) {
        ("", '号') => Ok(Reference::Label(quoted)),
        ("", _) => Ok(Reference::Caption(quoted)),
        (rest, _) => Err(left_over(rest)),
    }
}

fn left_over(rest: &str) -> Message {
    Message::new(format!("多出“{rest}”"), format!("`{rest}` is left over"))
}

fn cited(rest: &str) -> Result<Reference, Message> {
    let (text, rest) = quoted(rest)?;
    let source = rest.trim().trim_start_matches(['|', ',']).trim();
    let source = source.strip_prefix("source").or(source.strip_prefix("来源")).map(|s| s.trim_start());
    let Some(source) = source.and_then(|s| s.strip_prefix(['=', ':', '：'])) else {
        return Err(Message::new("引用的数要写出处：source=\"…\"", "a cited number names its source: source=\"…\""));
    };
    let (source, rest) = quoted(source)?;
    match rest.trim() {
        "" if !source.trim().is_empty() => Ok(Reference::Cited { text, source }),
        "" => Err(Message::new("出处是空的", "the source is empty")),
        rest => Err(left_over(rest)),
    }
}

/// The text between the quotes at the start, and what follows.
fn quoted(text: &str) -> Result<(String, &str), Message> {
    let unclosed = || Message::new("引号没有成对", "the quote is not closed");
    let text = text.trim_start();
    let close = match text.chars().next() {
        Some('"') => '"',
        Some('“') => '”',
        _ => return Err(Message::new("要用引号括起来", "it must stand in quotes")),
    };
    let inner = &text[text.chars().next().map_or(0, char::len_utf8)..];
    let end = inner.find(close).ok_or_else(unclosed)?;
    Ok((inner[..end].to_string(), &inner[end + close.len_utf8()..]))
}

fn figure(text: &str) -> Result<FigureReference, Message> {
    let mut parts = text.split(['|', '｜']);
    let head = parts.next().unwrap_or_default();
    let (head, when) = match head.split_once(['@', '＠']) {
        Some((head, when)) => (head, Some(when.trim())),
        None => (head, None),
    };
    let (region, indicator) = match head.split_once([':', '：']) {
        Some((region, indicator)) => (Some(region.trim().to_string()), indicator.trim()),
        None => (None, head.trim()),
    };
    if indicator.is_empty() {
        return Err(Message::new("没有写指标", "no indicator is named"));
    }
    let (year, period) = when.map_or(Ok((None, None)), moment)?;
    let mut reference = FigureReference { region, year, period, ..FigureReference::to(indicator) };
    for part in parts {
        operation(part.trim(), &mut reference)?;
    }
    Ok(reference)
}

/// `2022`, `上半年`, `2022年上半年`.
fn moment(text: &str) -> Result<(Option<i32>, Option<Period>), Message> {
    if let Some(period) = Period::parse(text) {
        return Ok((period.own_year(), Some(period)));
    }
    let unknown =
        || Message::new(format!("“@{text}”不是年份或时期"), format!("`@{text}` is neither a year nor a period"));
    let digits = text.get(..4).filter(|d| d.bytes().all(|b| b.is_ascii_digit())).ok_or_else(unknown)?;
    let year = digits.parse().map_err(|_| unknown())?;
    let rest = text[4..].trim_start();
    let rest = rest.strip_prefix('年').unwrap_or(rest).trim();
    match rest {
        "" => Ok((Some(year), None)),
        "末" | "底" => Ok((Some(year), Some(Period::Year))),
        words => Period::parse(words).map(|period| (Some(year), Some(period))).ok_or_else(unknown),
    }
}

fn operation(text: &str, reference: &mut FigureReference) -> Result<(), Message> {
    let (word, argument) = match text.split_once(char::is_whitespace) {
        Some((word, argument)) => (word, argument.trim()),
        None => (text, ""),
    };
    let needed = |what: &str| match argument {
        "" => Err(Message::new(format!("“{word}”后面要写{what}"), format!("`{word}` needs an argument"))),
        argument => Ok(argument.to_string()),
    };
    const TAKE_NONE: [&str; 9] = ["同比", "增减", "增量", "百分点差", "完成率", "来源", "时期", "数值", "汉字"];
    if TAKE_NONE.contains(&word) && !argument.is_empty() {
        return Err(Message::new(format!("“{word}”后面多出“{argument}”"), format!("`{word}` takes nothing behind it")));
    }
    let question = match word {
        "同比" => Question::Growth,
        "增减" => Question::Change,
        "增量" => Question::Increment,
        "百分点差" => Question::PointsDifference,
        "占比" => Question::Share(needed("基数指标")?),
        "户均" => Question::Per(Unit::new("户"), needed("户数指标")?),
        "人均" => Question::Per(Unit::new("人"), needed("人数指标")?),
        "位次" => Question::Rank(Some(argument.to_string()).filter(|a| !a.is_empty())),
        "年均增长" => {
            let year: i32 = whole(word, &needed("起始年份")?.replace('年', ""))?;
            if !(1949..=2100).contains(&year) {
                return Err(Message::new(format!("“{year}”不像年份"), format!("{year} is no year")));
            }
            Question::AverageGrowth(year)
        }
        "完成率" => Question::Completion,
        "目标" if argument.is_empty() => Question::Target(None),
        "目标" => {
            let not_a_date = || Message::new(format!("“{argument}”不是日期"), format!("`{argument}` is no date"));
            Question::Target(Some(Date::parse(argument).ok_or_else(not_a_date)?))
        }
        "来源" => Question::Source,
        "时期" => Question::Period,
        "比" | "高于" | "低于" => {
            let claim = match word {
                "高于" => Claim::Above,
                "低于" => Claim::Below,
                _ => Claim::Any,
            };
            if reference.against.is_some() {
                return Err(Message::new("只能和一个对象比", "a figure is compared with one other only"));
            }
            reference.against = Some(Against { other: needed("比较的对象")?, claim });
            return Ok(());
        }
        _ => return form(text, word, argument, &mut reference.form),
    };
    if reference.question != Question::Value {
        return Err(Message::new(format!("“{word}”前面已有别的运算"), format!("`{word}` follows another operation")));
    }
    reference.question = question;
    Ok(())
}

fn whole<T: std::str::FromStr>(word: &str, text: &str) -> Result<T, Message> {
    text.trim()
        .parse()
        .map_err(|_| Message::new(format!("“{word}”后面要写整数"), format!("`{word}` needs a whole number")))
}

/// 位数 2, 数值, 汉字, or a scale with or without a unit: 万, 亿元, 户.
fn form(text: &str, word: &str, argument: &str, form: &mut Form) -> Result<(), Message> {
    match word {
        "位数" => {
            let decimals: u32 = whole(word, argument)?;
            if decimals > 8 {
                return Err(Message::new("位数最多 8 位", "at most 8 digits"));
            }
            form.decimals = Some(decimals);
        }
        "数值" => form.number_only = true,
        "汉字" => form.han = true,
        "" => return Err(Message::new("“|”后面没有写运算", "nothing follows the bar")),
        _ => {
            if form.scale.is_some() || form.unit.is_some() {
                return Err(Message::new(format!("“{text}”前面已写了单位"), format!("a unit stands before `{text}`")));
            }
            let scale = [Scale::WanYi, Scale::Yi, Scale::Wan].into_iter().find(|scale| text.starts_with(scale.word()));
            let unit = text[scale.map_or(0, |scale| scale.word().len())..].trim();
            if unit.contains(|c: char| c.is_whitespace() || c.is_ascii_digit()) {
                return Err(unknown_operation(text));
            }
            form.scale = scale;
            form.unit = Some(unit).filter(|unit| !unit.is_empty()).map(Unit::new);
        }
    }
    Ok(())
}

/// The operations that exist, for help.
pub const OPERATIONS: &str = "同比、增减、增量、百分点差、占比、户均、人均、位次、年均增长、完成率、目标、比、高于、低于、数值、汉字、位数、来源、时期，或单位（万元、户…）";

pub fn unknown_operation(text: &str) -> Message {
    Message::new(format!("不认识的运算“{text}”；可用：{OPERATIONS}"), format!("unknown operation `{text}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> FigureReference {
        match parse(text).unwrap() {
            Reference::Figure(figure) => figure,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_part_is_read() {
        let reference = read("全省 : 农村居民人均可支配收入 @2022年上半年 | 同比 | 高于 全国 | 位数 2");
        assert_eq!(reference.region.as_deref(), Some("全省"));
        assert_eq!(reference.indicator, "农村居民人均可支配收入");
        assert_eq!((reference.year, reference.period), (Some(2022), Some(Period::FirstHalf)));
        assert_eq!(reference.question, Question::Growth);
        assert_eq!(reference.against, Some(Against { other: "全国".into(), claim: Claim::Above }));
        assert_eq!(reference.form.decimals, Some(2));
    }

    #[test]
    fn units_and_scales_are_operations() {
        assert_eq!(
            read("资金 | 亿元").form,
            Form { scale: Some(Scale::Yi), unit: Some(Unit::new("元")), ..Form::default() }
        );
        assert_eq!(read("资金 | 万").form, Form { scale: Some(Scale::Wan), ..Form::default() });
        assert_eq!(read("监测对象 | 户").form, Form { unit: Some(Unit::new("户")), ..Form::default() });
    }

    #[test]
    fn labels_and_citations_stand_in_quotes() {
        assert_eq!(parse("号 \"115627\""), Ok(Reference::Label("115627".into())));
        let cited = parse("引 \"不到50%\" source=\"全省推进会通报\"").unwrap();
        assert_eq!(cited, Reference::Cited { text: "不到50%".into(), source: "全省推进会通报".into() });
        assert_eq!(parse("见 “收入走势”"), Ok(Reference::Caption("收入走势".into())));
        assert!(parse("引 \"50\"").is_err() && parse("号 \"1").is_err() && parse("引 \"5\" source=\"\"").is_err());
    }

    #[test]
    fn nonsense_is_refused() {
        for text in ["", "| 同比", "收入 @ 昨天", "收入 | 同比 | 增减", "收入 |", "收入 | 位数 x", "收入 | 占比", "a: "]
        {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
