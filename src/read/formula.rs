//! Formulas of indicators: `风险消除监测对象.人 / 监测对象.人`, with + - × ÷ * / and parentheses. Takes the text and the
//! vocabulary, gives a [`Formula`]; works nothing out.

use crate::finding::Message;
use crate::model::Vocabulary;
use crate::model::indicator::Formula;
use rust_decimal::Decimal;

pub fn parse(text: &str, vocabulary: &Vocabulary) -> Result<Formula, Message> {
    let mut parser = Parser { rest: text, vocabulary, depth: 0, operators: 0 };
    let formula = parser.sum()?;
    match parser.peek() {
        None => Ok(formula),
        Some(c) => Err(Message::new(format!("公式里“{c}”放错了地方"), format!("`{c}` is out of place in the formula"))),
    }
}

struct Parser<'t> {
    rest: &'t str,
    vocabulary: &'t Vocabulary,
    depth: u32,
    operators: u32,
}

const OPERATORS: &str = "+-×÷*/()（）";

impl Parser<'_> {
    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }

    fn eat(&mut self, choices: &[char]) -> Option<char> {
        let c = self.peek().filter(|c| choices.contains(c))?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn sum(&mut self) -> Result<Formula, Message> {
        let mut left = self.product()?;
        while let Some(operator) = self.eat(&['+', '-']) {
            self.count()?;
            let right = self.product()?;
            left = match operator {
                '+' => Formula::Sum(Box::new(left), Box::new(right)),
                _ => Formula::Difference(Box::new(left), Box::new(right)),
            };
        }
        Ok(left)
    }

    /// A formula of an office is short; one that is not would be worked out for every page.
    fn count(&mut self) -> Result<(), Message> {
        self.operators += 1;
        match self.operators {
            0..=64 => Ok(()),
            _ => Err(Message::new("公式太长", "the formula is too long")),
        }
    }

    fn product(&mut self) -> Result<Formula, Message> {
        let mut left = self.term()?;
        while let Some(operator) = self.eat(&['×', '*', '÷', '/']) {
            self.count()?;
            let right = self.term()?;
            left = match operator {
                '×' | '*' => Formula::Product(Box::new(left), Box::new(right)),
                _ => Formula::Quotient(Box::new(left), Box::new(right)),
            };
        }
        Ok(left)
    }

    fn term(&mut self) -> Result<Formula, Message> {
        if self.eat(&['(', '（']).is_some() {
            self.depth += 1;
            if self.depth > 32 {
                return Err(Message::new("括号套得太深", "too many parentheses"));
            }
            let inner = self.sum()?;
            self.depth -= 1;
            return match self.eat(&[')', '）']) {
                Some(_) => Ok(inner),
                None => Err(Message::new("缺右括号", "a closing parenthesis is missing")),
            };
        }
        self.peek();
        let end = self.rest.find(|c| OPERATORS.contains(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        let word = word.trim();
        self.rest = rest;
        if word.is_empty() {
            return Err(Message::new("公式里少了指标", "an indicator is missing in the formula"));
        }
        if let Ok(number) = word.parse::<Decimal>() {
            return Ok(Formula::Number(number));
        }
        self.figure(word)
    }

    /// `name` or `name.measure`.
    fn figure(&self, word: &str) -> Result<Formula, Message> {
        if let Some(indicator) = self.vocabulary.find(word) {
            return Ok(Formula::Figure { indicator, measure: 0 });
        }
        let (name, unit) = word.rsplit_once('.').unwrap_or((word, ""));
        let Some(indicator) = self.vocabulary.find(name) else {
            let near = self.vocabulary.nearest(word).join("、");
            return Err(Message::new(
                format!(
                    "公式里的“{word}”不在词表里{}",
                    if near.is_empty() { String::new() } else { format!("；相近的有：{near}") }
                ),
                format!("`{word}` in the formula is no indicator"),
            ));
        };
        let measures = &self.vocabulary.get(indicator).measures;
        match measures.iter().position(|measure| measure.name() == unit) {
            Some(measure) => Ok(Formula::Figure { indicator, measure }),
            None => Err(Message::new(format!("“{name}”不以“{unit}”计"), format!("{name} is not measured in {unit}"))),
        }
    }
}
