//! Numbers with other marks than TOML's: decimals after a comma, thousands between points, no nil before the point.

use super::Mended;

/// The parts of a number, however it is marked.
struct Digits<'t> {
    sign: &'t str,
    /// The groups of digits before the decimals.
    whole: Vec<&'t str>,
    /// What stands between the groups.
    between: Option<char>,
    decimals: Option<&'t str>,
    /// What stands before the decimals.
    mark: Option<char>,
}

/// A number written in a way that TOML does not read.
pub(super) fn number(found: &str) -> Option<Mended> {
    let digits = Digits::read(found)?;
    let mend = digits.toml();
    let variant = match (digits.between, digits.mark) {
        (_, Some(',')) if digits.may_be_thousands() => return Some(Mended::unsure("comma-or-thousands", mend)),
        (_, Some(',')) => "decimal-comma",
        (Some('.'), _) => "grouped-with-points",
        (Some(_), _) => "grouped",
        (None, Some(_)) if digits.whole == [""] => "nil-before-point",
        (None, Some(_)) if digits.decimals == Some("") => "digits-after-point",
        (None, _) if mend != found => "leading-nil",
        (None, _) => return None,
    };
    Some(Mended::number(variant, mend))
}

/// A number, however it is marked, as TOML writes it.
pub(in crate::document) fn plain_number(found: &str) -> Option<String> {
    Digits::read(found).map(|digits| digits.toml())
}

impl<'t> Digits<'t> {
    fn read(found: &'t str) -> Option<Digits<'t>> {
        let (sign, found) = match found.strip_prefix(['-', '+']) {
            Some(rest) => (&found[..1], rest),
            None => ("", found),
        };
        let marks: Vec<(usize, char)> = found.char_indices().filter(|(_, c)| !c.is_ascii_digit()).collect();
        if marks.len() == found.len() || marks.iter().any(|(_, c)| !matches!(c, '.' | ',' | ' ' | '_' | '\'' | '’')) {
            return None;
        }
        // The last mark stands before decimals when it is a point or a comma that stands there once.
        let decimal = marks
            .last()
            .filter(|(_, last)| matches!(last, '.' | ',') && marks.iter().filter(|(_, c)| c == last).count() == 1);
        let (whole, decimals, mark) = match decimal {
            Some(&(at, mark)) => (&found[..at], Some(&found[at + 1..]), Some(mark)),
            None => (found, None, None),
        };
        let between = marks.first().map(|&(_, c)| c).filter(|_| marks.len() > usize::from(decimal.is_some()));
        let whole: Vec<&str> = between.map_or_else(|| vec![whole], |c| whole.split(c).collect());
        let digits = Digits { sign, whole, between, decimals, mark };
        (digits.well_grouped() && !digits.toml().is_empty()).then_some(digits)
    }

    /// Groups of three, the first of one to three.
    fn well_grouped(&self) -> bool {
        let only_digits = self.whole.iter().chain(&self.decimals).all(|g| g.bytes().all(|b| b.is_ascii_digit()));
        let [first, rest @ ..] = self.whole.as_slice() else { return false };
        only_digits && (rest.is_empty() || (matches!(first.len(), 1..=3) && rest.iter().all(|g| g.len() == 3)))
    }

    /// `1,500` may be one and a half or fifteen hundred.
    fn may_be_thousands(&self) -> bool {
        self.between.is_none()
            && matches!(self.whole[..], [whole] if matches!(whole.len(), 1..=3) && !whole.starts_with('0'))
            && self.decimals.is_some_and(|d| d.len() == 3)
    }

    /// As TOML writes it, thousands grouped where they were or where there are many.
    fn toml(&self) -> String {
        let digits = self.whole.concat();
        let digits = match digits.trim_start_matches('0') {
            "" => "0",
            rest => rest,
        };
        let grouped = self.between.is_some() || digits.len() > 4;
        let mut whole = String::new();
        for (i, digit) in digits.chars().enumerate() {
            if grouped && i > 0 && (digits.len() - i).is_multiple_of(3) {
                whole.push('_');
            }
            whole.push(digit);
        }
        let sign = if self.sign == "-" { "-" } else { "" };
        match self.decimals {
            Some(decimals) if !decimals.is_empty() => format!("{sign}{whole}.{decimals}"),
            _ => format!("{sign}{whole}"),
        }
    }
}
