//! When people start: exact weights over one denominator.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use rust_decimal::Decimal;

use super::Checking;
use super::inputs::Role;
use crate::calendar::Month;
use crate::case::read::{Draft, Part, StartPart, StartsDraft, Written, exact};
use crate::case::{Domain, Starts, Stretch};
use crate::problem::{Code, Problem};
use crate::span::Span;

/// When a group's people start.
pub struct Started {
    /// Exact weights.
    pub starts: Starts,
    /// Every month that is named.
    pub months: Vec<i32>,
    /// The sum of counts, when `starts` has counts.
    pub counts: Option<Decimal>,
}

impl Checking<'_> {
    /// Everybody in one month.
    fn at_once(month: i32) -> Started {
        let starts = Starts { weights: vec![(month, Decimal::ONE)], over: Decimal::ONE };
        Started { starts, months: vec![month], counts: None }
    }

    /// When people start. `people` says whether the group has `people`, and where.
    pub(super) fn starts(&mut self, draft: &Draft<StartsDraft>, people: &People) -> Option<Started> {
        let Some(written) = draft.here() else {
            return draft.is_absent().then(|| Self::at_once(0));
        };
        match &written.value {
            StartsDraft::Month(month) => {
                let within = self.start_within(*month, written.span);
                within.map(Self::at_once)
            }
            StartsDraft::Range { from, until } => self.range_of_starts(from, until),
            StartsDraft::Table(parts) => self.starts_by_time(parts, written, people),
        }
    }

    fn start_within(&mut self, month: Month, span: Span) -> Option<i32> {
        let within = self.month_within(month);
        if within.is_none() {
            self.outside("start", &month.to_string(), span);
        }
        within
    }

    fn range_of_starts(&mut self, from: &Draft<Month>, until: &Draft<Month>) -> Option<Started> {
        let (from, until) = (from.here()?, until.here()?);
        if from.value > until.value {
            let problem = Problem::new(Code::EndsBeforeItStarts)
                .variant("starts")
                .with("from", from.value)
                .with("until", until.value)
                .at(from.span)
                .and_see(until.span, "until");
            self.complain(problem);
            return None;
        }
        let first = self.start_within(from.value, from.span)?;
        let last = self.start_within(until.value, until.span)?;
        let months: Vec<i32> = (first..=last).collect();
        let weights = months.iter().map(|m| (*m, Decimal::ONE)).collect();
        let over = Decimal::from(months.len());
        Some(Started { starts: Starts { weights, over }, months, counts: None })
    }

    fn starts_by_time(
        &mut self,
        parts: &[StartPart],
        written: &Written<StartsDraft>,
        people: &People,
    ) -> Option<Started> {
        let shares = !matches!(people, People::Absent);
        let good = self.parts_fit(parts, shares);
        let total = self.total(parts, written, people).filter(|_| good)?;
        let mut weights: BTreeMap<i32, BigRational> = BTreeMap::new();
        let mut named: BTreeSet<i32> = BTreeSet::new();
        let rest = &total - sum(parts);
        for part in parts {
            let weight = match &part.part {
                Part::Same(number) => number.ratio(),
                Part::Rest => rest.clone(),
                Part::ByYear(_) | Part::Broken => return None,
            };
            let stretch: Stretch = self.stretch_of(part.time)?;
            let each = weight / BigRational::from(BigInt::from(stretch.until - stretch.from));
            for month in stretch.from..stretch.until {
                named.insert(month);
                if !each.is_zero() {
                    *weights.entry(month).or_insert_with(BigRational::zero) += &each;
                }
            }
        }
        let starts = over_one_denominator(&weights, &total)?;
        let counts = if shares { None } else { Some(exact::decimal(&total)?) };
        Some(Started { starts, months: named.into_iter().collect(), counts })
    }

    /// Each part lies in the case and is a number of people or a share of them.
    fn parts_fit(&mut self, parts: &[StartPart], shares: bool) -> bool {
        let mut good = true;
        for part in parts {
            if let Part::Same(number) = &part.part {
                let domain = if shares && number.decimal < Decimal::ONE { Domain::Share } else { Domain::NotNegative };
                good &= self.fits(number.decimal, part.span, "starts", domain, Role::Plain);
            }
            if self.calendar.is_some() && self.stretch_of(part.time).is_none() {
                good = false;
                match part.time {
                    crate::case::read::TimeKey::Month(month) => self.outside("start", &month.to_string(), part.key),
                    crate::case::read::TimeKey::Year(year) => self.outside("start-year", &year.to_string(), part.key),
                }
            }
        }
        good
    }

    /// What the parts add to: 1 for shares, the number of people for counts.
    fn total(&mut self, parts: &[StartPart], written: &Written<StartsDraft>, people: &People) -> Option<BigRational> {
        let rests: Vec<&StartPart> = parts.iter().filter(|p| matches!(p.part, Part::Rest)).collect();
        let sum = sum(parts);
        let shown = exact::decimal(&sum).unwrap_or_default().normalize();
        if let [_, second, ..] = rests.as_slice() {
            let problem = Problem::new(Code::SharesDoNotAdd).variant("two-rests").with("key", "starts");
            self.complain(problem.at(second.span));
            return None;
        }
        if matches!(people, People::Absent) {
            if let Some(rest) = rests.first() {
                let problem = Problem::new(Code::SharesDoNotAdd).variant("rest-of-counts").with("key", "starts");
                self.complain(problem.at(rest.span));
                return None;
            }
            if !sum.is_integer() {
                let problem = Problem::new(Code::PartOfAPerson).variant("counts").with("people", shown);
                self.complain(problem.at(written.span));
                return None;
            }
            return Some(sum);
        }
        let one = BigRational::one();
        if sum == one || (!rests.is_empty() && sum < one) {
            return Some(one);
        }
        match people {
            People::Written(value, at) if rests.is_empty() && sum > one => {
                let problem =
                    Problem::new(Code::CountsDoNotAdd).with("starts", shown).with("people", value.normalize());
                let same = sum == exact::ratio(*value);
                let problem = problem.variant(if same { "twice" } else { "" });
                self.complain(problem.at(written.span).and_see(*at, "people"));
            }
            People::Written(..) => {
                let lacking = exact::decimal(&(one - sum).abs()).unwrap_or_default().normalize();
                let problem = Problem::new(Code::SharesDoNotAdd)
                    .variant("starts")
                    .with("key", "starts")
                    .with("sum", shown)
                    .with("lacking", lacking);
                self.complain(problem.at(written.span));
            }
            People::Absent | People::Broken => {}
        }
        None
    }
}

