//! Keeps labels apart.
//!
//! Comes in: where labels would like to stand. Goes out: where they can stand without touching.
//! Deliberately not here: what the labels say.

/// A label in a column: where its middle would like to be, and how much room it takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Wish {
    /// Labels stand in the order of the places that they name.
    pub place: f64,
    pub middle: f64,
    pub height: f64,
}

/// Middles of labels in one column, as near to their wishes as they can be without touching, in the order of `wishes`.
///
/// Labels that would touch form a cluster, which is centred on the mean of their wishes (isotonic regression by pooling
/// adjacent violators). They keep between `top` and `bottom` if they fit; if not, they go beyond `bottom`.
pub(super) fn column(wishes: &[Wish], top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    order.sort_by(|&a, &b| wishes[a].place.total_cmp(&wishes[b].place));
    let mut clusters: Vec<Cluster> = Vec::new();
    for &index in &order {
        let Wish { middle, height, .. } = wishes[index];
        let mut cluster = Cluster { members: vec![index], height, wished_top: middle - height / 2.0 };
        while let Some(above) = clusters.last() {
            if above.top(top, bottom) + above.height <= cluster.top(top, bottom) {
                break;
            }
            let above = clusters.pop().unwrap_or_default();
            cluster = above.joined(cluster);
        }
        clusters.push(cluster);
    }
    let mut middles = vec![0.0; wishes.len()];
    for cluster in &clusters {
        let mut edge = cluster.top(top, bottom);
        for &index in &cluster.members {
            middles[index] = edge + wishes[index].height / 2.0;
            edge += wishes[index].height;
        }
    }
    middles
}

/// Labels that stand one below the other without a gap.
#[derive(Default)]
struct Cluster {
    members: Vec<usize>,
    height: f64,
    /// Mean of the tops that the members' wishes ask of the cluster.
    wished_top: f64,
}

impl Cluster {
    fn top(&self, top: f64, bottom: f64) -> f64 {
        self.wished_top.min(bottom - self.height).max(top)
    }

    fn joined(mut self, below: Cluster) -> Cluster {
        let (mine, theirs) = (self.members.len() as f64, below.members.len() as f64);
        let asked = below.wished_top - self.height;
        self.wished_top = (self.wished_top * mine + asked * theirs) / (mine + theirs);
        self.height += below.height;
        self.members.extend(below.members);
        self
    }
}

/// A rectangle that a label takes, by its edges.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Room {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

impl Room {
    /// The box of a label of that size around `middle`.
    pub(super) fn around(middle: (f64, f64), width: f64, height: f64) -> Self {
        Self {
            left: middle.0 - width / 2.0,
            right: middle.0 + width / 2.0,
            top: middle.1 - height / 2.0,
            bottom: middle.1 + height / 2.0,
        }
    }

    /// The same with `margin` more at the left and at the right.
    pub(super) fn widened(self, margin: f64) -> Self {
        Self { left: self.left - margin, right: self.right + margin, ..self }
    }

    pub(super) fn touches(&self, other: &Room) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Whether the straight line between two points runs through the box.
    pub(super) fn is_crossed_by(&self, from: (f64, f64), to: (f64, f64)) -> bool {
        // Clip the line to the box, edge by edge (Liang and Barsky 1984).
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        let edges = [
            (-dx, from.0 - self.left),
            (dx, self.right - from.0),
            (-dy, from.1 - self.top),
            (dy, self.bottom - from.1),
        ];
        for (slope, room) in edges {
            if slope == 0.0 {
                if room < 0.0 {
                    return false;
                }
            } else if slope < 0.0 {
                enter = enter.max(room / slope);
            } else {
                leave = leave.min(room / slope);
            }
        }
        enter <= leave
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn middles(wishes: &[f64], height: f64) -> Vec<f64> {
        let wishes: Vec<Wish> = wishes.iter().map(|&middle| Wish { place: middle, middle, height }).collect();
        column(&wishes, 0.0, 100.0)
    }

    #[test]
    fn labels_that_do_not_touch_stay() {
        assert_eq!(middles(&[80.0, 20.0], 10.0), [80.0, 20.0]);
    }

    #[test]
    fn equal_wishes_are_shared_out_around_their_middle() {
        assert_eq!(middles(&[50.0, 50.0], 10.0), [45.0, 55.0]);
        assert_eq!(middles(&[50.0, 50.0, 50.0], 10.0), [40.0, 50.0, 60.0]);
    }

    #[test]
    fn labels_keep_inside_and_never_touch() {
        for wishes in [[0.0, 1.0, 2.0, 99.0], [98.0, 97.0, 100.0, 60.0], [0.0, 0.0, 0.0, 0.0]] {
            let mut found = middles(&wishes, 20.0);
            found.sort_by(f64::total_cmp);
            assert!(found[0] >= 10.0 && found[3] <= 90.0, "{found:?}");
            assert!(found.windows(2).all(|pair| pair[1] - pair[0] >= 19.999), "{found:?}");
        }
    }

    #[test]
    fn too_many_labels_run_on_below() {
        assert_eq!(middles(&[5.0; 6], 20.0), [10.0, 30.0, 50.0, 70.0, 90.0, 110.0]);
    }

    #[test]
    fn lines_through_a_box_are_seen() {
        let label = Room::around((50.0, 50.0), 20.0, 10.0);
        assert!(label.is_crossed_by((0.0, 0.0), (100.0, 100.0)));
        assert!(label.is_crossed_by((50.0, 50.0), (50.0, 50.0)));
        assert!(!label.is_crossed_by((0.0, 40.0), (100.0, 40.0)));
        assert!(!label.is_crossed_by((0.0, 0.0), (30.0, 100.0)));
        assert!(label.touches(&Room::around((65.0, 50.0), 20.0, 10.0)));
        assert!(!label.touches(&Room::around((75.0, 50.0), 20.0, 10.0)));
    }
}
