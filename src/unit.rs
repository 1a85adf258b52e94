//! What a figure counts: exponents of money, people, outcomes. Adding unlike units is an error of ours, found when a
//! model is built.

use std::fmt;

/// The unit of a step, as exponents. Nominal and real money are different units; only a price index joins them.
///
/// ```
/// use afkast::unit::Unit;
/// let per_person = Unit::MONEY.over(Unit::PEOPLE);
/// assert_eq!(per_person.times(Unit::PEOPLE), Unit::MONEY);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Unit {
    /// Money in the prices of the day.
    pub nominal: i8,
    /// Money in fixed prices.
    pub real: i8,
    /// People.
    pub people: i8,
    /// Outcomes, and person-years of them.
    pub outcomes: i8,
}

impl Unit {
    /// A share, a rate, a factor.
    pub const ONE: Unit = Unit { nominal: 0, real: 0, people: 0, outcomes: 0 };
    /// Money in fixed prices.
    pub const MONEY: Unit = Unit { real: 1, ..Unit::ONE };
    /// Money in the prices of the day.
    pub const NOMINAL: Unit = Unit { nominal: 1, ..Unit::ONE };
    /// People.
    pub const PEOPLE: Unit = Unit { people: 1, ..Unit::ONE };
    /// Outcomes.
    pub const OUTCOMES: Unit = Unit { outcomes: 1, ..Unit::ONE };

    /// The unit of a product.
    pub const fn times(self, other: Unit) -> Unit {
        Unit {
            nominal: self.nominal + other.nominal,
            real: self.real + other.real,
            people: self.people + other.people,
            outcomes: self.outcomes + other.outcomes,
        }
    }
    /// The unit of a quotient.
    pub const fn over(self, other: Unit) -> Unit {
        Unit {
            nominal: self.nominal - other.nominal,
            real: self.real - other.real,
            people: self.people - other.people,
            outcomes: self.outcomes - other.outcomes,
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            ("nominal money", self.nominal),
            ("money", self.real),
            ("people", self.people),
            ("outcomes", self.outcomes),
        ];
        let side = |sign: i8| -> Vec<String> {
            parts
                .iter()
                .filter(|(_, e)| e * sign > 0)
                .map(|(n, e)| if e.abs() == 1 { (*n).to_owned() } else { format!("{n}^{}", e.abs()) })
                .collect()
        };
        let (above, below) = (side(1), side(-1));
        let above = if above.is_empty() { "1".to_owned() } else { above.join(" × ") };
        if below.is_empty() { f.write_str(&above) } else { write!(f, "{above} / {}", below.join(" × ")) }
    }
}
