//! Prices: amounts of another year brought to the case's prices, and growth beyond them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::line::LineKind;
use super::quantity::{Builder, Quantity};
use super::step::Axis;
use crate::calendar::Calendar;
use crate::case::{Id, Index, IndexForm, Input, Origin, Priced, Series};
use crate::unit::Unit;

/// The calendar years of a case, as the axis of growth.
#[derive(Clone, Copy, Debug)]
pub struct YearAxis {
    /// The year of place 0.
    pub first: i32,
    /// How many years.
    pub count: usize,
}

impl YearAxis {
    /// The place of a calendar year.
    pub fn place(self, year: i32) -> u32 {
        (year - self.first).clamp(0, self.count as i32 - 1) as u32
    }
}

/// The indices of a case, and the steps made of them so far.
pub struct Prices<'m> {
    model: &'m Builder,
    indices: &'m BTreeMap<Id, Index>,
    price_year: i32,
    /// The years over which growth is known.
    pub years: YearAxis,
    converted: RefCell<BTreeMap<Arc<str>, Quantity<'m>>>,
    growth: RefCell<BTreeMap<Id, Quantity<'m>>>,
}

impl<'m> Prices<'m> {
    /// The prices of a case.
    pub fn new(
        model: &'m Builder,
        indices: &'m BTreeMap<Id, Index>,
        price_year: i32,
        calendar: &Calendar,
    ) -> Prices<'m> {
        let first = price_year.min(calendar.start().year());
        // A mark at the horizon has the year of the month that begins there.
        let last = calendar.month(calendar.horizon()).year().max(first);
        let years = YearAxis { first, count: (last - first + 1) as usize };
        let (converted, growth) = (RefCell::default(), RefCell::default());
        Prices { model, indices, price_year, years, converted, growth }
    }

    /// An amount of money in the prices of the case.
    ///
    /// ```text
    /// amount × index(price year of the case) ÷ index(its own price year)
    /// ```
    pub fn money(&self, input: &Arc<Input>) -> Quantity<'m> {
        let plain = || self.model.input(input, Unit::MONEY);
        self.brought(&input.path, &input.priced, plain)
    }

    /// A series of money in the prices of the case.
    pub fn series(&self, series: &Arc<Series>, axis: Axis) -> Quantity<'m> {
        self.brought(&series.path, &series.priced, || self.model.series(series, Unit::MONEY, axis))
    }

    /// A number of the file in the prices of the case: the mark of a refund's band.
    pub fn constant(&self, value: Quantity<'m>, priced: &Priced) -> Quantity<'m> {
        match self.ratio(priced) {
            Some(ratio) => value * ratio,
            None => value,
        }
    }

    fn brought(&self, path: &Arc<str>, priced: &Priced, plain: impl Fn() -> Quantity<'m>) -> Quantity<'m> {
        if let Some(known) = self.converted.borrow().get(path) {
            return *known;
        }
        let money = match self.ratio(priced) {
            Some(ratio) => (plain() * ratio).named(LineKind::Converted, &**path),
            None => plain(),
        };
        self.converted.borrow_mut().insert(Arc::clone(path), money);
        money
    }

    /// What turns a price of another year into one of the case's; none when it is of the case's.
    fn ratio(&self, priced: &Priced) -> Option<Quantity<'m>> {
        let year = priced.year.filter(|y| *y != self.price_year)?;
        self.between(priced.index.as_ref()?, year, self.price_year)
    }

    /// index(year) ÷ index(from); none when the index says nothing of prices.
    pub fn between(&self, index: &Id, from: i32, year: i32) -> Option<Quantity<'m>> {
        let index = self.indices.get(index).filter(|_| from != year)?;
        let model = self.model;
        let written = |of: &str, year: i32, entry: &crate::case::YearValue| {
            let origin = Origin { span: entry.span, why: entry.why, source: index.names.source.clone() };
            model.share(&[entry.value], format!("index.{}.{of}.{year}", index.id), origin)
        };
        match &index.form {
            IndexForm::Values(values) => {
                let (then, now) = (values.get(&from)?, values.get(&year)?);
                Some(written("values", year, now) / written("values", from, then))
            }
            IndexForm::Growth(growth) => {
                let (low, high) = (from.min(year), from.max(year));
                let one = model.constant(Decimal::ONE, Unit::ONE);
                let factors = growth.range(low + 1..=high);
                let product = factors.fold(one, |product, (y, g)| product * (one + written("growth", *y, g)));
                Some(if from < year { product } else { one / product })
            }
            IndexForm::Yearly(growth) => {
                let one = model.constant(Decimal::ONE, Unit::ONE);
                let product = power(one, one + model.input(growth, Unit::ONE), from.abs_diff(year));
                Some(if from < year { product } else { one / product })
            }
            IndexForm::RealOnly => None,
        }
    }

    /// Real growth of money by calendar year; none when its index has none.
    ///
    /// ```text
    /// growth(year) = (1 + real growth)^max(0, year − price year of the case)
    /// ```
    pub fn growth(&self, priced: &Priced) -> Option<Quantity<'m>> {
        let index = self.indices.get(priced.index.as_ref()?)?;
        let real = index.real_growth.as_ref()?;
        if let Some(known) = self.growth.borrow().get(&index.id) {
            return Some(*known);
        }
        let model = self.model;
        let one = model.constant(Decimal::ONE, Unit::ONE);
        let factor = one + model.input(real, Unit::ONE);
        let first = self.years.first;
        let each: Vec<Quantity<'m>> = (0..self.years.count as i32)
            .map(|k| if k > 0 && first + k > self.price_year { factor } else { one })
            .collect();
        let growth = model
            .places(Axis::Years { first }, &each, Unit::ONE)
            .running_product()
            .named(LineKind::RealGrowth, format!("index.{}", index.id));
        self.growth.borrow_mut().insert(index.id.clone(), growth);
        Some(growth)
    }
}

/// A whole power, by squaring.
pub fn power<'m>(one: Quantity<'m>, base: Quantity<'m>, mut exponent: u32) -> Quantity<'m> {
    let (mut product, mut square) = (one, base);
    while exponent > 0 {
        if exponent & 1 == 1 {
            product = product * square;
        }
        exponent >>= 1;
        if exponent > 0 {
            square = square * square;
        }
    }
    product
}
