//! From the old figure to the new one: the figure after every subset of the changes, and each change's share.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::shapley::shapley;
use super::{Edit, Group, Side};
use crate::appraisal::Sought;
use crate::case::scenario::label_list;
use crate::case::{Case, read_plain};
use crate::document::{Document, Node};
use crate::ledger::{Again, Assignment, evaluate};
use crate::measure::{Measure, Undefined};
use crate::model::{InputId, Model, ModelInput, Scope};
use crate::number::rounded;

/// How a figure came from the old case to the new one.
#[derive(Clone, PartialEq, Debug)]
pub struct Bridge {
    /// The figure of the old case.
    pub old: Decimal,
    /// The figure of the new one.
    pub new: Decimal,
    /// Groups of changes that can be made apart, each with its share; the shares add up to `new − old` to the last digit.
    pub shares: Vec<(Group, Decimal)>,
}

/// Why there is no bridge.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoBridge {
    /// One of the cases has no such figure or perspective.
    NoFigure,
    /// The figure is not defined in one of the cases, or on the way.
    Undefined(Undefined),
}

/// How much of a figure's change each group of edits makes.
///
/// Groups that cannot be made apart, since one names what the other brings, become one.
///
/// # Errors
/// When a case has no such figure, or it is not defined.
pub fn bridge(
    old: Side<'_>,
    new: Side<'_>,
    edits: &[Edit],
    groups: &[Group],
    (figure, perspective): (&str, &str),
) -> Result<Bridge, NoBridge> {
    let find = |side: Side<'_>| -> Result<Decimal, NoBridge> {
        let sought = Sought::of(side.case, side.model, figure, perspective).ok_or(NoBridge::NoFigure)?;
        sought.read(side.model, side.ledger).map_err(NoBridge::Undefined)
    };
    let (was, is) = (find(old)?, find(new)?);
    let work = Work { old, new, edits, figure, perspective };
    let mut last = Undefined::OutOfRange;
    for groups in [groups.to_vec(), work.linked(groups), work.structure_as_one(groups)] {
        match work.figures(&groups) {
            Ok(figures) if agree(figures.last().copied(), is) => {
                let decimals = decimals(&figures);
                let shares = shapley(&figures, decimals);
                let at = |value: Decimal| rounded(value, decimals).normalize();
                return Ok(Bridge { old: at(was), new: at(is), shares: groups.into_iter().zip(shares).collect() });
            }
            Ok(_) => {}
            Err(why) => last = why,
        }
    }
    Err(NoBridge::Undefined(last))
}

/// Whether all changes together come to the figure of the new case.
fn agree(found: Option<Decimal>, is: Decimal) -> bool {
    let near = Decimal::from_parts(1, 0, 0, false, 18).checked_mul(is.abs().max(Decimal::ONE));
    found.and_then(|f| f.checked_sub(is)).zip(near).is_some_and(|(away, near)| away.abs() <= near)
}

/// Decimals that leave the largest figure 18 digits in all, so that shares, too, are printed to the last digit.
fn decimals(figures: &[Decimal]) -> u32 {
    let largest = figures.iter().map(|f| f.abs()).max().unwrap_or_default();
    let digits = largest.trunc().to_string().len();
    u32::try_from(18_usize.saturating_sub(digits)).unwrap_or(0)
}

struct Work<'w> {
    old: Side<'w>,
    new: Side<'w>,
    edits: &'w [Edit],
    figure: &'w str,
    perspective: &'w str,
}

