//! The exact path and the one in binary agree on every step of every case.

use afkast::case::Case;
use afkast::model::StepId;
use rust_decimal::Decimal;

use crate::support::build::Draft;
use crate::support::{all_cases, case, case_in, ledger};

fn agree(name: &str, case: &Case) {
    let (model, exact) = ledger::<Decimal>(case);
    let (_, fast) = ledger::<f64>(case);
    let figures = |place: usize| {
        let id = StepId::at(place);
        let shape = model.step(id).shape;
        (shape.from()..shape.from() + shape.len()).map(move |p| (p, id)).collect::<Vec<_>>()
    };
    let mut largest: std::collections::BTreeMap<_, f64> = std::collections::BTreeMap::new();
    for place in 0..model.steps.len() {
        for (p, id) in figures(place) {
            let size = fast.at(&model, id, p).abs();
            let most = largest.entry(model.step(id).unit).or_insert(0.0);
            *most = most.max(size);
        }
    }
    for place in 0..model.steps.len() {
        for (p, id) in figures(place) {
            let exact: f64 = exact.at(&model, id, p).to_string().parse().unwrap();
            let fast = fast.at(&model, id, p);
            let most = largest[&model.step(id).unit];
            assert!(
                (exact - fast).abs() <= 1e-9 * most,
                "{name}: step {place} {:?}: {exact} and {fast}",
                model.step(id).line
            );
        }
    }
}

#[test]
fn exact_and_binary_agree_on_every_step_of_every_case() {
    for path in all_cases() {
        let text = std::fs::read_to_string(&path).unwrap();
        agree(&path.display().to_string(), &case_in(&text, path.parent().unwrap()));
    }
}

#[test]
fn exact_and_binary_agree_on_random_cases() {
    for seed in 0..100 {
        agree(&format!("seed {seed}"), &case(&Draft::random(seed).text()));
    }
}
