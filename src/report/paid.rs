//! What the nodes of a payment's way are called.

use super::naming::Naming;
use super::words::{Form, title};
use crate::appraisal::taker;
use crate::case::{Id, PartyId};
use crate::ledger::{Paid, Part};
use crate::model::payment::Taker;

impl Naming<'_> {
    /// `earned, Goals met, 12`
    pub(super) fn paid(&self, of: &Paid) -> String {
        let party = |id: &PartyId| self.words.party(self.case, id, Form::Head);
        let line = self.line_of_term(of);
        let day = of.day.to_string();
        let (from, to, by) = match &of.part {
            Part::Borne(from, to) => (party(from), party(to), String::new()),
            Part::Taken(taker) => (String::new(), String::new(), self.taker(*taker)),
            _ => Default::default(),
        };
        let key = format!("explanation.paid.{}", of.part.word());
        let values = [("line", line.as_str()), ("day", &day), ("from", &from), ("to", &to), ("by", &by)];
        self.words.filled(&key, &values)
    }

    /// What a node is called inside a formula.
    pub(super) fn paid_in_formula(&self, of: &Paid) -> String {
        match &of.part {
            Part::Taken(taker) => self.taker(*taker),
            part => self.words.page(&format!("explanation.paid.short.{}", part.word())),
        }
    }

    /// A term's title, its cohort and measurement.
    fn line_of_term(&self, of: &Paid) -> String {
        let parts = [of.cohort.as_ref().map(|c| self.cohort(c)), of.measured.as_ref().map(ToString::to_string)];
        let all: Vec<String> = std::iter::once(self.words.term(self.case, &of.term, Form::Title))
            .chain(parts.into_iter().flatten())
            .collect();
        all.join(", ")
    }

    fn cohort(&self, id: &Id) -> String {
        let cohort = self.case.contract.as_ref().and_then(|c| c.cohorts.get(id));
        cohort.map_or_else(|| id.to_string(), |c| title(&c.names, id.as_str()).to_owned())
    }

    fn taker(&self, of: Taker) -> String {
        let plan = self.model.contract.as_ref().map(|c| &c.contracted.plan);
        plan.map_or_else(String::new, |plan| self.words.taker(self.case, &taker(plan, of)))
    }

    /// A line of a contract's money: `Goals met, Aarhus → Investors`.
    pub(super) fn contract_line(&self, rest: &str) -> Option<String> {
        let party = |id: &str| self.words.party(self.case, &PartyId::new(id), Form::Head);
        let mut parts = rest.split('.');
        match (parts.next()?, parts.next(), parts.next()) {
            (kind @ ("guarantee" | "draw"), Some(investor), None) => {
                let kind = self.words.page(&format!("kind.{kind}"));
                Some(self.words.filled("explanation.figure", &[("name", &kind), ("of", &party(investor))]))
            }
            (term, Some(payer), Some(recipient)) => {
                let pair = self.words.filled("ledger.pair", &[("from", &party(payer)), ("to", &party(recipient))]);
                let term = self.words.term(self.case, &Id::new(term), Form::Title);
                Some(self.words.filled("explanation.figure", &[("name", &term), ("of", &pair)]))
            }
            _ => None,
        }
    }
}
