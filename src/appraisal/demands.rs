//! Whether the demands on a case are met.

use rust_decimal::Decimal;

use super::Appraisal;
use crate::case::{Case, Demand, Named};
use crate::document::nearest;
use crate::measure::Measure;
use crate::problem::{Code, Problem};

/// Which bound of a demand is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// `at_least`
    AtLeast,
    /// `at_most`
    AtMost,
}

/// What a demand came to.
#[derive(Clone, PartialEq, Debug)]
pub struct Verdict {
    /// The figure's whole name.
    pub figure: String,
    /// Whose figure.
    pub perspective: String,
    /// What was found. A figure that is not defined meets nothing.
    pub found: Measure<Decimal>,
    /// The bound that decides: the one that is not kept, else the nearer one.
    pub bound: Decimal,
    /// Which bound that is.
    pub side: Side,
    /// How far on the good side of the bound; below nil on the other. None without a figure.
    pub margin: Option<Decimal>,
}

impl Verdict {
    /// Whether the demand is met.
    pub fn is_met(&self) -> bool {
        self.margin.is_some_and(|margin| margin >= Decimal::ZERO)
    }
}

/// Below this, 10^-20, a margin is what rounding to 28 digits leaves of nil.
const DUST: Decimal = Decimal::from_parts(1, 0, 0, false, 20);

/// Judges a demand by the figures of a case. Compared exactly.
///
/// # Errors
/// The problem when there is no such figure or perspective.
pub fn judge(demand: &Demand, case: &Case, appraisal: &Appraisal<Decimal>) -> Result<Verdict, Box<Problem>> {
    judge_by(demand, case, appraisal, |figure, perspective| appraisal.get(figure, perspective))
}

/// The same, with figures from elsewhere: those of draws.
///
/// # Errors
/// As [`judge`].
pub fn judge_by(
    demand: &Demand,
    case: &Case,
    appraisal: &Appraisal<Decimal>,
    find: impl FnOnce(&str, &str) -> Option<Measure<Decimal>>,
) -> Result<Verdict, Box<Problem>> {
    let perspective = match &demand.perspective {
        None => appraisal.headline.clone(),
        Some(named) if case.perspectives.contains_key(&named.name) => named.name.clone(),
        Some(named) => {
            return Err(Box::new(unknown("perspective", named, case.perspectives.keys().map(String::as_str))));
        }
    };
    let figure = &demand.figure.name;
    let Some(found) = find(figure, &perspective) else {
        let names = appraisal.names(&perspective);
        return Err(Box::new(unknown("figure", &demand.figure, names.iter().map(String::as_str))));
    };
    let bounds = [(Side::AtLeast, demand.at_least), (Side::AtMost, demand.at_most)];
    let bounds = bounds.into_iter().filter_map(|(side, bound)| Some((side, bound?)));
    let judged = bounds.map(|(side, bound)| (margin(found, side, bound), side, bound));
    // A figure without a margin comes first: it meets nothing.
    let nearest = judged.min_by(|one, other| one.0.cmp(&other.0));
    let (margin, side, bound) = nearest.unwrap_or((None, Side::AtLeast, Decimal::ZERO));
    Ok(Verdict { figure: whole_name(figure), perspective, found, bound, side, margin })
}

fn margin(found: Measure<Decimal>, side: Side, bound: Decimal) -> Option<Decimal> {
    let found = found.ok()?;
    let margin = match side {
        Side::AtLeast => found.checked_sub(bound)?,
        Side::AtMost => bound.checked_sub(found)?,
    };
    // A third of a krone has no end in decimals: what its last digit leaves over is nobody's failure.
    Some(if margin.abs() < DUST { Decimal::ZERO } else { margin })
}

/// `economic.npv` is `economic.net_present_value`.
fn whole_name(figure: &str) -> String {
    match figure.strip_prefix("economic.") {
        Some(plain) => format!("economic.{}", super::full_name(plain)),
        None => super::full_name(figure).to_owned(),
    }
}

/// Says that a demand names what the case does not have, and which may be meant.
pub fn unknown<'n>(what: &str, named: &Named, known: impl Iterator<Item = &'n str> + Clone) -> Problem {
    let problem = Problem::new(Code::UnknownId).with("what", format!("@what.{what}")).with("id", &named.name);
    let problem = match nearest(&named.name, known.clone()) {
        Some(near) => problem.variant("near").with("near", near),
        None if known.clone().next().is_none() => problem.variant("none"),
        None => {
            let list: Vec<String> = known.map(|name| format!("\"{name}\"")).collect();
            problem.with("known", list.join(", "))
        }
    };
    problem.at(named.span)
}
