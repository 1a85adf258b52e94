//! Who starts and who completes, and how their months fall on the periods.

use rust_decimal::Decimal;

use super::grown::{Growth, grown};
use super::line::LineKind;
use super::quantity::{Builder, Quantity};
use super::step::Axis;
use super::weights::{Fall, Falling, StartedBefore, Starting, fall_of_sums};
use crate::calendar::Calendar;
use crate::case::{Counted, Group};
use crate::unit::Unit;

/// A group's people, and when they start.
pub struct GroupLines<'m> {
    /// The group as it was written.
    pub group: &'m Group,
    /// Everybody who starts within the horizon.
    pub starters: Quantity<'m>,
    /// Share of starters who complete.
    pub completion_rate: Quantity<'m>,
    /// What the weights of those who start within the horizon add to.
    within: Decimal,
}

/// People who start.
///
/// ```text
/// starters = people × recruited share
/// ```
///
/// Only those who start within the horizon: when a shorter horizon leaves some out, their part is taken off.
pub fn group<'m>(model: &'m Builder, group: &'m Group) -> GroupLines<'m> {
    let within: Decimal = group.starts.weights.iter().map(|(_, w)| w).sum();
    let recruited = model.input(&group.people, Unit::PEOPLE) * model.input(&group.recruited_share, Unit::ONE);
    let starters = if within == group.starts.over {
        recruited
    } else {
        recruited * model.structure(within, "starts-within-horizon")
            / model.structure(group.starts.over, "starts-in-all")
    };
    GroupLines {
        group,
        starters: starters.named(LineKind::Starters, format!("group.{}", group.id)),
        completion_rate: model.input(&group.completion_rate, Unit::ONE),
        within,
    }
}

impl<'m> GroupLines<'m> {
    /// When they start.
    pub fn starting(&self) -> Starting<'m> {
        Starting { weights: &self.group.starts.weights, over: self.within }
    }

    /// People whom an outcome's rates are about.
    ///
    /// ```text
    /// counted = starters, or starters × completion rate
    /// ```
    pub fn counted(&self, model: &'m Builder, counted: Counted) -> Quantity<'m> {
        match counted {
            Counted::Starters => self.starters * model.constant(Decimal::ONE, Unit::ONE),
            Counted::Completers => self.starters * self.completion_rate,
        }
    }

    /// Part of the starters whose month, `later` months after their start, falls into each period within
    /// `[from, until)`, with the growth of what is paid for them.
    pub fn shifted(
        &self,
        model: &'m Builder,
        calendar: &Calendar,
        growth: Growth<'m>,
        later: i32,
        (from, until): (i32, i32),
    ) -> Quantity<'m> {
        let months = self.group.starts.weights.iter().map(|(month, weight)| (month.saturating_add(later), *weight));
        let counting = months.filter(|(month, _)| (from..until).contains(month));
        grown(model, calendar, growth, self.within, "starts-in-period", counting)
    }

    /// Months attended, in each period within `[from, until)`, with the growth of what is paid for them.
    ///
    /// ```text
    /// attendance(j) = completion rate + (1 − completion rate) × clamp(dropout after × pathway − j, 0, 1)
    /// person-months = starters × Σ over j of attendance(j) × part of the starters whose month j falls there
    /// ```
    ///
    /// j is the month after the start, 0 ≤ j < pathway.
    pub fn person_months(
        &self,
        model: &'m Builder,
        calendar: &Calendar,
        growth: Growth<'m>,
        (from, until): (i32, i32),
    ) -> Quantity<'m> {
        let started = StartedBefore::new(&self.group.starts.weights);
        let (first, last) = (started.first().unwrap_or(0), started.last().unwrap_or(-1));
        // What comes after the horizon is not counted.
        let months = self.group.pathway.min(calendar.horizon() - first).max(0);
        let length = model.structure(Decimal::from(self.group.pathway), "pathway");
        let stay = model.input(&self.group.dropout_after, Unit::ONE) * length;
        let others = model.one_minus(self.completion_rate);
        let (nil, one) = (model.constant(Decimal::ZERO, Unit::ONE), model.constant(Decimal::ONE, Unit::ONE));
        let attendance: Vec<Quantity<'m>> = (0..months)
            .map(|j| {
                let part_of_month =
                    (stay - model.structure(Decimal::from(j), "month-of-pathway")).greater(nil).lesser(one);
                self.completion_rate + others * part_of_month
            })
            .collect();
        let attendance = model
            .places(Axis::Pathway, &attendance, Unit::ONE)
            .named(LineKind::Attendance, format!("group.{}", self.group.id));
        let started = &started;
        let size = &model.size;
        let fall = fall_of_sums(calendar, months as u32, growth.is_some(), self.within, size.room(), |j| {
            let j = j as i32;
            Falling {
                from: (first + j).max(from),
                until: (last.saturating_add(j).saturating_add(1)).min(until),
                before: move |month: i32| started.month(month - j),
            }
        });
        size.add(fall.as_ref().map_or(usize::MAX, Fall::size));
        let fall = fall.unwrap_or_else(|| Fall::nothing(self.within));
        self.starters * super::grown::weighed(attendance, growth, &fall)
    }
}
