//! Investors: who advances money, how much, and how they share what comes back.

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;
use num_traits::{One, Zero};

use super::{Checking, Ground, PATH};
use crate::case::check::Place;
use crate::case::check::domain::Role;
use crate::case::contract::{Draw, Draws, Investor, Investors, PointLabel};
use crate::case::read::contract::InvestorDraft;
use crate::case::read::{Part, exact};
use crate::case::{Domain, Id, Names, PartyId, PartyKind};
use crate::problem::{Code, Problem};

impl<'d> Checking<'d> {
    pub(super) fn check_investors(&mut self, ground: &Ground<'d, '_>) -> Investors {
        let tables = &ground.draft.investors;
        if tables.is_empty() {
            return self.implied_investors(ground);
        }
        let mut each = BTreeMap::new();
        for keyed in tables {
            let path = format!("{PATH}.investor.{}", keyed.id);
            let place = Place { path: &path, id: &keyed.id, span: keyed.draft.names.span };
            let Some(party) = self.party_or_outside(&keyed.id, keyed.key) else { continue };
            if let Some(investor) = self.investor(ground, &keyed.draft, party.clone(), place) {
                each.insert(party, investor);
            }
        }
        let shares_are_written = self.investor_shares(ground, &mut each);
        let by_rank = tables.iter().any(|k| !k.draft.rank.is_absent() || !k.draft.interest.is_absent());
        Investors { each, by_rank, shares_are_written }
    }

    /// The parties of kind investor that bear a cash cost, whatever its amount.
    fn implied_investors(&mut self, ground: &Ground<'d, '_>) -> Investors {
        let parties = self.parties.all();
        let kind = |party: &PartyId| parties.get(party).map(|p| p.kind);
        let cash = ground.made.costs.values().filter(|c| c.kind.is_cash());
        let bearers: BTreeSet<&PartyId> = cash.flat_map(|c| c.bearers.iter().map(|b| &b.party)).collect();
        let each = bearers.into_iter().filter(|party| kind(party) == Some(PartyKind::Investor)).map(|party| {
            let draws = Draws::Costs(costs_of(ground, party));
            let (names, share, interest) = (Names::default(), None, None);
            (party.clone(), Investor { party: party.clone(), names, share, draws, rank: 1, interest })
        });
        Investors { each: each.collect(), by_rank: false, shares_are_written: false }
    }

    fn investor(
        &mut self,
        ground: &Ground<'d, '_>,
        draft: &'d InvestorDraft,
        party: PartyId,
        place: Place<'_>,
    ) -> Option<Investor> {
        let path = |key: &str| format!("{}.{key}", place.path);
        let interest = self.input(&draft.interest, &path("interest"), Domain::NotNegative, Role::Plain);
        let draws = self.draws(ground, draft, &party, place);
        let rank = draft.rank.or(1).and_then(|r| u32::try_from(r).ok());
        if draft.interest.is_broken() || draft.share.is_broken() {
            return None;
        }
        Some(Investor { party, names: draft.names.clone(), share: None, draws: draws?, rank: rank?, interest })
    }

    fn draws(
        &mut self,
        ground: &Ground<'d, '_>,
        draft: &'d InvestorDraft,
        party: &PartyId,
        place: Place<'_>,
    ) -> Option<Draws> {
        let costs = costs_of(ground, party);
        let to = match draft.draws_to.here() {
            Some(written) => self.party_or_outside(&written.value, written.span),
            None => Some(PartyId::outside()),
        };
        let Some(written) = draft.draws.here() else {
            if draft.draws.is_broken() {
                return None;
            }
            if let Some(to) = draft.draws_to.key() {
                self.does_not_belong("draws-to", "draws_to", to, place);
            }
            if costs.is_empty() && ground.costs_are_whole {
                let problem = Problem::new(Code::InvestorWithoutDraws).with("investor", party);
                self.complain(problem.at(place.span));
            }
            return (!costs.is_empty()).then_some(Draws::Costs(costs));
        };
        if let Some(cost) = costs.first() {
            let problem = Problem::new(Code::DrawsTwice).with("investor", party).with("cost", cost);
            let see = ground.made.costs.get(cost).map_or(place.span, |c| c.names.span);
            self.complain(problem.at(written.key).and_see(see, "the-other"));
        }
        let mut draws = Vec::new();
        let mut whole = true;
        for (point, amount) in &written.value.0 {
            let path = format!("{}.draws.{}", place.path, point.label);
            match self.contract_money(ground, amount, &path, Domain::NotNegative) {
                Some(amount) => {
                    let day = Ground::day(point, ground.start);
                    draws.push(Draw { label: PointLabel::new(&point.label), day, amount });
                }
                None => whole = false,
            }
        }
        draws.sort_by(|a, b| (a.day, &a.label).cmp(&(b.day, &b.label)));
        whole.then_some(Draws::Written { draws, to: to? })
    }

