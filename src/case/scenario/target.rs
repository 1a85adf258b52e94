//! What a path leads to: a key that may stand there, of which kind, or none.

use super::path::Path;
use crate::case::Domain;
use crate::case::fields::{Kind, TableSpec, in_input, table};

/// What a path leads to.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// A table as a whole.
    Whole,
    /// A key, or something inside its value.
    Key(Kind),
    /// A place that the declarations say nothing of.
    Somewhere,
    /// Nothing: no such key may stand in this table.
    Nothing(Option<&'static TableSpec>),
}

/// What a path leads to, by the declarations of keys alone.
pub fn target(path: &Path) -> Target {
    let keys = path.keys();
    let (holder, inside) = keys.split_at(path.table().min(keys.len()));
    match (spec(holder), inside) {
        (None, _) => Target::Somewhere,
        (Some(spec), []) if spec.name == in_input::PRICE.name => Target::Key(Kind::Input(Domain::NotNegative)),
        (Some(_), []) => Target::Whole,
        (Some(spec), [key, deeper @ ..]) => match spec.key(key) {
            Some(field) => inner(field.kind, deeper),
            None => Target::Nothing(Some(spec)),
        },
    }
}

/// Whether a path leads to a duration.
pub fn is_duration(path: &str) -> bool {
    matches!(target(&Path::read(path)), Target::Key(Kind::Duration))
}

/// Whether a path leads to a table of keys inside another table, such as `cost.rent.optimism`.
pub fn is_table(path: &str) -> bool {
    matches!(target(&Path::read(path)), Target::Key(Kind::Table(_)))
}

/// Whether a path leads to values of a contract, or to those of one of their cohorts.
pub fn is_values(path: &str) -> bool {
    matches!(target(&Path::read(path)), Target::Key(Kind::Values(_)))
}

/// Whether a path leads to a list of tables, such as `contract.term.home.tiers`.
pub fn is_list_of_tables(path: &str) -> bool {
    matches!(target(&Path::read(path)), Target::Key(Kind::Tables(_)))
}

/// Whether a path leads to an input, such as `contract.term.home.tiers.2.pay`.
pub fn is_input(path: &str) -> bool {
    matches!(target(&Path::read(path)), Target::Key(Kind::Input(_) | Kind::Money))
}

/// The declaration of the table that the keys lead to.
fn spec(keys: &[&str]) -> Option<&'static TableSpec> {
    match keys {
        ["contract", below @ ("return_cap" | "guarantee")] => table(&format!("contract-{}", below.replace('_', "-"))),
        ["contract", below, _] => table(&format!("contract-{below}")),
        [name] | [name, _] => table(name),
        _ => None,
    }
}

/// What stands deeper in a value of a kind.
fn inner(kind: Kind, deeper: &[&str]) -> Target {
    let [key, deeper @ ..] = deeper else { return Target::Key(kind) };
    let of_input = in_input::INPUT.key(key).map(|f| if *key == in_input::VALUE { kind } else { f.kind });
    match kind {
        Kind::Input(_) | Kind::Money | Kind::InputOrByYear | Kind::Discount => match of_input {
            Some(kind) => inner(kind, deeper),
            None => Target::Nothing(Some(&in_input::INPUT)),
        },
        // Beside the keys of an input, months and years.
        Kind::Amounts | Kind::ByYear | Kind::Years | Kind::Starts => match of_input {
            Some(kind) => inner(kind, deeper),
            None => Target::Key(Kind::Number),
        },
        // A share of one of them.
        Kind::Parties | Kind::PartiesByYear | Kind::Shares => Target::Key(kind),
        // Beside the keys of an input, measurements and cohorts.
        Kind::Values(_) => inner(of_input.unwrap_or(kind), deeper),
        Kind::Draws => inner(Kind::Money, deeper),
        Kind::Tables(name) => match (table(name), deeper) {
            (Some(_), []) => Target::Whole,
            (Some(spec), [key, deeper @ ..]) => match spec.key(key) {
                Some(field) => inner(field.kind, deeper),
                None => Target::Nothing(Some(spec)),
            },
            (None, _) => Target::Somewhere,
        },
        Kind::Table(name) => match table(name).map(|spec| (spec, spec.key(key))) {
            Some((_, Some(field))) => inner(field.kind, deeper),
            Some((spec, None)) => Target::Nothing(Some(spec)),
            None => Target::Somewhere,
        },
        Kind::Free => Target::Somewhere,
        _ => Target::Nothing(None),
    }
}

/// Whether what stands at a place may be multiplied: a number, or every member of a series. Not text, a year, a duration,
/// an edition, bands, or shares of parties.
pub fn may_be_scaled(target: Target, is_list: bool) -> bool {
    match target {
        Target::Whole | Target::Nothing(_) => false,
        Target::Somewhere => true,
        Target::Key(kind) => match kind {
            Kind::Discount => !is_list,
            Kind::Input(_) | Kind::Money | Kind::InputOrByYear | Kind::ByYear | Kind::Years | Kind::Amounts => true,
            Kind::Number | Kind::Share | Kind::Numbers | Kind::Spread | Kind::Starts | Kind::Whole(..) => true,
            Kind::Text | Kind::Texts | Kind::Truth | Kind::Year | Kind::Month | Kind::Day | Kind::MonthOrDay => false,
            Kind::Point | Kind::Duration | Kind::Word(_) | Kind::Id(_) | Kind::Ids(_) | Kind::Periods => false,
            Kind::Party | Kind::Parties | Kind::PartiesByYear | Kind::Perspective | Kind::PartyList => false,
            Kind::Values(_) => true,
            Kind::ContractPoint | Kind::ContractPoints | Kind::Interval | Kind::After | Kind::Rest => false,
            Kind::Shares | Kind::Draws => false,
            Kind::Bands | Kind::Free | Kind::Table(_) | Kind::Tables(_) => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_a_key_or_nowhere() {
        for (path, scalable) in [
            ("basis.discount", true),
            ("basis.discount.low", true),
            ("basis.optimism.expert", true),
            ("basis.optimism", false),
            ("basis.price_year", false),
            ("basis.period", false),
            ("price.month", true),
            ("price.month.spread", true),
            ("group.g.starts.2025", true),
            ("cost.rent.amounts.value", true),
            ("cost.rent.optimism.uplift", true),
            ("cost.rent.bearer", false),
            ("cost.rent.bearer.state", false),
            ("cost.rent", false),
            ("index.pl.values.2024", true),
        ] {
            let target = target(&Path::read(path));
            assert!(!matches!(target, Target::Nothing(_)), "{path}");
            assert_eq!(may_be_scaled(target, false), scalable, "{path}");
        }
        for path in ["basis.discounts", "basis.optimism.experts", "price.month.lo", "outcome.job.lasts.low"] {
            assert!(matches!(target(&Path::read(path)), Target::Nothing(_)), "{path}");
        }
        assert!(!may_be_scaled(target(&Path::read("basis.discount")), true), "bands");
    }
}
