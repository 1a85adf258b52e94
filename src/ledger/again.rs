//! The same figures when one input is worth something else: only the steps that hang on it, and that somebody wants, are
//! evaluated again.

use std::borrow::Cow;

use super::evaluate::column;
use super::{Assignment, Fault, Ledger};
use crate::model::{InputId, Model, Operation, StepId};
use crate::number::Number;

/// A ledger whose inputs may be changed one after the other.
///
/// ```
/// # use std::borrow::Cow;
/// # use afkast::{case, document, span::SourceId, model::{Model, Scope}, ledger::{Again, Assignment, evaluate}};
/// # use rust_decimal::Decimal;
/// # let text = "schema = 1\n[basis]\nstart = \"2025-01\"\nhorizon = \"1 year\"\ndiscount = 0\n[cost.rent]\namount = 100\n\
/// #    per = \"year\"\nbearer = \"municipality\"\n";
/// # let (document, _) = document::parse(SourceId(0), text);
/// # let case = case::read(&document, "case").0.expect("a case");
/// let model = Model::of(&case, &Scope::All)?;
/// let base = evaluate::<Decimal>(&model, &Assignment::base(&model))?;
/// let figure = model.perspectives["municipality"].budget.net_present_value;
/// let rent = model.input_id("cost.rent.amount").expect("an input");
///
/// let mut again = Again::of(&model, Cow::Borrowed(&base), Assignment::base(&model), &[figure]);
/// let moved = again.moved_by(&[rent]);
/// assert_eq!(again.set(&moved, rent, Decimal::from(40))?.single(figure), Decimal::from(-40));
/// again.undo(&moved, rent);
/// assert_eq!(again.ledger().single(figure), Decimal::from(-100));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Again<'m, N: Number> {
    model: &'m Model,
    base: Cow<'m, Ledger<N>>,
    from: Assignment<N>,
    now: Ledger<N>,
    assignment: Assignment<N>,
    wanted: Vec<bool>,
}

/// The steps that change when some inputs do, in order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moved(Vec<StepId>);

impl Moved {
    /// Whether no figure that is wanted hangs on the inputs.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'m, N: Number> Again<'m, N> {
    /// Begins with the ledger of an assignment; `figures` are the steps that will be asked for.
    pub fn of(
        model: &'m Model,
        base: Cow<'m, Ledger<N>>,
        assignment: Assignment<N>,
        figures: &[StepId],
    ) -> Again<'m, N> {
        let mut wanted = vec![false; model.steps.len()];
        let mut want = |id: StepId| {
            if let Some(place) = wanted.get_mut(id.index()) {
                *place = true;
            }
        };
        figures.iter().for_each(|figure| want(*figure));
        for index in (0..model.steps.len()).rev() {
            if wanted[index] {
                for id in model.steps[index].operation.operands() {
                    wanted[id.index()] = true;
                }
            }
        }
        Again { model, now: base.as_ref().clone(), base, from: assignment.clone(), assignment, wanted }
    }

    /// The steps that hang on some inputs, and on which a figure that is wanted hangs.
    pub fn moved_by(&self, inputs: &[InputId]) -> Moved {
        let mut moved = vec![false; self.model.steps.len()];
        let mut steps = Vec::new();
        for (index, step) in self.model.steps.iter().enumerate() {
            moved[index] = match &step.operation {
                Operation::Input(id) => inputs.contains(id),
                operation => operation.needs_any(|id| moved[id.index()]),
            };
            if moved[index] && self.wanted[index] {
                steps.push(StepId::at(index));
            }
        }
        Moved(steps)
    }

    /// Sets an input to a value, and evaluates again what it moves. Of a series the value is a factor on all its members.
    ///
    /// # Errors
    /// As [`evaluate`](super::evaluate); the figures are then of no use until an input is set to a value that can be.
    pub fn set(&mut self, moved: &Moved, input: InputId, value: N) -> Result<&Ledger<N>, Fault> {
        self.assignment.set(input, value);
        for id in &moved.0 {
            let figures = column(self.model, &self.now, &self.assignment, *id)?;
            if let Some(place) = self.now.columns.get_mut(id.index()) {
                *place = figures;
            }
        }
        Ok(&self.now)
    }

    /// Brings an input back to where it began.
    pub fn undo(&mut self, moved: &Moved, input: InputId) {
        if let Some(value) = self.from.of(input).map(|c| c.at(0, 0)) {
            self.assignment.set(input, value);
        }
        for id in &moved.0 {
            if let (Some(place), Some(base)) = (self.now.columns.get_mut(id.index()), self.base.columns.get(id.index()))
            {
                place.clone_from(base);
            }
        }
    }

    /// Makes the figures as they are now those that [`Again::undo`] goes back to.
    pub fn settle(&mut self) {
        self.base = Cow::Owned(self.now.clone());
        self.from.clone_from(&self.assignment);
    }

    /// The figures as they are now.
    pub fn ledger(&self) -> &Ledger<N> {
        &self.now
    }
}
