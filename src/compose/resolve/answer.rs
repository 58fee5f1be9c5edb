//! An answer before it is printed: a reported quantity or a computed value, or words. Printing applies the form that the
//! reference asked for, and rounds computed values once.

use super::Failure;
use crate::compose::reference::Form;
use crate::derive::{Book, Computed, Key, Lack};
use crate::finding::Message;
use crate::model::quantity::{BoundSense, Rounding, Towards, group_scale, round};
use crate::model::{Figure, Interval, Quantity, Recipe, Scale, Unit};
use rust_decimal::Decimal;

pub struct Answer {
    pub recipe: Recipe,
    pub content: Content,
    /// The figures that it was made from.
    pub from: Vec<Key>,
    /// How the printed number is set into words: `增长16%` around `16%`.
    pub phrase: Phrase,
}

pub enum Content {
    /// Printed as reported: one quantity for each measure.
    Reported(Vec<Quantity>),
    /// Rounded to at most so many digits in that scale: as many as its ingredients can answer for.
    Computed { value: Computed, scale: Scale, decimals: u32 },
    /// No number of its own: 第一方阵, 动态清零.
    Words(String),
    /// A place among siblings.
    Place { place: Decimal, text: String },
}

/// How a number is set into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phrase {
    AsItIs,
    /// Without its sign: the amount of a rise or fall that the prose names.
    Amount,
    /// 增长…, 下降…
    Change,
    /// 高…, 低…
    Difference,
    /// …以上, …以内: a target, in the words of its aim.
    AtLeast,
    AtMost,
}

impl Answer {
    pub fn reported(recipe: Recipe, quantity: Quantity, from: Vec<Key>) -> Self {
        Self { recipe, content: Content::Reported(vec![quantity]), from, phrase: Phrase::AsItIs }
    }

    pub fn words(recipe: Recipe, words: String, key: Key) -> Self {
        Self { recipe, content: Content::Words(words), from: vec![key], phrase: Phrase::AsItIs }
    }

    /// A computed percentage or difference in points: at most one digit, as statistical offices print them.
    pub fn ratio(recipe: Recipe, value: Computed) -> Self {
        let from = value.from.clone();
        Self {
            recipe,
            content: Content::Computed { value, scale: Scale::One, decimals: 1 },
            from,
            phrase: Phrase::AsItIs,
        }
    }

    pub fn said(mut self, phrase: Phrase) -> Self {
        self.phrase = phrase;
        self
    }

    /// The figure, printed in the form that was asked for.
    pub fn printed(self, book: &Book, key: Key, form: &Form) -> Result<Figure, Failure> {
        let is_reported = matches!(self.content, Content::Reported(_) | Content::Words(_));
        let is_bounded = match &self.content {
            Content::Reported(quantities) => quantities.iter().any(|quantity| quantity.bound.is_some()),
            _ => false,
        };
        let (text, value, interval, unit) = match self.content {
            Content::Words(words) => (words, None, None, String::new()),
            Content::Place { place, text } => (text, Some(place), Some(Interval::point(place)), String::new()),
            Content::Reported(quantities) => {
                let asked = asked(quantities, form, key, book)?;
                let printed: Vec<Quantity> = asked
                    .iter()
                    .map(|quantity| self.phrase.in_form(quantity, form, key, book))
                    .collect::<Result<_, _>>()?;
                // What is printed may be rounded; value and interval are those of the report.
                let unit = printed.first().map_or_else(|| Unit::new(""), |q| q.unit.clone());
                let value = asked.first().and_then(|q| q.value_in(&unit));
                let interval = asked.first().and_then(|q| q.interval_in(&unit));
                (self.phrase.set(&printed, form), value, interval, unit.to_string())
            }
            Content::Computed { value, scale, decimals } => {
                let quantity = rounded(&value, scale, decimals, form, (key, book))?;
                let unit = value.unit.to_string();
                let text = self.phrase.set(&[quantity], form);
                (text, Some(value.exact), Some(value.interval), unit)
            }
        };
        Ok(Figure {
            region: key.region,
            indicator: key.indicator,
            year: key.year,
            period: key.period,
            recipe: self.recipe,
            text,
            value: value.map(|v| v.normalize()),
            unit,
            interval,
            is_forecast: self.from.iter().any(|key| book.observation(*key).is_some_and(|o| o.is_forecast)),
            is_reported,
            is_bounded,
            from: self.from,
        })
    }
}

