//! `[demand.ID]`, `[allow.CODE]`, `[rules]`: what must hold, and what is let through.

use std::collections::BTreeMap;

use rust_decimal::prelude::ToPrimitive;

use crate::case::read::{AllowanceDraft, DemandDraft, Draft, Drafts, Keyed, RulesDraft, quoted};
use crate::case::{Allowance, Demand, Id, Named, Otherwise, Policy, Rule, Rules};
use crate::document::nearest;
use crate::problem::{Code, Problem, Problems};

/// Checks everything that must hold or is let through.
pub fn policy(drafts: &Drafts, problems: &mut Problems) -> Policy {
    let demands = drafts.demands.iter().filter_map(|k| Some((Id::new(&k.id), demand(k, problems)?))).collect();
    let allowances: BTreeMap<_, _> = drafts
        .allowances
        .iter()
        .filter_map(|k| allowance(k, problems))
        .map(|allowance| (allowance.code.word(), allowance))
        .collect();
    Policy { demands, allowances, rules: drafts.rules.as_ref().map(rules).unwrap_or_default() }
}

fn named(draft: &Draft<String>) -> Option<Named> {
    draft.here().map(|w| Named { name: w.value.clone(), span: w.span })
}

fn demand(keyed: &Keyed<DemandDraft>, problems: &mut Problems) -> Option<Demand> {
    let draft = &keyed.draft;
    if draft.at_least.is_absent() && draft.at_most.is_absent() {
        let none = Problem::new(Code::OneOf).variant("bounds").with("keys", "`at_least`, `at_most`");
        problems.add(none.with("table", format!("[demand.{}]", keyed.id)).at(draft.names.span));
        return None;
    }
    let (at_least, at_most) = (draft.at_least.optional()?, draft.at_most.optional()?);
    if let (Some(least), Some(most), Some(at)) = (at_least, at_most, draft.at_least.here())
        && least.decimal > most.decimal
    {
        let crossed = Problem::new(Code::ValueOutsideRange).variant("bounds");
        let other = draft.at_most.here().map_or(draft.names.span, |w| w.span);
        problems.add(crossed.at(at.span).and_see(other, "beside"));
        return None;
    }
    Some(Demand {
        id: Id::new(&keyed.id),
        names: draft.names.clone(),
        figure: named(&draft.figure)?,
        perspective: named(&draft.perspective),
        scenario: named(&draft.scenario),
        at_least: at_least.map(|e| e.decimal),
        at_most: at_most.map(|e| e.decimal),
        otherwise: draft.otherwise.or(Otherwise::Fail)?,
    })
}

fn allowance(keyed: &Keyed<AllowanceDraft>, problems: &mut Problems) -> Option<Allowance> {
    let Some(code) = Code::ALL.iter().find(|c| c.word() == keyed.id) else {
        let warnings = || Code::ALL.iter().filter(|c| c.may_be_let_through()).map(|c| c.word());
        let unknown = Problem::new(Code::UnknownId).with("what", "@what.warning").with("id", &keyed.id).at(keyed.key);
        problems.add(match nearest(&keyed.id, warnings()) {
            Some(near) => unknown.variant("near").with("near", near),
            None => unknown.with("known", quoted(&warnings().collect::<Vec<_>>())),
        });
        return None;
    };
    if !code.may_be_let_through() {
        let no_warning = Problem::new(Code::UnknownId).variant("no-warning").with("what", "@what.warning");
        problems.add(no_warning.with("id", &keyed.id).at(keyed.key));
        return None;
    }
    Some(Allowance {
        code: *code,
        reason: keyed.draft.reason.value()?.clone(),
        until: keyed.draft.until.optional()?,
        at: keyed.draft.at.optional()?,
        span: keyed.key,
    })
}

fn rules(draft: &RulesDraft) -> Rules {
    Rules {
        source: rule(&draft.source, |d| Some(((), d.otherwise.or(Otherwise::Fail)?))),
        evidence: rule(&draft.evidence, |d| Some((*d.at_least.value()?, d.otherwise.or(Otherwise::Fail)?))),
        price_age: rule(&draft.price_age, |d| Some((d.at_most.value()?.months, d.otherwise.or(Otherwise::Fail)?))),
        range: rule(&draft.range, |d| Some((d.most_important.value()?.to_u32()?, d.otherwise.or(Otherwise::Fail)?))),
        break_even: rule(&draft.break_even, |d| Some((d.margin.value()?.decimal, d.otherwise.or(Otherwise::Fail)?))),
    }
}

/// A rule that is written and can be read.
fn rule<D, T>(draft: &Draft<D>, read: impl FnOnce(&D) -> Option<(T, Otherwise)>) -> Option<Rule<T>> {
    let written = draft.here()?;
    let (asks, otherwise) = read(&written.value)?;
    Some(Rule { asks, otherwise, span: written.key })
}
