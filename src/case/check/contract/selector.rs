//! The lines of selectors: one for each day and cohort on which a member has one.

use std::collections::BTreeMap;

use super::line::in_order;
use super::term::{TermGround, Terms};
use super::{Checking, Ground};
use crate::calendar::Day;
use crate::case::Id;
use crate::case::contract::{Earns, Line, LineKind, PointLabel, Shape};

impl<'d> Checking<'d> {
    /// Gives every selector its lines.
    pub(super) fn check_selectors(&mut self, _ground: &Ground<'d, '_>, terms: &mut Terms<'d>) {
        let selectors: Vec<(&'d str, Vec<Line>)> = terms
            .values()
            .filter_map(|term| match &term.shape {
                Some(Shape::Selector { members, .. }) => Some((term.id, lines(members, terms))),
                _ => None,
            })
            .collect();
        for (id, lines) in selectors {
            if let Some(term) = terms.get_mut(id) {
                term.lines = lines;
            }
        }
    }
}

/// The lines of a selector of these members.
fn lines(members: &[Id], terms: &Terms<'_>) -> Vec<Line> {
    let members: Vec<Option<&TermGround<'_>>> = members.iter().map(|id| terms.get(id.as_str())).collect();
    let mut places: BTreeMap<(Day, Option<Id>), Vec<Vec<usize>>> = BTreeMap::new();
    for (number, member) in members.iter().enumerate() {
        for (place, line) in member.map_or(&[][..], |m| &m.lines).iter().enumerate() {
            let of_all = places.entry((line.day, line.cohort.clone())).or_insert_with(|| vec![vec![]; members.len()]);
            of_all.iter_mut().skip(number).take(1).for_each(|of_member| of_member.push(place));
        }
    }
    let label = |of_all: &[Vec<usize>]| {
        let first = members.iter().zip(of_all).find_map(|(m, of)| m.as_ref()?.lines.get(*of.first()?));
        first.map_or_else(|| PointLabel::new(""), |line| line.measured.clone())
    };
    let mut lines: Vec<Line> = places
        .into_iter()
        .map(|((day, cohort), of_all)| Line {
            cohort,
            kind: LineKind::Payment,
            measured: label(&of_all),
            day,
            earns: Earns::Chosen(of_all),
            requires: Vec::new(),
        })
        .collect();
    lines.sort_by(in_order);
    lines
}
