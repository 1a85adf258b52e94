//! How each term pays: who is paid, by whom, with which lags.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::investor::are_there;
use super::split::{SplitAbout, SplitGround};
use super::term::{TermGround, Terms};
use super::{Checking, Ground};
use crate::case::check::domain::Role as For;
use crate::case::contract::{Interval, Investors, PaidBy, Pays, Prices, Recipient, Role, TermIndex, Withheld};
use crate::case::read::Draft;
use crate::case::read::contract::{IntervalDraft, WithheldDraft};
use crate::case::{Domain, Id, IndexForm, PartyId};
use crate::problem::{Code, Problem};
use crate::span::Span;

/// All investors together, as a recipient.
pub(super) const INVESTORS: &str = "investors";

/// Which splits cover what, by level.
struct Covered<'d, 's> {
    by_term: BTreeMap<&'d str, Vec<(&'s SplitGround<'d>, Span)>>,
    by_metric: BTreeMap<&'d str, Vec<(&'s SplitGround<'d>, Span)>>,
    everything: Vec<(&'s SplitGround<'d>, Span)>,
    count: usize,
}

impl<'d, 's> Covered<'d, 's> {
    fn of(splits: &'s BTreeMap<&'d str, SplitGround<'d>>) -> Covered<'d, 's> {
        let (by_term, by_metric) = (BTreeMap::new(), BTreeMap::new());
        let mut covered = Covered { by_term, by_metric, everything: Vec::new(), count: splits.len() };
        for split in splits.values() {
            let (level, list) = match &split.about {
                SplitAbout::Everything => {
                    covered.everything.push((split, split.key));
                    continue;
                }
                SplitAbout::Terms(list) => (&mut covered.by_term, list),
                SplitAbout::Metrics(list) => (&mut covered.by_metric, list),
            };
            list.iter().for_each(|(id, at)| level.entry(id).or_default().push((split, *at)));
        }
        covered
    }
}

