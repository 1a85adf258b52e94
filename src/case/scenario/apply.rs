//! One change of a document: a value set, scaled, or left out.

use super::labels::label_list;
use super::path::Path;
use super::rows::Rows;
use super::scale::{Factor, number, scaled, worth};
use super::target::{Target, may_be_scaled, target};
use crate::case::AsWritten;
use crate::case::fields::{Kind, in_input};
use crate::case::read::exact;
use crate::document::{Document, Entry, Node, Table, Value, Why};
use crate::problem::{Code, Problem, Problems};
use crate::span::Span;

/// What is done to a value.
#[derive(Clone, Debug)]
pub enum ChangeKind {
    /// It is left out.
    Without,
    /// It is something else.
    Set(Node),
    /// It is multiplied.
    Scale(Factor),
}

/// A change of a document.
#[derive(Clone, Debug)]
pub struct Change {
    /// Of which value.
    pub path: Path,
    /// What is done to it.
    pub kind: ChangeKind,
    /// Where the path stands.
    pub key: Span,
    /// Where the new value stands.
    pub value: Span,
}

/// A change of the command line: `--set PATH=VALUE`, `--scale PATH=FACTOR`.
pub fn change(path: &str, kind: ChangeKind, span: Span) -> Change {
    Change { path: Path::read(path), kind, key: span, value: span }
}

/// A document while it is changed.
pub struct Changing<'p> {
    document: Document,
    rows: Rows,
    problems: &'p mut Problems,
}

