//! What the nodes of a payment's way are called.

use super::naming::Naming;
use super::words::{Form, title};
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
        let all: Vec<String> = std::iter::once(self.term(&of.term)).chain(parts.into_iter().flatten()).collect();
        all.join(", ")
    }

    /// A term's title, else that of its metric, else its id.
    pub(super) fn term(&self, id: &Id) -> String {
        let contract = self.case.contract.as_ref();
        let term = contract.and_then(|c| c.terms.get(id));
        let metric = term.and_then(|t| contract?.metrics.get(t.metric.as_ref()?));
        let own = term.and_then(|t| t.names.title.clone());
        own.or_else(|| metric.and_then(|m| m.names.title.clone())).unwrap_or_else(|| id.to_string())
    }

    fn cohort(&self, id: &Id) -> String {
        let cohort = self.case.contract.as_ref().and_then(|c| c.cohorts.get(id));
        cohort.map_or_else(|| id.to_string(), |c| title(&c.names, id.as_str()).to_owned())
    }

    fn taker(&self, of: Taker) -> String {
        match of {
            Taker::Cap(place) => {
                let contract = self.case.contract.as_ref();
                let cap = contract.and_then(|c| c.caps_inner_to_outer().get(place).copied());
                cap.map_or_else(String::new, |cap| title(&cap.names, cap.id.as_str()).to_owned())
            }
            Taker::LongStop => self.words.page("schedule.cap.long-stop"),
            Taker::PayerCap => self.words.page("schedule.cap.payer-cap"),
            Taker::ReturnCap => self.words.page("schedule.cap.return-cap"),
        }
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
                let term = self.term(&Id::new(term));
                Some(self.words.filled("explanation.figure", &[("name", &term), ("of", &pair)]))
            }
            _ => None,
        }
    }
}
