//! `[index.ID]`, and in which prices an amount of money is written.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::{Decimal, MathematicalOps};

use super::domain::Role;
use super::{Checking, Place};
use crate::case::read::{Draft, IndexDraft, InputDraft, Whole, Written, YearTable};
use crate::case::{Domain, Id, Index, IndexForm, Input, Priced, YearValue};
use crate::problem::{Code, Problem};
use crate::span::Span;

impl<'d> Checking<'d> {
    /// Checks every `[index.ID]`.
    pub(super) fn check_indices(&mut self) {
        for keyed in self.drafts.indices.iter().filter(|k| !k.shared) {
            self.index_of(&keyed.id);
        }
    }

    /// The index with this id, checked when it is first named. None when there is no such index.
    fn index_of(&mut self, id: &str) -> Option<&Option<Index>> {
        if !self.indices.contains_key(id) {
            let keyed = self.drafts.indices.iter().find(|k| k.id == id)?;
            let path = format!("index.{id}");
            let place = Place { path: &path, id: &keyed.id, span: keyed.draft.names.span };
            let index = self.index_table(&keyed.draft, place);
            self.indices.insert(&keyed.id, index);
        }
        self.indices.get(id)
    }

    /// An index that a key names. None when there is none of this id, or it cannot be read.
    pub(super) fn index_named(&mut self, id: &str, span: Span) -> Option<Id> {
        match self.index_of(id) {
            Some(index) => index.as_ref().map(|i| i.id.clone()),
            None => {
                let known: Vec<_> = self.drafts.indices.iter().map(|k| (k.id.as_str(), k.key)).collect();
                self.unknown_id("index", id, span, &known);
                None
            }
        }
    }

    fn index_table(&mut self, draft: &IndexDraft, place: Place<'_>) -> Option<Index> {
        let path = |key: &str| place.under(key);
        let rate = |this: &mut Self, draft: &Draft<InputDraft>, key| {
            this.input(draft, &path(key), Domain::YearlyRate, Role::Plain)
        };
        let yearly = rate(self, &draft.yearly_growth, "yearly_growth");
        let real_growth = rate(self, &draft.real_growth, "real_growth");
        let values = draft.values.here().map(|v| self.index_values(v));
        let growth = draft.growth.here().map(|g| self.index_growth(g, place));
        if draft.real_growth.is_broken() || (real_growth.is_none() && !draft.real_growth.is_absent()) {
            return None;
        }
        let form = self.index_form(draft, place, values.flatten(), growth.flatten(), yearly)?;
        Some(Index { id: Id::new(place.id), names: draft.names.clone(), form, real_growth })
    }

    /// The one form in which it is written.
    fn index_form(
        &mut self,
        draft: &IndexDraft,
        place: Place<'_>,
        values: Option<BTreeMap<i32, YearValue>>,
        growth: Option<BTreeMap<i32, YearValue>>,
        yearly: Option<Arc<Input>>,
    ) -> Option<IndexForm> {
        let forms = [
            ("values", draft.values.is_absent(), draft.values.key()),
            ("growth", draft.growth.is_absent(), draft.growth.key()),
            ("yearly_growth", draft.yearly_growth.is_absent(), draft.yearly_growth.key()),
        ];
        let written: Vec<(&str, Option<Span>)> = forms.iter().filter(|f| !f.1).map(|f| (f.0, f.2)).collect();
        match written.as_slice() {
            [("values", _)] => values.map(IndexForm::Values),
            [("growth", _)] => growth.map(IndexForm::Growth),
            [_] => yearly.map(IndexForm::Yearly),
            [] if draft.real_growth.is_absent() => {
                self.none_of("index", &["values", "growth", "yearly_growth", "real_growth"], place);
                None
            }
            [] => Some(IndexForm::RealOnly),
            several => {
                self.several_of(several, place);
                None
            }
        }
    }

    /// An index by year, above nil.
    fn index_values(&mut self, written: &Written<YearTable>) -> Option<BTreeMap<i32, YearValue>> {
        let mut good = true;
        for entry in &written.value.0 {
            if entry.value.decimal <= Decimal::ZERO {
                let value = entry.value.decimal.normalize();
                let problem = Problem::new(Code::OutOfRange).variant("not-above-nil").with("key", "values");
                self.complain(problem.with("value", value).at(entry.span));
                good = false;
            }
        }
        good.then(|| by_year(&written.value))
    }

