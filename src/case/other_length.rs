//! A case in which one duration has another length: what does not hang on the duration need not be read again.

use super::{Amount, Case, Cost, Fade, Id, OverlapRule, Per};
use crate::document::Why;

/// A case one duration of which takes one length after the other.
///
/// Only a duration that no other value of the case is checked against or follows from: the length of an effect, its onset,
/// a pathway, and the months until a capacity is cash. A horizon moves the whole case; it is read again.
///
/// ```
/// # use afkast::{case, document, span::SourceId};
/// use afkast::case::OtherLength;
/// let text = "schema = 1\n[basis]\nstart = \"2025-01\"\nhorizon = \"2 years\"\ndiscount = 0.035\n\
///             [group.g]\npeople = 8\n[outcome.o]\nadded_rate = 0.5\nlasts = \"1 year\"\n";
/// let case = case::read(&document::parse(SourceId(0), text).0, "case").0.expect("a case");
/// let mut other = OtherLength::of(&case, "outcome.o.lasts").expect("a duration");
/// assert_eq!(other.at(18).map(|case| case.outcomes["o"].lasts), Some(18));
/// assert!(OtherLength::of(&case, "basis.horizon").is_none());
/// ```
#[derive(Clone, Debug)]
pub struct OtherLength {
    case: Case,
    of: Of,
}

/// Whose length it is.
#[derive(Clone, Debug)]
enum Of {
    /// `onset` of an outcome.
    Onset(Id),
    /// `lasts` of an outcome.
    Lasts(Id),
    /// `cashable_after` of a consequence.
    CashableAfter(Id),
    /// `pathway` of a group, with the outcomes whose onset is the pathway.
    Pathway(Id, Vec<Id>),
}

impl OtherLength {
    /// A case and one of its durations; none when the case has to be read again for another length.
    pub fn of(case: &Case, path: &str) -> Option<OtherLength> {
        // What is measured and paid is checked against onsets, lengths and pathways.
        if case.contract.is_some() {
            return None;
        }
        let [_, id, key] = path.split('.').collect::<Vec<_>>()[..] else { return None };
        let of = match key {
            "onset" => Of::Onset(case.outcomes.get(id)?.id.clone()),
            "lasts" => {
                let outcome = case.outcomes.get(id)?;
                // A list by year says the same length a second time.
                match outcome.fade {
                    Fade::Loss(_) => Of::Lasts(outcome.id.clone()),
                    Fade::Remaining(_) => return None,
                }
            }
            "cashable_after" => Of::CashableAfter(case.consequences.get(id)?.id.clone()),
            "pathway" => {
                let group = &case.groups.get(id)?.id;
                let follow = case.outcomes.values().filter(|o| o.group == *group && onset_follows(case, &o.id));
                Of::Pathway(group.clone(), follow.map(|o| o.id.clone()).collect())
            }
            _ => return None,
        };
        let mut case = case.clone();
        case.assumptions.clear();
        Some(OtherLength { case, of })
    }

    /// The same with nothing but the lines that hang on the duration: what they add is told by them alone. None where lines
    /// hang on each other.
    pub fn alone(&self) -> Option<OtherLength> {
        let Case { overlaps, consequences, .. } = &self.case;
        if overlaps.values().any(|overlap| matches!(overlap.rule, OverlapRule::Share(_))) {
            return None;
        }
        let OtherLength { mut case, of } = self.clone();
        let moves = |outcome: &Id| match &of {
            Of::Onset(id) | Of::Lasts(id) => id == outcome,
            Of::Pathway(_, follow) => follow.contains(outcome),
            Of::CashableAfter(id) => consequences.get(id).is_some_and(|c| c.outcomes.contains(outcome)),
        };
        case.outcomes.retain(|id, _| moves(id));
        case.consequences.retain(|id, consequence| {
            consequence.outcomes.retain(|outcome| moves(outcome));
            !consequence.outcomes.is_empty() && !matches!(&of, Of::CashableAfter(only) if only != id)
        });
        for costs in [&mut case.costs, &mut case.avoided] {
            costs.retain(|_, cost| matches!(&of, Of::Pathway(group, _) if has_months_of(cost, group)));
        }
        case.flows.clear();
        case.overlaps.clear();
        Some(OtherLength { case, of })
    }

    /// The case as it is when the duration has so many months; none when it cannot have them.
    pub fn at(&mut self, months: i32) -> Option<&Case> {
        let case = &mut self.case;
        match &self.of {
            Of::Onset(id) => case.outcomes.get_mut(id)?.onset = months,
            Of::Lasts(id) => case.outcomes.get_mut(id)?.lasts = months,
            Of::CashableAfter(id) => {
                // Without a share of it that becomes cash, it moves nothing.
                if let Some(cashable) = case.consequences.get_mut(id)?.cashable.as_mut() {
                    cashable.after = months;
                }
            }
            Of::Pathway(group, follow) => {
                let mut costs = case.costs.values().chain(case.avoided.values());
                if months == 0 && costs.any(|cost| per(cost).is_some_and(|p| is_by_month_of(p, group))) {
                    return None;
                }
                case.groups.get_mut(group)?.pathway = months;
                for outcome in follow {
                    case.outcomes.get_mut(outcome)?.onset = months;
                }
            }
        }
        Some(case)
    }
}

/// Whether nobody wrote when an outcome begins: then it begins when the pathway ends.
fn onset_follows(case: &Case, outcome: &Id) -> bool {
    let path = format!("outcome.{outcome}.onset");
    case.assumptions.iter().any(|row| row.path == path && row.origin == Why::Default)
}

fn per(cost: &Cost) -> Option<&Per> {
    match &cost.amount {
        Amount::Repeated { per, .. } => Some(per),
        Amount::Listed(_) => None,
    }
}

/// Whether a cost hangs on how long a group's pathway is.
fn has_months_of(cost: &Cost, group: &Id) -> bool {
    per(cost).is_some_and(|per| is_by_month_of(per, group) || matches!(per, Per::Completer(of) if of == group))
}

/// Whether a cost is paid for the months that a group's people attend, which must be some.
fn is_by_month_of(per: &Per, group: &Id) -> bool {
    matches!(per, Per::PersonMonth(of) if of == group)
}
