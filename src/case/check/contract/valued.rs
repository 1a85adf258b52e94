//! *Values* as they are written become inputs, each with its path.

use std::cell::Cell;

use super::values::{About, Keys, Slot, Value, Values};
use super::{Checking, Ground};
use crate::calendar::Month;
use crate::case::check::domain::Role;
use crate::case::read::contract::{KeyedValues, ValueDraft, ValuesDraft, ValuesForm, point_key};
use crate::case::read::{Draft, quoted};
use crate::problem::{Code, Problem};
use crate::span::Span;

impl<'d> Checking<'d> {
    /// Values that are written. None when they are not, or cannot be.
    pub(super) fn values(
        &mut self,
        ground: &Ground<'d, '_>,
        draft: &'d Draft<ValuesDraft>,
        about: &About<'d, '_>,
    ) -> Option<Values<'d>> {
        self.values_of(ground, &draft.here()?.value, &about.path, about, true)
    }

    fn values_of(
        &mut self,
        ground: &Ground<'d, '_>,
        draft: &'d ValuesDraft,
        path: &str,
        about: &About<'d, '_>,
        outer: bool,
    ) -> Option<Values<'d>> {
        match &draft.form {
            ValuesForm::One(value) => self.value(ground, value, path, about).map(Values::One),
            ValuesForm::List(list) => self.listed(ground, list, draft.span, path, about),
            ValuesForm::Table(table) => {
                let by_cohort = |k: &KeyedValues| outer && is_cohort(ground, &k.key, about.cohorts);
                let cohorts = table.iter().filter(|k| by_cohort(k)).count();
                if cohorts == 0 {
                    return self.by_point(ground, table, path, about);
                }
                if let Some(other) = table.iter().find(|k| !by_cohort(k)) {
                    if point_key(&other.key).is_some() {
                        let mixed = Problem::new(Code::OneOf).variant("mixed-values").with("key", about.key);
                        self.complain(mixed.with("other", &other.key).at(other.at));
                    } else {
                        self.unknown_cohort(ground, other, about);
                    }
                    return None;
                }
                if let (Keys::None, Some(first)) = (about.cohorts, table.first()) {
                    let problem = Problem::new(Code::KeyDoesNotBelong).variant("cohorts").with("key", about.key);
                    self.complain(problem.with("cohort", &first.key).with("table", about.table).at(first.at));
                    return None;
                }
                let members: Vec<Option<(&'d str, Values<'d>)>> = table
                    .iter()
                    .map(|k| {
                        let path = format!("{path}.{}", k.key);
                        self.known_month(ground, k, about)?;
                        Some((k.key.as_str(), self.values_of(ground, &k.values, &path, about, false)?))
                    })
                    .collect();
                members.into_iter().collect::<Option<_>>().map(Values::ByCohort)
            }
        }
    }

    /// A list: one for each measurement that holds.
    fn listed(
        &mut self,
        ground: &Ground<'d, '_>,
        list: &'d [ValueDraft],
        span: Span,
        path: &str,
        about: &About<'d, '_>,
    ) -> Option<Values<'d>> {
        let Some(points) = about.holds else {
            let problem = Problem::new(Code::MissingKey).variant("measured-of-list").with("key", "measured");
            self.complain(problem.with("table", about.table).with("other", about.key).at(span));
            return None;
        };
        if points.len() != list.len() {
            let problem = Problem::new(Code::LengthsDiffer).variant("measured").with("key", about.key);
            let problem = problem.with("found", list.len()).with("wanted", points.len()).at(span);
            let see = points.first().map(|p| p.span);
            self.complain(see.map_or(problem.clone(), |see| problem.and_see(see, "measured")));
            return None;
        }
        let slots: Vec<Option<Slot<'d>>> = points
            .iter()
            .zip(list)
            .map(|(point, value)| {
                let path = format!("{path}.{}", point.label);
                let value = self.value(ground, value, &path, about)?;
                Some(Slot { label: &point.label, at: span, value, used: Cell::new(false) })
            })
            .collect();
        slots.into_iter().collect::<Option<_>>().map(Values::ByPoint)
    }

    fn by_point(
        &mut self,
        ground: &Ground<'d, '_>,
        table: &'d [KeyedValues],
        path: &str,
        about: &About<'d, '_>,
    ) -> Option<Values<'d>> {
        let mut slots = Vec::with_capacity(table.len());
        let mut whole = true;
        for keyed in table {
            let path = format!("{path}.{}", keyed.key);
            if point_key(&keyed.key).is_none() {
                self.unknown_cohort(ground, keyed, about);
                whole = false;
                continue;
            }
            let ValuesForm::One(value) = &keyed.values.form else {
                let problem = Problem::new(Code::WrongKind).variant("one-number").with("key", &keyed.key);
                self.complain(problem.with("found", "@kind.list").at(keyed.values.span));
                whole = false;
                continue;
            };
            match self.value(ground, value, &path, about) {
                Some(value) => slots.push(Slot { label: &keyed.key, at: keyed.at, value, used: Cell::new(false) }),
                None => whole = false,
            }
        }
        whole.then_some(Values::ByPoint(slots))
    }

    fn value(
        &mut self,
        ground: &Ground<'d, '_>,
        draft: &'d ValueDraft,
        path: &str,
        about: &About<'d, '_>,
    ) -> Option<Value> {
        match draft {
            ValueDraft::Held(held, span, why) => {
                self.text_row(path, &held.text, *why, *span);
                Some(Value::Held(held.interval, *span))
            }
            ValueDraft::Input(input) if about.money => {
                self.contract_money(ground, input, path, about.domain).map(Value::Number)
            }
            ValueDraft::Input(input) => self.worth(input, path, about.domain, Role::Plain).map(Value::Number),
        }
    }

    fn known_month(&mut self, ground: &Ground<'_, '_>, keyed: &KeyedValues, about: &About<'_, '_>) -> Option<()> {
        let (Keys::Months(months), Some(month)) = (about.cohorts, Month::read(&keyed.key)) else { return Some(()) };
        let start = ground.calendar.start();
        if months.contains(&month.since(start)) {
            return Some(());
        }
        let known: Vec<String> = months.iter().take(12).map(|m| start.plus(*m).to_string()).collect();
        let problem = Problem::new(Code::UnknownId).with("what", "@what.cohort").with("id", &keyed.key);
        self.complain(problem.with("known", quoted(&known)).at(keyed.at));
        None
    }

    /// Says of a key that it is neither a measurement nor a cohort.
    fn unknown_cohort(&mut self, ground: &Ground<'_, '_>, keyed: &KeyedValues, about: &About<'_, '_>) {
        if ground.draft.unread.contains(&"cohort") {
            return;
        }
        let looks_like_a_point = keyed.key.contains(' ') || keyed.key.starts_with(|c: char| c.is_ascii_digit());
        if looks_like_a_point || matches!(about.cohorts, Keys::None) {
            let problem = Problem::new(Code::BadMonth).variant("point-key").with("text", &keyed.key);
            self.complain(problem.with("key", about.key).at(keyed.at));
            return;
        }
        let known: Vec<(&str, Span)> = ground.draft.cohorts.iter().map(|k| (k.id.as_str(), k.key)).collect();
        self.unknown_id("cohort", &keyed.key, keyed.at, &known);
    }
}

/// Whether a key names a cohort; a month does only where the cohorts are months.
fn is_cohort(ground: &Ground<'_, '_>, key: &str, keys: Keys<'_>) -> bool {
    let month = matches!(keys, Keys::Months(_)) && Month::read(key).is_some();
    month || ground.cohorts.contains_key(key)
}
