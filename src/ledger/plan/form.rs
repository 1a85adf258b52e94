//! A step as a sum of products: each an uncertain single figure times a series that is certain, or that is itself a
//! weighted sum of uncertain columns.
//!
//! ```text
//! step(place) = Σ over factors f of f × (constant_f(place) + Σ over columns c of weight_fc(place) × c)
//! ```
// Draws are binary numbers; no money passes here.
#![expect(clippy::float_arithmetic)]

use std::collections::BTreeMap;

/// A column of draws, by its place among the instructions.
pub type Value = usize;

/// A figure for each place of a stretch; nil outside.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Strip {
    /// The first place.
    pub from: usize,
    /// One for each place from there on.
    pub values: Vec<f64>,
}

impl Strip {
    /// One figure.
    pub fn one(value: f64) -> Strip {
        Strip { from: 0, values: vec![value] }
    }
    /// The figure in a place.
    pub fn at(&self, place: usize) -> f64 {
        place.checked_sub(self.from).and_then(|p| self.values.get(p)).copied().unwrap_or(0.0)
    }
    fn until(&self) -> usize {
        self.from + self.values.len()
    }
    fn add(&mut self, other: &Strip, sign: f64) {
        if other.values.is_empty() {
            return;
        }
        if self.values.is_empty() {
            self.from = other.from;
        }
        let (from, until) = (self.from.min(other.from), self.until().max(other.until()));
        if from < self.from || until > self.until() {
            self.values = (from..until).map(|p| self.at(p)).collect();
            self.from = from;
        }
        let first = other.from - self.from;
        self.values.iter_mut().skip(first).zip(&other.values).for_each(|(sum, v)| *sum += sign * v);
    }
}

/// A series whose places are weighted sums of columns.
#[derive(Clone, Default, Debug)]
pub struct Inner {
    /// What is certain.
    pub constant: Strip,
    /// The weight of each column in each place.
    pub columns: BTreeMap<Value, Strip>,
}

impl Inner {
    /// The same with every strip changed.
    pub fn map(&self, change: impl Fn(&Strip) -> Strip) -> Inner {
        let columns = self.columns.iter().map(|(column, strip)| (*column, change(strip)));
        Inner { constant: change(&self.constant), columns: columns.collect() }
    }
}

/// A step, as the products it is the sum of. Without a factor stands what is no product.
#[derive(Clone, Default, Debug)]
pub struct Form {
    /// By factor.
    pub parts: BTreeMap<Option<Value>, Inner>,
}

impl Form {
    /// What is certain.
    pub fn certain(strip: Strip) -> Form {
        Form { parts: BTreeMap::from([(None, Inner { constant: strip, columns: BTreeMap::new() })]) }
    }

    /// A single figure times a certain series.
    pub fn scaled(factor: Value, strip: Strip) -> Form {
        Form { parts: BTreeMap::from([(Some(factor), Inner { constant: strip, columns: BTreeMap::new() })]) }
    }

    /// A series of columns and constants, one for each place from `from` on.
    pub fn places(from: usize, each: &[Single]) -> Form {
        let mut inner = Inner::default();
        for (place, single) in each.iter().enumerate() {
            match single {
                Single::Certain(value) => {
                    inner.constant.add(&Strip { from: from + place, values: vec![*value] }, 1.0);
                }
                Single::Column(column) => {
                    let one = Strip { from: from + place, values: vec![1.0] };
                    inner.columns.entry(*column).or_default().add(&one, 1.0);
                }
            }
        }
        Form { parts: BTreeMap::from([(None, inner)]) }
    }

    /// Adds another form, or takes it off.
    pub fn add(&mut self, other: &Form, sign: f64) {
        for (factor, inner) in &other.parts {
            let own = self.parts.entry(*factor).or_default();
            own.constant.add(&inner.constant, sign);
            for (column, strip) in &inner.columns {
                own.columns.entry(*column).or_default().add(strip, sign);
            }
        }
    }

    /// Whether it is certain, and its figures.
    pub fn as_certain(&self) -> Option<Strip> {
        match self.parts.iter().next() {
            None => Some(Strip::default()),
            Some((None, inner)) if self.parts.len() == 1 && inner.columns.is_empty() => Some(inner.constant.clone()),
            Some(_) => None,
        }
    }

    /// Whether it is one figure times a certain series.
    pub fn as_scaled(&self) -> Option<(Value, &Strip)> {
        match self.parts.iter().next() {
            Some((Some(factor), inner)) if self.parts.len() == 1 && inner.columns.is_empty() => {
                Some((*factor, &inner.constant))
            }
            _ => None,
        }
    }

    /// The same with every strip changed.
    pub fn map(&self, change: impl Fn(&Strip) -> Strip) -> Form {
        Form { parts: self.parts.iter().map(|(factor, inner)| (*factor, inner.map(&change))).collect() }
    }
}

/// One figure: certain, or a column.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Single {
    /// The same in every draw.
    Certain(f64),
    /// One for each draw.
    Column(Value),
}
