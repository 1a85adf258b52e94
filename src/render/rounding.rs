//! Whether figures that are rounded one by one still add up on the page.

use rust_decimal::Decimal;

use super::shown::{Within, scaled};
use crate::number::rounded;
use crate::report::{Adds, Cell, Piece, Table};

/// Whether some rows, as they are shown, do not come to what they should.
pub fn does_not_add(table: &Table) -> bool {
    table.adds.iter().any(|adds| match adds {
        Adds::Down { plus, minus, total } => (0..table.columns.len()).any(|column| {
            let shown = |row: &usize| shown(table, *row, column);
            let sum = |rows: &[usize]| rows.iter().try_fold(Decimal::ZERO, |sum, row| sum.checked_add(shown(row)?));
            matches!((sum(plus), sum(minus), shown(total)), (Some(p), Some(m), Some(t)) if p.checked_sub(m) != Some(t))
        }),
        Adds::Along { each, running } => (1..table.columns.len()).any(|column| {
            let before = shown(table, *running, column - 1);
            let (added, now) = (shown(table, *each, column), shown(table, *running, column));
            matches!((before, added, now), (Some(b), Some(a), Some(n)) if b.checked_add(a) != Some(n))
        }),
    })
}

/// An amount as it is shown; none where there is no amount.
fn shown(table: &Table, row: usize, column: usize) -> Option<Decimal> {
    match table.rows.get(row)?.cells.get(column)? {
        Cell::Money(amount) => Some(rounded(scaled(*amount, Within::Table(table.scale)), 0)),
        Cell::Nothing => Some(Decimal::ZERO),
        // With a plus before it.
        Cell::Phrase(phrase) => match phrase.pieces.as_slice() {
            [Piece::Words(plus), Piece::Cell(Cell::Money(amount))] if plus == "+" => {
                Some(rounded(scaled(*amount, Within::Table(table.scale)), 0))
            }
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Column, Overflow, Row, Scale};

    #[test]
    fn rounded_rows_that_do_not_add_are_found() {
        // 1,400 + 1,400 = 2,800: in thousands 1 + 1 and 3.
        let columns = vec![Column::figures(Cell::Blank)];
        let mut table = Table::new(columns, Overflow::Blocks);
        let money = |amount: i64| vec![Cell::money(Decimal::from(amount))];
        let parts = vec![table.row(Row::new("a", money(1_400))), table.row(Row::new("b", money(1_400)))];
        let total = table.row(Row::new("both", money(2_800)));
        table.adds.push(Adds::Down { plus: parts, minus: Vec::new(), total });
        assert!(!does_not_add(&table));
        table.scale = Scale::Thousand;
        assert!(does_not_add(&table));
    }
}
