//! The page of `appraise`: the answer in sentences, then whose, when, what changes for people, and what it rests on.

use rust_decimal::Decimal;

use super::break_even::what_must_be_true;
use super::by_time::{by_time, stretch};
use super::doubts;
use super::foot::{foot, stamp};
use super::outcomes::outcomes;
use super::register::register;
use super::whose::{Shown, leads, pays_or_gains, when, whose};
use super::words::{Form, Words, case_title};
use super::{Cell, Computed, PageOptions, Phrase, Report};
use crate::appraisal::month_of;
use crate::measure::Undefined;
use crate::uncertainty::Doubt;

/// The page of one case.
pub fn summary(of: &Computed<'_>, options: &PageOptions) -> Report {
    let leads = leads(of, &options.whose);
    let mut report = Report::new(case_title(of.case), &of.case.currency);
    report.subtitle = subtitle(of, options);
    let words = Words(options.language);
    let doubts: Vec<Vec<Doubt>> = leads.iter().map(|lead| doubts::largest(of, lead)).collect();
    let said = leads
        .iter()
        .zip(&doubts)
        .flat_map(|(lead, doubts)| sentences(of, lead, options).into_iter().chain(doubts::sentence(doubts, words)));
    report.sentences = said.collect();
    if options.only_sentences {
        return report;
    }
    report.sections.push(whose(of, options));
    report.sections.extend(leads.iter().map(|lead| by_time(of, lead.id, lead.figures, options)));
    let lead = leads.first().map_or("", |l| l.id);
    report.sections.extend(outcomes(of, lead, options));
    report.sections.extend(doubts.first().and_then(|doubts| doubts::section(of, doubts, words)));
    if options.assumptions {
        report.sections.extend(register(of, options));
    }
    report.foot = foot(of, options);
    report.stamp = stamp(of, options);
    report
}

/// People, time, prices.
fn subtitle(of: &Computed<'_>, options: &PageOptions) -> Vec<Phrase> {
    let words = Words(options.language);
    let calendar = &of.model.calendar;
    let mut parts = Vec::new();
    if !of.case.groups.is_empty() {
        let people = of.appraisal.starters;
        let key = if people == Decimal::ONE { "summary.person" } else { "summary.people" };
        parts.push(words.sentence(key, &[("people", Cell::Count(people))]));
    }
    let all = stretch(calendar, &(0..calendar.periods().len()));
    let whole_years = all.first.number() == 1 && all.last.number() == 12;
    parts.push(if whole_years && all.first.year() < all.last.year() {
        let years = [("from", Cell::Year(all.first.year())), ("to", Cell::Year(all.last.year()))];
        words.sentence("time.stretch", &years)
    } else {
        Phrase::cell(Cell::Period(all))
    });
    let year = Cell::Year(of.case.basis.price_year);
    parts.push(words.sentence("summary.fixed", &[("year", year), ("currency", Cell::Currency)]));
    parts
}

/// What the lead gains or loses, and when its outlay is back.
fn sentences(of: &Computed<'_>, lead: &Shown<'_>, options: &PageOptions) -> Vec<Phrase> {
    let words = Words(options.language);
    let who = ("who", Cell::words(words.perspective(of.case, lead.id, Form::Subject)));
    if !pays_or_gains(of, &lead.figures.parties) {
        return vec![words.sentence("summary.nothing", &[who])];
    }
    let amount = lead.figures.budget.net_present_value;
    let hardly = Decimal::from_parts(5, 0, 0, false, 1);
    let key = if amount.abs() < hardly {
        "summary.even"
    } else if amount > Decimal::ZERO {
        "summary.gains"
    } else {
        "summary.loses"
    };
    let answer = words.sentence(key, &[who, ("amount", Cell::Money(amount.abs()))]);
    std::iter::once(answer).chain(what_must_be_true(of, lead, words)).chain(back(of, lead, words)).collect()
}

/// When the outlay is back, or that it never is; nothing where there is no outlay.
fn back(of: &Computed<'_>, lead: &Shown<'_>, words: Words) -> Option<Phrase> {
    let horizon = of.model.calendar.horizon();
    match lead.figures.budget.payback.figure {
        Ok(years) => {
            let month = month_of(of.model, years).map_or(Cell::Nothing, |m| when(of.model, m));
            Some(words.sentence("summary.back", &[("when", month), ("years", Cell::Years(years))]))
        }
        Err(Undefined::NeverBelowNil) => None,
        Err(Undefined::NeverWithinHorizon) => {
            let (key, number) = match (horizon % 12, horizon / 12) {
                (0, 1) => ("summary.never_year", 1),
                (0, years) => ("summary.never_years", years),
                _ => ("summary.never_months", horizon),
            };
            Some(words.sentence(key, &[("number", Cell::Number(Decimal::from(number)))]))
        }
        Err(why) => Some(words.sentence("summary.back_unknown", &[("reason", words.undefined(why))])),
    }
}