/// The measures that the form asks for, as they were reported.
fn asked(quantities: Vec<Quantity>, form: &Form, key: Key, book: &Book) -> Result<Vec<Quantity>, Failure> {
    let asked: Vec<Quantity> = match &form.unit {
        None => quantities,
        Some(unit) => {
            let fits: Vec<Quantity> = quantities.iter().filter(|q| q.unit.converts_to(unit)).cloned().collect();
            if fits.is_empty() {
                let mine = quantities.first().map_or_else(|| Unit::new(""), |q| q.unit.clone());
                let measured = &book.vocabulary.get(key.indicator).measures;
                if !book.vocabulary.knows_unit(unit) {
                    let message = crate::compose::reference::unknown_operation(unit.name());
                    return Err(Failure::Wrong { code: "broken-reference", message, help: Message::default() });
                }
                return Err(match measured.iter().any(|m| unit.converts_to(m)) {
                    true => Lack::NoMeasure(key, unit.clone()).into(),
                    false => Lack::OtherUnit(mine, unit.clone()).into(),
                });
            }
            fits
        }
    };
    if asked.len() > 1 && (form.number_only || form.han) {
        let units: Vec<&str> = asked.iter().map(|q| q.unit.name()).collect();
        return Err(Failure::wrong(
            "wrong-unit-asked",
            format!("这里有{}两种计量，先写明要哪一种", units.join("、")),
            format!("it is counted in {}: say which", units.join(" and ")),
        ));
    }
    Ok(asked)
}

fn rounded(
    value: &Computed,
    scale: Scale,
    decimals: u32,
    form: &Form,
    (key, book): (Key, &Book),
) -> Result<Quantity, Failure> {
    let unit = form.unit.clone().unwrap_or_else(|| value.unit.clone());
    if !value.unit.converts_to(&unit) {
        return Err(Lack::OtherUnit(value.unit.clone(), unit).into());
    }
    let exact = value.unit.convert(value.exact, &unit).ok_or(Lack::TooLarge(key))?;
    let scale = match (&form.unit, form.scale) {
        (_, Some(asked)) => asked,
        (Some(_), None) => Scale::One,
        (None, None) => scale,
    };
    let factor = value.unit.in_terms_of(&unit).unwrap_or(Decimal::ONE);
    let interval = value.interval.scaled(factor).ok_or(Lack::TooLarge(key))?;
    let asked = Computed { exact, interval, unit: unit.clone(), from: Vec::new() };
    // The author may ask for digits that rounding has made doubtful, but not for a number that a bound leaves open.
    let decimals = match form.decimals.filter(|_| interval.low.is_some() && interval.high.is_some()) {
        Some(decimals) => decimals,
        None => asked.trustworthy_decimals(scale, decimals).ok_or(Lack::Imprecise(key))?,
    };
    Ok(Quantity::computed(exact, scale, unit, decimals, book.settings.rounding))
}

/// The scale and digits in which a computed value of an indicator is printed: as its own printed value, else as the
/// vocabulary says.
pub fn printed_like(book: &Book, key: Key, measure: usize) -> (Scale, u32) {
    let printed = book.observation(key).and_then(|o| o.quantity(measure));
    match printed.map(|q| (q.scale, &q.number)) {
        Some((scale, crate::model::Number::Decimal(digits))) => (scale, digits.scale()),
        _ => {
            let indicator = book.vocabulary.get(key.indicator);
            (indicator.scale, indicator.decimals)
        }
    }
}

/// The scale and digits for a value per household or person: from one 万 on in 万 with two digits; small values keep two.
pub fn printed_per_unit(value: Decimal) -> (Scale, u32) {
    match group_scale(value) {
        Scale::One if round(value.abs(), 0, Default::default()) >= Decimal::ONE_HUNDRED => (Scale::One, 0),
        Scale::One => (Scale::One, 2),
        scale => (scale, 2),
    }
}

impl Phrase {
    /// A reported quantity in the scale, unit and digits that the form asks for. Digits that it does not ask to drop stay.
    fn in_form(self, quantity: &Quantity, form: &Form, key: Key, book: &Book) -> Result<Quantity, Failure> {
        let unit = form.unit.as_ref().unwrap_or(&quantity.unit);
        // Asking for a bare measure (户) keeps the printed scale; asking for 万元 or 元 changes it.
        let keeps = form.scale.is_none() && (form.unit.is_none() || quantity.unit.is_counted());
        let scale = if keeps { quantity.scale } else { form.scale.unwrap_or_default() };
        if quantity.value_in(unit).is_none() {
            return Err(Lack::TooLarge(key).into());
        }
        if let Some(decimals) = form.decimals {
            let towards = self.rounds(quantity, book.settings.rounding);
            return quantity.rounded(scale, unit, decimals, towards).ok_or_else(|| Lack::TooLarge(key).into());
        }
        quantity.converted(scale, unit).ok_or_else(|| {
            Failure::wrong("wrong-unit-asked", "换算除不尽，写明位数", "the conversion does not end; say 位数")
        })
    }

    /// To which side a number is rounded so that what is said of it stays true.
    fn rounds(self, quantity: &Quantity, rounding: Rounding) -> Towards {
        let said = match self {
            Phrase::AtLeast => Some(BoundSense::AtLeast),
            Phrase::AtMost => Some(BoundSense::AtMost),
            _ => None,
        };
        let sense = quantity.bound.map(|bound| bound.sense).or(said);
        sense.map_or(Towards::Nearest(rounding), |sense| sense.rounds(rounding))
    }

