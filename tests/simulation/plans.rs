//! The plan of a model against the plain evaluator, draw by draw.

use afkast::case::Case;
use afkast::ledger::plan::{Drawn, Plan};
use afkast::ledger::{Assignment, evaluate};
use afkast::model::{InputId, Model, ModelInput, Scope, StepId};
use afkast::number::Number;

use crate::support::build::{Draft, Luck};
use crate::support::{all_cases, case, case_in};

const WIDTH: usize = 16;

/// Every input of a case moves within a tenth of its value, and stays within its domain.
fn agrees(name: &str, case: &Case, which: impl Fn(usize) -> bool) {
    let model = Model::of(case, &Scope::All).unwrap();
    let base = evaluate::<f64>(&model, &Assignment::base(&model)).unwrap();
    let mut luck = Luck::new(7);
    let drawn: Vec<(InputId, Vec<f64>)> = model
        .inputs
        .iter()
        .enumerate()
        .filter(|(place, _)| which(*place))
        .map(|(_, input)| {
            let (value, highest) = match input {
                ModelInput::Single(i) => (i.value.approximate(), i.domain.highest().map(|h| h.approximate())),
                ModelInput::Series(_) => (1.0, None),
            };
            let one = |_: usize| {
                let moved = value * (0.9 + 0.2 * luck.below(1_000) as f64 / 1_000.0);
                highest.map_or(moved, |h| moved.min(h))
            };
            (model.input_id(input.path()).unwrap(), (0..WIDTH).map(one).collect())
        })
        .collect();
    let plain = evaluate::<f64>(&model, &Assignment::base(&model).drawn(&drawn)).unwrap();
    let wanted: Vec<StepId> = model.perspectives.values().map(|p| p.budget.net_present_value).collect();
    let tally = model.contract.as_ref().map_or(0, |c| c.contracted.count.len());
    let ids: Vec<InputId> = drawn.iter().map(|(id, _)| *id).collect();
    let plan = Plan::of(&model, &base, &ids, &wanted, tally);
    let mut registers = plan.registers(WIDTH);
    for (column, (_, values)) in registers.inputs(drawn.len()).iter_mut().zip(&drawn) {
        column.clone_from(values);
    }
    plan.run(&mut registers).unwrap();
    // A sum in another order may fall on the other side of a half minor unit.
    let slack = model
        .contract
        .as_ref()
        .map_or(0.0, |c| c.contracted.plan.minor_unit.approximate() * 2.0 * c.contracted.plan.lines.len() as f64);
    let largest = wanted.iter().map(|s| plain.single(*s).abs()).fold(1.0, f64::max);
    for (place, step) in wanted.iter().enumerate() {
        for draw in 0..WIDTH {
            let (found, expected) = (plan.figure(place, &registers).at(draw), plain.single_in(*step, draw));
            let most = 1e-9 * largest.max(expected.abs()) + slack;
            assert!((found - expected).abs() <= most, "{name}: figure {place}, draw {draw}: {found} {expected}");
        }
    }
    let Some(contract) = &model.contract else { return };
    for draw in 0..WIDTH {
        let figures: Vec<f64> = contract.contracted.figures.iter().map(|s| plain.single_in(*s, draw)).collect();
        let tally = contract.contracted.tallied(&figures).unwrap();
        for (place, expected) in tally[contract.contracted.cash.days.len()..].iter().enumerate() {
            let found = plan.tallied(place, &registers).at(draw);
            let most = 1e-9 * expected.abs().max(1.0) + slack;
            assert!((found - expected).abs() <= most, "{name}: tally {place}, draw {draw}: {found} {expected}");
        }
    }
}

#[test]
fn plans_agree_with_the_plain_evaluator_on_every_case() {
    for path in all_cases() {
        let text = std::fs::read_to_string(&path).unwrap();
        let (name, case) = (path.display().to_string(), case_in(&text, path.parent().unwrap()));
        agrees(&name, &case, |_| true);
        agrees(&name, &case, |place| place % 3 == 0);
    }
}

#[test]
fn plans_agree_with_the_plain_evaluator_on_random_cases() {
    for seed in 0..60 {
        let case = case(&Draft::random(seed).text());
        agrees(&format!("seed {seed}"), &case, |_| true);
        agrees(&format!("seed {seed}"), &case, |place| place % 2 == 0);
    }
}

#[test]
fn a_plan_has_no_more_than_what_a_wanted_figure_needs() {
    let text = std::fs::read_to_string("cases/five-effects/case.toml").unwrap();
    let case = case(&text);
    let model = Model::of(&case, &Scope::All).unwrap();
    let base = evaluate::<f64>(&model, &Assignment::base(&model)).unwrap();
    let npv = |perspective: &str| model.perspectives[perspective].budget.net_present_value;
    // What is spent on operation is no matter of the state's: its figure is that of the base case, in no column.
    let cost = model.input_id("cost.operation.amount").unwrap();
    let plan = Plan::of(&model, &base, &[cost], &[npv("state"), npv("municipality")], 0);
    assert_eq!(plan.figure(0, &plan.registers(WIDTH)), Drawn::Certain(base.single(npv("state"))));
    assert!(matches!(plan.figure(1, &plan.registers(WIDTH)), Drawn::Each(_)));
    assert_eq!(plan.columns(), 2);
    // Every input drawn: hundreds of steps, and few columns beside those of the inputs, which are used again and again.
    let all: Vec<InputId> = model.inputs.iter().filter_map(|input| model.input_id(input.path())).collect();
    let plan = Plan::of(&model, &base, &all, &[npv("public")], 0);
    assert!(model.steps.len() > 200, "{}", model.steps.len());
    assert!(plan.columns() < all.len() + 30, "{} columns for {} inputs", plan.columns(), all.len());
}
