//! How numbers, dates and changes are said in Chinese: one function a phrase, text out. Rounds nothing by itself
//! (that is `model::quantity`) and knows no page.

mod change;
mod lunar;

pub use change::{Side, change, difference, place};
pub use lunar::lunar;
