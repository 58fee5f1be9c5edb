//! Marks that nobody sees: before each figure its number in the record stands in the text as characters without width, so
//! that the laid-out pages tell where it was printed. They are taken out again before the PDF is made, as the joiners are.

use crate::model::article::Literal;
use crate::model::chart::{Label, is_mark};
use crate::model::{Figure, Observation, Target};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::marker::PhantomData;
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

/// What can be marked: each is asked for by what it is and not by what it says, for the same figure may be printed twice.
pub trait Marked {}

impl Marked for Figure {}
impl Marked for Observation {}
impl Marked for Target {}
impl Marked for Literal {}
impl Marked for Label {}

/// The numbers of what a document prints, in the order of its record.
#[derive(Default)]
pub struct Marks<'a> {
    numbers: HashMap<*const (), usize>,
    lives: PhantomData<&'a Figure>,
}

impl<'a> Marks<'a> {
    /// With these, numbered from `first` on.
    pub fn and<T: Marked + 'a>(mut self, printed: impl IntoIterator<Item = &'a T>, first: usize) -> Self {
        let numbered = printed.into_iter().enumerate().map(|(i, one)| (ptr::from_ref(one).cast(), first + i));
        self.numbers.extend(numbered);
        self
    }

    /// The mark to print before something; nothing for what the record does not know.
    pub fn of<T: Marked>(&self, printed: &T) -> String {
        self.numbers.get(&ptr::from_ref(printed).cast()).map_or_else(String::new, |number| written(*number))
    }

    /// Where nothing is printed beside a figure.
    pub fn alone(&self, observation: &Observation) -> String {
        self.of(observation).replace(END, &END_ALONE.to_string())
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
