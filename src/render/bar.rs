//! A bar as text.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::number::rounded;
use crate::report::Segment;

/// How many characters a bar's line has.
const LENGTH: usize = 21;

/// A bar on its line, and the mark: `    ███│█████`
pub fn bar(of: &Segment) -> String {
    let place = |share: Decimal| {
        let last = Decimal::from(LENGTH - 1);
        rounded(share.checked_mul(last).unwrap_or_default(), 0).to_usize().unwrap_or(0).min(LENGTH - 1)
    };
    let (from, until, line) = (place(of.from), place(of.until), of.line.map(place));
    let drawn = (0..LENGTH).map(|at| {
        if line == Some(at) {
            '│'
        } else if (from..=until).contains(&at) {
            '█'
        } else {
            ' '
        }
    });
    drawn.collect::<String>().replace(' ', "\u{a0}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_begins_and_ends_where_its_figures_do() {
        let dec = |text: &str| text.parse::<Decimal>().unwrap();
        let drawn = bar(&Segment { from: dec("0.25"), until: dec("0.75"), line: Some(dec("0.5")) });
        assert_eq!(drawn.replace('\u{a0}', " "), "     █████│█████     ");
        let nothing = bar(&Segment { from: dec("0"), until: dec("0"), line: None });
        assert_eq!(nothing.trim_end_matches('\u{a0}'), "█");
    }
}