    /// `share` of all of them or of none, together exactly one.
    fn investor_shares(&mut self, ground: &Ground<'d, '_>, each: &mut BTreeMap<PartyId, Investor>) -> bool {
        let tables = &ground.draft.investors;
        let written: Vec<_> = tables.iter().filter_map(|k| k.draft.share.here().map(|w| (k, w))).collect();
        if tables.iter().any(|k| k.draft.share.is_broken()) {
            return false;
        }
        let Some((first, _)) = written.first() else { return false };
        if let Some(without) = tables.iter().find(|k| k.draft.share.is_absent()) {
            let missing = Problem::new(Code::MissingKey).variant("share-of-all").with("key", "share");
            let missing = missing.with("table", format!("[{PATH}.investor.{}]", without.id)).with("other", &first.id);
            self.complain(missing.at(without.draft.names.span));
            return false;
        }
        let number = |part: &Part| match part {
            Part::Same(exact) => Some(exact.ratio()),
            Part::Rest | Part::ByYear(_) | Part::Broken => None,
        };
        for (_, share) in &written {
            if let Part::Same(exact) = &share.value
                && !self.fits(exact.decimal, share.span, "share", Domain::Share, Role::Plain)
            {
                return false;
            }
        }
        let sum = written.iter().filter_map(|(_, w)| number(&w.value)).fold(BigRational::zero(), |a, b| a + b);
        let rests = written.iter().filter(|(_, w)| matches!(w.value, Part::Rest)).count();
        let rest = BigRational::one() - &sum;
        let last = written.last().map_or(first.draft.names.span, |(_, w)| w.span);
        if rests > 1 {
            let problem = Problem::new(Code::SharesDoNotAdd).variant("two-rests").with("key", "share");
            self.complain(problem.at(last));
            return false;
        }
        if (rests == 0 && !rest.is_zero()) || rest < BigRational::zero() {
            let sum = exact::decimal(&sum).unwrap_or_default().normalize();
            let problem = Problem::new(Code::SharesDoNotAdd).variant("investors").with("sum", sum);
            self.complain(problem.at(last));
            return false;
        }
        for (keyed, share) in written {
            if let Some(investor) = each.get_mut(&PartyId::new(&keyed.id)) {
                investor.share = Some(number(&share.value).unwrap_or_else(|| rest.clone()));
            }
        }
        true
    }
}

/// The cash costs of which a party is a bearer.
fn costs_of(ground: &Ground<'_, '_>, party: &PartyId) -> Vec<Id> {
    let costs = ground.made.costs.iter().filter(|(_, c)| c.kind.is_cash());
    costs.filter(|(_, c)| c.bearers.iter().any(|b| &b.party == party)).map(|(id, _)| id.clone()).collect()
}

/// Whether there are investors at all; true as long as nobody can tell.
pub(super) fn are_there(ground: &Ground<'_, '_>, investors: &Investors) -> bool {
    let unknown = !ground.costs_are_whole || ground.draft.unread.contains(&"investor");
    unknown || !investors.each.is_empty() || !ground.draft.investors.is_empty()
}
