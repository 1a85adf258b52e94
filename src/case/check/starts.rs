//! When people start: exact weights over one denominator.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use rust_decimal::Decimal;

use super::Checking;
use super::domain::Role;
use super::inputs::is_changed;
use crate::calendar::Month;
use crate::case::read::{Draft, Part, StartPart, StartsDraft, TimeKey, Written, exact};
use crate::case::{Domain, Starts};
use crate::document::Why;
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

impl Started {
    /// The same number in each of these months; `over` is what everybody's weights add to.
    fn evenly(months: Vec<i32>, over: usize) -> Started {
        let weights = months.iter().map(|m| (*m, Decimal::ONE)).collect();
        Started { starts: Starts { weights, over: Decimal::from(over) }, months, counts: None }
    }
}

impl Checking<'_> {
    /// When people start. `people` says whether the group has `people`, and where.
    pub(super) fn starts(&mut self, draft: &Draft<StartsDraft>, people: &People) -> Option<Started> {
        let Some(written) = draft.here() else {
            return draft.is_absent().then(|| Started::evenly(vec![0], 1));
        };
        match &written.value {
            StartsDraft::Month(month) => {
                let months = self.start_within(*month, written.span)?;
                if months.is_none() {
                    self.warn_of_late_starts(BigRational::one(), &BigRational::one(), people, written.span);
                }
                Some(Started::evenly(months.into_iter().collect(), 1))
            }
            StartsDraft::Range { from, until } => self.range_of_starts(from, until, people),
            StartsDraft::Table(parts) => self.starts_by_time(parts, written, people),
        }
    }

    /// The month of the case in which people start: a problem outside, but none of them when a scenario, the command
    /// line or a search has made the horizon shorter than their month.
    fn start_within(&mut self, month: Month, span: Span) -> Option<Option<i32>> {
        let within = self.month_within(month);
        if within.is_some() || self.is_cut_off(TimeKey::Month(month)) {
            return Some(within);
        }
        self.outside("start", &month.to_string(), span);
        None
    }

    /// Whether a time lies after a horizon that is not the file's own.
    fn is_cut_off(&self, time: TimeKey) -> bool {
        let Some(calendar) = &self.calendar else { return false };
        let first = match time {
            TimeKey::Month(month) => Some(month),
            TimeKey::Year(year) => Month::new(year, 1),
        };
        self.shortened && first.is_some_and(|m| m.since(calendar.start()) >= calendar.horizon())
    }

    fn range_of_starts(&mut self, from: &Draft<Month>, until: &Draft<Month>, people: &People) -> Option<Started> {
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
        let horizon = self.calendar.as_ref()?.horizon();
        let first = self.start_within(from.value, from.span)?.unwrap_or(horizon);
        let end = self.start_within(until.value, until.span)?.map_or(horizon, |last| last + 1);
        let over = usize::try_from(until.value.since(from.value) + 1).ok()?;
        let months: Vec<i32> = (first..end).collect();
        let late = BigRational::from(BigInt::from(over.saturating_sub(months.len())));
        self.warn_of_late_starts(late, &BigRational::from(BigInt::from(over)), people, until.span);
        Some(Started::evenly(months, over))
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
        let mut late = BigRational::zero();
        let rest = &total - sum(parts);
        for part in parts {
            let weight = match &part.part {
                Part::Same(number) => number.ratio(),
                Part::Rest => rest.clone(),
                Part::ByYear(_) | Part::Broken => return None,
            };
            let Some(stretch) = self.stretch_of(part.time) else {
                late += weight; // The horizon is shorter than the file's own.
                continue;
            };
            let each = weight / BigRational::from(BigInt::from(stretch.until - stretch.from));
            for month in stretch.from..stretch.until {
                named.insert(month);
                if !each.is_zero() {
                    *weights.entry(month).or_insert_with(BigRational::zero) += &each;
                }
            }
        }
        self.warn_of_late_starts(late, &total, people, written.span);
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
            if self.stretch_of(part.time).is_none() && !self.is_cut_off(part.time) {
                good = false;
                match part.time {
                    TimeKey::Month(month) => self.outside("start", &month.to_string(), part.key),
                    TimeKey::Year(year) => self.outside("start-year", &year.to_string(), part.key),
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
            // Set where the file has counts, `people` scales them.
            People::Written(_, _, why) if is_changed(*why) && rests.is_empty() && sum.is_integer() => return Some(sum),
            People::Written(value, at, _) if rests.is_empty() && sum > one => {
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
    /// A number, where it stands, and why it is there.
    Written(Decimal, Span, Why),
}

impl Checking<'_> {
    /// Says how many people the horizon leaves out; `late` of `total` weights.
    fn warn_of_late_starts(&mut self, late: BigRational, total: &BigRational, people: &People, span: Span) {
        if late.is_zero() || total.is_zero() {
            return;
        }
        let all = match people {
            People::Written(value, ..) => exact::ratio(*value),
            People::Absent => total.clone(),
            People::Broken => return,
        };
        let shown = |r: BigRational| exact::decimal(&r).unwrap_or_default().round_dp(2).normalize();
        let late = shown(late * &all / total);
        self.complain(Problem::new(Code::StartsBeyondHorizon).with("late", late).with("people", shown(all)).at(span));
    }
}

fn sum(parts: &[StartPart]) -> BigRational {
    let numbers = parts.iter().filter_map(|p| match &p.part {
        Part::Same(number) => Some(number.ratio()),
        Part::Rest | Part::ByYear(_) | Part::Broken => None,
    });
    numbers.fold(BigRational::zero(), |a, b| a + b)
}

/// Whole weights add to no more, so that a month times a weight, and sums of those, are exact.
const LARGEST: Decimal = Decimal::from_parts(2_764_472_320, 232_830, 0, false, 0); // 10^15
/// With so many decimals shares of everybody, times months, are exact, too.
const DECIMALS: u32 = 22;

/// Weights as whole numbers over one denominator; as shares of everybody when those would be too large.
fn over_one_denominator(weights: &BTreeMap<i32, BigRational>, total: &BigRational) -> Option<Starts> {
    let common = weights.values().fold(BigInt::one(), |a, w| least_common_multiple(a, w.denom()));
    let whole = |ratio: &BigRational| {
        let scaled = ratio * BigRational::from(common.clone());
        scaled.is_integer().then(|| scaled.to_integer().to_string().parse::<Decimal>().ok()).flatten()
    };
    let exact: Option<Vec<(i32, Decimal)>> = weights.iter().map(|(m, w)| whole(w).map(|w| (*m, w))).collect();
    if let (Some(weights), Some(over)) = (exact, whole(total).filter(|over| *over <= LARGEST)) {
        return Some(Starts { weights, over: if over.is_zero() { Decimal::ONE } else { over } });
    }
    let share = |weight: &BigRational| exact::decimal(&(weight / total)).map(|share| share.round_dp(DECIMALS));
    let shares: Option<Vec<(i32, Decimal)>> = weights.iter().map(|(m, w)| share(w).map(|w| (*m, w))).collect();
    Some(Starts { weights: shares?, over: Decimal::ONE })
}

/// The least common multiple of two numbers above nil: a ÷ b in lowest terms has a ÷ gcd above.
fn least_common_multiple(one: BigInt, other: &BigInt) -> BigInt {
    if other.is_zero() { one } else { BigRational::new(one, other.clone()).numer() * other }
}
