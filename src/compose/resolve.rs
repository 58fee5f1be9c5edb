//! From a reference to a bound figure: looks it up in the book, asks the recipe, and prints the answer. Reported answers
//! are printed as they were reported; computed ones are rounded once, here.

mod against;
mod answer;
pub(super) mod questions;

pub use answer::{Answer, printed_like};

use super::reference::{FigureReference, Form, NameWord, Question, Reference};
use crate::derive::{Book, Key, Lack};
use crate::finding::{Finding, Message, Place, Severity};
use crate::model::article::{Inline, Literal};
use crate::model::region::NamedRegion;
use crate::model::{Figure, IndicatorId, Kind, Region, RegionCode};

/// Where a text speaks from: references default to this region and year.
#[derive(Clone, Copy)]
pub struct Standpoint<'b> {
    pub book: &'b Book,
    pub region: RegionCode,
    pub year: i32,
    /// True where the sentence prints the period itself (`| 时期`), so that references need not name it.
    pub says_period: bool,
}

/// Why a reference gives no figure.
#[derive(Clone, Debug)]
pub enum Failure {
    /// The data lacks it.
    Lack(Lack),
    /// The question cannot be asked so; with its code.
    Wrong { code: &'static str, message: Message, help: Message },
}

impl From<Lack> for Failure {
    fn from(lack: Lack) -> Self {
        Self::Lack(lack)
    }
}

impl Failure {
    fn wrong(code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Wrong { code, message: Message::new(zh, en), help: Message::default() }
    }

    /// True where a standing text may leave the sentence out.
    pub fn is_absence(&self) -> bool {
        matches!(self, Self::Lack(lack) if lack.is_absence())
    }

    /// True where the book has several answers.
    pub fn is_ambiguous(&self) -> bool {
        matches!(self, Self::Lack(Lack::SeveralPeriods(..) | Lack::UnsaidPeriod(_)))
    }

    /// True where the region has no such relation: no parent to compare with.
    pub fn is_about_region(&self) -> bool {
        matches!(self, Self::Wrong { code: "unknown-region" | "no-comparison", .. })
    }

    pub fn finding(self, place: Place, book: &Book) -> Finding {
        match self {
            Self::Wrong { code, message, help } => {
                Finding { help, ..Finding::new(code, Severity::Error, place, message) }
            }
            Self::Lack(Lack::NoFigure(key)) if book.is_unread(key) => Finding::new(
                "no-figure",
                Severity::Note,
                place,
                Message::new(
                    format!("{}在数据里写错了，改好后这里再看", book.say(key)),
                    format!("the entry for {} has a fault; this waits for its mend", book.say(key)),
                ),
            )
            .help(
                format!("先改 content/data/{}/{}.yaml", key.region, key.year),
                format!("mend content/data/{}/{}.yaml first", key.region, key.year),
            ),
            Self::Lack(lack) => {
                let finding = Finding::new(code_of(&lack), Severity::Error, place, lack.message(book));
                let help = help_for(&lack, book);
                Finding { help, ..finding }
            }
        }
    }
}

fn code_of(lack: &Lack) -> &'static str {
    match lack {
        Lack::NoFigure(_) | Lack::Missing(..) => "no-figure",
        Lack::SeveralPeriods(..) => "ambiguous-period",
        Lack::UnsaidPeriod(_) => "unsaid-period",
        Lack::NoMeasure(..) | Lack::OtherUnit(..) => "wrong-unit-asked",
        Lack::NoTarget(_) | Lack::NoMilestone(..) => "no-target",
        Lack::NoParent(_) | Lack::NoSiblings(..) | Lack::IncompleteSiblings(..) => "no-rank",
        Lack::Imprecise(_) => "too-imprecise",
        Lack::ZeroBase(_) | Lack::Incomparable(..) | Lack::NoYearBefore(_) | Lack::TooLarge(_) | Lack::Circular(_) => {
            "not-computable"
        }
    }
}

/// What to do about a lack: for a figure that is not there, where else it is.
fn help_for(lack: &Lack, book: &Book) -> Message {
    match lack {
        Lack::NoFigure(key) => {
            let years: Vec<String> = book
                .places_of(key.indicator)
                .iter()
                .filter(|(r, _)| *r == key.region)
                .map(|(_, y)| y.to_string())
                .collect();
            let periods: Vec<String> = book
                .periods(key.region, key.year, key.indicator)
                .iter()
                .map(|o| format!("@{}", o.period.words()))
                .collect();
            let file = format!("content/data/{}/{}.yaml", key.region, key.year);
            if !periods.is_empty() {
                let periods = periods.join("、");
                Message::new(format!("这一年有的时期：{periods}"), format!("periods of that year: {periods}"))
            } else if !years.is_empty() {
                let years = years.join("、");
                Message::new(
                    format!("有数的年份：{years}；或补进 {file}"),
                    format!("years on record: {years}; or add it to {file}"),
                )
            } else {
                Message::new(format!("补进 {file}"), format!("add it to {file}"))
            }
        }
        Lack::SeveralPeriods(..) => Message::new("写成“指标 @时期”", "write `indicator @period`"),
        Lack::UnsaidPeriod(key) => {
            let words = key.period.words();
            Message::new(
                format!("写成“指标 @{words}”，句子里也要说{words}"),
                format!("write `indicator @{words}`, and say it in the sentence"),
            )
        }
        Lack::Imprecise(_) => Message::new(
            "写上来源报的增速、占比；一定要推算就写明位数，如 | 位数 1",
            "enter what the source reports; or ask for digits: | 位数 1",
        ),
        Lack::NoTarget(key) => {
            let file = format!("content/data/{}/{}.yaml", key.region, key.year);
            Message::new(format!("在 {file} 的 targets 里写上目标"), format!("add a target to {file}"))
        }
        _ => Message::default(),
    }
}

