//! Whose: the figures of the headline, of everybody else who pays or gains, of the public and of society.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::words::{Form, Words};
use super::{Adds, Body, Cell, Column, Computed, Emphasis, Overflow, PageOptions, Row, Scale, Section, Table, Whose};
use crate::appraisal::{Figures, PerspectiveFigures};
use crate::calendar::{Month, Timing};
use crate::case::PartyId;
use crate::measure::totals::nil_mark;
use crate::measure::{Measure, Undefined};
use crate::model::{Crossing, Model};

/// A perspective with a column.
#[derive(Clone, Copy)]
pub(super) struct Shown<'c> {
    /// Its name.
    pub id: &'c str,
    /// Its figures.
    pub figures: &'c PerspectiveFigures<Decimal>,
    /// Who goes first when there is not room for all: the highest.
    rank: usize,
}

/// Whether anything crosses the border of these parties.
pub(super) fn pays_or_gains(of: &Computed<'_>, parties: &BTreeSet<PartyId>) -> bool {
    of.model.lines.iter().filter(|l| l.crosses(parties) != Crossing::Not).any(|line| {
        let shape = of.model.step(line.amounts).shape;
        (shape.from()..shape.from() + shape.len()).any(|p| !of.ledger.at(of.model, line.amounts, p).is_zero())
    })
}

/// The perspectives that a page begins with: those asked for by name, else the headline.
pub(super) fn leads<'c>(of: &Computed<'c>, whose: &Whose) -> Vec<Shown<'c>> {
    let found = |id: &String| {
        let (id, figures) = of.appraisal.perspectives.get_key_value(id)?;
        Some(Shown { id, figures, rank: 0 })
    };
    match whose {
        Whose::Named(names) => names.iter().filter_map(found).collect(),
        Whose::Headline | Whose::All => found(&of.appraisal.headline).into_iter().collect(),
    }
}

/// The perspectives with a column: the headline, everybody else by size, the public, society.
fn columns<'c>(of: &Computed<'c>, whose: &Whose) -> Vec<Shown<'c>> {
    let mut shown = leads(of, whose);
    if matches!(whose, Whose::Named(_)) {
        return shown;
    }
    let last = |id: &str| matches!(id, "public" | "society");
    let mut others: Vec<Shown<'c>> = of
        .appraisal
        .perspectives
        .iter()
        .filter(|(id, figures)| **id != of.appraisal.headline && pays_or_gains(of, &figures.parties))
        .filter(|(id, _)| !id.ends_with(".alone") || *whose == Whose::All)
        .map(|(id, figures)| Shown { id, figures, rank: 0 })
        .collect();
    others.sort_by_key(|s| {
        let size = s.figures.budget.net_present_value.abs();
        if last(s.id) { (true, s.id, Reverse(Decimal::ZERO)) } else { (false, "", Reverse(size)) }
    });
    let sets = others.iter().filter(|s| last(s.id)).count();
    for (place, other) in others.iter_mut().enumerate() {
        // After the headline comes the largest party, then the public and society, then the rest.
        other.rank = match (other.id, place) {
            ("public", _) => 2,
            ("society", _) => 3,
            (_, 0) => 1,
            (_, place) => place + sets + 3,
        };
    }
    shown.extend(others);
    shown
}

/// When a month is named: by its year where the periods are the years of the calendar.
pub(super) fn when(model: &Model, month: Month) -> Cell {
    let calendar = &model.calendar;
    let years = calendar.start().number() == 1 && calendar.periods().iter().all(|p| p.start % 12 == 0);
    if years && model.timing != Timing::End { Cell::Year(month.year()) } else { Cell::Month(month) }
}

/// Whether payments cross the border on balance: more than the decimals of a sum leave over.
fn has_payments(figures: &Figures<Decimal>) -> bool {
    let payments = figures.present_value_of_payments;
    payments.abs() > nil_mark([figures.largest, payments].into_iter())
}