    /// Growth of each year on the one before, without gaps.
    fn index_growth(&mut self, written: &Written<YearTable>, place: Place<'_>) -> Option<BTreeMap<i32, YearValue>> {
        let mut good = true;
        for entry in &written.value.0 {
            let value = entry.value.decimal;
            good &= self.fits(value, entry.span, "growth", Domain::YearlyRate, Role::Plain);
        }
        let gap = written.value.0.windows(2).find_map(|pair| match pair {
            [one, next] if next.year != one.year + 1 => Some((one.year + 1, next.key)),
            _ => None,
        });
        if let Some((year, at)) = gap {
            let problem = Problem::new(Code::MissingKey).variant("gap").with("key", "growth").with("year", year);
            self.complain(problem.with("table", format!("[{}]", place.path)).at(at));
            good = false;
        }
        good.then(|| by_year(&written.value))
    }

    /// In which prices an amount is written: its price year, and its index or that of the basis. None when that cannot
    /// be told, or when it cannot be brought to the prices of the case.
    pub(super) fn priced(&mut self, year: &Draft<Whole>, index: &Draft<String>) -> Option<Priced> {
        if year.is_broken() {
            return None;
        }
        let year = year.here().and_then(|w| i32::try_from(w.value).ok().map(|year| (year, w.span)));
        self.priced_in(year, index)
    }

    /// The same for a year and the place that says so.
    pub(super) fn priced_in(&mut self, year: Option<(i32, Span)>, index: &Draft<String>) -> Option<Priced> {
        let index = match index {
            Draft::Broken => return None,
            Draft::Here(written) => Some(self.index_named(&written.value, written.span)?),
            Draft::Absent => self.basis_index.clone()?,
        };
        let Some((year, at)) = year else { return Some(Priced { year: None, index }) };
        let (Some(of_case), true) = (self.price_year, Some(year) != self.price_year) else {
            return Some(Priced { year: Some(year), index });
        };
        let found = index.as_ref().and_then(|id| self.indices.get(id.as_str())).and_then(Option::as_ref);
        let lacking = [year, of_case].into_iter().find(|y| found.is_none_or(|i| !i.reaches(*y)));
        let Some(lacking) = lacking else { return Some(Priced { year: Some(year), index }) };
        let problem = Problem::new(Code::NoIndex)
            .with("year", year)
            .with("price_year", of_case)
            .with("lacking", lacking)
            .with("index", index.as_ref().map_or("", Id::as_str))
            .at(at);
        let problem = match found {
            Some(index) if matches!(index.form, IndexForm::RealOnly) => {
                problem.variant("real-only").and_see(index.names.span, "the-index")
            }
            Some(index) => problem.variant("reach").and_see(index.names.span, "the-index"),
            None => problem,
        };
        self.complain(problem);
        None
    }

    /// An amount of money in the prices of the case; none when decimals cannot hold it.
    pub(super) fn in_prices_of_case(&self, money: &Input) -> Option<Decimal> {
        let (Some(year), Some(of_case)) = (money.priced.year, self.price_year) else { return Some(money.value) };
        if year == of_case {
            return Some(money.value);
        }
        let index = self.indices.get(money.priced.index.as_ref()?.as_str())?.as_ref()?;
        money.value.checked_mul(ratio(&index.form, year, of_case)?)
    }

    /// Says that a key of money stands on something that is none. True when it does not.
    pub(super) fn has_no_prices(&mut self, draft: &InputDraft, path: &str) -> bool {
        let keys = [("price_year", draft.price_year.key()), ("index", draft.index.key())];
        let Some((key, at)) = keys.into_iter().find_map(|(key, at)| at.map(|at| (key, at))) else {
            return !draft.price_year.is_broken() && !draft.index.is_broken();
        };
        let problem = Problem::new(Code::DoesNotBelongTogether).variant("no-money").with("key", key);
        self.complain(problem.with("other", path.rsplit('.').next().unwrap_or(path)).at(at));
        false
    }
}

/// What turns a price of one year into one of another.
fn ratio(form: &IndexForm, from: i32, to: i32) -> Option<Decimal> {
    let (low, high) = (from.min(to), from.max(to));
    let grown = match form {
        IndexForm::Values(values) => return values.get(&to)?.value.checked_div(values.get(&from)?.value),
        IndexForm::Growth(growth) => growth
            .range(low + 1..=high)
            .try_fold(Decimal::ONE, |product, (_, g)| product.checked_mul(Decimal::ONE.checked_add(g.value)?))?,
        IndexForm::Yearly(growth) => {
            Decimal::ONE.checked_add(growth.value)?.checked_powu(u64::from(low.abs_diff(high)))?
        }
        IndexForm::RealOnly => return None,
    };
    if from < to { Some(grown) } else { Decimal::ONE.checked_div(grown) }
}

fn by_year(table: &YearTable) -> BTreeMap<i32, YearValue> {
    table.0.iter().map(|y| (y.year, YearValue { value: y.value.decimal, span: y.span, why: y.why })).collect()
}