impl<'d> Checking<'d> {
    /// The role of every term; one is lacking where something stopped it.
    pub(super) fn check_roles(
        &mut self,
        ground: &Ground<'d, '_>,
        terms: &Terms<'d>,
        splits: &BTreeMap<&'d str, SplitGround<'d>>,
        investors: &Investors,
    ) -> BTreeMap<&'d str, Role> {
        let contract_pays = match ground.draft.paid_by.here() {
            Some(written) => self.party_or_outside(&written.value, written.span),
            None => None,
        };
        let covered = Covered::of(splits);
        let withheld = self.withheld(ground, &ground.draft.withheld);
        let of_contract = self.recipient_of_contract(ground, investors);
        let mut roles = BTreeMap::new();
        let mut lacks_recipient = false;
        for term in terms.values() {
            if let Some(selector) = term.member_of {
                roles.insert(term.id, Role::MemberOf(Id::new(selector)));
                continue;
            }
            let paid_by = self.paid_by(ground, term, &covered, contract_pays.as_ref());
            let recipient = match term.draft.recipient.here() {
                Some(written) => self.recipient(ground, &written.value, written.span, investors),
                None => of_contract.clone(),
            };
            lacks_recipient |= recipient.is_none() && term.draft.recipient.is_absent();
            let own = self.withheld(ground, &term.draft.withheld);
            let pays = |recipient, paid_by| {
                let lag = |own: &Draft<IntervalDraft>, other: &Draft<IntervalDraft>| {
                    let written = own.value().or(other.value());
                    written.map_or(Interval::NIL, |i| i.interval)
                };
                Pays {
                    index: None,
                    verify_lag: lag(&term.draft.verify_lag, &ground.draft.verify_lag),
                    pay_lag: lag(&term.draft.pay_lag, &ground.draft.pay_lag),
                    withheld: if term.draft.withheld.is_absent() { withheld } else { own },
                    recipient,
                    paid_by,
                    area: term.draft.area.value().cloned(),
                }
            };
            self.note_area(&term.draft.area);
            let index = self.term_index(ground, term);
            if let (Some(recipient), Some(paid_by)) = (recipient, paid_by) {
                roles.insert(term.id, Role::Pays(Pays { index, ..pays(recipient, paid_by) }));
            }
        }
        let said = !ground.draft.recipient.is_absent();
        if lacks_recipient && !said && !are_there(ground, investors) {
            let missing = Problem::new(Code::MissingKey).variant("recipient").with("key", "recipient");
            self.complain(missing.with("table", "[contract]").at(ground.draft.names.span));
        }
        roles
    }

    fn recipient_of_contract(&mut self, ground: &Ground<'d, '_>, investors: &Investors) -> Option<Recipient> {
        match &ground.draft.recipient {
            Draft::Here(written) => self.recipient(ground, &written.value, written.span, investors),
            Draft::Broken => None,
            Draft::Absent => are_there(ground, investors).then_some(Recipient::Investors),
        }
    }

    /// The recipient that a name means; `investors` are always all of them.
    fn recipient(
        &mut self,
        ground: &Ground<'d, '_>,
        name: &str,
        span: Span,
        investors: &Investors,
    ) -> Option<Recipient> {
        if name != INVESTORS {
            return self.party_or_outside(name, span).map(Recipient::Party);
        }
        if !are_there(ground, investors) {
            self.complain(Problem::new(Code::NoInvestors).variant("recipient").at(span));
            return None;
        }
        Some(Recipient::Investors)
    }

    /// Who pays a term: the innermost level that covers it.
    fn paid_by(
        &mut self,
        ground: &Ground<'d, '_>,
        term: &TermGround<'d>,
        splits: &Covered<'d, '_>,
        contract_pays: Option<&PartyId>,
    ) -> Option<PaidBy> {
        let own = match term.draft.paid_by.here() {
            Some(written) => Some(self.party_or_outside(&written.value, written.span)?),
            None if term.draft.paid_by.is_broken() => return None,
            None => None,
        };
        let of_metric = term.metric.and_then(|id| splits.by_metric.get(id));
        for level in [splits.by_term.get(term.id), of_metric].into_iter().flatten() {
            if let Some(found) = self.one_split(level, term) {
                return Some(found);
            }
        }
        if let Some(party) = own {
            return Some(PaidBy::Party(party));
        }
        if let Some(found) = self.one_split(&splits.everything, term) {
            return Some(found);
        }
        if let Some(party) = contract_pays {
            return Some(PaidBy::Party(party.clone()));
        }
        let all_read = splits.count == ground.draft.splits.len() && !ground.draft.unread.contains(&"split");
        if ground.draft.paid_by.is_absent() && all_read {
            let problem =
                Problem::new(Code::MissingPayer).with("term", term.id).with("table", format!("[{}]", term.path));
            self.complain(problem.at(term.draft.names.span));
        }
        None
    }

    /// The only split of a level that covers a term.
    fn one_split(&mut self, level: &[(&SplitGround<'d>, Span)], term: &TermGround<'d>) -> Option<PaidBy> {
        if let [(first, one), (second, at), ..] = level {
            let problem = Problem::new(Code::SplitTwice).with("term", term.id).with("one", &first.split.id);
            self.complain(problem.with("other", &second.split.id).at(*at).and_see(*one, "the-other"));
        }
        level.first().map(|(split, _)| PaidBy::Split(split.split.id.clone()))
    }

    fn withheld(&mut self, ground: &Ground<'d, '_>, draft: &Draft<WithheldDraft>) -> Option<Withheld> {
        let written = draft.value()?;
        let (share, until) = (written.share.here()?, written.until.value()?);
        let fits = self.fits(share.value.decimal, share.span, "share", Domain::Share, For::Plain);
        let share: Decimal = share.value.decimal;
        fits.then(|| Withheld { share, until: Ground::day(until, ground.start) })
    }

    /// `index` and `index_from`.
    fn term_index(&mut self, ground: &Ground<'d, '_>, term: &TermGround<'d>) -> Option<TermIndex> {
        let draft = term.draft;
        let Some(written) = draft.index.here() else {
            if let (Some(from), true) = (draft.index_from.key(), draft.index.is_absent()) {
                self.does_not_belong("index-from", "index_from", from, term.place());
            }
            return None;
        };
        if ground.prices == Prices::Real {
            self.complain(Problem::new(Code::IndexInRealPrices).with("term", term.id).at(written.span));
        }
        let (from, at) = match draft.index_from.here() {
            Some(year) => (i32::try_from(year.value).ok()?, year.span),
            None => (ground.start.month().year(), written.span),
        };
        let id = self.index_named(&written.value, written.span)?;
        self.index_reaches(&id, from, at, term);
        Some(TermIndex { index: id, from })
    }

    /// Whether an index is known in every year in which a term is measured, and in the year it is counted from.
    fn index_reaches(&mut self, id: &Id, from: i32, at: Span, term: &TermGround<'d>) {
        let Some(index) = self.indices.get(id.as_str()).and_then(Option::as_ref) else { return };
        let span = index.names.span;
        if matches!(index.form, IndexForm::RealOnly) {
            let key = term.draft.index.key().unwrap_or(at);
            let problem = Problem::new(Code::KeyDoesNotBelong).variant("real-only").with("key", "index");
            self.complain(problem.with("index", id).at(key).and_see(span, "the-index"));
            return;
        }
        let years = term.lines.iter().map(|line| line.day.month().year()).chain([from]);
        let lacking = years.filter(|year| !index.reaches(*year)).min();
        let Some(lacking) = lacking else { return };
        let problem = Problem::new(Code::NoIndex).variant("term").with("index", id).with("lacking", lacking);
        self.complain(problem.at(at).and_see(span, "the-index"));
    }
}
