//! A checked contract as a plan: the same structure, with a place for every figure.

use std::collections::BTreeMap;

use num_rational::BigRational;
use rust_decimal::Decimal;

use super::plan::{
    Band, Bands, Cap, Clock, Condition, Correction, CorrectionOf, Draw, Earns, Fallback, Figure, Guarantee,
    GuaranteeOf, Hurdle, Investor, Limit, Line, PayerCap, Pays, Plan, ReturnCap, ReturnMeasure, Shape, Split,
    SplitRule, Steps, Term, Value,
};
use crate::calendar::{Calendar, DayCount};
use crate::case::contract as written;
use crate::case::contract::{Contract, Measured, Role};
use crate::case::{Id, Input, PartyId};

/// Where a plan's figures come from.
pub trait Figures {
    /// A number as it stands.
    fn plain(&mut self, input: &std::sync::Arc<Input>) -> Figure;
    /// Money in the contract's prices.
    fn money(&mut self, input: &std::sync::Arc<Input>) -> Figure;
    /// A measured value.
    fn value(&mut self, measured: &Measured) -> Value;
    /// index(year) ÷ index(from).
    fn index(&mut self, index: &written::TermIndex, year: i32) -> Option<Figure>;
    /// What investors advance, in order of τ, then investor.
    fn draws(&mut self, investors: &written::Investors) -> Vec<Draw>;
}

/// The plan of a contract.
pub fn plan(contract: &Contract, calendar: &Calendar, day_count: DayCount, figures: &mut impl Figures) -> Plan {
    let places: BTreeMap<&Id, usize> = contract.terms.keys().enumerate().map(|(place, id)| (id, place)).collect();
    let mut splits = Splits { all: Vec::new(), known: BTreeMap::new() };
    let mut from = Vec::new();
    let mut next = 0;
    for term in contract.terms.values() {
        from.push(next);
        next += term.lines.len();
    }
    let mapping = Mapping { contract, places, from };
    let terms: Vec<Term> = contract.terms.values().map(|t| mapping.term(t, &mut splits, figures)).collect();
    let lines = contract.terms.values().flat_map(|t| t.lines.iter().map(move |line| (t, line)));
    let lines: Vec<Line> = lines.map(|(term, line)| mapping.line(term, line, figures)).collect();
    Plan {
        minor_unit: contract.minor_unit,
        rounding: contract.rounding,
        start: contract.start,
        long_stop: contract.long_stop,
        horizon: calendar.month(calendar.horizon()).first_day(),
        clock: Clock { start: calendar.start(), day_count },
        order: contract.order.iter().filter_map(|id| mapping.places.get(id).copied()).collect(),
        caps: contract.caps_inner_to_outer().into_iter().map(|cap| mapping.cap(cap, figures)).collect(),
        splits: splits.all,
        payer_caps: contract.payer_caps.values().map(|cap| payer_cap(cap, figures)).collect(),
        draws: figures.draws(&contract.investors),
        by_rank: contract.investors.by_rank,
        investors: contract.investors.each.values().map(|i| investor(i, figures)).collect(),
        return_cap: contract.return_cap.as_ref().map(|cap| return_cap(cap, figures)),
        guarantee: contract.guarantee.as_ref().map(|g| guarantee(g, figures)),
        corrections: mapping.corrections(figures),
        terms,
        lines,
    }
}

struct Mapping<'c> {
    contract: &'c Contract,
    /// Places of terms.
    places: BTreeMap<&'c Id, usize>,
    /// Of each term the place of its first line.
    from: Vec<usize>,
}

/// The splits of a plan: those written, and one for each party that pays alone.
struct Splits {
    all: Vec<Split>,
    known: BTreeMap<written_paid_by::Key, usize>,
}

mod written_paid_by {
    //! What a split is known by.
    use crate::case::contract::PaidBy;

    /// A split's id, or a party's.
    pub type Key = (bool, String);

    /// The key of whoever pays.
    pub fn key(of: &PaidBy) -> Key {
        match of {
            PaidBy::Split(id) => (true, id.to_string()),
            PaidBy::Party(party) => (false, party.to_string()),
        }
    }
}

impl Splits {
    fn place(&mut self, contract: &Contract, of: &written::PaidBy) -> usize {
        let all = &mut self.all;
        *self.known.entry(written_paid_by::key(of)).or_insert_with(|| {
            all.push(match of {
                written::PaidBy::Party(party) => alone(party),
                written::PaidBy::Split(id) => contract
                    .splits
                    .get(id)
                    .map_or(Split { payers: Vec::new(), rule: SplitRule::LargestRemainder }, split),
            });
            all.len() - 1
        })
    }
}

fn alone(party: &PartyId) -> Split {
    Split { payers: vec![(party.clone(), Decimal::ONE)], rule: SplitRule::Residual(0) }
}

/// A fraction to 28 digits.
fn decimal(ratio: &BigRational) -> Decimal {
    let of = |n: &num_bigint::BigInt| n.to_string().parse::<Decimal>().ok();
    of(ratio.numer()).zip(of(ratio.denom())).and_then(|(n, d)| n.checked_div(d)).unwrap_or_default()
}

