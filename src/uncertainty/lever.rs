//! What may be moved: every input of a case, and the effect of every outcome.

use std::collections::BTreeSet;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::case::{AnyInput, Case, Domain, Effect, Id, Input, Outcome};
use crate::document::Why;
use crate::model::{InputId, Model, Operation};
use crate::unit::Unit;

/// What a value counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Measured {
    /// A share, or a rate of persons.
    Share,
    /// A rate a year.
    YearlyRate,
    /// Money.
    Money,
    /// People.
    People,
    /// A factor on every member of a series.
    Factor,
    /// Whole months.
    Months,
    /// Something else.
    Number,
}

/// A value that may be moved, and what moves with it.
#[derive(Clone, Debug)]
pub struct Lever {
    /// Table and key; `outcome.ID.effect` for an effect.
    pub path: String,
    /// What it is in the case; 1 for a series.
    pub base: Decimal,
    /// What it counts.
    pub measured: Measured,
    /// The lowest value of its own domain.
    pub lowest: Option<Decimal>,
    /// The highest value of its own domain.
    pub highest: Option<Decimal>,
    /// The low end of its range, when one is written.
    pub low: Option<Decimal>,
    /// The high end of its range, when one is written.
    pub high: Option<Decimal>,
    /// The outcome, when it is an effect.
    pub outcome: Option<Id>,
    /// The input that moves; none when no formula uses it.
    pub(super) input: Option<InputId>,
    /// Input = value × slope + shift.
    pub(super) slope: Decimal,
    pub(super) shift: Decimal,
}

impl Lever {
    /// What its input is worth when the lever has a value.
    pub(super) fn input_at(&self, value: Decimal) -> Option<Decimal> {
        value.checked_mul(self.slope)?.checked_add(self.shift)
    }
}

/// Everything of a case that may be moved, in order of path: the inputs that somebody wrote, whether a formula uses them or
/// not, and the effects.
pub fn levers(case: &Case, model: &Model) -> Vec<Lever> {
    let inputs = inputs(case, model).filter(|input| input.why() != Why::Default).map(|input| of_input(model, input));
    let mut levers: Vec<Lever> = inputs.chain(case.outcomes.values().filter_map(|o| of_effect(model, o))).collect();
    levers.sort_by(|a, b| a.path.cmp(&b.path));
    levers
}

/// Every input of a case, once: those of its formulas, and those of the register that no formula uses.
fn inputs<'c>(case: &'c Case, model: &'c Model) -> impl Iterator<Item = &'c AnyInput> {
    let used: BTreeSet<&str> = model.inputs.iter().map(AnyInput::path).collect();
    let of_register = case.assumptions.iter().filter_map(|row| row.input.as_ref());
    model.inputs.iter().chain(of_register.filter(move |input| !used.contains(input.path())))
}

/// One lever, by its path; a default may be named, too.
pub fn lever(case: &Case, model: &Model, path: &str) -> Option<Lever> {
    if let Some(input) = inputs(case, model).find(|input| input.path() == path) {
        return Some(of_input(model, input));
    }
    let outcome = case.outcomes.values().find(|o| effect_path(&o.id) == path)?;
    of_effect(model, outcome)
}

/// What the effect of an outcome is called among the inputs.
///
/// ```
/// assert_eq!(afkast::uncertainty::effect_path(&afkast::case::Id::new("job")), "outcome.job.effect");
/// ```
pub fn effect_path(outcome: &Id) -> String {
    format!("outcome.{outcome}.effect")
}

fn of_input(model: &Model, input: &AnyInput) -> Lever {
    let (base, measured, lowest, highest) = match input {
        AnyInput::Single(input) => (input.value, measured(model, input), input.domain.lowest(), input.domain.highest()),
        AnyInput::Series(_) => (Decimal::ONE, Measured::Factor, Some(Decimal::ZERO), None),
    };
    let (low, high) = match input {
        AnyInput::Single(input) => (input.low, input.high),
        AnyInput::Series(series) => {
            let end = |by: Decimal| Decimal::ONE.checked_add(by);
            series.spread.map_or((None, None), |(low, high)| (end(low), end(high)))
        }
    };
    Lever {
        path: input.path().to_owned(),
        base,
        measured,
        lowest,
        highest,
        low,
        high,
        outcome: None,
        input: model.input_id(input.path()),
        slope: Decimal::ONE,
        shift: Decimal::ZERO,
    }
}

fn measured(model: &Model, input: &Input) -> Measured {
    match input.domain {
        Domain::Share | Domain::SignedShare => Measured::Share,
        Domain::YearlyRate => Measured::YearlyRate,
        Domain::People => Measured::People,
        Domain::NotNegative | Domain::Any => {
            let is_it =
                |o: &Operation| matches!(o, Operation::Input(id) if model.inputs[id.index()].path() == &*input.path);
            match model.steps.iter().find(|s| is_it(&s.operation)).map(|s| s.unit) {
                Some(Unit { real: 1, .. } | Unit { nominal: 1, .. }) => Measured::Money,
                None if input.money => Measured::Money,
                _ => Measured::Number,
            }
        }
    }
}

/// The effect of an outcome: the expected (or added) rate moves, and is told as the net rate. Where all of it would have
/// happened anyway (`counterfactual_share` 1) no rate moves it.
pub(super) fn of_effect(model: &Model, outcome: &Outcome) -> Option<Lever> {
    let one = Decimal::ONE;
    let (input, base, slope, shift): (&Arc<Input>, _, _, _) = match &outcome.effect {
        Effect::ExpectedAndBaseline { expected, baseline } => {
            (expected, expected.value.checked_sub(baseline.value)?, one, baseline.value)
        }
        Effect::ExpectedAndCounterfactual { expected, counterfactual } => {
            let left = one.checked_sub(counterfactual.value)?;
            let slope = one.checked_div(left).unwrap_or_default();
            (expected, expected.value.checked_mul(left)?, slope, Decimal::ZERO)
        }
        Effect::BaselineAndAdded { added, .. } | Effect::Added(added) => (added, added.value, one, Decimal::ZERO),
    };
    let persons = outcome.is_in_persons();
    Some(Lever {
        path: effect_path(&outcome.id),
        base,
        measured: if persons { Measured::Share } else { Measured::Number },
        lowest: persons.then_some(Decimal::NEGATIVE_ONE),
        highest: persons.then_some(one),
        low: None,
        high: None,
        outcome: Some(outcome.id.clone()),
        input: model.input_id(&input.path).filter(|_| !slope.is_zero()),
        slope,
        shift,
    })
}
