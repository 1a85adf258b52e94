//! What investors put in and get back, and at how much of the expected payments they break even.

use rust_decimal::Decimal;

use super::streams::together;
use super::{Page, sum};
use crate::appraisal::InvestorFigures;
use crate::measure::Measure;
use crate::report::words::Form;
use crate::report::{Body, Cell, Column, Emphasis, Overflow, Phrase, Row, Section, Table};

/// The section of a contract's investors; none without any.
pub(super) fn investors(page: &Page<'_>) -> Option<Section> {
    let all = together(page)?;
    let words = page.words;
    let head = |key: &str| Column::figures(Cell::words(words.page(&format!("schedule.investor.{key}"))));
    let heads = ["out", "back", "rate", "multiple", "outlay", "on", "if_all_fails"].map(head);
    let mut table = Table::new(heads.into(), Overflow::Blocks);
    table.scale = page.options.unit.unwrap_or_default();
    for (investor, figures) in page.schedule.plan.investors.iter().zip(&page.schedule.investors) {
        let name = words.party(page.of.case, &investor.party, Form::Head);
        table.row(Row::new(name, cells(page, figures)));
    }
    if let Some(together) = &page.schedule.together {
        table.row(Row::new(words.page("schedule.investor.together"), cells(page, together)).with(Emphasis::Total));
    }
    table.notes.extend(breaks_even(page, all));
    table.notes.extend(page.schedule.plan.return_cap.as_ref().and_then(|cap| {
        let cut = page.money(page.schedule.record.cut).filter(|cut| !cut.is_zero())?;
        let amount = ("amount", Cell::Money(cut));
        Some(match &cap.excess {
            Some(party) => words.sentence("schedule.return_cap_to", &[amount, ("who", Cell::words(page.party(party)))]),
            None => words.sentence("schedule.return_cap", &[amount]),
        })
    }));
    let heading = words.page("schedule.investor.heading");
    Some(Section { heading, beside: Vec::new(), body: Body::Table(table) })
}

fn cells(page: &Page<'_>, of: &InvestorFigures) -> Vec<Cell> {
    let measure = |measure: Measure<Decimal>, cell: fn(Decimal) -> Cell| {
        measure.map_or_else(|why| page.words.undefined(why), cell)
    };
    let (outlay, on) = match of.deepest_outlay {
        Ok((amount, day)) => (Cell::money(amount), day.map_or(Cell::Nothing, |d| Cell::words(d.to_string()))),
        Err(why) => (page.words.undefined(why), Cell::Nothing),
    };
    vec![
        Cell::money(of.draws),
        Cell::money(of.payments),
        measure(of.internal_rate_of_return.figure(), Cell::Rate),
        measure(of.money_multiple, Cell::Ratio),
        outlay,
        on,
        measure(of.loss_at_zero_outcomes, |loss| Cell::money(loss.checked_mul(Decimal::NEGATIVE_ONE).unwrap_or(loss))),
    ]
}

/// At how much of the expected payments the investors have what they put in.
///
/// ```text
/// draws ÷ payments, undiscounted and in present value
/// ```
fn breaks_even(page: &Page<'_>, of: &InvestorFigures) -> Option<Phrase> {
    if page.schedule.record.guarantee.as_ref().is_some_and(|g| g.amounts.iter().any(|a| !a.is_zero())) {
        return None; // What a guarantee pays falls as payments rise: no share of the payments says it.
    }
    let plain = of.draws.checked_div(of.payments)?;
    let present = |amount: fn(&crate::appraisal::InvestorFlow) -> Decimal| {
        sum(of.flows.iter().map(|flow| amount(flow).checked_mul(flow.worth?)))
    };
    let discounted = present(|f| f.draw)?.checked_div(present(|f| f.payment)?)?;
    let values = [("plain", Cell::Rate(plain)), ("discounted", Cell::Rate(discounted))];
    Some(page.words.sentence("schedule.breaks_even", &values))
}
