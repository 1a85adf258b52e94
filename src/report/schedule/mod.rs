//! The page of a contract's payments: by date and payer, what investors get, what caps took, what was not paid.

mod caps;
mod columns;
mod investors;
mod lines;
mod streams;
mod years;

use rust_decimal::Decimal;

use super::words::{Form, Words, case_title};
use super::{Cell, Computed, PageOptions, Phrase, Report};
use crate::appraisal::Schedule;
use crate::case::PartyId;
use crate::case::contract::Prices;
use crate::model::payment::Payment;

/// Which payments a page shows, and how.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum ScheduleView {
    /// In the layout of an agreement's annex: costs, each payer, net, running total.
    #[default]
    Streams,
    /// Each payer, and below it its terms.
    ByPayer,
    /// Each term, and below it its payers.
    ByTerm,
    /// Each payment, with what caps took.
    Lines,
}

/// A contract's payments, for a page.
#[derive(Clone, Copy)]
struct Page<'p> {
    of: &'p Computed<'p>,
    schedule: &'p Schedule,
    options: &'p PageOptions,
    words: Words,
}

/// The page of a case's payments.
pub fn schedule(of: &Computed<'_>, schedule: &Schedule, view: ScheduleView, options: &PageOptions) -> Report {
    let page = Page { of, schedule, options, words: Words(options.language) };
    let mut report = Report::new(case_title(of.case), &of.case.currency);
    report.subtitle = page.subtitle();
    let columns = columns::Columns::of(&page);
    match view {
        ScheduleView::Streams => {
            report.sections.push(streams::streams(&page, &columns));
            report.sections.extend(investors::investors(&page));
            report.sections.extend(caps::caps(&page));
            report.sections.extend(caps::not_paid(&page));
            report.sections.extend(years::years(&page));
        }
        ScheduleView::ByPayer => report.sections.push(streams::by_payer(&page, &columns)),
        ScheduleView::ByTerm => report.sections.push(streams::by_term(&page, &columns)),
        ScheduleView::Lines => report.sections.push(lines::lines(&page)),
    }
    report.foot = super::foot::foot(of, options);
    report.stamp = super::foot::stamp(of, options);
    report
}

/// A sum that stays in range, or none.
fn sum(amounts: impl IntoIterator<Item = Option<Decimal>>) -> Option<Decimal> {
    amounts.into_iter().try_fold(Decimal::ZERO, |sum, amount| sum.checked_add(amount?))
}

impl<'p> Page<'p> {
    /// Minor units as money.
    fn money(&self, units: Decimal) -> Option<Decimal> {
        units.checked_mul(self.schedule.plan.minor_unit)
    }

    /// Who bears how much of a payment.
    fn payers(&self, payment: &'p Payment<Decimal>) -> impl Iterator<Item = (&'p PartyId, Option<Decimal>)> {
        let plan = &self.schedule.plan;
        let pays = plan.terms.get(payment.term).and_then(|t| t.pays.as_ref());
        let split = pays.and_then(|p| plan.splits.get(p.split)).map_or(&[][..], |s| &s.payers);
        split.iter().zip(&payment.by_payer).map(|((party, _), units)| (party, self.money(*units)))
    }

    /// Whether a payment goes to the investors together.
    fn is_shared(&self, payment: &Payment<Decimal>) -> bool {
        let plan = &self.schedule.plan;
        let named = plan.terms.get(payment.term).and_then(|t| t.pays.as_ref()).is_some_and(|p| p.recipient.is_some());
        !plan.investors.is_empty() && !named
    }

    /// A cell of money; an amount that left the range says so.
    fn cell(&self, amount: Option<Decimal>) -> Cell {
        amount.map_or_else(|| Cell::Undefined(self.words.line("undefined.out_of_range")), Cell::money)
    }

    fn party(&self, id: &PartyId) -> String {
        self.words.party(self.of.case, id, Form::Head)
    }

    /// A term's short name, else its title.
    fn term(&self, place: usize) -> String {
        let id = self.schedule.plan.terms.get(place).map(|t| &t.id);
        id.map_or_else(String::new, |id| self.words.term(self.of.case, id, Form::Head))
    }

    /// Which prices, and how much of all payments the largest payer pays.
    fn subtitle(&self) -> Vec<Phrase> {
        let words = self.words;
        let currency = ("currency", Cell::Currency);
        let prices = self.of.case.contract.as_ref().map_or(Prices::Real, |c| c.prices);
        let mut parts = vec![match prices {
            Prices::Real => {
                words.sentence("summary.fixed", &[("year", Cell::Year(self.of.case.basis.price_year)), currency])
            }
            Prices::Nominal => words.sentence("schedule.nominal", &[currency]),
        }];
        let payers = streams::payers(self);
        let total = sum(payers.iter().map(|(_, amount)| *amount));
        let largest = payers.iter().filter_map(|(party, amount)| Some((*party, (*amount)?))).max_by_key(|(_, a)| *a);
        let share = largest.zip(total).and_then(|((party, amount), total)| Some((party, amount.checked_div(total)?)));
        if let Some((party, share)) = share.filter(|_| payers.len() > 1) {
            let who = ("who", Cell::words(self.party(party)));
            parts.push(words.sentence("schedule.largest", &[who, ("share", Cell::Rate(share))]));
        }
        parts
    }
}