fn split(of: &written::Split) -> Split {
    let place = |party: &PartyId| of.shares.keys().position(|p| p == party).unwrap_or(0);
    let rule = match &of.rounding {
        written::SplitRounding::Residual(party) => SplitRule::Residual(place(party)),
        written::SplitRounding::Carry(party) => SplitRule::Carry(place(party)),
        written::SplitRounding::LargestRemainder => SplitRule::LargestRemainder,
    };
    Split { payers: of.shares.iter().map(|(party, share)| (party.clone(), decimal(share))).collect(), rule }
}

impl Mapping<'_> {
    fn term(&self, term: &written::Term, splits: &mut Splits, figures: &mut impl Figures) -> Term {
        let metric = term.metric.as_ref().and_then(|id| self.contract.metrics.get(id));
        let from = self.places.get(&term.id).and_then(|place| self.from.get(*place)).copied().unwrap_or(0);
        let pays = match &term.role {
            Role::MemberOf(_) => None,
            Role::Pays(pays) => Some(Pays {
                verify_lag: pays.verify_lag,
                pay_lag: pays.pay_lag,
                withheld: pays.withheld.map(|w| (w.share, w.until)),
                recipient: match &pays.recipient {
                    written::Recipient::Investors => None,
                    written::Recipient::Party(party) => Some(party.clone()),
                },
                split: splits.place(self.contract, &pays.paid_by),
            }),
        };
        Term {
            id: term.id.clone(),
            lines: from..from + term.lines.len(),
            shape: self.shape(&term.shape, figures),
            lower_is_better: metric.is_some_and(|m| m.lower_is_better),
            compare_digits: metric.and_then(|m| m.compare_digits),
            once_per: term.once_per,
            has_requires: term.has_requires,
            pays,
        }
    }

    fn shape(&self, shape: &written::Shape, figures: &mut impl Figures) -> Shape {
        use written::Shape as Written;
        match shape {
            Written::Fixed => Shape::Fixed,
            Written::Given => Shape::Given,
            Written::PerUnit { first_unpaid, at_most_units, at_most, cumulative } => Shape::PerUnit {
                first_unpaid: figures.plain(first_unpaid),
                at_most_units: at_most_units.as_ref().map(|i| figures.plain(i)),
                at_most: at_most.as_ref().map(|i| figures.money(i)),
                cumulative: *cumulative,
            },
            Written::Milestones { sequential } => Shape::Milestones { sequential: *sequential },
            Written::Recurring => Shape::Recurring,
            Written::Step(step) => Shape::Step(Steps {
                tiers: step.tiers.iter().map(|t| (t.at, figures.money(&t.pay))).collect(),
                below: figures.money(&step.below),
                base: figures.plain(&step.base),
                edge: step.edge,
                interpolate: step.interpolate,
                fallback: step.fallback.as_ref().map(|f| fallback(f, figures)),
            }),
            Written::Banded(banded) => Shape::Banded(Bands {
                bands: banded.bands.iter().map(|b| band(b, figures)).collect(),
                threshold: banded.threshold.as_ref().map(|i| figures.plain(i)),
                edge: banded.edge,
                at_most: banded.at_most.as_ref().map(|i| figures.money(i)),
                cumulative: banded.cumulative,
                fallback: banded.fallback.as_ref().map(|f| fallback(f, figures)),
            }),
            Written::Share { share, at_most, until } => Shape::Share {
                share: figures.plain(share),
                at_most: at_most.as_ref().map(|i| figures.money(i)),
                until: until.as_ref().map(|u| (hurdle(&u.hurdle, figures), figures.plain(&u.then_share))),
            },
            Written::Selector { choice, members } => {
                Shape::Selector(*choice, members.iter().filter_map(|id| self.places.get(id).copied()).collect())
            }
        }
    }

    /// The place among all lines of a term's own lines.
    fn lines_of(&self, term: &Id, lines: &[usize]) -> Vec<usize> {
        let from = self.places.get(term).and_then(|place| self.from.get(*place)).copied().unwrap_or(0);
        lines.iter().map(|line| from + line).collect()
    }

    fn line(&self, term: &written::Term, line: &written::Line, figures: &mut impl Figures) -> Line {
        let earns = match &line.earns {
            written::Earns::Sum(sum) => Earns::Sum(figures.money(sum)),
            written::Earns::Units { value, price } => Earns::Units(figures.value(value), figures.money(price)),
            written::Earns::Value(value) => Earns::Value(figures.value(value)),
            written::Earns::Chosen(lines) => {
                let members: &[Id] = match &term.shape {
                    written::Shape::Selector { members, .. } => members,
                    _ => &[],
                };
                Earns::Chosen(members.iter().zip(lines).map(|(id, lines)| self.lines_of(id, lines)).collect())
            }
        };
        let index = match &term.role {
            Role::Pays(pays) => pays.index.as_ref().and_then(|i| figures.index(i, line.day.month().year())),
            Role::MemberOf(_) => None,
        };
        Line {
            term: self.places.get(&term.id).copied().unwrap_or(0),
            cohort: line.cohort.clone(),
            kind: line.kind,
            measured: line.measured.clone(),
            day: line.day,
            earns,
            requires: line.requires.iter().map(|c| self.condition(c, figures)).collect(),
            index,
        }
    }

    fn condition(&self, condition: &written::Condition, figures: &mut impl Figures) -> Condition {
        match condition {
            written::Condition::Value { value, test, mark } => Condition::Value {
                digits: self.contract.metrics.get(&value.metric).and_then(|m| m.compare_digits),
                value: figures.value(value),
                test: *test,
                mark: *mark,
            },
            written::Condition::Earned { term, lines } => Condition::Earned(self.lines_of(term, lines)),
        }
    }

    fn cap(&self, cap: &written::Cap, figures: &mut impl Figures) -> Cap {
        let limit = match &cap.limit {
            written::Limit::Amount(amount) => Limit::Amount(figures.money(amount)),
            written::Limit::EachPerson { amount, people } => Limit::EachPerson(
                figures.money(amount),
                people.iter().map(|(cohort, people)| (cohort.clone(), figures.plain(people))).collect(),
            ),
            written::Limit::Share(share) => Limit::Share(figures.plain(share)),
        };
        Cap {
            id: cap.id.clone(),
            scope: cap.scope,
            terms: self.contract.terms.keys().map(|id| cap.terms.contains(id)).collect(),
            limit,
            windows: cap.windows.clone(),
            excess: cap.excess,
        }
    }

    fn corrections(&self, figures: &mut impl Figures) -> Vec<Correction> {
        let one = |correction: &written::Correction, figures: &mut dyn FnMut(&std::sync::Arc<Input>) -> Figure| {
            let of = match &correction.of {
                written::CorrectionOf::Amount(amount) => CorrectionOf::Amount(figures(amount)),
                written::CorrectionOf::Share(share) => CorrectionOf::Share(*share),
            };
            let term = self.places.get(&correction.term).copied().unwrap_or(0);
            let (id, measured) = (correction.id.clone(), correction.label.clone());
            Correction { id, term, measured, at: correction.at, of }
        };
        let mut all: Vec<Correction> =
            self.contract.corrections.values().map(|c| one(c, &mut |input| figures.money(input))).collect();
        all.sort_by_key(|c| c.at); // A stable sort: they are in order of id.
        all
    }
}

