//! What lines, values and places of a trace are called.

use super::by_time::stretch;
use super::figures::Counts;
use super::words::{Form, Words, title};
use super::{Cell, Phrase};
use crate::case::{Case, Discounting, Domain, Id, Names, PartyId};
use crate::ledger::{Name, Part, Place, Trace};
use crate::model::{LineKey, LineKind, Model, ModelInput};
use crate::text::{Theme, words};
use crate::unit::Unit;

/// Names in one case and one language.
#[derive(Clone, Copy)]
pub(super) struct Naming<'n> {
    pub case: &'n Case,
    pub model: &'n Model,
    pub words: Words,
}

impl Naming<'_> {
    /// What a node is called: `present value, The service, Aarhus`.
    pub fn title(&self, of: &Trace) -> String {
        match &of.name {
            Name::Line(key) => self.line(key),
            Name::Path(path) => path.clone(),
            Name::Schedule => self.words.line("formula.schedule"),
            Name::Paid(paid) => self.paid(paid),
            Name::Figure { figure, perspective } => {
                let (whose, plain) = match figure.strip_prefix("economic.") {
                    Some(plain) => (self.perspective(&format!("{perspective}.economic")), plain),
                    None => (self.perspective(perspective), figure.as_str()),
                };
                match figure.strip_prefix("outcomes.").and_then(|rest| rest.rsplit_once('.')) {
                    Some((id, plain)) => self.beside(self.words.figure(plain), self.of(&format!("outcome.{id}"))),
                    None => self.beside(self.words.figure(plain), whose),
                }
            }
        }
    }

    /// What a node is called inside a formula, where its place and whose it is are known.
    pub fn in_formula(&self, of: &Trace) -> String {
        match &of.name {
            Name::Line(key) => self.words.kind(key.kind),
            Name::Path(path) => self.input(path),
            Name::Paid(paid) => self.paid_in_formula(paid),
            Name::Schedule | Name::Figure { .. } => self.title(of),
        }
    }

    /// `expected rate` for `outcome.job.expected_rate`, `price` for `price.ID`, `share` for a party's.
    fn input(&self, path: &str) -> String {
        let named = |word: &str| words(self.words.0, Theme::Lines).contains_key(&format!("input.{word}"));
        let within = |parts: &[&str]| parts.iter().any(|part| path.contains(part));
        // Of the values of a contract, one for each measurement, the key that holds them.
        let of_contract = path.starts_with("contract.").then(|| path.split('.').nth(3)).flatten();
        let last = of_contract.or_else(|| path.rsplit('.').next()).unwrap_or(path);
        let word = match path {
            _ if path.starts_with("price.") => "price",
            _ if within(&[".bearer.", ".cost_to.", ".income_to.", ".value_to."]) => "share",
            _ if path.starts_with("basis.optimism.") => "optimism",
            _ if within(&[".values."]) => "index",
            _ if within(&[".growth."]) => "growth",
            _ => last,
        };
        if named(word) { self.words.line(&format!("input.{word}")) } else { path.to_owned() }
    }

    fn line(&self, key: &LineKey) -> String {
        let of = self.of(&key.of);
        match key.kind {
            LineKind::Amount => of.unwrap_or_default(),
            LineKind::DiscountFactor => self.words.kind(key.kind),
            kind => self.beside(self.words.kind(kind), of),
        }
    }

    fn beside(&self, name: String, of: Option<String>) -> String {
        match of {
            Some(of) => self.words.filled("explanation.figure", &[("name", &name), ("of", &of)]),
            None => name,
        }
    }

    /// What the id of a line stands for: `cost.rent.aarhus`, `outcome.job`, a perspective.
    fn of(&self, id: &str) -> Option<String> {
        let case = self.case;
        let mut parts = id.splitn(2, '.');
        let (table, rest) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        if table == "contract" {
            return self.contract_line(rest);
        }
        let (thing, rest) = rest.split_once('.').unwrap_or((rest, ""));
        let thing_id = Id::new(thing);
        let names: Option<&Names> = match table {
            "group" => case.groups.get(&thing_id).map(|g| &g.names),
            "cost" => case.costs.get(&thing_id).map(|c| &c.names),
            "avoided" => case.avoided.get(&thing_id).map(|c| &c.names),
            "outcome" => case.outcomes.get(&thing_id).map(|o| &o.names),
            "consequence" => case.consequences.get(&thing_id).map(|c| &c.names),
            "flow" => case.flows.get(&thing_id).map(|f| &f.names),
            _ => None,
        };
        let Some(names) = names else { return self.perspective(id) };
        let mut name = title(names, thing).to_owned();
        let mut rest = rest;
        if table == "consequence" {
            let (outcome, party) = rest.split_once('.').unwrap_or((rest, ""));
            let several = case.consequences.get(&thing_id).is_some_and(|c| c.outcomes.len() > 1);
            if let Some(outcome) = case.outcomes.get(&Id::new(outcome)).filter(|_| several) {
                name = self.beside(name, Some(title(&outcome.names, outcome.id.as_str()).to_owned()));
            }
            rest = party;
        }
        if rest.is_empty() {
            return Some(name);
        }
        // What becomes cash of a capacity is a line of its own.
        let (party, cash) = rest.strip_suffix(".cash").map_or((rest, false), |party| (party, true));
        let whose = self.beside(name, Some(self.words.party(case, &PartyId::new(party), Form::Head)));
        Some(if cash { self.beside(whose, Some(self.words.page("kind.cash"))) } else { whose })
    }

    fn perspective(&self, id: &str) -> Option<String> {
        match id.strip_suffix(".economic") {
            _ if id.is_empty() => None,
            Some(plain) => {
                let name = self.words.perspective(self.case, plain, Form::Title);
                Some(self.beside(name, Some(self.words.page("by_time.economic"))))
            }
            None => Some(self.words.perspective(self.case, id, Form::Title)),
        }
    }

    /// Where in a series a figure stands; nothing for a single one.
    pub fn place(&self, place: Place) -> Option<Cell> {
        let numbered = |key: &str, place: usize| {
            let number = ("number", Cell::Number((place + 1).into()));
            Some(self.words.sentence(&format!("time.{key}"), &[number]).into())
        };
        match place {
            Place::Single | Place::All | Place::Pair(_) => None,
            Place::Year(year) => Some(Cell::words(year.to_string())),
            Place::Period(p) => Some(Cell::Period(stretch(&self.model.calendar, &(p..p + 1)))),
            Place::SinceOnset(k) => numbered("year_since_onset", k),
            Place::Pathway(j) => numbered("month_of_pathway", j),
            Place::Member(m) => numbered("member", m),
        }
    }

    /// The figure of a node, or why it has none.
    pub fn value(&self, of: &Trace) -> Cell {
        let value = match of.value {
            Ok(value) => value,
            Err(why) => return self.words.undefined(why),
        };
        match &of.name {
            Name::Schedule => match &self.case.basis.discount {
                Discounting::Bands { bands, .. } => Cell::Rates(bands.iter().map(|b| b.rate).collect()),
                Discounting::Rate(_) => Cell::Rates(vec![value]),
            },
            Name::Paid(paid) if paid.part == Part::Quantity => Cell::Outcomes(value),
            Name::Paid(_) => Cell::Price(value),
            Name::Figure { figure, .. } => Counts::of(figure.rsplit('.').next().unwrap_or(figure)).cell(value),
            Name::Path(path) if of.unit == Unit::MONEY => {
                if path.is_empty() {
                    Cell::Money(value)
                } else {
                    Cell::Price(value)
                }
            }
            Name::Path(path) => {
                if self.is_share(path) {
                    Cell::Share(value)
                } else {
                    Cell::Number(value)
                }
            }
            Name::Line(key) => match key.kind {
                LineKind::Starters | LineKind::Counted => Cell::Count(value),
                LineKind::Attendance | LineKind::Remaining => Cell::Share(value),
                LineKind::NetRate => {
                    let persons = key.of.strip_prefix("outcome.").and_then(|id| self.case.outcomes.get(&Id::new(id)));
                    let persons = persons.is_some_and(|o| o.is_in_persons());
                    if persons { Cell::Share(value) } else { Cell::Number(value) }
                }
                LineKind::NetOutcomes | LineKind::GrossOutcomes | LineKind::PersonYears => Cell::Outcomes(value),
                LineKind::DiscountFactor | LineKind::RealGrowth => Cell::Factor(value),
                LineKind::RefundedShare | LineKind::OverlapPart => Cell::Share(value),
                LineKind::Converted => Cell::Price(value),
                LineKind::CostAmount
                | LineKind::RefundedAmount
                | LineKind::UnrefundedAmount
                | LineKind::Amount
                | LineKind::LinePresentValue
                | LineKind::NetFlow
                | LineKind::PresentValue
                | LineKind::PresentValueOfCosts
                | LineKind::PresentValueOfBenefits
                | LineKind::PresentValueOfPayments
                | LineKind::PresentValueOfCitizens
                | LineKind::NetResult
                | LineKind::NetPresentValue => Cell::Money(value),
            },
        }
    }

    /// Whether a value of the file is shown as per cent: shares, persons' rates, yearly rates, parts of parties.
    fn is_share(&self, path: &str) -> bool {
        let input = self.model.inputs.iter().find(|i| i.path() == path);
        match input {
            Some(ModelInput::Single(input)) => {
                matches!(input.domain, Domain::Share | Domain::SignedShare | Domain::YearlyRate)
            }
            Some(ModelInput::Series(_)) => path.ends_with(".remaining"),
            // A number of the file that is no input: a party's share, or what an index is worth.
            None => !path.contains(".values."),
        }
    }

    /// `the lesser of {a} and {b}`, the greater, or whether one reaches the other.
    pub fn chosen(&self, key: &str, a: Phrase, b: Phrase) -> Phrase {
        Phrase::fill(&self.words.line(&format!("formula.{key}")), &[("a", a.into()), ("b", b.into())])
    }

    /// A phrase of a title.
    pub fn headed(&self, of: &Trace) -> Phrase {
        let name = Cell::words(self.title(of));
        match self.place(of.place) {
            Some(place) => self.words.sentence("explanation.placed", &[("name", name), ("place", place)]),
            None => Phrase::cell(name),
        }
    }
}
