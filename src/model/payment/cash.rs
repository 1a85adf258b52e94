//! What a contract moves between parties (6.4): of each term, payer and recipient an amount on each day on which it can
//! be paid, the guarantee, and written draws. Which lines and days there are is structure; what waits for room has a
//! place on every day on which it may be let through, filled or nil.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::caps;
use super::plan::{Figure, Pays, Plan};
use super::record::{Payment, Receipt, Record};
use crate::calendar::Day;
use crate::case::PartyId;
use crate::number::Number;

/// What money of a contract is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum CashKind {
    /// What a term pays; its place.
    Payment(usize),
    /// The guarantee, to an investor; its place.
    Guarantee(usize),
    /// What an investor advances; its place.
    Draw(usize),
}

/// Money from one party to another, with a cell for each day on which it may move.
#[derive(Clone, Debug)]
pub struct CashLine {
    /// What it is.
    pub kind: CashKind,
    /// Who gives.
    pub from: PartyId,
    /// Who gets.
    pub to: PartyId,
    /// Its cells among those of all lines.
    pub cells: Range<usize>,
}

/// Every line of money between parties that a plan can bring about.
#[derive(Clone, Debug, Default)]
pub struct Cash {
    /// In order of kind and term, payer, recipient.
    pub lines: Vec<CashLine>,
    /// The day of each cell.
    pub days: Vec<Day>,
}

/// The draws that are written, as they lie: the place of the investor, to whom, and on which days how much.
pub type WrittenDraws = BTreeMap<usize, (PartyId, Vec<(Day, Figure)>)>;

impl Cash {
    /// The lines and days of a plan, up to its horizon. What a payer would pay to itself is no line.
    pub fn of(plan: &Plan, draws: &WrittenDraws) -> Cash {
        let mut days: BTreeMap<(CashKind, PartyId, PartyId), BTreeSet<Day>> = BTreeMap::new();
        let mut add = |kind, from: &PartyId, to: &PartyId, on: &BTreeSet<Day>| {
            if from != to {
                days.entry((kind, from.clone(), to.clone())).or_default().extend(on);
            }
        };
        for (place, term) in plan.terms.iter().enumerate() {
            let Some(pays) = &term.pays else { continue };
            let on = paid_on(plan, place);
            let payers = plan.splits.get(pays.split).map_or(&[][..], |s| &s.payers);
            for (payer, _) in payers {
                match &pays.recipient {
                    Some(party) => add(CashKind::Payment(place), payer, party, &on),
                    None => {
                        plan.investors.iter().for_each(|i| add(CashKind::Payment(place), payer, &i.party, &on));
                        let excess = plan.return_cap.as_ref().and_then(|cap| cap.excess.as_ref());
                        excess.iter().for_each(|party| add(CashKind::Payment(place), payer, party, &on));
                    }
                }
            }
        }
        if let Some(guarantee) = &plan.guarantee {
            let on = guarantee.at.map_or_else(|| investors_have_lines_on(plan), |at| BTreeSet::from([at]));
            for (place, investor) in plan.investors.iter().enumerate() {
                add(CashKind::Guarantee(place), &guarantee.by, &investor.party, &on);
            }
        }
        for (place, (to, each)) in draws {
            let Some(investor) = plan.investors.get(*place) else { continue };
            add(CashKind::Draw(*place), &investor.party, to, &each.iter().map(|(day, _)| *day).collect());
        }
        let mut cash = Cash::default();
        for ((kind, from, to), on) in days {
            let first = cash.days.len();
            cash.days.extend(on.into_iter().filter(|day| *day <= plan.horizon));
            cash.lines.push(CashLine { kind, from, to, cells: first..cash.days.len() });
        }
        cash
    }

