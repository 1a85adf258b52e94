//! `[scenario.ID]`: its keys are known here; what it changes is read in `case/scenario/`, from the document itself.

use super::head::names;
use super::reader::{At, Read, Reader, Reading};
use crate::case::Names;
use crate::case::fields::{Kind, in_scenario};
use crate::document::{Node, Value};
use crate::problem::{Code, Problem};
use crate::span::Span;

/// A list of texts, or a table of anything.
#[derive(Clone, Copy, Debug)]
pub struct Anything;

impl Read for Anything {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<Anything> {
        let fits = match (&node.value, at.spec.kind) {
            (Value::List(list), Kind::Texts) => list.iter().all(|n| matches!(n.value, Value::Text(_))),
            (Value::Table(_), Kind::Free) => true,
            _ => false,
        };
        if !fits {
            let problem = Problem::new(Code::WrongKind).variant("scenario").with("key", at.spec.name);
            reading.problems.add(problem.at(node.span));
        }
        fits.then_some(Anything)
    }
}

/// What the command line calls the case itself, and all of them.
const TAKEN: [&str; 2] = ["base", "all"];

/// Asks for every key of a scenario.
pub fn scenario(mut table: Reader<'_, '_>, id: &str, key: Span) -> Names {
    if TAKEN.contains(&id) {
        let taken = Problem::new(Code::NameIsTaken).variant("of-runs").with("name", id);
        table.reading().problems.add(taken.at(key));
    }
    let names = names(&mut table);
    let _ = table.optional(&in_scenario::BASED_ON);
    let _ = table.optional(&in_scenario::WITHOUT);
    let _ = table.optional(&in_scenario::SET);
    let _ = table.optional(&in_scenario::SCALE);
    table.finish();
    names
}
