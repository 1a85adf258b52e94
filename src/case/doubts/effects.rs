//! Effects and savings that are probably read in the wrong way.

use rust_decimal::Decimal;

use super::papers::table_of;
use crate::case::{Case, ConsequenceKind, Effect, Input, Outcome, PartyKind};
use crate::document::Why;
use crate::problem::{Code, Problem, Problems};

pub(super) fn warn(case: &Case, problems: &mut Problems) {
    for outcome in case.outcomes.values() {
        match &outcome.effect {
            Effect::ExpectedAndBaseline { expected, baseline } => {
                baseline_nil(case, baseline, problems);
                read_as_net(case, outcome, expected, baseline, problems);
            }
            Effect::BaselineAndAdded { baseline, .. } => baseline_nil(case, baseline, problems),
            Effect::ExpectedAndCounterfactual { .. } | Effect::Added(_) => {}
        }
    }
    transfers(case, problems);
}

/// Whether an input, or the table it stands in, has a note.
fn is_noted(case: &Case, input: &Input) -> bool {
    let own = case.assumptions.iter().find(|row| row.path == *input.path);
    own.is_some_and(|row| row.known.iter().any(|(key, _)| *key == "note"))
        || table_of(case, &input.path).is_some_and(|names| names.note.is_some())
}

/// W1: nobody would have got there anyway, and nothing says how anybody knows.
fn baseline_nil(case: &Case, baseline: &Input, problems: &mut Problems) {
    let sourced = baseline.source.is_some() || table_of(case, &baseline.path).is_some_and(|n| n.source.is_some());
    let written = baseline.why != Why::Default && baseline.value.is_zero();
    if written && !sourced && !is_noted(case, baseline) {
        problems.add(Problem::new(Code::BaselineNilUnexplained).at(baseline.span));
    }
}

/// W12: a low rate, far above its baseline, looks like the difference that a study found.
fn read_as_net(case: &Case, outcome: &Outcome, expected: &Input, baseline: &Input, problems: &mut Problems) {
    if !outcome.is_in_persons() || baseline.value <= Decimal::ZERO || is_noted(case, expected) {
        return;
    }
    let low = expected.value <= Decimal::new(10, 2);
    let far_above = baseline.value.checked_mul(Decimal::from(4)).is_some_and(|b| b <= expected.value);
    if low && far_above {
        let net = expected.value - baseline.value;
        let problem = Problem::new(Code::RateReadAsNet)
            .with("expected", expected.value.normalize())
            .with("baseline", baseline.value.normalize())
            .with("net", net.normalize());
        problems.add(problem.at(expected.span).and_see(baseline.span, "baseline"));
    }
}

/// W13: a transfer whose other end is nobody's who is a citizen.
fn transfers(case: &Case, problems: &mut Problems) {
    let transfers = case.consequences.values().filter(|c| c.kind == ConsequenceKind::Transfer);
    for consequence in transfers {
        let other = case.parties.get(&consequence.counterparty);
        if other.is_none_or(|party| party.kind != PartyKind::Citizens) {
            let problem = Problem::new(Code::TransferWithoutCitizens).with("counterparty", &consequence.counterparty);
            problems.add(problem.at(consequence.names.span));
        }
    }
}
