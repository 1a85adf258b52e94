//! Every amount has a from and a to. A perspective's figures are what crosses its border.

use std::collections::{BTreeMap, BTreeSet};

use super::discounting::Lies;
use super::line::LineKind;
use super::quantity::{Builder, Quantity};
use super::step::{Axis, Shape, Sign, StepId};
use crate::calendar::Years;
use crate::case::{PartyId, Perspective};
use crate::unit::Unit;

/// Which of the three classes a line counts in when it crosses a border.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Class {
    /// A cost line: a cost going out, a payment coming in.
    Cost,
    /// A consequence, an avoided cost, a benefit flow.
    Benefit,
    /// An avoided cost that is taken off the costs.
    NetOfCost,
    /// A payment or a transfer flow.
    Payment,
}

/// A line of the ledger: an amount in each period from one party to another.
#[derive(Clone, Debug)]
pub struct FlowLine {
    /// `cost.ID.BEARER`, `consequence.ID.OUTCOME.PARTY`, `flow.ID`, …
    pub id: String,
    /// The word of its kind.
    pub kind: &'static str,
    /// The table's title.
    pub title: Option<String>,
    /// Who gives.
    pub from: PartyId,
    /// Who gets.
    pub to: PartyId,
    /// Where it is booked.
    pub area: Option<String>,
    /// Whether money changes hands.
    pub cash: bool,
    /// Which class it counts in.
    pub class: Class,
    /// Its amounts, by period.
    pub amounts: StepId,
    /// Where they lie.
    pub lies: Placed,
    /// Their present values, by period.
    pub present_value: StepId,
    /// The sum of the present values.
    pub total_present_value: StepId,
}

/// Where the amounts of a line lie.
#[derive(Clone, Debug)]
pub enum Placed {
    /// One in each period.
    Periods(Lies),
    /// Each on a day of its own, several in a period perhaps: money of a contract.
    Days(OnDays),
}

/// Amounts on days.
#[derive(Clone, Debug)]
pub struct OnDays {
    /// The step of all cells, in prices of the case.
    pub amounts: StepId,
    /// The same, discounted.
    pub present_value: StepId,
    /// The line's cells: places of these steps, and where each lies.
    pub cells: Vec<(usize, Years)>,
}

/// What a line is to a set of parties.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Crossing {
    /// It comes in.
    In,
    /// It goes out.
    Out,
    /// It stays inside, or outside.
    Not,
}

impl FlowLine {
    /// The outcome that a consequence's line is about.
    pub fn outcome(&self) -> Option<&str> {
        self.id.strip_prefix("consequence.")?.split('.').nth(1)
    }

    /// What the line is to a set of parties.
    pub fn crosses(&self, parties: &BTreeSet<PartyId>) -> Crossing {
        match (parties.contains(&self.from), parties.contains(&self.to)) {
            (true, false) => Crossing::Out,
            (false, true) => Crossing::In,
            (true, true) | (false, false) => Crossing::Not,
        }
    }
}

/// The sums of a perspective over some of its lines, as steps.
#[derive(Clone, Copy, Debug)]
pub struct Sums {
    /// In less out, by period.
    pub net_flow: StepId,
    /// Of the net flow, by period.
    pub present_value: StepId,
    /// Undiscounted.
    pub net_result: StepId,
    /// Discounted.
    pub net_present_value: StepId,
    /// Cost lines going out, less avoided costs net of cost.
    pub present_value_of_costs: StepId,
    /// Consequences, avoided costs, benefit flows, in less out.
    pub present_value_of_benefits: StepId,
    /// Payments and transfers in less out, and cost lines coming in.
    pub present_value_of_payments: StepId,
}

/// The lines of a perspective.
#[derive(Clone, Debug)]
pub struct PerspectiveLines {
    /// Its name.
    pub id: String,
    /// Who is in it.
    pub parties: BTreeSet<PartyId>,
    /// Over cash lines: the budget result.
    pub budget: Sums,
    /// Over all lines, when a line that is not cash crosses the border.
    pub economic: Option<Sums>,
    /// The lines that cross its border, by their place in the list of lines.
    pub crossing: Vec<(usize, Crossing)>,
}

/// The lines of a ledger, found by who gives or gets.
pub struct LinesByParty<'l> {
    lines: &'l [FlowLine],
    of: BTreeMap<&'l PartyId, Vec<usize>>,
}