impl<'b> Standpoint<'b> {
    /// What a reference prints.
    pub fn inline(&self, reference: &Reference) -> Result<Inline, Failure> {
        Ok(match reference {
            Reference::Label(text) => Inline::Literal(Literal::Label(text.clone())),
            Reference::Cited { text, source } => {
                Inline::Literal(Literal::Cited { text: text.clone(), source: source.clone() })
            }
            Reference::Caption(_) => return Err(Failure::wrong(
                "unknown-caption",
                "这里不能引图表，只有文稿的正文里可以",
                "a chart or table can be referred to in the text of a report only",
            )),
            Reference::Name(word) => Inline::Text(self.name(*word)?),
            Reference::Figure(figure) => Inline::Figure(Box::new(self.figure(figure)?)),
        })
    }

    fn name(&self, word: NameWord) -> Result<String, Failure> {
        let region = self.book.regions.get(self.region);
        let parent = self.book.regions.ancestry(self.region).nth(1);
        let no_parent = || Failure::wrong("unknown-region", "这个地区没有上级", "this region has no parent");
        Ok(match word {
            NameWord::Region => region.map_or_else(String::new, |r| r.name.clone()),
            NameWord::ShortRegion => region.map_or_else(String::new, |r| r.short.clone()),
            NameWord::Year => self.year.to_string(),
            NameWord::Parent => parent.ok_or_else(no_parent)?.name.clone(),
        })
    }

    /// The figure that a reference asks for, ready to print.
    pub fn figure(&self, reference: &FigureReference) -> Result<Figure, Failure> {
        let region = match &reference.region {
            None => self.region,
            Some(name) => self.region_named(name)?.code,
        };
        let indicator = self.indicator_named(&reference.indicator)?;
        let year = reference.year.unwrap_or(self.year);
        let asks_for_target = matches!(reference.question, Question::Target(_));
        let key = match self.book.key(region, year, indicator, reference.period) {
            Err(_) if asks_for_target => Key { region, year, indicator, period: reference.period.unwrap_or_default() },
            key => key?,
        };
        let is_flow = self.book.vocabulary.get(indicator).kind == Kind::Flow;
        let may_be_unsaid = self.says_period || asks_for_target || reference.question == Question::Period;
        if is_flow && reference.period.is_none() && key.period.is_part_of_year() && !may_be_unsaid {
            return Err(Lack::UnsaidPeriod(key).into());
        }
        let asked = Standpoint { region, year, ..*self };
        let answer = match &reference.against {
            None => questions::answer(&asked, key, reference)?,
            Some(against) => against::answer(self, key, reference, against)?,
        };
        // Behind a question about a ratio a unit only chooses the measure: `| 人 | 占比 …`.
        let form = match reference.question {
            Question::Value | Question::Increment | Question::Per(..) | Question::Target(_) => reference.form.clone(),
            _ => Form { unit: None, scale: None, ..reference.form.clone() },
        };
        answer.printed(self.book, key, &form)
    }

    /// The value of an indicator here, as a reference that names nothing else would print it.
    pub fn value_of(&self, indicator: IndicatorId) -> Result<Figure, Failure> {
        self.figure(&FigureReference::to(&self.book.vocabulary.get(indicator).slug))
    }

    pub fn indicator_named(&self, name: &str) -> Result<IndicatorId, Failure> {
        indicator_named(self.book, name)
    }

    pub fn region_named(&self, name: &str) -> Result<&'b Region, Failure> {
        match self.book.regions.find(name, self.region, self.year) {
            NamedRegion::One(region) => Ok(region),
            NamedRegion::None => {
                Err(Failure::wrong("unknown-region", format!("没有“{name}”这个地区"), format!("no region `{name}`")))
            }
            NamedRegion::Several(several) => {
                let codes: Vec<String> = several.iter().map(|r| r.code.to_string()).collect();
                Err(Failure::Wrong {
                    code: "ambiguous-region",
                    message: Message::new(format!("“{name}”有几处"), format!("several regions are called `{name}`")),
                    help: Message::new(
                        format!("写代码：{}", codes.join("、")),
                        format!("write the code: {}", codes.join(", ")),
                    ),
                })
            }
        }
    }
}

/// The indicator of a name, or a failure that names the nearest.
pub fn indicator_named(book: &Book, name: &str) -> Result<IndicatorId, Failure> {
    book.vocabulary.find(name).ok_or_else(|| {
        let (message, help) = crate::read::unknown_indicator(name, &book.vocabulary);
        Failure::Wrong { code: "unknown-indicator", message, help }
    })
}
