//! What crosses a perspective's border, added up by the time at which it lies.

use std::collections::BTreeMap;

use crate::calendar::Years;
use crate::ledger::Ledger;
use crate::measure::Flow;
use crate::measure::totals::{cleared, nil_mark};
use crate::model::{Class, Crossing, Model, PerspectiveLines, Placed};
use crate::number::Number;

/// The flows of a perspective by τ, and what its lines add up to by sign.
pub struct ByTime<N> {
    /// In less out, at each τ.
    pub flows: Vec<Flow<N>>,
    /// The same, discounted.
    pub discounted: Vec<Flow<N>>,
    /// What comes in, gross.
    pub inflows: N,
    /// What goes out, gross, avoided costs net of cost taken off.
    pub outflows: N,
    /// The largest present value of a line.
    pub largest: N,
}

/// Adds up what crosses the border: cash lines, or all of them for the economic result.
///
/// Every period's τ under the basis's timing is there, nil or not, and every other τ whose sum is not nil. `None` when a
/// sum leaves the range.
pub fn by_time<N: Number>(
    model: &Model,
    ledger: &Ledger<N>,
    lines: &PerspectiveLines,
    economic: bool,
) -> Option<ByTime<N>> {
    let calendar = &model.calendar;
    let mut sums: BTreeMap<Years, (N, N)> =
        calendar.periods().iter().map(|p| (model.timing.of(*p), (N::NIL, N::NIL))).collect();
    let (mut inflows, mut outflows, mut largest) = (N::NIL, N::NIL, N::NIL);
    // Of single amounts: where all of them cancel, what is left of rounding is nil.
    let mut most = (N::NIL, N::NIL);
    let crossing = lines.crossing.iter().filter_map(|(place, crossing)| Some((model.lines.get(*place)?, *crossing)));
    for (line, crossing) in crossing.filter(|(l, _)| l.cash || economic) {
        let incoming = crossing == Crossing::In;
        largest = largest.greater(ledger.single(line.total_present_value).size());
        let shape = model.step(line.amounts).shape;
        let signed = |figure: N| if incoming { figure } else { figure.negated() };
        let mut add = |at: Years, amount: N, present_value: N| -> Option<()> {
            let sum = sums.entry(at).or_insert((N::NIL, N::NIL));
            most = (most.0.greater(amount.size()), most.1.greater(present_value.size()));
            *sum = (sum.0.plus(amount)?, sum.1.plus(present_value)?);
            Some(())
        };
        if let Placed::Days(on) = &line.lies {
            for (cell, tau) in &on.cells {
                let of = |step| signed(ledger.at(model, step, *cell));
                add(*tau, of(on.amounts), of(on.present_value))?;
            }
        }
        for period in shape.from()..shape.from() + shape.len() {
            let amount = signed(ledger.at(model, line.amounts, period));
            if let Placed::Periods(lies) = &line.lies {
                add(lies.tau(calendar, period), amount, signed(ledger.at(model, line.present_value, period)))?;
            }
            if line.class == Class::NetOfCost || amount < N::NIL {
                outflows = outflows.minus(amount)?;
            } else {
                inflows = inflows.plus(amount)?;
            }
        }
    }
    let usual: Vec<Years> = calendar.periods().iter().map(|p| model.timing.of(*p)).collect();
    let marks = (nil_mark([most.0].into_iter()), nil_mark([most.1].into_iter()));
    let kept = |(at, (amount, _)): &(&Years, &(N, N))| amount.size() > marks.0 || usual.binary_search(at).is_ok();
    let (mut flows, mut discounted) = (Vec::new(), Vec::new());
    for (at, (amount, present_value)) in sums.iter().filter(kept) {
        flows.push(Flow { at: *at, amount: cleared(*amount, marks.0) });
        discounted.push(Flow { at: *at, amount: cleared(*present_value, marks.1) });
    }
    Some(ByTime { flows, discounted, inflows, outflows, largest })
}
