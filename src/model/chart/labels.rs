//! The numbers of a drawing in one order, whatever its kind: print marks each of them and lists those that found room.

use super::{Drawing, Label, Pair};

impl Drawing {
    /// Every label in reading order.
    pub fn labels(&self) -> Vec<&Label> {
        match self {
            Self::Line { series, .. } => series.iter().flat_map(|one| &one.points).map(|point| &point.label).collect(),
            Self::Ranked { bars } | Self::Steps { steps: bars } => bars.iter().map(|bar| &bar.label).collect(),
            Self::Columns { groups } => groups.iter().flat_map(|group| &group.bars).map(|bar| &bar.label).collect(),
            Self::Parts { bars } | Self::Stacked { bars } => bars
                .iter()
                .flat_map(|bar| {
                    let slices = bar.slices.iter().flat_map(|slice| [&slice.label, &slice.share]);
                    slices.chain([&bar.label])
                })
                .collect(),
            Self::Progress { rows } => rows
                .iter()
                .flat_map(|row| {
                    let stages = row.milestones.iter().map(|stage| &stage.label);
                    [&row.label, &row.target, &row.completion].into_iter().chain(stages)
                })
                .collect(),
            Self::Multiples { panels, .. } => {
                panels.iter().flat_map(|panel| &panel.points).map(|point| &point.label).collect()
            }
            Self::Heat { rows, .. } => {
                rows.iter().flat_map(|row| &row.cells).flatten().map(|cell| &cell.label).collect()
            }
            Self::Dumbbell { pairs, .. } | Self::Slope { pairs, .. } => {
                pairs.iter().flat_map(|pair| [&pair.from.label, &pair.to.label, &pair.change]).collect()
            }
        }
    }

    /// The same, to change them.
    pub fn labels_mut<'a>(&'a mut self) -> Vec<&'a mut Label> {
        match self {
            Self::Line { series, .. } => {
                series.iter_mut().flat_map(|one| &mut one.points).map(|point| &mut point.label).collect()
            }
            Self::Ranked { bars } | Self::Steps { steps: bars } => bars.iter_mut().map(|bar| &mut bar.label).collect(),
            Self::Columns { groups } => {
                groups.iter_mut().flat_map(|group| &mut group.bars).map(|bar| &mut bar.label).collect()
            }
            Self::Parts { bars } | Self::Stacked { bars } => bars
                .iter_mut()
                .flat_map(|bar| {
                    let slices = bar.slices.iter_mut().flat_map(|slice| [&mut slice.label, &mut slice.share]);
                    slices.chain([&mut bar.label])
                })
                .collect(),
            Self::Progress { rows } => rows
                .iter_mut()
                .flat_map(|row| {
                    let stages = row.milestones.iter_mut().map(|stage| &mut stage.label);
                    [&mut row.label, &mut row.target, &mut row.completion].into_iter().chain(stages)
                })
                .collect(),
            Self::Multiples { panels, .. } => {
                panels.iter_mut().flat_map(|panel| &mut panel.points).map(|point| &mut point.label).collect()
            }
            Self::Heat { rows, .. } => {
                rows.iter_mut().flat_map(|row| &mut row.cells).flatten().map(|cell| &mut cell.label).collect()
            }
            Self::Dumbbell { pairs, .. } | Self::Slope { pairs, .. } => {
                let labels = |Pair { from, to, change, .. }: &'a mut Pair| [&mut from.label, &mut to.label, change];
                pairs.iter_mut().flat_map(labels).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::*;
    use rust_decimal::Decimal;

    #[test]
    fn labels_are_changed_in_the_order_in_which_they_are_read() {
        let label = |text: &str| Label::words(text);
        let bar = |text: &str| Bar { name: String::new(), value: Decimal::ONE, label: label(text), own: false };
        let slice = |text: &str, share: &str| Slice {
            name: String::new(),
            value: Decimal::ONE,
            label: label(text),
            share: label(share),
        };
        let point = |text: &str| Point {
            year: 2023,
            value: Decimal::ONE,
            label: label(text),
            breaks: false,
            standing: Standing::Settled,
        };
        let end = |text: &str| End { value: Decimal::ONE, label: label(text) };
        let pair = |i: u8| Pair {
            name: String::new(),
            own: false,
            from: end(&format!("{i}a")),
            to: end(&format!("{i}b")),
            change: label(&format!("{i}c")),
            joined: true,
        };
        let ends = || [String::new(), String::new()];
        let group = |bars| ColumnGroup { name: String::new(), own: false, bars };
        let row = |i: u8| ProgressRow {
            name: String::new(),
            percent: None,
            completion: label(&format!("{i}c")),
            label: label(&format!("{i}a")),
            target: label(&format!("{i}b")),
            milestones: vec![Milestone { by: String::new(), percent: Decimal::ONE, label: label(&format!("{i}d")) }],
        };
        let cell = |text: &str| Some(HeatCell { label: label(text), place: Decimal::ONE });
        let cells = |cells| HeatRow { name: String::new(), unit: String::new(), own: false, cells };
        let series = |points| Series { name: String::new(), own: false, points };
        let drawings = [
            Drawing::Line {
                years: vec![2023],
                series: vec![series(vec![point("1"), point("2")]), series(vec![point("3")])],
            },
            Drawing::Ranked { bars: vec![bar("1"), bar("2")] },
            Drawing::Steps { steps: vec![bar("1"), bar("2")] },
            Drawing::Parts {
                bars: ["5", "8"]
                    .map(|whole| StackedBar {
                        name: String::new(),
                        label: label(whole),
                        slices: vec![slice("1", "2"), slice("3", "4")],
                    })
                    .to_vec(),
            },
            Drawing::Progress { rows: vec![row(1), row(2)] },
            Drawing::Multiples {
                years: vec![2023],
                panels: vec![series(vec![point("1")]), series(vec![point("2"), point("3")])],
                heights: Heights::Own,
            },
            Drawing::Heat {
                columns: vec![],
                rows: vec![cells(vec![cell("1"), None, cell("2")]), cells(vec![None, cell("3")])],
            },
            Drawing::Columns { groups: vec![group(vec![bar("1"), bar("2")]), group(vec![bar("3")])] },
            Drawing::Dumbbell { ends: ends(), pairs: vec![pair(1), pair(2)] },
            Drawing::Slope { ends: ends(), pairs: vec![pair(1), pair(2)] },
        ];
        for mut drawing in drawings {
            let read: Vec<String> = drawing.labels().into_iter().map(|label| label.text.clone()).collect();
            let changed: Vec<String> = drawing.labels_mut().into_iter().map(|label| label.text.clone()).collect();
            assert!(read.len() > 1);
            assert_eq!(read, changed);
        }
    }
}
