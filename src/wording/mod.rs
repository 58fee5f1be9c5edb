//! How numbers, dates and changes are said in Chinese: one function a phrase, text out. Rounds nothing by itself
//! (that is `model::quantity`) and knows no page.

mod change;
mod lunar;

pub use change::{Side, change, difference, place};
pub use lunar::lunar;

/// Stands under a table or chart whose printed parts do not add up to the printed whole for rounding alone; the words of the
/// national statistical yearbooks.
pub const ROUNDING_NOTE: &str = "部分数据因四舍五入，分项合计与总计可能不等";