impl Work<'_> {
    /// The value of a plain input in the new case, when the edit is one of it and nothing else.
    fn plain(&self, edit: &Edit) -> Option<Decimal> {
        let single = |model: &Model| match model.inputs.get(model.input_id(&edit.path)?.index()) {
            Some(ModelInput::Single(input)) => Some((input.value, input.priced.clone())),
            _ => None,
        };
        let ((_, old), (value, new)) = (single(self.old.model)?, single(self.new.model)?);
        (old == new).then_some(value)
    }

    fn is_plain(&self, group: &Group) -> bool {
        group.edits.iter().filter_map(|e| self.edits.get(*e)).all(|edit| self.plain(edit).is_some())
    }

    /// Groups that change the structure and name each other's tables, as one.
    fn linked(&self, groups: &[Group]) -> Vec<Group> {
        let mut made: Vec<Group> = Vec::new();
        for group in groups {
            let mut group = group.clone();
            if !self.is_plain(&group) {
                let (linked, apart): (Vec<Group>, Vec<Group>) =
                    made.into_iter().partition(|other| !self.is_plain(other) && self.meet(&group, other));
                made = apart;
                group.edits.extend(linked.into_iter().flat_map(|other| other.edits));
                group.edits.sort_unstable();
            }
            made.push(group);
        }
        made
    }

    /// Whether an edit of one names the table of an edit of the other, or both are of one table.
    fn meet(&self, one: &Group, other: &Group) -> bool {
        let edits = |group: &Group| group.edits.iter().filter_map(|e| self.edits.get(*e)).collect::<Vec<&Edit>>();
        let id = |edit: &Edit| edit.keys.get(1).cloned().unwrap_or_default();
        let names = |edit: &Edit, id: &str| {
            let said = format!("{:?} {:?} {:?}", edit.keys, edit.old, edit.new);
            !id.is_empty() && said.contains(&format!("\"{id}\""))
        };
        edits(one).iter().any(|a| edits(other).iter().any(|b| names(a, &id(b)) || names(b, &id(a))))
    }

    /// Everything that changes the structure as one.
    fn structure_as_one(&self, groups: &[Group]) -> Vec<Group> {
        let (mut plain, structure): (Vec<Group>, Vec<Group>) =
            groups.iter().cloned().partition(|group| self.is_plain(group));
        plain.push(Group { edits: structure.into_iter().flat_map(|group| group.edits).collect() });
        plain
    }

    /// The figure after every subset of the groups.
    fn figures(&self, groups: &[Group]) -> Measure<Vec<Decimal>> {
        let count = 1_usize << groups.len();
        let mut figures: BTreeMap<usize, Decimal> = BTreeMap::new();
        let plain: Vec<usize> = (0..groups.len()).filter(|g| self.is_plain(&groups[*g])).collect();
        let structure: Vec<usize> = (0..groups.len()).filter(|g| !plain.contains(g)).collect();
        for made in 0..1_usize << structure.len() {
            let chosen = |bit: &usize| made >> bit & 1 == 1;
            let these: Vec<usize> =
                (0..structure.len()).filter(chosen).filter_map(|bit| structure.get(bit).copied()).collect();
            let subset = these.iter().fold(0, |set, group| set | 1 << group);
            let document = self.patched(these.iter().filter_map(|g| groups.get(*g)));
            let (case, problems) = read_plain(&document, &self.old.case.id);
            let case = case.filter(|_| !problems.stop()).ok_or(Undefined::OutOfRange)?;
            let scope = Scope::Only(vec![self.perspective.to_owned(), case.basis.perspective.clone()]);
            let model = Model::of(&case, &scope).map_err(|_| Undefined::OutOfRange)?;
            self.assigned(&case, &model, groups, &plain, subset, &mut figures)?;
        }
        Ok((0..count).map(|subset| figures.get(&subset).copied().unwrap_or_default()).collect())
    }

    /// The figures of one structure under every subset of the plain groups, in an order in which one changes at a time.
    fn assigned(
        &self,
        case: &Case,
        model: &Model,
        groups: &[Group],
        plain: &[usize],
        structure: usize,
        figures: &mut BTreeMap<usize, Decimal>,
    ) -> Measure<()> {
        let sought = Sought::of(case, model, self.figure, self.perspective).ok_or(Undefined::OutOfRange)?;
        let base = Assignment::base(model);
        let ledger = evaluate(model, &base).map_err(|_| Undefined::OutOfRange)?;
        figures.insert(structure, sought.read(model, &ledger)?);
        let mut again = Again::of(model, Cow::Owned(ledger), base, &sought.steps(model));
        let inputs: Vec<Vec<(InputId, Decimal, Decimal)>> =
            plain.iter().map(|g| groups.get(*g).map_or(Vec::new(), |g| self.inputs(model, g))).collect();
        let mut subset = structure;
        for step in 1..1_usize << plain.len() {
            // Gray's code: between two neighbours one bit differs, that of the lowest one in the number of the step.
            let place = step.trailing_zeros() as usize;
            let Some(group) = plain.get(place) else { continue };
            subset ^= 1 << group;
            let is_made = subset >> group & 1 == 1;
            for (input, old, new) in inputs.get(place).into_iter().flatten() {
                let moved = again.moved_by(&[*input]);
                again.set(&moved, *input, if is_made { *new } else { *old }).map_err(|_| Undefined::OutOfRange)?;
            }
            figures.insert(subset, sought.read(model, again.ledger())?);
        }
        Ok(())
    }

    /// The inputs of a group that a model has, each with its old and its new value.
    fn inputs(&self, model: &Model, group: &Group) -> Vec<(InputId, Decimal, Decimal)> {
        let edits = group.edits.iter().filter_map(|e| self.edits.get(*e));
        let of = |edit: &Edit| {
            let id = model.input_id(&edit.path)?;
            match model.inputs.get(id.index()) {
                Some(ModelInput::Single(input)) => Some((id, input.value, self.plain(edit)?)),
                _ => None,
            }
        };
        edits.filter_map(of).collect()
    }

    /// The old document with some groups' edits made.
    fn patched<'g>(&self, groups: impl Iterator<Item = &'g Group>) -> Document {
        let mut document = self.old.document.clone();
        let edits: Vec<&Edit> = groups.flat_map(|g| &g.edits).filter_map(|e| self.edits.get(*e)).collect();
        // A member of a list is called by its measurement, while these are as they were.
        edits.iter().for_each(|edit| label_list(&mut document, &edit.keys()));
        for edit in edits {
            let keys = edit.keys();
            // That no value is in the way was seen when the two documents were compared.
            let _: Result<Option<Node>, _> = match &edit.node {
                Some(node) => document.set(&keys, node.clone()),
                None => Ok(document.remove(&keys).map(|entry| entry.node)),
            };
        }
        document
    }
}
