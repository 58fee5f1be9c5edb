//! `table-off`: a table whose total row or column is not the sum of the others, whose shares do not make 100, or in which one
//! row breaks what all other rows keep (增长% from 本年 and 上年, 单产 from 产量 and 面积). A column is taken for a sum or a
//! quotient only where the other rows or columns bear it out; then for what the text behind the table says of its rows.

mod columns;
mod formula;
mod recalled;
mod sums;
mod text;
mod years;

use crate::audit::Verdicts;
use crate::reading::Reading;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for table in reading.tables() {
        sums::check(&table, verdicts);
        columns::check(&table, verdicts);
        columns::check(&table.turned(), verdicts);
        text::check(reading, &table, verdicts);
        recalled::check(reading, &table, verdicts);
        years::check(reading, &table, verdicts);
    }
}

#[cfg(test)]
mod tests;
