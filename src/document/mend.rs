//! Values that are not TOML, and what was meant: each kind of mistake is known by the shape of the text.

mod day;
mod digits;

use super::{Literal, Value};

pub(super) use digits::plain_number;

/// A value that was recognised although it is not TOML.
#[derive(Clone, Debug)]
pub(super) struct Mended {
    /// Which sentence of `not-toml` says it.
    pub variant: &'static str,
    /// What to write instead.
    pub mend: String,
    /// What it was meant to be; [`Value::Broken`] where that is not plain.
    pub value: Value,
}

impl Mended {
    pub(super) fn text(variant: &'static str, meant: &str) -> Mended {
        Mended { variant, mend: quoted(meant), value: Value::Text(meant.to_owned()) }
    }
    fn number(variant: &'static str, mend: String) -> Mended {
        Mended { variant, value: Value::Number(Literal::read(&mend)), mend }
    }
    fn unsure(variant: &'static str, mend: String) -> Mended {
        Mended { variant, mend, value: Value::Broken }
    }
}

/// A text in quotes, as TOML wants it.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// What a value that stands without quotes, and is not TOML, was meant to be. None for what nobody can guess.
pub(super) fn unquoted(found: &str) -> Option<Mended> {
    if found.contains(is_odd_space) {
        let found = found.replace(is_odd_space, " ");
        return Some(odd("odd-space", found.trim()));
    }
    if found.contains(['−', '–']) && found.trim_start_matches(['−', '–']).starts_with(|c: char| c.is_ascii_digit())
    {
        return Some(odd("odd-minus", &found.replace(['−', '–'], "-")));
    }
    day::month(found)
        .map(|month| Mended::text("month-needs-quotes", &month))
        .or_else(|| day::day(found).map(|day| Mended::unsure("day-order", day)))
        .or_else(|| per_cent(found))
        .or_else(|| fraction(found))
        .or_else(|| currency(found))
        .or_else(|| digits::number(found))
        .or_else(|| truth(found))
        .or_else(|| words(found))
}

/// What stands where a value should, as TOML writes it.
pub(super) fn as_toml(found: &str) -> String {
    let fine = found.starts_with(['"', '\'', '[', '{']) || super::scalar::scalar(found).is_some();
    match unquoted(found) {
        Some(mended) if !fine => mended.mend,
        _ if found.is_empty() => "…".to_owned(),
        _ => found.to_owned(),
    }
}

/// A value with a character that only looks like the right one: what it is without.
fn odd(variant: &'static str, right: &str) -> Mended {
    match (plain_number(right), right) {
        (Some(_), _) if !right.contains(' ') => Mended::number(variant, right.to_owned()),
        (_, "true" | "false") => Mended { variant, mend: right.to_owned(), value: Value::Truth(right == "true") },
        _ => match unquoted(right) {
            Some(mended) => Mended { variant, ..mended },
            None => Mended::unsure(variant, right.to_owned()),
        },
    }
}

/// No-break spaces and other spaces that a keyboard does not make.
pub(super) fn is_odd_space(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{2000}'..='\u{200b}' | '\u{202f}' | '\u{205f}' | '\u{2060}' | '\u{3000}' | '\u{feff}')
}

/// `27 %`
fn per_cent(found: &str) -> Option<Mended> {
    let number = plain_number(found.strip_suffix('%')?.trim())?;
    Some(Mended::text("per-cent-needs-quotes", &format!("{number} %")))
}

/// `1/3`
fn fraction(found: &str) -> Option<Mended> {
    let (upper, lower) = found.strip_prefix('-').unwrap_or(found).split_once('/')?;
    let whole = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    (whole(upper.trim()) && whole(lower.trim())).then(|| Mended::text("fraction-needs-quotes", found))
}

/// `400.000 kr.`: an amount is a number, the currency is the case's.
fn currency(found: &str) -> Option<Mended> {
    let lower = found.to_lowercase();
    let marks = ["kroner", "kr.", "kr", "dkk", "eur", "€", "£", "$", "gbp", "usd", ",-"];
    let end = marks.iter().find_map(|mark| lower.strip_suffix(mark));
    let start = || marks.iter().find_map(|mark| lower.strip_prefix(mark));
    let number = end.or_else(start)?.trim().trim_end_matches(",-");
    // Beside a currency, a point and three digits is a thousand.
    let number = match number.split_once('.') {
        Some((whole, thousand)) if thousand.len() == 3 => plain_number(&format!("{whole} {thousand}")),
        _ => plain_number(number),
    }?;
    Some(Mended::unsure("currency", number))
}

/// `yes`, `True`
fn truth(found: &str) -> Option<Mended> {
    let truth = match found.to_lowercase().as_str() {
        "true" | "yes" | "ja" | "sand" => true,
        "false" | "no" | "nej" | "falsk" => false,
        _ => return None,
    };
    Some(Mended { variant: "truth", mend: truth.to_string(), value: Value::Truth(truth) })
}

/// Words without quotes.
fn words(found: &str) -> Option<Mended> {
    let found = found.trim_matches(|c| c == '"' || c == '\'').trim();
    found.contains(char::is_alphabetic).then(|| Mended::text("text-needs-quotes", found))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(found: &str) -> (&'static str, String) {
        unquoted(found).map_or(("", String::new()), |m| (m.variant, m.mend))
    }

    #[test]
    fn what_was_meant_is_known_by_its_shape() {
        for (found, variant, mend) in [
            ("2025-01", "month-needs-quotes", "\"2025-01\""),
            ("2025-1", "month-needs-quotes", "\"2025-01\""),
            ("01/2025", "month-needs-quotes", "\"2025-01\""),
            ("15.07.2025", "day-order", "2025-07-15"),
            ("15-7-2025", "day-order", "2025-07-15"),
            ("2025-7-5", "day-order", "2025-07-05"),
            ("27 %", "per-cent-needs-quotes", "\"27 %\""),
            ("27%", "per-cent-needs-quotes", "\"27 %\""),
            ("2,5 %", "per-cent-needs-quotes", "\"2.5 %\""),
            ("-1/3", "fraction-needs-quotes", "\"-1/3\""),
            ("400.000 kr.", "currency", "400_000"),
            ("kr. 1.500,50", "currency", "1_500.50"),
            ("12.50 kr", "currency", "12.50"),
            ("0,27", "decimal-comma", "0.27"),
            ("-12,5", "decimal-comma", "-12.5"),
            ("1.500,50", "decimal-comma", "1_500.50"),
            ("1,500", "comma-or-thousands", "1.500"),
            ("1.500.000", "grouped-with-points", "1_500_000"),
            ("1,500,000", "grouped", "1_500_000"),
            ("1 500 000", "grouped", "1_500_000"),
            ("1'500'000", "grouped", "1_500_000"),
            (".27", "nil-before-point", "0.27"),
            ("-.27", "nil-before-point", "-0.27"),
            (",27", "decimal-comma", "0.27"),
            ("27.", "digits-after-point", "27"),
            ("007", "leading-nil", "7"),
            ("05.5", "leading-nil", "5.5"),
            ("5 years", "text-needs-quotes", "\"5 years\""),
            ("municipality", "text-needs-quotes", "\"municipality\""),
            ("Job\"", "text-needs-quotes", "\"Job\""),
            ("True", "truth", "true"),
            ("nej", "truth", "false"),
            ("\u{a0}0.27", "odd-space", "0.27"),
            ("−5", "odd-minus", "-5"),
            ("1.2.3", "", ""),
            ("@", "", ""),
        ] {
            assert_eq!(mended(found), (variant, mend.to_owned()), "{found}");
        }
    }
}