    fn set(self, quantities: &[Quantity], form: &Form) -> String {
        let sign = quantities.first().map_or(Decimal::ZERO, |q| q.number.value());
        let side = crate::wording::Side::of(sign);
        let digits = |q: &Quantity, unsigned: bool| {
            let q = if unsigned && sign.is_sign_negative() { q.clone().negated() } else { q.clone() };
            match (form.han, form.number_only) {
                (true, true) => q.number.in_han(),
                (true, false) => q.in_han(),
                (false, true) => format!("{}{}", q.number, q.scale.word()),
                (false, false) => q.to_string(),
            }
        };
        let all = |unsigned: bool| quantities.iter().map(|q| digits(q, unsigned)).collect::<String>();
        let has_bound = quantities.iter().any(|q| q.bound.is_some());
        match self {
            Phrase::AsItIs => all(false),
            Phrase::Amount => all(true),
            Phrase::Change => {
                let percent = Unit::percent();
                let unit = quantities.first().map_or(&percent, |q| &q.unit);
                crate::wording::change(side, &all(true), unit)
            }
            Phrase::Difference => crate::wording::difference(side, &all(true)),
            Phrase::AtLeast if !has_bound && !form.number_only => format!("{}以上", all(false)),
            Phrase::AtMost if !has_bound && !form.number_only => format!("{}以内", all(false)),
            Phrase::AtLeast | Phrase::AtMost => all(false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::reference::{Reference, parse};

    /// A reported quantity, printed in a form: 亿元 | 位数 0.
    fn printed(text: &str, phrase: Phrase, form: &str) -> Result<Figure, Failure> {
        let draft = crate::read::content("src/cli/starter".as_ref()).unwrap();
        let (book, _) = crate::derive::book(draft.settings, draft.vocabulary, draft.regions, draft.statements);
        let Ok(Reference::Figure(reference)) = parse(&format!("衔接资金 {form}")) else { panic!("{form}") };
        let indicator = book.vocabulary.find("衔接资金").unwrap();
        let region = book.regions.iter().next().unwrap().code;
        let key = Key { region, indicator, year: 2024, period: crate::model::Period::Year };
        let quantity = Quantity::parse(text).unwrap();
        Answer::reported(Recipe::Reported, quantity, vec![key]).said(phrase).printed(&book, key, &reference.form)
    }

    #[test]
    fn value_and_interval_are_those_of_the_report() {
        let figure = printed("5480万元", Phrase::AsItIs, "| 亿元 | 位数 0").unwrap();
        assert_eq!((figure.text.as_str(), figure.unit.as_str()), ("1亿元", "元"));
        assert_eq!(figure.value, Some(54_800_000.into()));
        assert_eq!(figure.interval, Some(Interval::between(54_795_000.into(), 54_805_000.into())));
        let figure = printed("45.6亩", Phrase::AsItIs, "| 公顷 | 位数 0").unwrap();
        assert_eq!((figure.text.as_str(), figure.unit.as_str()), ("3公顷", "公顷"));
        assert_eq!(figure.value, Some("3.04".parse().unwrap()));
    }

    #[test]
    fn what_is_said_stays_true_when_it_is_rounded() {
        for (text, phrase, form, said) in [
            ("超过170.6亿元", Phrase::AsItIs, "| 位数 0", "超过170亿元"),
            ("170.4亿元以内", Phrase::AsItIs, "| 位数 0", "171亿元以内"),
            ("97.6%", Phrase::AtLeast, "| 位数 0", "97%以上"),
            ("2.4%", Phrase::AtMost, "| 位数 0", "3%以内"),
            ("-8.6%以上", Phrase::Change, "| 位数 0", "下降8%以上"),
            ("近170.6亿元", Phrase::AsItIs, "| 位数 0", "近171亿元"),
            ("100亩", Phrase::AsItIs, "| 公顷 | 位数 2", "6.67公顷"),
            ("2/3", Phrase::AsItIs, "| % | 位数 1", "66.7%"),
            ("超过12户", Phrase::AsItIs, "| 汉字", "超过十二户"),
            ("两次", Phrase::AsItIs, "| 汉字", "两次"),
        ] {
            assert_eq!(printed(text, phrase, form).unwrap().text, said, "{text}");
        }
    }

    #[test]
    fn a_conversion_without_end_wants_digits() {
        for (text, form) in [("100亩", "| 公顷"), ("2/3", "| %")] {
            let failure = printed(text, Phrase::AsItIs, form).err().unwrap();
            assert!(matches!(failure, Failure::Wrong { code: "wrong-unit-asked", .. }), "{failure:?}");
        }
        assert_eq!(printed("30亩", Phrase::AsItIs, "| 公顷").unwrap().text, "2公顷");
        assert_eq!(printed("3/4", Phrase::AsItIs, "| %").unwrap().text, "75%");
    }
}