impl<'p> Changing<'p> {
    /// Begins with a document as it is.
    pub fn of(document: &Document, problems: &'p mut Problems) -> Changing<'p> {
        Changing { document: document.clone(), rows: Rows::default(), problems }
    }

    /// The document as it has become.
    pub fn done(self) -> Document {
        self.document
    }

    /// Makes a change, or says why it cannot be made.
    pub fn make(&mut self, change: &Change, why: Why) {
        let done = match &change.kind {
            ChangeKind::Without => match self.document.remove(&change.path.keys()) {
                Some(_) => Ok(()),
                None => Err(self.unknown(change)),
            },
            ChangeKind::Set(node) => self.set(change, node, why),
            ChangeKind::Scale(factor) => self.scale(change, factor, why),
        };
        // The people of a group may be the sum of its starts; no other default depends on a number.
        let alone = matches!(change.kind, ChangeKind::Scale(_)) && !change.path.keys().contains(&"starts");
        if !alone {
            self.rows.forget();
        }
        if let Err(problem) = done {
            self.problems.add(*problem);
        }
    }

    /// What a path leads to: the table that holds it must exist, and the key must be one that such a table can have.
    fn known(&mut self, change: &Change) -> Result<Target, Box<Problem>> {
        let keys = change.path.keys();
        let holder = change.path.table();
        let exists = keys.len() >= holder
            && matches!(self.document.get(&keys[..holder]), Some(Node { value: Value::Table(_), .. }));
        match target(&change.path) {
            Target::Nothing(_) => Err(self.unknown(change)),
            _ if !exists => Err(self.unknown(change)),
            known => Ok(known),
        }
    }

    fn set(&mut self, change: &Change, node: &Node, why: Why) -> Result<(), Box<Problem>> {
        let known = self.known(change)?;
        label_list(&mut self.document, &change.path.keys());
        let mut node = node.clone();
        mark(&mut node, why);
        let mut way = change.path.keys();
        if self.document.get(&way).is_some_and(|there| keeps(there, &node, known)) {
            way.push(in_input::VALUE);
        }
        self.open_way(&way, change.path.table());
        match self.document.set(&way, node) {
            Ok(_) => Ok(()),
            Err(_) => Err(self.unknown(change)),
        }
    }

    /// A path may go deeper than a plain number: the number becomes the `value` of a table.
    fn open_way(&mut self, way: &[&str], holder: usize) {
        for end in holder + 1..way.len() {
            let Some(there) = self.document.get(&way[..end]) else { continue };
            let of_tables = |list: &[Node]| list.iter().any(|n| matches!(n.value, Value::Table(_)));
            match &there.value {
                Value::Table(_) => continue,
                Value::List(list) if of_tables(list) => continue,
                _ => {}
            }
            let value = there.clone();
            let (span, why) = (value.span, value.why);
            let mut table = Table::new(span);
            table.add(Entry { key: in_input::VALUE.to_owned(), key_span: span, node: value });
            let _ = self.document.set(&way[..end], Node { value: Value::Table(table), span, why });
        }
    }

    fn scale(&mut self, change: &Change, factor: &Factor, why: Why) -> Result<(), Box<Problem>> {
        let known = self.known(change)?;
        label_list(&mut self.document, &change.path.keys());
        let place = Node { value: Value::Truth(true), span: change.value, why };
        let mut way = change.path.keys();
        let (old, is_input) = match self.document.get(&way) {
            None => return self.scale_default(change, known, factor, &place),
            Some(Node { value: Value::Table(table), .. }) if table.get(in_input::VALUE).is_some() => {
                (table.get(in_input::VALUE).map(|e| e.node.clone()), true)
            }
            Some(there) => (Some(there.clone()), false),
        };
        let Some(old) = old else { return Err(cannot("scale", change)) };
        if is_input {
            way.push(in_input::VALUE);
        }
        if let (Target::Key(Kind::Money), Value::Text(price), None) = (known, &old.value, worth(&old)) {
            return Err(Box::new(cannot("scale-price", change).with("price", price)));
        }
        if !may_be_scaled(known, matches!(old.value, Value::List(_))) {
            return Err(cannot("scale", change));
        }
        let new = scaled(&old, factor, &place, why).ok_or_else(|| cannot("scale", change))?;
        self.document.set(&way, new).map(|_| ()).map_err(|_| cannot("scale", change))
    }

    /// A value that is not written: its default, or the sum of counts, times the factor.
    fn scale_default(
        &mut self,
        change: &Change,
        known: Target,
        factor: &Factor,
        place: &Node,
    ) -> Result<(), Box<Problem>> {
        let value = match self.rows.value(&self.document, &change.path.to_string()).cloned() {
            Some(AsWritten::Number(value)) if may_be_scaled(known, false) => factor.times(&exact::ratio(value)),
            Some(_) => None,
            // What is wrong with the case is said when it is read.
            None if self.rows.are_unknown(&self.document) => return Ok(()),
            None => return Err(self.unknown(change)),
        };
        let Some(value) = value else { return Err(cannot("scale", change)) };
        let new = number(value, place, place.why);
        self.document.set(&change.path.keys(), new).map(|_| ()).map_err(|_| cannot("scale", change))
    }

    /// Nothing in the case is called so; with the nearest that there is.
    fn unknown(&mut self, change: &Change) -> Box<Problem> {
        let problem = Problem::new(Code::UnknownPath).with("path", &change.path).at(change.key);
        Box::new(match self.rows.nearest(&self.document, &change.path) {
            Some(near) => problem.variant("near").with("near", near),
            None => problem,
        })
    }
}

/// Whether a new value goes into the `value` of the table that is there, so that what is known of it is kept: a plain
/// value, or a table by time where one stood. Another table, or the id of a price, stands in the place of all of it.
fn keeps(there: &Node, new: &Node, known: Target) -> bool {
    if matches!(known, Target::Key(Kind::Parties | Kind::PartiesByYear)) {
        return false; // A party may be called `value`.
    }
    let Value::Table(table) = &there.value else { return false };
    let Some(old) = table.get(in_input::VALUE) else { return false };
    match &new.value {
        // Bands and editions are no value of a rate.
        Value::List(_) if matches!(known, Target::Key(Kind::Discount)) => false,
        Value::Table(new) => matches!(old.node.value, Value::Table(_)) && new.get(in_input::VALUE).is_none(),
        Value::Text(text) => !matches!(known, Target::Key(Kind::Money | Kind::Discount)) || exact::text(text).is_ok(),
        _ => true,
    }
}

/// Says why everything in a value is there.
fn mark(node: &mut Node, why: Why) {
    node.why = why;
    match &mut node.value {
        Value::List(list) => list.iter_mut().for_each(|n| mark(n, why)),
        Value::Table(table) => table.entries.iter_mut().for_each(|e| mark(&mut e.node, why)),
        _ => {}
    }
}

fn cannot(variant: &'static str, change: &Change) -> Box<Problem> {
    Box::new(Problem::new(Code::WrongKind).variant(variant).with("path", &change.path).at(change.value))
}