/// Why a figure is not defined, as short as a column.
pub(super) fn reason(words: Words, why: Undefined, figures: &Figures<Decimal>) -> Cell {
    let has = |sign: fn(&Decimal) -> bool| figures.flows.iter().any(|f| sign(&f.amount));
    let in_and_out = (has(|a| *a > Decimal::ZERO), has(|a| *a < Decimal::ZERO));
    let short = |key: &str| Cell::Undefined(words.page(&format!("reason.{key}")));
    match (why, in_and_out) {
        (Undefined::NoSignChange | Undefined::NeverBelowNil, (false, false)) => Cell::Nothing,
        (Undefined::NoSignChange, (_, false)) => short("no_outlay"),
        (Undefined::NoSignChange, (false, _)) => short("no_gain"),
        (Undefined::NoNetCost, _) if figures.present_value_of_costs.is_zero() => short("no_cost"),
        (why, _) => words.undefined(why),
    }
}

/// The section with a column for each perspective.
pub(super) fn whose(of: &Computed<'_>, options: &PageOptions) -> Section {
    let words = Words(options.language);
    let shown = columns(of, &options.whose);
    let column = |s: &Shown<'_>| Column {
        strong: s.id == of.appraisal.headline,
        rank: s.rank,
        ..Column::figures(Cell::words(words.perspective(of.case, s.id, Form::Head)))
    };
    let overflow = if options.whose == Whose::Headline { Overflow::Leave } else { Overflow::Blocks };
    let mut table = Table::new(shown.iter().map(column).collect(), overflow);
    table.scale = options.unit.unwrap_or(Scale::One);

    type OfBudget<'f> = &'f dyn Fn(&Figures<Decimal>) -> Cell;
    let row = |name: &str, cell: OfBudget<'_>| {
        let cells = shown.iter().map(|s| cell(&s.figures.budget)).collect();
        Row::new(words.page(&format!("whose.{name}")), cells)
    };
    let measure = |measure: Measure<Decimal>, cell: fn(Decimal) -> Cell, f: &Figures<Decimal>| {
        measure.map_or_else(|why| reason(words, why, f), cell)
    };
    let npv = table.row(row("net_present_value", &|f| Cell::money(f.net_present_value)).with(Emphasis::Total));
    let costs = table.row(row("costs", &|f| Cell::money(f.present_value_of_costs)).with(Emphasis::Part));
    let mut plus = vec![table.row(row("gains", &|f| Cell::money(f.present_value_of_benefits)).with(Emphasis::Part))];
    if shown.iter().any(|s| has_payments(&s.figures.budget)) {
        plus.push(table.row(row("payments", &|f| Cell::money(f.present_value_of_payments)).with(Emphasis::Part)));
    }
    table.adds.push(Adds::Down { plus, minus: vec![costs], total: npv });
    if shown.iter().any(|s| s.figures.budget.uncorrected.is_some()) {
        let plain = |f: &Figures<Decimal>| f.uncorrected.map_or(Cell::Nothing, |u| Cell::money(u.net_present_value));
        table.row(row("uncorrected", &plain));
    }
    if shown.iter().any(|s| s.figures.economic.is_some()) {
        let all = |s: &Shown<'_>| {
            let all = s.figures.economic.as_ref().unwrap_or(&s.figures.budget);
            Cell::money(all.net_present_value)
        };
        table.row(Row::new(words.page("whose.economic"), shown.iter().map(all).collect()));
        table.notes.push(words.sentence("whose.economic_note", &[]));
    }
    table.row(row("net_result", &|f| Cell::money(f.net_result)));
    table.row(row("benefit_cost_ratio", &|f| measure(f.benefit_cost_ratio.figure, Cell::Ratio, f)));
    table.row(row("internal_rate_of_return", &|f| measure(f.internal_rate_of_return.figure(), Cell::Rate, f)));
    table.row(row("payback", &|f| measure(f.payback.figure, Cell::Years, f)));
    table.row(row("discounted_payback", &|f| measure(f.discounted_payback.figure, Cell::Years, f)));
    table.row(row("deepest_outlay", &|f| match f.deepest_outlay {
        Ok((amount, _)) => Cell::money(amount),
        Err(why) => words.undefined(why),
    }));
    let month = |f: &Figures<Decimal>| match f.deepest_outlay {
        Ok((_, Some(month))) => when(of.model, month),
        _ => Cell::Nothing,
    };
    table.row(row("in", &month).with(Emphasis::Part));
    Section { heading: words.page("whose.heading"), beside: Vec::new(), body: Body::Table(table) }
}
