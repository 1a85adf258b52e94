//! Shares of parties: each 0 to 1, together exactly 1.

use num_rational::BigRational;
use num_traits::{One, Zero};
use rust_decimal::Decimal;

use super::Checking;
use super::domain::Role;
use crate::case::read::exact::{self, Exact};
use crate::case::read::{Holder, Holders, Part, Written};
use crate::case::{Domain, PartyId, Share};
use crate::problem::{Code, Problem};
use crate::span::Span;

impl Checking<'_> {
    /// Who has what part. `key` is the key that says so.
    pub(super) fn shared(&mut self, written: &Written<Holders>, key: &'static str) -> Option<Vec<Share>> {
        let holders = match &written.value {
            Holders::One(name) => {
                let party = self.party_or_outside(name, written.span)?;
                return Some(vec![Share { party, parts: vec![Decimal::ONE], span: written.span, why: written.why }]);
            }
            Holders::Several(holders) => holders,
        };
        let parties: Vec<Option<PartyId>> = holders.iter().map(|h| self.party_or_outside(&h.party, h.key)).collect();
        let fit: Vec<bool> = holders.iter().map(|h| self.share_fits(h, key)).collect();
        if fit.contains(&false) || !self.add_up(holders, key, written.span) {
            return None;
        }
        let years = years(holders);
        let mut shared = Vec::with_capacity(holders.len());
        for (party, holder) in parties.into_iter().zip(holders) {
            let parts = match &holder.part {
                Part::Same(part) => vec![part.decimal],
                Part::ByYear(parts) => parts.iter().map(|p| p.decimal).collect(),
                Part::Rest => (0..years).map(|year| rest(holders, year)).collect::<Option<Vec<_>>>()?,
                Part::Broken => return None,
            };
            shared.push(Share { party: party?, parts, span: holder.key, why: holder.why });
        }
        Some(shared)
    }

    fn share_fits(&mut self, holder: &Holder, key: &'static str) -> bool {
        let mut fits = |e: &Exact| self.fits(e.decimal, holder.span, key, Domain::Share, Role::Plain);
        match &holder.part {
            Part::Same(part) => fits(part),
            Part::ByYear(parts) => parts.iter().all(fits),
            Part::Rest => true,
            Part::Broken => false,
        }
    }

    /// Whether the parts add to one, in every year; one of them may be the rest.
    fn add_up(&mut self, holders: &[Holder], key: &'static str, span: Span) -> bool {
        let rests: Vec<&Holder> = holders.iter().filter(|h| matches!(h.part, Part::Rest)).collect();
        if let [_, second, ..] = rests.as_slice() {
            self.complain(Problem::new(Code::SharesDoNotAdd).variant("two-rests").with("key", key).at(second.span));
            return false;
        }
        for year in 0..years(holders) {
            if in_decimals(holders, year) == Some(Decimal::ONE) {
                continue;
            }
            let sum = sum(holders, year);
            let one = BigRational::one();
            if sum == one || (!rests.is_empty() && sum < one) {
                continue;
            }
            let total = exact::decimal(&sum).unwrap_or_default().normalize();
            let lacking = exact::decimal(&(one - &sum)).unwrap_or_default();
            let parts: Vec<String> =
                holders.iter().filter_map(|h| part(h, year)).map(|p| p.decimal.to_string()).collect();
            let variant = match (lacking < Decimal::ZERO, lacking < Decimal::new(1, 2), holders.last()) {
                (true, ..) => "too-much",
                (false, true, _) => "nearly",
                (false, false, _) if key == "bearer" => "bearer",
                (false, false, _) => "",
            };
            let last = holders.iter().map(|h| h.party.as_str()).next_back().unwrap_or_default();
            self.complain(
                Problem::new(Code::SharesDoNotAdd)
                    .variant(variant)
                    .with("key", key)
                    .with("sum", total)
                    .with("lacking", lacking.abs().normalize())
                    .with("parts", parts.join(" + "))
                    .with("last", last)
                    .at(span),
            );
            return false;
        }
        true
    }
}

/// For how many years the parts differ.
fn years(holders: &[Holder]) -> usize {
    let lengths = holders.iter().map(|h| match &h.part {
        Part::ByYear(parts) => parts.len(),
        Part::Same(_) | Part::Rest | Part::Broken => 1,
    });
    lengths.max().unwrap_or(1)
}

/// A part in a year; the last one goes on.
fn part(holder: &Holder, year: usize) -> Option<&Exact> {
    match &holder.part {
        Part::Same(part) => Some(part),
        Part::ByYear(parts) => parts.get(year).or(parts.last()),
        Part::Rest | Part::Broken => None,
    }
}

fn sum(holders: &[Holder], year: usize) -> BigRational {
    holders.iter().filter_map(|h| part(h, year)).map(Exact::ratio).fold(BigRational::zero(), |a, b| a + b)
}

/// The sum when no part is a fraction and no digit is lost: below seven, 28 digits after the point have room.
fn in_decimals(holders: &[Holder], year: usize) -> Option<Decimal> {
    holders
        .iter()
        .filter_map(|h| part(h, year))
        .try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.in_decimals()?).filter(|sum| *sum < Decimal::from(7)))
}

/// What is left of one.
fn rest(holders: &[Holder], year: usize) -> Option<Decimal> {
    match in_decimals(holders, year) {
        Some(sum) => Some((Decimal::ONE - sum).normalize()),
        None => exact::decimal(&(BigRational::one() - sum(holders, year))),
    }
}
