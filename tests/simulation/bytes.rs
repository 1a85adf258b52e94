//! The same bytes with any number of threads and any batch; luck that hangs on seed and path alone.

use std::sync::atomic::Ordering;

use afkast::model::{Model, Scope};
use afkast::uncertainty::simulation::{NotSimulated, Run, Sampling, Settings, Watch, each_draw, simulate};

use super::{draw, question};
use crate::support::{afkast, case, file};

const FIVE_EFFECTS: &str = include_str!("../../cases/five-effects/case.toml");

/// Everything that a run says, to the last bit.
fn said(run: &Run) -> String {
    format!("{:?} {:?} {:?} {:?}", run.perspectives, run.contract, run.cut, run.kept)
}

#[test]
fn threads_and_batches_change_nothing() {
    let case = case(FIVE_EFFECTS);
    for (sampling, draws) in [(Sampling::Sobol, 16_384), (Sampling::Random, 10_001)] {
        let settings = Settings { draws, sampling, ..Settings::default() };
        let mut seen: Option<String> = None;
        for threads in [1, 2, 8] {
            for batch in [None, Some(32), Some(1_024)] {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                let said = pool.install(|| said(&draw(&case, &Settings { batch, ..settings })));
                let first = seen.get_or_insert_with(|| said.clone());
                assert!(*first == said, "{threads} threads, batches of {batch:?}");
            }
        }
    }
}

#[test]
fn the_order_of_the_file_changes_nothing() {
    let tables: Vec<&str> = FIVE_EFFECTS.split("\n\n").collect();
    let (head, rest) = tables.split_at(3);
    let turned: Vec<&str> = head.iter().chain(rest.iter().rev()).copied().collect();
    let settings = Settings { draws: 1_024, ..Settings::default() };
    assert_eq!(said(&draw(&case(FIVE_EFFECTS), &settings)), said(&draw(&case(&turned.join("\n\n")), &settings)));
}

/// The drawn values of each draw, by path.
fn rows(text: &str, sampling: Sampling) -> (Vec<String>, Vec<Vec<f64>>) {
    let case = case(text);
    let model = Model::of(&case, &Scope::All).unwrap();
    let question = question(&case, &model, "public");
    let mut csv = String::new();
    let settings = Settings { draws: 64, sampling, ..Settings::default() };
    each_draw(&question, &settings, &Watch::default(), |text| {
        csv.push_str(text);
        true
    })
    .unwrap();
    let mut lines = csv.lines();
    let head = lines.next().unwrap().split(',').map(str::to_owned).collect();
    (head, lines.map(|line| line.split(',').map(|x| x.parse().unwrap()).collect()).collect())
}

#[test]
fn with_random_draws_a_new_input_changes_no_other() {
    let more = format!(
        "{FIVE_EFFECTS}\n[cost.another]\namount = {{ value = 5, sd = 1, distribution = \"normal\" }}\nper = \"year\"\n\
         bearer = \"municipality\"\n"
    );
    let (few, of_few) = rows(FIVE_EFFECTS, Sampling::Random);
    let (many, of_many) = rows(&more, Sampling::Random);
    assert_eq!(many.len(), few.len() + 1);
    for (place, path) in few.iter().enumerate().filter(|(_, p)| p.contains('.') && !p.starts_with("net_present_value"))
    {
        let other = many.iter().position(|p| p == path).unwrap();
        assert!(of_few.iter().zip(&of_many).all(|(a, b)| a[place] == b[other]), "{path}");
    }
}

#[test]
fn scenarios_with_the_same_inputs_share_their_luck() {
    let changed = FIVE_EFFECTS.replace("discount   = 0.035", "discount   = 0.05");
    for sampling in [Sampling::Sobol, Sampling::Random] {
        let ((head, one), (_, other)) = (rows(FIVE_EFFECTS, sampling), rows(&changed, sampling));
        for (place, path) in head.iter().enumerate() {
            let same = one.iter().zip(&other).all(|(a, b)| a[place] == b[place]);
            assert_eq!(same, !path.starts_with("net_present_value"), "{path}");
        }
    }
}

#[test]
fn a_draw_that_cannot_be_worked_out_is_a_problem_of_the_case() {
    // The index divides: a year's price level that may be nil would not be read, so a baseline of a contract may.
    let text = include_str!("nil-baseline.toml");
    let (_folder, file) = file(text);
    let run = afkast(&["simulate", &file, "-n", "64"]);
    assert_eq!((run.code, run.out.as_str()), (3, ""), "{}", run.err);
    assert!(run.err.contains("nil-baseline"), "{}", run.err);
}

#[test]
fn somebody_who_says_stop_is_heard() {
    let case = case(FIVE_EFFECTS);
    let model = Model::of(&case, &Scope::All).unwrap();
    let question = question(&case, &model, "public");
    let watch = Watch::default();
    watch.stop.store(true, Ordering::Relaxed);
    let stopped = simulate(&question, &Settings::default(), &watch).unwrap_err();
    assert_eq!(stopped, NotSimulated::Stopped { done: 0, all: 16_384 });
}