    /// The amount of every cell, in money of the contract's prices.
    pub fn amounts<N: Number>(
        &self,
        plan: &Plan,
        figures: &[N],
        record: &Record<N>,
        draws: &WrittenDraws,
    ) -> Option<Vec<N>> {
        let mut cells = vec![N::NIL; self.days.len()];
        let places: BTreeMap<(CashKind, &PartyId, &PartyId), &CashLine> =
            self.lines.iter().map(|l| ((l.kind, &l.from, &l.to), l)).collect();
        let mut add = |kind, from, to, day: Day, amount: N| -> Option<()> {
            let Some(line) = places.get(&(kind, from, to)) else { return Some(()) };
            let Some(days) = self.days.get(line.cells.clone()) else { return Some(()) };
            if let Ok(at) = days.binary_search(&day) {
                let cell = cells.get_mut(line.cells.start + at)?;
                *cell = cell.plus(amount)?;
            }
            Some(())
        };
        let minor_unit = N::of(plan.minor_unit);
        let shares = Shares::of(plan, record)?;
        for payment in &record.payments {
            let pays = plan.terms.get(payment.term)?.pays.as_ref()?;
            let kind = CashKind::Payment(payment.term);
            for (place, (payer, _)) in plan.splits.get(pays.split)?.payers.iter().enumerate() {
                let (units, away) = parts(payment, place)?;
                match &pays.recipient {
                    Some(party) => add(kind, payer, party, payment.paid, units.times(minor_unit)?)?,
                    None => {
                        let together = units.minus(away)?;
                        for (investor, share) in plan.investors.iter().zip(shares.on(payment.paid)) {
                            let amount = together.times(minor_unit)?.times(share.0)?.over(share.1)?;
                            add(kind, payer, &investor.party, payment.paid, amount)?;
                        }
                        if let Some(party) = plan.return_cap.as_ref().and_then(|cap| cap.excess.as_ref()) {
                            add(kind, payer, party, payment.paid, away.times(minor_unit)?)?;
                        }
                    }
                }
            }
        }
        if let (Some(guarantee), Some(paid)) = (&plan.guarantee, &record.guarantee) {
            for (place, (investor, units)) in plan.investors.iter().zip(&paid.amounts).enumerate() {
                let amount = units.times(minor_unit)?;
                add(CashKind::Guarantee(place), &guarantee.by, &investor.party, paid.day, amount)?;
            }
        }
        for (place, (to, each)) in draws {
            let Some(investor) = plan.investors.get(*place) else { continue };
            for (day, amount) in each {
                add(CashKind::Draw(*place), &investor.party, to, *day, figures.get(amount.0).copied()?)?;
            }
        }
        Some(cells)
    }
}

/// What a payer bears of a payment, and what of that goes to the party that a return cap names.
fn parts<N: Number>(payment: &Payment<N>, payer: usize) -> Option<(N, N)> {
    Some((*payment.by_payer.get(payer)?, payment.redirected.get(payer).copied().unwrap_or(N::NIL)))
}

/// How investors share a day's payments: each one's part and that of all. By share when the day's total is nil.
struct Shares<'r, N> {
    by_day: BTreeMap<Day, &'r Receipt<N>>,
    of_nil: Vec<N>,
}

impl<'r, N: Number> Shares<'r, N> {
    fn of(plan: &Plan, record: &'r Record<N>) -> Option<Shares<'r, N>> {
        let by_day = record.receipts.iter().map(|r| (r.day, r)).collect();
        let written: Option<Vec<N>> = plan.investors.iter().map(|i| i.share.map(N::of)).collect();
        let of_nil = written.unwrap_or_else(|| record.drawn.clone());
        let all_nil = of_nil.iter().all(|s| s.is_nil());
        Some(Shares { by_day, of_nil: if all_nil { vec![N::ONE; of_nil.len()] } else { of_nil } })
    }

    fn on(&self, day: Day) -> impl Iterator<Item = (N, N)> {
        let sum = |parts: &[N]| parts.iter().try_fold(N::NIL, |sum, p| sum.plus(*p)).unwrap_or(N::NIL);
        if let [_] = self.of_nil[..] {
            return vec![(N::ONE, N::ONE)].into_iter();
        }
        let received = self.by_day.get(&day).map_or(&[][..], |r| &r.amounts);
        let parts = if sum(received).is_nil() { &self.of_nil[..] } else { received };
        let all = sum(parts);
        parts.iter().map(|part| (*part, all)).collect::<Vec<_>>().into_iter()
    }
}

/// Every day on which investors have a line, nil or not, and the start.
pub(super) fn investors_have_lines_on(plan: &Plan) -> BTreeSet<Day> {
    let goes_to_them = |pays: &Pays| pays.recipient.is_none();
    let terms = plan.terms.iter().enumerate().filter(|(_, term)| term.pays.as_ref().is_some_and(goes_to_them));
    terms.flat_map(|(place, _)| lies_on(plan, place, None)).chain([plan.start]).collect()
}

/// Every day on which a term can be paid or have something taken back.
fn paid_on(plan: &Plan, term: usize) -> BTreeSet<Day> {
    lies_on(plan, term, plan.long_stop)
}

/// Every day on which a term has a line, nil or not: what is verified after a stop lies there too, and is not paid.
fn lies_on(plan: &Plan, term: usize, stop: Option<Day>) -> BTreeSet<Day> {
    let mut days = BTreeSet::new();
    let Some(of) = plan.terms.get(term) else { return days };
    let Some(pays) = &of.pays else { return days };
    for through in caps::through_on(plan, term) {
        let verified = pays.verify_lag.after(through);
        if stop.is_some_and(|stop| verified > stop) {
            continue;
        }
        let paid = pays.pay_lag.after(verified);
        days.insert(paid);
        days.extend(pays.withheld.map(|(_, until)| until).filter(|until| *until > paid));
    }
    days.extend(plan.corrections.iter().filter(|c| c.term == term).map(|c| c.at));
    days
}
