//! Where one value breaks even at several values of another.

use rust_decimal::Decimal;

use super::on_trial::{read_with, scope};
use super::search::Search;
use super::switching::{Crossing, Holds, switching_value};
use super::trials::Trials;
use super::{Held, Lever, Measured, Subject, Varied, durations};
use crate::case::Case;
use crate::document::Document;
use crate::ledger::{Assignment, evaluate};
use crate::measure::Undefined;
use crate::model::Model;

/// The break-even of one value at several values of another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Frontier {
    /// The path that is set, and the path that breaks even.
    pub paths: [String; 2],
    /// What the two count.
    pub measured: [Measured; 2],
    /// What they are in the case.
    pub base: [Decimal; 2],
    /// The values of the first, rising.
    pub values: Vec<Decimal>,
    /// For each of them where the second breaks even, and what holds when it does nowhere.
    pub crossings: Vec<(Vec<Crossing>, Holds)>,
}

/// Where the second value breaks even at several values of the first, from its low to its high; of a duration, `spread`
/// either way. `None` when the first has no range.
pub fn frontier(
    subject: &Subject<'_>,
    of: [&Varied; 2],
    spread: Decimal,
    target: Decimal,
    document: &Document,
) -> Option<Frontier> {
    let [first, second] = of;
    let values = first.around(subject, spread)?;
    let asked = Asked { subject, second, target, document };
    let crossings = match first {
        Varied::Lever(lever) => asked.at_values(lever, &values),
        Varied::Months(duration) => values.iter().map(|months| asked.at_months(&duration.path, *months)).collect(),
    };
    Some(Frontier {
        paths: of.map(|varied| varied.path().to_owned()),
        measured: of.map(Varied::measured),
        base: of.map(Varied::base),
        values,
        crossings,
    })
}

/// What is to break even.
struct Asked<'q> {
    subject: &'q Subject<'q>,
    second: &'q Varied,
    target: Decimal,
    document: &'q Document,
}

impl Asked<'_> {
    /// At each of some values of an input or an effect.
    fn at_values(&self, first: &Lever, values: &[Decimal]) -> Vec<(Vec<Crossing>, Holds)> {
        let mut trials = Trials::of(self.subject);
        let each = values.iter().map(|value| match trials.fix(first, *value) {
            Err(why @ Undefined::OutOfRange) => (Vec::new(), Holds::Undefined(why)),
            Ok(_) | Err(_) => match self.second {
                Varied::Lever(second) => {
                    let moved = trials.moved_by(second);
                    Search { trials: &mut trials, lever: second, moved, target: self.target }.found()
                }
                Varied::Months(second) => {
                    let subject =
                        Subject { ledger: trials.ledger(), held: self.held(first, *value), ..self.subject.clone() };
                    let found = durations::found(&subject, std::slice::from_ref(second), self.target, self.document);
                    found.into_iter().next().unwrap_or_else(cannot_be)
                }
            },
        });
        each.collect()
    }

    /// The input of a lever, held where a value of the lever puts it.
    fn held(&self, lever: &Lever, value: Decimal) -> Option<Held> {
        let input = self.subject.model.inputs.get(lever.input?.index())?;
        Some(Held { path: input.path().to_owned(), value: lever.input_at(value)? })
    }

    /// When a duration has so many months: in a changed document, read again.
    fn at_months(&self, path: &str, months: Decimal) -> (Vec<Crossing>, Holds) {
        let mut document = self.document.clone();
        let months = i32::try_from(months).ok();
        let case = months.and_then(|months| read_with(&mut document, path, months, &self.subject.case.id));
        case.and_then(|case| self.in_case(&case, &document)).unwrap_or_else(cannot_be)
    }

    fn in_case(&self, case: &Case, document: &Document) -> Option<(Vec<Crossing>, Holds)> {
        let sought = &self.subject.sought;
        let model = Model::of(case, &scope(self.subject, case)).ok()?;
        let ledger = evaluate(&model, &Assignment::base(&model)).ok()?;
        let subject = Subject::of(case, &model, &ledger, &sought.name, &sought.perspective)?;
        let found = switching_value(&subject, self.target, self.second.path(), Some(document))?;
        Some((found.crossings, found.holds))
    }
}

/// The case cannot be as it is asked to be.
fn cannot_be() -> (Vec<Crossing>, Holds) {
    (Vec::new(), Holds::Undefined(Undefined::OutOfRange))
}
