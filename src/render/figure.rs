//! How a number is written for the eye: rounding, separators, per cent. Nothing else rounds for the eye.

use rust_decimal::Decimal;

use crate::number::rounded;
use crate::text::{Language, Theme, words};

/// Numbers in the manner of a language.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Manner(pub Language);

impl Manner {
    const fn thousands(self) -> char {
        match self.0 {
            Language::English => ',',
            Language::Danish => '.',
        }
    }

    const fn decimal(self) -> char {
        match self.0 {
            Language::English => '.',
            Language::Danish => ',',
        }
    }

    /// Rounded to so many decimals, halves away from nil: `2,610,764`, `1.89`.
    pub fn fixed(self, value: Decimal, decimals: u32) -> String {
        self.put(&Digits::of(value, decimals))
    }

    /// Rounded to at most so many decimals, without noughts at the end: `60`, `12.5`.
    pub fn trimmed(self, value: Decimal, most: u32) -> String {
        self.put(&Digits::of(value, most).trimmed())
    }

    /// A share as per cent, rounded to so many decimals: `19.5 %`.
    pub fn percent(self, share: Decimal, decimals: u32) -> String {
        format!("{} %", self.put(&Digits::of(share, decimals + 2).hundredfold()))
    }

    /// A share as per cent with at most so many decimals, without noughts at the end, and without the sign: `12.5`.
    pub fn percent_trimmed(self, share: Decimal, most: u32) -> String {
        self.put(&Digits::of(share, most + 2).hundredfold().trimmed())
    }

    fn put(self, digits: &Digits) -> String {
        let nil = digits.whole.bytes().chain(digits.part.bytes()).all(|d| d == b'0');
        let mut text = String::from(if digits.negative && !nil { "-" } else { "" });
        for (place, digit) in digits.whole.chars().enumerate() {
            if place > 0 && (digits.whole.len() - place).is_multiple_of(3) {
                text.push(self.thousands());
            }
            text.push(digit);
        }
        if !digits.part.is_empty() {
            text.push(self.decimal());
            text.push_str(&digits.part);
        }
        text
    }
}

/// The digits of a number before and after the point.
struct Digits {
    negative: bool,
    whole: String,
    part: String,
}

impl Digits {
    fn of(value: Decimal, decimals: u32) -> Digits {
        let text = rounded(value.abs(), decimals).to_string();
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        Digits {
            negative: value.is_sign_negative(),
            whole: whole.to_owned(),
            part: format!("{part:0<width$}", width = decimals as usize),
        }
    }

    /// Two digits move before the point, so that no number is too large to be per cent.
    fn hundredfold(self) -> Digits {
        let (moved, part) = self.part.split_at(2.min(self.part.len()));
        let whole = format!("{}{moved:0<2}", self.whole);
        let whole = whole.trim_start_matches('0');
        Digits {
            negative: self.negative,
            whole: if whole.is_empty() { "0".to_owned() } else { whole.to_owned() },
            part: part.to_owned(),
        }
    }

    fn trimmed(self) -> Digits {
        let part = self.part.trim_end_matches('0').to_owned();
        Digits { part, ..self }
    }
}

/// How a currency is written: `kr.` for DKK, else its code.
pub fn currency(language: Language, code: &str) -> String {
    words(language, Theme::Pages).get(&format!("currency.{code}")).cloned().unwrap_or_else(|| code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Manner = Manner(Language::English);
    const DA: Manner = Manner(Language::Danish);

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn numbers_are_rounded_half_away_from_nil_and_grouped_as_the_language_does() {
        for (value, decimals, english, danish) in [
            ("0", 0, "0", "0"),
            ("0.5", 0, "1", "1"),
            ("-0.5", 0, "-1", "-1"),
            ("-0.4", 0, "0", "0"), // never minus nil
            ("2.5", 0, "3", "3"),  // not to the even number
            ("999.5", 0, "1,000", "1.000"),
            ("2610763.823", 0, "2,610,764", "2.610.764"),
            ("-1234.005", 2, "-1,234.01", "-1.234,01"),
            ("1.885", 2, "1.89", "1,89"),
            ("4", 1, "4.0", "4,0"),
            ("0.93351", 4, "0.9335", "0,9335"),
            (
                "79228162514264337593543950335",
                0,
                "79,228,162,514,264,337,593,543,950,335",
                "79.228.162.514.264.337.593.543.950.335",
            ),
            (
                "79228162514264337593543950335",
                1,
                "79,228,162,514,264,337,593,543,950,335.0",
                "79.228.162.514.264.337.593.543.950.335,0",
            ),
            ("0.0000000000000000000000000001", 2, "0.00", "0,00"),
        ] {
            assert_eq!(EN.fixed(decimal(value), decimals), english, "{value}");
            assert_eq!(DA.fixed(decimal(value), decimals), danish, "{value}");
        }
    }

    #[test]
    fn needless_noughts_are_left_out() {
        for (value, most, english, danish) in [
            ("60.00", 1, "60", "60"),
            ("12.5", 1, "12.5", "12,5"),
            ("48.333", 1, "48.3", "48,3"),
            ("1500.0", 4, "1,500", "1.500"),
            ("11944.50", 28, "11,944.5", "11.944,5"),
            ("100", 2, "100", "100"),
        ] {
            assert_eq!(EN.trimmed(decimal(value), most), english, "{value}");
            assert_eq!(DA.trimmed(decimal(value), most), danish, "{value}");
        }
    }

    #[test]
    fn shares_become_per_cent_without_leaving_the_range() {
        for (share, decimals, english, danish) in [
            ("0.19506", 1, "19.5 %", "19,5 %"),
            ("0.27", 1, "27.0 %", "27,0 %"),
            ("-0.0004", 1, "0.0 %", "0,0 %"),
            ("-0.0005", 1, "-0.1 %", "-0,1 %"), // half away from nil
            ("0", 1, "0.0 %", "0,0 %"),
            ("9999.5", 1, "999,950.0 %", "999.950,0 %"),
            (
                "79228162514264337593543950335",
                0,
                "7,922,816,251,426,433,759,354,395,033,500 %",
                "7.922.816.251.426.433.759.354.395.033.500 %",
            ),
        ] {
            assert_eq!(EN.percent(decimal(share), decimals), english, "{share}");
            assert_eq!(DA.percent(decimal(share), decimals), danish, "{share}");
        }
        assert_eq!(EN.percent_trimmed(decimal("0.035"), 4), "3.5");
        assert_eq!(DA.percent_trimmed(decimal("0.0125"), 4), "1,25");
        assert_eq!(EN.percent_trimmed(decimal("0.80"), 4), "80");
        assert_eq!(EN.percent_trimmed(decimal("1"), 4), "100");
    }

    #[test]
    fn kroner_are_written_as_danes_do() {
        assert_eq!(currency(Language::English, "DKK"), "kr.");
        assert_eq!(currency(Language::Danish, "EUR"), "EUR");
    }
}
