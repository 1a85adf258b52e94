//! `[contract.payer.PARTY]`: what a payer pays at most.

use std::collections::{BTreeMap, BTreeSet};

use super::split::SplitGround;
use super::{Checking, Ground, PATH};
use crate::case::PartyId;
use crate::case::check::Place;
use crate::case::contract::{Beyond, PaidBy, PayerCap, Role, Windows};
use crate::case::read::quoted;
use crate::problem::{Code, Problem};

impl<'d> Checking<'d> {
    pub(super) fn check_payers(
        &mut self,
        ground: &Ground<'d, '_>,
        splits: &BTreeMap<&'d str, SplitGround<'d>>,
        roles: &BTreeMap<&'d str, Role>,
    ) -> BTreeMap<PartyId, PayerCap> {
        let mut paying: BTreeSet<PartyId> = BTreeSet::new();
        for role in roles.values() {
            match role {
                Role::MemberOf(_) => {}
                Role::Pays(pays) => match &pays.paid_by {
                    PaidBy::Party(party) => paying.extend([party.clone()]),
                    PaidBy::Split(id) => {
                        let split = splits.get(id.as_str());
                        paying.extend(split.iter().flat_map(|s| s.split.shares.keys().cloned()));
                    }
                },
            }
        }
        let all_known = roles.len() == ground.draft.terms.len();
        let mut caps = BTreeMap::new();
        for keyed in &ground.draft.payers {
            let path = format!("{PATH}.payer.{}", keyed.id);
            let place = Place { path: &path, id: &keyed.id, span: keyed.draft.names.span };
            let Some(party) = self.party_or_outside(&keyed.id, keyed.key) else { continue };
            if all_known && !paying.contains(&party) {
                let known: Vec<String> = paying.iter().map(ToString::to_string).collect();
                let problem = Problem::new(Code::UnknownId).variant("payer").with("what", "@what.payer");
                self.complain(problem.with("id", &party).with("known", quoted(&known)).at(keyed.key));
                continue;
            }
            let draft = &keyed.draft;
            let cap = self.amount(ground, &draft.cap, &format!("{path}.cap"));
            if draft.cap.is_absent() {
                for (key, at) in [("per", draft.per.key()), ("beyond", draft.beyond.key())] {
                    if let Some(at) = at {
                        self.does_not_belong("without-cap", key, at, place);
                    }
                }
            }
            let (Some(cap), Some(per), Some(beyond)) = (cap, draft.per.optional(), draft.beyond.or(Beyond::Stop))
            else {
                continue;
            };
            let windows = Windows::of(per, ground.start, &ground.calendar);
            let names = draft.names.clone();
            caps.insert(party.clone(), PayerCap { party, names, cap, windows, beyond });
        }
        caps
    }
}
