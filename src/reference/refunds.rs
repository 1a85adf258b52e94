//! Rules of refund that authorities have set, from `refunds.toml`.

use std::sync::OnceLock;

use rust_decimal::Decimal;
use toml::de::{DeTable, DeValue};

/// A rule of refund with a name, a source and a date.
#[derive(Clone, Debug)]
pub struct Edition {
    /// As a case names it: `denmark-public-support-2016`.
    pub name: String,
    /// In words.
    pub title: String,
    /// The first day on which it held.
    pub valid_from: String,
    /// Who set it, where.
    pub source: String,
    /// The day on which it was last compared with the source.
    pub checked: String,
    /// How it is worked out.
    pub rule: EditionRule,
}

/// How a refund is worked out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EditionRule {
    /// By the weeks of a spell: from which week on, the share. The first from week 1.
    ByWeeks(Vec<(u32, Decimal)>),
    /// By a person's yearly cost: above which amount, the share of what lies above; and the year of the amounts.
    ByAmount(Vec<(Decimal, Decimal)>, i32),
}

/// Every edition, oldest first.
pub fn editions() -> &'static [Edition] {
    static EDITIONS: OnceLock<Vec<Edition>> = OnceLock::new();
    EDITIONS.get_or_init(|| {
        let Ok(root) = DeTable::parse(include_str!("refunds.toml")) else { return Vec::new() };
        let Some(DeValue::Array(list)) = root.get_ref().get("edition").map(|e| e.get_ref()) else { return Vec::new() };
        list.iter().filter_map(|e| edition_of(e.get_ref())).collect()
    })
}

/// The edition of this name.
///
/// ```
/// use afkast::reference::refunds::edition;
/// assert!(edition("denmark-expensive-cases-2021").is_some_and(|e| e.valid_from == "2021-01-01"));
/// assert!(edition("denmark-expensive-cases-1999").is_none());
/// ```
pub fn edition(name: &str) -> Option<&'static Edition> {
    editions().iter().find(|e| e.name == name)
}

fn edition_of(value: &DeValue<'_>) -> Option<Edition> {
    let DeValue::Table(table) = value else { return None };
    let text = |key: &str| table.get(key)?.get_ref().as_str().map(str::to_owned);
    let rule = match table.get("price_year") {
        Some(year) => {
            let year = number(year.get_ref())?.to_string().parse().ok()?;
            EditionRule::ByAmount(bands(table, "amount", "above")?, year)
        }
        None => {
            let weeks = bands(table, "week", "from_week")?.into_iter();
            EditionRule::ByWeeks(
                weeks.map(|(week, share)| Some((week.to_string().parse().ok()?, share))).collect::<Option<_>>()?,
            )
        }
    };
    Some(Edition {
        name: text("name")?,
        title: text("title")?,
        valid_from: text("valid_from")?,
        source: text("source")?,
        checked: text("checked")?,
        rule,
    })
}

/// The bands of an edition: where each begins, and its share.
fn bands(table: &DeTable<'_>, name: &str, begins: &str) -> Option<Vec<(Decimal, Decimal)>> {
    let DeValue::Array(list) = table.get(name)?.get_ref() else { return None };
    let band = |value: &DeValue<'_>| {
        let DeValue::Table(band) = value else { return None };
        Some((number(band.get(begins)?.get_ref())?, number(band.get("share")?.get_ref())?))
    };
    list.iter().map(|b| band(b.get_ref())).collect()
}

fn number(value: &DeValue<'_>) -> Option<Decimal> {
    match value {
        DeValue::Integer(whole) => Decimal::from_str_exact(whole.as_str()).ok(),
        DeValue::Float(number) => Decimal::from_str_exact(number.as_str()).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_editions_are_those_that_were_published() {
        // Public support by weeks: 80 % (1–4), 40 % (5–26), 30 % (27–52), 20 % (after).
        // Expensive single cases, 2021 level: 25 % above 850,000, 50 % above 1,660,000, 75 % above 2,090,000.
        let said = |name: &str| match edition(name).map(|e| e.rule.clone()) {
            Some(EditionRule::ByWeeks(weeks)) => {
                weeks.iter().map(|(w, s)| format!("{w}:{}", s.normalize())).collect::<Vec<_>>().join(" ")
            }
            Some(EditionRule::ByAmount(bands, year)) => {
                let bands: Vec<String> = bands.iter().map(|(a, s)| format!("{a}:{}", s.normalize())).collect();
                format!("{year} {}", bands.join(" "))
            }
            None => String::new(),
        };
        assert_eq!(said("denmark-public-support-2016"), "1:0.8 5:0.4 27:0.3 53:0.2");
        assert_eq!(said("denmark-expensive-cases-2021"), "2021 850000:0.25 1660000:0.5 2090000:0.75");
        assert_eq!(editions().len(), 2);
    }
}
