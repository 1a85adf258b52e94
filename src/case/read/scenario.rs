//! `[scenario.ID]`: its keys are known here; what it changes is read in `case/scenario/`, from the document itself.

use super::head::names;
use super::reader::{At, Read, Reader, Reading};
use crate::case::Names;
use crate::case::fields::in_scenario;
use crate::document::Node;

/// Any value at all.
#[derive(Clone, Copy, Debug)]
pub struct Anything;

impl Read for Anything {
    fn read(_: &Node, _: At<'_>, _: &mut Reading) -> Option<Anything> {
        Some(Anything)
    }
}

/// Asks for every key of a scenario.
pub fn scenario(mut table: Reader<'_, '_>) -> Names {
    let names = names(&mut table);
    let _ = table.optional(&in_scenario::BASED_ON);
    let _ = table.optional(&in_scenario::WITHOUT);
    let _ = table.optional(&in_scenario::SET);
    let _ = table.optional(&in_scenario::SCALE);
    table.finish();
    names
}
