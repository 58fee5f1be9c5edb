//! Marks that nobody sees: before each figure its number in the record stands in the text as characters without width, so
//! that the laid-out pages tell where it was printed. They are taken out again before the PDF is made, as the joiners are.

use crate::model::article::Literal;
use crate::model::chart::{Label, is_mark};
use crate::model::{Figure, Observation, Target};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::ptr;
use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;

/// The binary digits of a number, and its end. All three have no width, and no line breaks behind them before a digit
/// (Unicode line breaking class AL).
const ZERO: char = '\u{2062}';
const ONE: char = '\u{2063}';
const END: char = '\u{2064}';
/// Its end where a table prints the figure without what stands beside it elsewhere.
const END_ALONE: char = '\u{2061}';

/// The numbers of figures and observations in the record, by what they are and not by what they say: the same figure may be
/// printed twice.
#[derive(Default)]
pub struct Marks<'a> {
    figures: HashMap<*const Figure, usize>,
    observations: HashMap<*const Observation, usize>,
    targets: HashMap<*const Target, usize>,
    literals: HashMap<*const Literal, usize>,
    labels: HashMap<*const Label, usize>,
    lives: std::marker::PhantomData<&'a Figure>,
}

impl<'a> Marks<'a> {
    pub fn of_figures(figures: impl IntoIterator<Item = &'a Figure>, first: usize) -> Self {
        let numbered = figures.into_iter().enumerate().map(|(i, figure)| (ptr::from_ref(figure), first + i));
        Self { figures: numbered.collect(), ..Self::default() }
    }

    pub fn and_observations(self, observations: impl IntoIterator<Item = &'a Observation>) -> Self {
        let numbered = observations.into_iter().enumerate().map(|(i, o)| (ptr::from_ref(o), i));
        Self { observations: numbered.collect(), ..self }
    }

    pub fn and_targets(self, targets: impl IntoIterator<Item = &'a Target>, first: usize) -> Self {
        let numbered = targets.into_iter().enumerate().map(|(i, target)| (ptr::from_ref(target), first + i));
        Self { targets: numbered.collect(), ..self }
    }

    pub fn and_literals(self, literals: impl IntoIterator<Item = &'a Literal>, first: usize) -> Self {
        let numbered = literals.into_iter().enumerate().map(|(i, literal)| (ptr::from_ref(literal), first + i));
        Self { literals: numbered.collect(), ..self }
    }

    pub fn and_labels(self, labels: impl IntoIterator<Item = &'a Label>, first: usize) -> Self {
        let numbered = labels.into_iter().enumerate().map(|(i, label)| (ptr::from_ref(label), first + i));
        Self { labels: numbered.collect(), ..self }
    }

    /// The mark to print before a figure; nothing for one that the record does not know.
    pub fn figure(&self, figure: &Figure) -> String {
        self.figures.get(&ptr::from_ref(figure)).map_or_else(String::new, |number| written(*number))
    }

    pub fn literal(&self, literal: &Literal) -> String {
        self.literals.get(&ptr::from_ref(literal)).map_or_else(String::new, |number| written(*number))
    }

    pub fn label(&self, label: &Label) -> String {
        self.labels.get(&ptr::from_ref(label)).map_or_else(String::new, |number| written(*number))
    }

    pub fn target(&self, target: &Target) -> String {
        self.targets.get(&ptr::from_ref(target)).map_or_else(String::new, |number| written(*number))
    }

    pub fn observation(&self, observation: &Observation) -> String {
        self.observations.get(&ptr::from_ref(observation)).map_or_else(String::new, |number| written(*number))
    }

    /// Where nothing is printed beside it.
    pub fn observation_alone(&self, observation: &Observation) -> String {
        self.observation(observation).replace(END, &END_ALONE.to_string())
    }
}

fn written(number: usize) -> String {
    let mut binary = String::new();
    let _ = write!(binary, "{number:b}");
    binary.chars().map(|digit| if digit == '1' { ONE } else { ZERO }).chain([END]).collect()
}

/// A text without its marks, and each mark with the character before which it stands.
pub fn with_marks_aside(text: &str) -> (String, Vec<(usize, String)>) {
    let (mut plain, mut marks) = (String::with_capacity(text.len()), Vec::<(usize, String)>::new());
    let mut at = 0;
    for c in text.chars() {
        match marks.last_mut() {
            _ if !is_mark(c) => {
                plain.push(c);
                at += 1;
            }
            Some((place, mark)) if *place == at && !mark.ends_with([END, END_ALONE]) => mark.push(c),
            _ => marks.push((at, c.to_string())),
        }
    }
    (plain, marks)
}

/// Where a figure is printed: pages from 1, rising.
#[derive(Default)]
pub struct Pages {
    pub all: Vec<usize>,
    /// Those with what stands beside it.
    pub with_beside: Vec<usize>,
}

/// The pages of each marked figure.
pub fn pages(document: &PagedDocument) -> BTreeMap<usize, Pages> {
    let mut pages = BTreeMap::<usize, Pages>::new();
    let add = |pages: &mut Vec<usize>, page| {
        if pages.last() != Some(&page) {
            pages.push(page);
        }
    };
    for (i, page) in document.pages().iter().enumerate() {
        let mut open = None;
        in_frame(&page.frame, &mut open, &mut |number, is_alone| {
            let pages = pages.entry(number).or_default();
            add(&mut pages.all, i + 1);
            if !is_alone {
                add(&mut pages.with_beside, i + 1);
            }
        });
    }
    pages
}

fn in_frame(frame: &Frame, open: &mut Option<usize>, found: &mut dyn FnMut(usize, bool)) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => in_frame(&group.frame, open, found),
            FrameItem::Text(text) => {
                for c in text.text.chars() {
                    let digit = match c {
                        ZERO => 0,
                        ONE => 1,
                        END | END_ALONE => {
                            if let Some(number) = open.take() {
                                found(number, c == END_ALONE);
                            }
                            continue;
                        }
                        _ => {
                            *open = None;
                            continue;
                        }
                    };
                    // A number that nobody wrote is no number.
                    *open = open.unwrap_or_default().checked_mul(2).and_then(|number| number.checked_add(digit));
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_come_out_as_they_went_in() {
        let text = format!("到位{}1.67亿元，{}{}3户", written(5), written(0), written(12));
        let (plain, marks) = with_marks_aside(&text);
        assert_eq!(plain, "到位1.67亿元，3户");
        assert_eq!(marks, [(2, written(5)), (9, written(0)), (9, written(12))]);
    }
}
