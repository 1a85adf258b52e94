//! Discount schedules that authorities have set, from `discount_rates.toml`.

use std::sync::OnceLock;

use rust_decimal::Decimal;
use toml::de::{DeTable, DeValue};

/// A discount schedule with a name, a source and a date.
#[derive(Clone, Debug)]
pub struct Edition {
    /// As a case names it: `denmark-2021`.
    pub name: String,
    /// In words.
    pub title: String,
    /// The first day on which it held.
    pub valid_from: String,
    /// Who set it, where.
    pub source: String,
    /// The day on which it was last compared with the source.
    pub checked: String,
    /// Rising; the first from year 0.
    pub bands: Vec<EditionBand>,
}

/// A yearly rate, and the years after the appraisal date from which it holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EditionBand {
    /// Years after the appraisal date.
    pub from_year: u32,
    /// The yearly rate.
    pub rate: Decimal,
}

/// Every edition, oldest first.
pub fn editions() -> &'static [Edition] {
    static EDITIONS: OnceLock<Vec<Edition>> = OnceLock::new();
    EDITIONS.get_or_init(|| {
        let Ok(root) = DeTable::parse(include_str!("discount_rates.toml")) else { return Vec::new() };
        let Some(DeValue::Array(list)) = root.get_ref().get("edition").map(|e| e.get_ref()) else { return Vec::new() };
        list.iter().filter_map(|e| edition_of(e.get_ref())).collect()
    })
}

/// The edition of this name.
///
/// ```
/// use afkast::reference::discount_rates::edition;
/// assert_eq!(edition("denmark-2021").map(|e| e.bands.len()), Some(3));
/// assert!(edition("denmark-1999").is_none());
/// ```
pub fn edition(name: &str) -> Option<&'static Edition> {
    editions().iter().find(|e| e.name == name)
}

fn edition_of(value: &DeValue<'_>) -> Option<Edition> {
    let DeValue::Table(table) = value else { return None };
    let text = |key: &str| table.get(key)?.get_ref().as_str().map(str::to_owned);
    let DeValue::Array(bands) = table.get("band")?.get_ref() else { return None };
    Some(Edition {
        name: text("name")?,
        title: text("title")?,
        valid_from: text("valid_from")?,
        source: text("source")?,
        checked: text("checked")?,
        bands: bands.iter().map(|b| band_of(b.get_ref())).collect::<Option<_>>()?,
    })
}

fn band_of(value: &DeValue<'_>) -> Option<EditionBand> {
    let DeValue::Table(table) = value else { return None };
    let from_year = match table.get("from_year")?.get_ref() {
        DeValue::Integer(years) => years.as_str().parse().ok()?,
        _ => return None,
    };
    let rate = match table.get("rate")?.get_ref() {
        DeValue::Float(rate) => Decimal::from_str_exact(rate.as_str()).ok()?,
        _ => return None,
    };
    Some(EditionBand { from_year, rate })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_editions_are_those_of_the_method() {
        // denmark-2021 3.5/2.5/1.5 % from 0, 35, 70; denmark-2013 4/3/2 % from 0, 35, 70;
        // green-book-2022 3.5/3/2.5/2/1.5/1 % from 0, 30, 75, 125, 200, 300.
        for (name, bands) in [
            ("denmark-2013", "0:0.04 35:0.03 70:0.02"),
            ("denmark-2021", "0:0.035 35:0.025 70:0.015"),
            ("green-book-2022", "0:0.035 30:0.03 75:0.025 125:0.02 200:0.015 300:0.01"),
        ] {
            let edition = edition(name).expect("the edition exists");
            let found: Vec<String> = edition.bands.iter().map(|b| format!("{}:{}", b.from_year, b.rate)).collect();
            assert_eq!(found.join(" "), bands, "{name}");
        }
        assert_eq!(editions().len(), 3);
    }
}
