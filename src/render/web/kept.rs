//! Drawings that several pages show: the courses of a region stand on the page of each of its years. A drawing is kept while those
//! pages are made, which is one after another, and forgotten for those of other regions.

use super::views::chart::ChartView;
use crate::derive::{Reads, reads};
use crate::model::{IndicatorId, RegionCode};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

/// The courses of these indicators of a region, as the chart with this id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub region: RegionCode,
    pub indicators: Vec<IndicatorId>,
    pub id: String,
}

/// A drawing, or that there is none, with what of the book it was made from.
struct Drawn {
    asked: Asked,
    view: Option<Arc<ChartView>>,
    reads: Reads,
}

/// The newest drawings.
#[derive(Default)]
pub struct Kept(Mutex<VecDeque<Drawn>>);

impl Kept {
    /// What was drawn before, or what `draw` draws.
    pub fn courses(&self, asked: Asked, draw: impl FnOnce() -> Option<ChartView>) -> Option<Arc<ChartView>> {
        let known = |drawn: &VecDeque<Drawn>| {
            drawn.iter().find(|drawn| drawn.asked == asked).map(|drawn| (drawn.view.clone(), drawn.reads.clone()))
        };
        if let Some((view, made_from)) = self.0.lock().ok().as_deref().and_then(known) {
            reads::also(&made_from);
            return view;
        }
        let (view, reads) = reads::noted(|| draw().map(Arc::new));
        reads::also(&reads);
        if let Ok(mut drawn) = self.0.lock() {
            // Each thread is at one region; a few more than threads, because two pages of one region may come in any order.
            if drawn.len() >= 2 * rayon::current_num_threads() {
                drawn.pop_front();
            }
            drawn.push_back(Drawn { asked, view: view.clone(), reads });
        }
        view
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(region: &str) -> Asked {
        let region = RegionCode::parse(region).unwrap();
        Asked { region, indicators: vec![IndicatorId(1)], id: "chart-1".into() }
    }

    fn view(title: &str) -> ChartView {
        ChartView { title: title.into(), ..ChartView::default() }
    }

    #[test]
    fn a_drawing_is_made_once_and_counts_for_each_page_that_shows_it() {
        let kept = Kept::default();
        let draw = |year: i32| {
            crate::derive::reads::noted(|| {
                kept.courses(asked("511100"), || {
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
    fn what_was_drawn_for_other_regions_is_forgotten() {
        let kept = Kept::default();
        let regions = (0..=2 * rayon::current_num_threads()).map(|i| format!("51{i:04}"));
        for region in regions {
            kept.courses(asked(&region), || None);
        }
        assert_eq!(kept.courses(asked("510000"), || Some(view("again"))).unwrap().title, "again");
        assert_eq!(kept.courses(asked("510002"), || Some(view("again"))), None);
    }
}
