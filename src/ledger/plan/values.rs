//! The values of a plan while it is written: each once, however often it is asked for.
// Draws are binary numbers; no money passes here.
#![expect(clippy::float_arithmetic)]

use std::collections::BTreeMap;
use std::sync::Arc;

use super::code::{Figure, Make, Pay, Written};
use super::form::{Form, Single, Value};
use crate::model::Contracted;

/// What makes two values the same.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Key(u8, Vec<(Value, u64)>, u64);

/// Values in order, each after those that it needs.
#[derive(Default)]
pub struct Values {
    known: BTreeMap<Key, Value>,
    written: Written,
}

impl Values {
    /// The draws of so many inputs, and nothing else yet.
    pub fn of_inputs(count: usize) -> Values {
        Values { known: BTreeMap::new(), written: Written { values: vec![Make::Input; count], pay: None } }
    }

    /// What was written.
    pub fn done(self) -> Written {
        self.written
    }

    /// The results of a contract, whose figures stand before: the first of so many values.
    pub fn paid(&mut self, contracted: &Arc<Contracted>, figures: Vec<Figure<Value>>, count: usize) -> Value {
        let before = self.written.values.len();
        self.written.pay = Some(Pay { contracted: Arc::clone(contracted), figures, before });
        self.written.values.extend((0..count).map(Make::Paid));
        before
    }

    /// The figure of a form in a place, written as a value unless it is certain.
    pub fn at(&mut self, form: &Form, place: usize) -> Single {
        let (mut constant, mut terms) = (0.0, Vec::new());
        for (factor, inner) in &form.parts {
            let columns: Vec<(Value, f64)> =
                inner.columns.iter().map(|(c, s)| (*c, s.at(place))).filter(|(_, w)| *w != 0.0).collect();
            let own = inner.constant.at(place);
            match factor {
                None => {
                    constant += own;
                    terms.extend(columns);
                }
                Some(factor) if columns.is_empty() => terms.push((*factor, own)),
                Some(factor) => {
                    let sum = self.linear(own, columns);
                    match self.times(Single::Column(*factor), sum) {
                        Single::Certain(value) => constant += value,
                        Single::Column(value) => terms.push((value, 1.0)),
                    }
                }
            }
        }
        self.linear(constant, terms)
    }

    fn linear(&mut self, constant: f64, mut terms: Vec<(Value, f64)>) -> Single {
        terms.retain(|(_, weight)| *weight != 0.0);
        match terms.as_slice() {
            [] => Single::Certain(constant),
            [(value, 1.0)] if constant == 0.0 => Single::Column(*value),
            _ => Single::Column(self.value(Make::Linear(constant, terms))),
        }
    }

    pub fn times(&mut self, a: Single, b: Single) -> Single {
        match (a, b) {
            (Single::Certain(a), Single::Certain(b)) => Single::Certain(a * b),
            (Single::Certain(weight), Single::Column(value)) | (Single::Column(value), Single::Certain(weight)) => {
                self.linear(0.0, vec![(value, weight)])
            }
            (Single::Column(a), Single::Column(b)) => Single::Column(self.value(Make::Times(a.min(b), a.max(b)))),
        }
    }

    pub fn column(&mut self, single: Single) -> Value {
        match single {
            Single::Column(value) => value,
            Single::Certain(value) => self.value(Make::Linear(value, Vec::new())),
        }
    }

    /// A value, once.
    pub fn value(&mut self, make: Make<Value>) -> Value {
        let of = |kind: u8, a: &Value, b: &Value| Key(kind, vec![(*a, 0), (*b, 0)], 0);
        let key = match &make {
            Make::Input => Key(0, Vec::new(), 0),
            Make::Linear(constant, terms) => {
                Key(1, terms.iter().map(|(v, w)| (*v, w.to_bits())).collect(), constant.to_bits())
            }
            Make::Times(a, b) => of(2, a, b),
            Make::Over(a, b) => of(3, a, b),
            Make::Lesser(a, b) => of(4, a, b),
            Make::Greater(a, b) => of(5, a, b),
            Make::AtLeast(a, b) => of(6, a, b),
            Make::LogGrowth(a) => Key(7, vec![(*a, 0)], 0),
            Make::Shrunk(a, years) => Key(8, vec![(*a, years.to_bits())], 0),
            Make::Paid(slot) => Key(9, vec![(*slot, 0)], 0),
        };
        if let Some(value) = self.known.get(&key) {
            return *value;
        }
        self.written.values.push(make);
        let value = self.written.values.len() - 1;
        self.known.insert(key, value);
        value
    }
}
