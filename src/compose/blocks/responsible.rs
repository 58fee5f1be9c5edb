//! ```` ```responsible ````: 责任单位, the units that answer for a clause.

use super::Fence;
use crate::compose::prose::Prose;
use crate::model::article::Block;
use crate::read::{Form, Mapping};

pub(super) fn block(prose: &mut Prose, _form: &Form, map: &Mapping, _fence: &Fence) -> Option<Block> {
    let units = map.required(&["units", "单位"])?.list();
    let units = units.into_iter().map(|unit| prose.field_text(Some(unit))).collect();
    let note = prose.field_text(map.field(&["note", "说明"]));
    Some(Block::Responsible { units, note })
}
