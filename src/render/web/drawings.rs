//! Drawings that several pages show: the courses of a region stand on the page of each of its years. A drawing is kept while those
//! pages are made, mostly one after another, and forgotten for those of other regions. Draws nothing itself.

use super::views::chart::ChartView;
use crate::derive::{Reads, reads};
use crate::model::{IndicatorId, RegionCode};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

/// Which courses a chart is asked for: those of a region, of the indicators that a page has, as the chart with this id. Years that report
/// other indicators have drawings of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoursesOf {
    pub region: RegionCode,
    pub indicators: Vec<IndicatorId>,
    pub id: String,
}

/// A drawing, or that there is none, with what of the book it was made from.
struct Drawn {
    of: CoursesOf,
    view: Option<Arc<ChartView>>,
    reads: Reads,
}

/// The newest drawings.
#[derive(Default)]
pub struct Drawings(Mutex<VecDeque<Drawn>>);

impl Drawings {
    /// What was drawn before, or what `draw` draws. Two threads that come at once both draw, the same.
    pub fn courses(&self, of: CoursesOf, draw: impl FnOnce(&CoursesOf) -> Option<ChartView>) -> Option<Arc<ChartView>> {
        let known = |drawn: &VecDeque<Drawn>| {
            drawn.iter().find(|drawn| drawn.of == of).map(|drawn| (drawn.view.clone(), drawn.reads.clone()))
        };
        if let Some((view, made_from)) = self.0.lock().ok().as_deref().and_then(known) {
            reads::also(&made_from);
            return view;
        }
        let (view, reads) = reads::noted(|| draw(&of).map(Arc::new));
        reads::also(&reads);
        if let Ok(mut drawn) = self.0.lock() {
            // Each thread is at one region, or goes from one to the next.
            if drawn.len() >= 2 * rayon::current_num_threads() {
                drawn.pop_front();
            }
            drawn.push_back(Drawn { of, view: view.clone(), reads });
        }
        view
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(region: &str) -> CoursesOf {
        let region = RegionCode::parse(region).unwrap();
        CoursesOf { region, indicators: vec![IndicatorId(1)], id: "chart-1".into() }
    }

    fn view(title: &str) -> ChartView {
        ChartView { title: title.into(), ..ChartView::default() }
    }

    #[test]
    fn a_drawing_is_made_once_and_counts_for_each_page_that_shows_it() {
        let drawings = Drawings::default();
        let draw = |year: i32| {
            reads::noted(|| {
                drawings.courses(of("511100"), |_| {
                    reads::texts();
                    Some(view(&year.to_string()))
                })
            })
        };
        let ((first, first_reads), (second, second_reads)) = (draw(2023), draw(2024));
        assert_eq!(first.unwrap().title, "2023");
        assert_eq!(second.unwrap().title, "2023");
        assert!(first_reads.texts && first_reads == second_reads);
    }

    #[test]
    fn other_indicators_and_another_place_on_the_page_are_another_drawing() {
        let drawings = Drawings::default();
        let title = |of: CoursesOf, title: &str| drawings.courses(of, |_| Some(view(title))).unwrap().title.clone();
        assert_eq!(title(of("511100"), "1"), "1");
        assert_eq!(title(CoursesOf { id: "chart-2".into(), ..of("511100") }, "2"), "2");
        assert_eq!(title(CoursesOf { indicators: vec![IndicatorId(2)], ..of("511100") }, "3"), "3");
        assert_eq!(title(of("511100"), "4"), "1");
    }

    #[test]
    fn what_was_drawn_for_other_regions_is_forgotten() {
        let drawings = Drawings::default();
        let regions = (0..=2 * rayon::current_num_threads()).map(|i| format!("51{i:04}"));
        for region in regions {
            drawings.courses(of(&region), |_| None);
        }
        assert_eq!(drawings.courses(of("510000"), |_| Some(view("again"))).unwrap().title, "again");
        assert_eq!(drawings.courses(of("510002"), |_| Some(view("again"))), None);
    }
}