/// What a group says of how many people it has.
pub enum People {
    /// Nothing.
    Absent,
    /// Something that cannot be read.
    Broken,
    /// A number, and where it stands.
    Written(Decimal, Span),
}

fn sum(parts: &[StartPart]) -> BigRational {
    let numbers = parts.iter().filter_map(|p| match &p.part {
        Part::Same(number) => Some(number.ratio()),
        Part::Rest | Part::ByYear(_) | Part::Broken => None,
    });
    numbers.fold(BigRational::zero(), |a, b| a + b)
}

/// Weights as whole numbers over one denominator; as decimals when those would be too large.
fn over_one_denominator(weights: &BTreeMap<i32, BigRational>, total: &BigRational) -> Option<Starts> {
    let common = weights.values().fold(BigInt::one(), |a, w| least_common_multiple(a, w.denom()));
    let whole = |ratio: &BigRational| {
        let scaled = ratio * BigRational::from(common.clone());
        scaled.is_integer().then(|| scaled.to_integer().to_string().parse::<Decimal>().ok()).flatten()
    };
    let exact: Option<Vec<(i32, Decimal)>> = weights.iter().map(|(m, w)| whole(w).map(|w| (*m, w))).collect();
    if let (Some(weights), Some(over)) = (exact, whole(total)) {
        return Some(Starts { weights, over: if over.is_zero() { Decimal::ONE } else { over } });
    }
    let rounded: Option<Vec<(i32, Decimal)>> =
        weights.iter().map(|(m, w)| exact::decimal(w).map(|w| (*m, w))).collect();
    Some(Starts { weights: rounded?, over: exact::decimal(total)? })
}

/// The least common multiple of two numbers above nil: a ÷ b in lowest terms has a ÷ gcd above.
fn least_common_multiple(one: BigInt, other: &BigInt) -> BigInt {
    if other.is_zero() { one } else { BigRational::new(one, other.clone()).numer() * other }
}
