//! What a demand came to, in a sentence.

use rust_decimal::Decimal;

use super::words::{Form, Words, title};
use super::{Cell, Counts, Phrase};
use crate::appraisal::{Side, Verdict};
use crate::case::{Case, Demand, Id};
use crate::text::Language;

/// `Aarhus Kommune at most 6 years: 4.3, margin 1.7 years`, after the name of the demand: `demand payback: …`.
pub fn demand_line(case: &Case, demand: &Demand, verdict: &Verdict, language: Language) -> Phrase {
    let says = demand_says(case, demand, verdict, language).into();
    Words(language).sentence("demand.line", &[("id", Cell::words(demand.id.as_str())), ("says", says)])
}

/// `Aarhus Kommune at most 6 years: 4.3, margin 1.7 years`
pub fn demand_says(case: &Case, demand: &Demand, verdict: &Verdict, language: Language) -> Phrase {
    let words = Words(language);
    let manner = Manner::of(verdict);
    let key = match verdict.side {
        Side::AtLeast => "demand.at_least",
        Side::AtMost => "demand.at_most",
    };
    let figure = Cell::words(about(case, demand, verdict, words));
    let bound = manner.with_unit(verdict.bound, words);
    let asks = ("asks", words.sentence(key, &[("figure", figure), ("bound", bound)]).into());
    let found = match verdict.found {
        Ok(found) => ("found", manner.plain(found)),
        Err(why) => return words.sentence("demand.undefined", &[asks, ("why", words.undefined(why))]),
    };
    let by = verdict.margin.unwrap_or_default();
    let key = match (verdict.is_met(), verdict.side) {
        (true, _) => "demand.met",
        (false, Side::AtLeast) => "demand.below",
        (false, Side::AtMost) => "demand.above",
    };
    words.sentence(key, &[asks, found, ("margin", manner.with_unit(by.abs(), words))])
}

/// Whose figure, and which, unless the demand is called after it.
fn about(case: &Case, demand: &Demand, verdict: &Verdict, words: Words) -> String {
    let (plain, whose) = match verdict.figure.strip_prefix("outcomes.").and_then(|rest| rest.rsplit_once('.')) {
        Some((id, plain)) => {
            let outcome = case.outcomes.get(&Id::new(id));
            (plain, outcome.map_or_else(|| id.to_owned(), |o| title(&o.names, id).to_owned()))
        }
        None => match verdict.figure.strip_prefix("economic.") {
            Some(plain) => {
                let whose = words.perspective(case, &verdict.perspective, Form::Title);
                (
                    plain,
                    words.filled("explanation.figure", &[("name", &whose), ("of", &words.page("by_time.economic"))]),
                )
            }
            None => (verdict.figure.as_str(), words.perspective(case, &verdict.perspective, Form::Title)),
        },
    };
    if demand.id.as_str() == plain || demand.id.as_str() == demand.figure.name {
        return whose;
    }
    words.filled("demand.of", &[("figure", &words.figure(plain)), ("whose", &whose)])
}

/// How the figures of a demand are written: as on pages, and to the last digit when that would hide the difference.
#[derive(Clone, Copy)]
struct Manner {
    counts: Counts,
    close: bool,
}

impl Manner {
    fn of(verdict: &Verdict) -> Manner {
        let plain = verdict.figure.rsplit('.').next().unwrap_or(&verdict.figure);
        let counts = Counts::of(plain);
        let seen = match counts {
            Counts::Money | Counts::MoneyAYear | Counts::MoneyAPerson | Counts::MoneyAnOutcome => Decimal::ONE,
            Counts::Ratio | Counts::Outcomes | Counts::PersonYears => Decimal::new(1, 2),
            Counts::Rate => Decimal::new(1, 3),
            Counts::Years | Counts::People => Decimal::new(1, 1),
        };
        let close = verdict.margin.is_some_and(|margin| !margin.is_zero() && margin.abs() < seen);
        Manner { counts, close }
    }

    fn is_money(self) -> bool {
        matches!(self.counts, Counts::Money | Counts::MoneyAYear | Counts::MoneyAPerson | Counts::MoneyAnOutcome)
    }

    /// A figure without its unit, when a word before it says the unit.
    fn plain(self, value: Decimal) -> Cell {
        match self.counts {
            _ if !self.close => self.counts.cell(value),
            Counts::Rate => Cell::Share(value),
            _ if self.is_money() => Cell::Price(value),
            _ => Cell::Number(value),
        }
    }

    /// A bound or a margin with its unit.
    fn with_unit(self, value: Decimal, words: Words) -> Cell {
        match self.counts {
            Counts::Years => {
                let number = if self.close { Cell::Number(value) } else { trimmed(value) };
                words.sentence("demand.years", &[("number", number)]).into()
            }
            _ => self.plain(value),
        }
    }
}

/// Years to one decimal, `6` for six whole years.
fn trimmed(years: Decimal) -> Cell {
    if years.fract().is_zero() { Cell::Number(years) } else { Cell::Years(years) }
}
