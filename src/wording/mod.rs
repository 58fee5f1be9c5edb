//! How numbers, dates and changes are said in Chinese: one function a phrase, text out. Rounds nothing by itself
//! (that is `model::quantity`) and knows no page.

mod change;
mod formula;
mod lunar;

pub use change::{Side, change, difference, place};
pub use formula::formula;
pub use lunar::lunar;

/// Stands under a table or chart whose printed parts do not add up to the printed whole for rounding alone; the words of the
/// national statistical yearbooks.
pub const ROUNDING_NOTE: &str = "部分数据因四舍五入，分项合计与总计可能不等";

/// True where some words say that what they speak of has not come yet.
pub fn says_not_yet(words: &str) -> bool {
    const NOT_YET: [&str; 20] = [
        "预计", "预测", "预期", "预估", "预报", "预算", "有望", "计划", "规划", "力争", "争取", "将", "拟", "估算",
        "估计", "初步", "目标", "展望", "确保", "可望",
    ];
    NOT_YET.iter().any(|word| words.contains(word))
}