impl<'l> LinesByParty<'l> {
    /// Of all lines.
    pub fn of(lines: &'l [FlowLine]) -> LinesByParty<'l> {
        let mut of: BTreeMap<&PartyId, Vec<usize>> = BTreeMap::new();
        for (place, line) in lines.iter().enumerate() {
            of.entry(&line.from).or_default().push(place);
            of.entry(&line.to).or_default().push(place);
        }
        LinesByParty { lines, of }
    }

    /// The lines that cross the border of a set of parties, in order.
    fn crossing(&self, parties: &BTreeSet<PartyId>) -> Vec<(usize, Crossing)> {
        let mut places: Vec<usize> = parties.iter().filter_map(|p| self.of.get(p)).flatten().copied().collect();
        places.sort_unstable();
        places.dedup();
        let crossings = places.into_iter().filter_map(|place| Some((place, self.lines.get(place)?.crosses(parties))));
        crossings.filter(|(_, crossing)| *crossing != Crossing::Not).collect()
    }
}

/// The sums of a perspective: what crosses its border, in less out.
///
/// ```text
/// net present value = present value of benefits − of costs + of payments
/// ```
pub fn perspective(model: &Builder, perspective: &Perspective, by_party: &LinesByParty<'_>) -> PerspectiveLines {
    let places = by_party.crossing(&perspective.parties);
    let crossing: Vec<(&FlowLine, Crossing)> =
        places.iter().filter_map(|(place, c)| Some((by_party.lines.get(*place)?, *c))).collect();
    let cash: Vec<(&FlowLine, Crossing)> = crossing.iter().copied().filter(|(l, _)| l.cash).collect();
    let budget = sums(model, &perspective.id, &cash);
    let economic =
        (cash.len() < crossing.len()).then(|| sums(model, &format!("{}.economic", perspective.id), &crossing));
    let (id, parties) = (perspective.id.clone(), perspective.parties.clone());
    PerspectiveLines { id, parties, budget, economic, crossing: places }
}

fn sums(model: &Builder, of: &str, lines: &[(&FlowLine, Crossing)]) -> Sums {
    let empty = Shape::Series { axis: Axis::Periods, from: 0, until: 0 };
    let series =
        |terms: Vec<(Sign, Quantity<'_>)>, kind: LineKind| model.sum(&terms, Unit::MONEY, empty).named(kind, of).id();
    let signed = |crossing: Crossing| if crossing == Crossing::In { Sign::Plus } else { Sign::Minus };
    let net_flow = series(lines.iter().map(|(l, c)| (signed(*c), model.at(l.amounts))).collect(), LineKind::NetFlow);
    let present_value =
        series(lines.iter().map(|(l, c)| (signed(*c), model.at(l.present_value))).collect(), LineKind::PresentValue);
    let class = |kind: LineKind| {
        let terms: Vec<(Sign, Quantity<'_>)> = lines
            .iter()
            .filter_map(|(l, c)| counts_as(l.class, *c).filter(|(of, _)| *of == kind).map(|(_, sign)| (l, sign)))
            .map(|(l, sign)| (sign, model.at(l.total_present_value)))
            .collect();
        model.sum(&terms, Unit::MONEY, Shape::Single).named(kind, of)
    };
    let costs = class(LineKind::PresentValueOfCosts);
    let benefits = class(LineKind::PresentValueOfBenefits);
    let payments = class(LineKind::PresentValueOfPayments);
    let total = |of_step: StepId, kind: LineKind| model.at(of_step).total().named(kind, of).id();
    Sums {
        net_flow,
        present_value,
        net_result: total(net_flow, LineKind::NetResult),
        net_present_value: total(present_value, LineKind::NetPresentValue),
        present_value_of_costs: costs.id(),
        present_value_of_benefits: benefits.id(),
        present_value_of_payments: payments.id(),
    }
}

/// In which of the three sums a line counts where it crosses a border, and with which sign.
pub fn counts_as(class: Class, crossing: Crossing) -> Option<(LineKind, Sign)> {
    match (class, crossing) {
        (Class::Cost | Class::NetOfCost, Crossing::Out) => Some((LineKind::PresentValueOfCosts, Sign::Plus)),
        (Class::NetOfCost, Crossing::In) => Some((LineKind::PresentValueOfCosts, Sign::Minus)),
        (Class::Benefit, Crossing::In) => Some((LineKind::PresentValueOfBenefits, Sign::Plus)),
        (Class::Benefit, Crossing::Out) => Some((LineKind::PresentValueOfBenefits, Sign::Minus)),
        (Class::Cost | Class::Payment, Crossing::In) => Some((LineKind::PresentValueOfPayments, Sign::Plus)),
        (Class::Payment, Crossing::Out) => Some((LineKind::PresentValueOfPayments, Sign::Minus)),
        (_, Crossing::Not) => None,
    }
}