fn fallback(of: &written::Fallback, figures: &mut impl Figures) -> Fallback {
    Fallback {
        at: figures.plain(&of.at),
        edge: of.edge,
        pay: of.pay.as_ref().map(|i| figures.money(i)),
        weights: of.weights.iter().map(|(c, w)| (c.clone(), w.as_ref().map(|i| figures.plain(i)))).collect(),
    }
}

fn band(of: &written::Band, figures: &mut impl Figures) -> Band {
    let at_most = of.at_most.as_ref().map(|i| figures.money(i));
    Band { from: of.from, to: of.to, rate: figures.money(&of.rate), at_most }
}

fn hurdle(of: &written::Hurdle, figures: &mut impl Figures) -> Hurdle {
    match of {
        written::Hurdle::Multiple(multiple) => Hurdle::Multiple(figures.plain(multiple)),
        written::Hurdle::Rate(rate) => Hurdle::Rate(figures.plain(rate)),
    }
}

fn payer_cap(of: &written::PayerCap, figures: &mut impl Figures) -> PayerCap {
    let cap = figures.money(&of.cap);
    PayerCap { party: of.party.clone(), cap, windows: of.windows.clone(), beyond: of.beyond }
}

fn investor(of: &written::Investor, figures: &mut impl Figures) -> Investor {
    Investor {
        party: of.party.clone(),
        share: of.share.as_ref().map(decimal),
        rank: of.rank,
        interest: of.interest.as_ref().map(|i| figures.plain(i)),
    }
}

fn return_cap(of: &written::ReturnCap, figures: &mut impl Figures) -> ReturnCap {
    let measure = match &of.measure {
        written::ReturnMeasure::Irr(rate) => ReturnMeasure::Irr(figures.plain(rate)),
        written::ReturnMeasure::AverageYearly(rate) => ReturnMeasure::AverageYearly(figures.plain(rate)),
        written::ReturnMeasure::Multiple(multiple) => ReturnMeasure::Multiple(figures.plain(multiple)),
    };
    let excess = match &of.excess {
        written::ReturnExcess::Payers => None,
        written::ReturnExcess::Party(party) => Some(party.clone()),
    };
    ReturnCap { measure, excess }
}

fn guarantee(of: &written::Guarantee, figures: &mut impl Figures) -> Guarantee {
    Guarantee {
        by: of.by.clone(),
        at: match of.at {
            written::GuaranteeDay::Day(day) => Some(day),
            written::GuaranteeDay::LastLine => None,
        },
        of: match &of.of {
            written::GuaranteeOf::Recovers(share) => GuaranteeOf::Recovers(figures.plain(share)),
            written::GuaranteeOf::FirstLoss(loss) => GuaranteeOf::FirstLoss(figures.money(loss)),
        },
    }
}
