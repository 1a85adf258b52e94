//! Months, days, periods and distances in time. Knows no domain.
//!
//! A [`Month`] is a stretch, a [`Day`] a point. A distance in time is a number of [`Years`], kept as a whole number of
//! parts so small that months, half months and days (÷ 365) are exact.

use std::fmt;

use rust_decimal::Decimal;

/// A distance in years, exact: a whole number of 8,760ths of a year.
///
/// One month is 730 of them, half a month 365, one day (÷ 365) 24, so that whatever `timing` and `day_count` ask for is
/// a whole number and two distances can be compared without rounding.
///
/// ```
/// use afkast::calendar::Years;
/// assert_eq!(Years::months(18), Years::months(6).plus(Years::months(12)));
/// assert_eq!(Years::months(6).exact().normalize().to_string(), "0.5");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Years(i64);

const PARTS_A_YEAR: i64 = 8_760;

impl Years {
    /// No distance.
    pub const NIL: Years = Years(0);

    /// So many twelfths of a year.
    pub const fn months(months: i64) -> Years {
        Years(months * 730)
    }
    /// So many twenty-fourths of a year.
    pub const fn half_months(half_months: i64) -> Years {
        Years(half_months * 365)
    }
    /// So many 365ths of a year.
    pub const fn days(days: i64) -> Years {
        Years(days * 24)
    }
    /// So many whole years.
    pub const fn whole(years: i64) -> Years {
        Years(years * PARTS_A_YEAR)
    }
    /// The sum of two distances.
    pub const fn plus(self, other: Years) -> Years {
        Years(self.0 + other.0)
    }
    /// The distance from `other` to `self`.
    pub const fn minus(self, other: Years) -> Years {
        Years(self.0 - other.0)
    }
    /// The distance without its sign.
    pub const fn size(self) -> Years {
        Years(self.0.abs())
    }
    /// Whether the distance is below nil.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }
    /// Whether there is no distance.
    pub const fn is_nil(self) -> bool {
        self.0 == 0
    }
    /// Full years, and what is left. For a distance of at least nil.
    pub fn whole_years_and_rest(self) -> (u32, Years) {
        (u32::try_from(self.0 / PARTS_A_YEAR).unwrap_or(u32::MAX), Years(self.0 % PARTS_A_YEAR))
    }
    /// The distance in 8,760ths of a year.
    pub const fn parts(self) -> i64 {
        self.0
    }
    /// Full twelfths of a year, rounded down.
    pub const fn whole_months(self) -> i64 {
        self.0.div_euclid(730)
    }
    /// Full half months when the distance is a whole number of them.
    pub fn as_half_months(self) -> Option<i64> {
        (self.0 % 365 == 0).then_some(self.0 / 365)
    }
    /// The distance as a fraction of whole numbers, in lowest terms; for a distance of at least nil, below a year.
    pub fn as_ratio(self) -> (u32, u32) {
        let (mut a, mut b) = (self.0.unsigned_abs(), PARTS_A_YEAR as u64);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        ((self.0.unsigned_abs() / a) as u32, (PARTS_A_YEAR as u64 / a) as u32)
    }
    /// The distance in years, to 28 digits.
    pub fn exact(self) -> Decimal {
        Decimal::from(self.0) / Decimal::from(PARTS_A_YEAR)
    }
    /// The distance in years, in binary.
    #[expect(clippy::float_arithmetic)] // becoming an f64 is what this is for
    pub fn approximate(self) -> f64 {
        self.0 as f64 / PARTS_A_YEAR as f64
    }
}

/// A calendar month, a stretch of time: `2025-07`.
///
/// ```
/// use afkast::calendar::Month;
/// let start = Month::new(2025, 7).unwrap();
/// assert_eq!(start.plus(6).to_string(), "2026-01");
/// assert_eq!(start.plus(6).since(start), 6);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Month(i32);

impl Month {
    /// Month 1 to 12 of a year from 1 to 9999.
    pub fn new(year: i32, month: u32) -> Option<Month> {
        ((1..=12).contains(&month) && (1..=9999).contains(&year)).then(|| Month(year * 12 + month as i32 - 1))
    }
    /// Reads `2025-07`, exactly.
    pub fn read(text: &str) -> Option<Month> {
        let (year, month) = text.split_once('-')?;
        let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return None;
        }
        Month::new(year.parse().ok()?, month.parse().ok()?)
    }
    /// The calendar year.
    pub const fn year(self) -> i32 {
        self.0.div_euclid(12)
    }
    /// 1 to 12.
    pub const fn number(self) -> u32 {
        self.0.rem_euclid(12) as u32 + 1
    }
    /// So many months later.
    pub const fn plus(self, months: i32) -> Month {
        Month(self.0 + months)
    }
    /// Months from `other` to `self`.
    pub const fn since(self, other: Month) -> i32 {
        self.0 - other.0
    }
    /// The first day of the month; after the year 9999 the last day there is, before the year 1 the first.
    pub fn first_day(self) -> Day {
        let edge = if self.year() < 1 { jiff::civil::Date::MIN } else { jiff::civil::Date::MAX };
        Day::new(self.year(), self.number(), 1).unwrap_or(Day(edge))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

/// A day, a point in time: `2025-07-15`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Day(jiff::civil::Date);

impl Day {
    /// A day of a year from 1 to 9999; none when there is no such day.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Day> {
        Month::new(year, month)?;
        let date = jiff::civil::Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
        Some(Day(date))
    }
    /// Reads `2025-07-15`, exactly.
    pub fn read(text: &str) -> Option<Day> {
        let month = Month::read(text.get(..7)?)?;
        let day = text.get(7..)?.strip_prefix('-')?;
        if day.len() != 2 || !day.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        Day::new(month.year(), month.number(), day.parse().ok()?)
    }
    /// So many days after 1 January 1970.
    pub fn after_1970(days: i64) -> Option<Day> {
        let first = jiff::civil::Date::new(1970, 1, 1).ok()?;
        let days = jiff::Span::new().try_days(days).ok()?;
        first.checked_add(days).ok().map(Day)
    }
    /// The month that holds the day.
    pub fn month(self) -> Month {
        Month(i32::from(self.0.year()) * 12 + i32::from(self.0.month()) - 1)
    }
    /// 1 to 31.
    pub fn of_month(self) -> u32 {
        self.0.day() as u32
    }
    /// Days from `other` to `self`.
    pub fn since(self, other: Day) -> i64 {
        self.0.duration_since(other.0).as_hours() / 24
    }
    /// The same day so many months later, or the last day of a shorter month; none before year 1 or after 9999.
    ///
    /// ```
    /// use afkast::calendar::Day;
    /// let day = Day::read("2025-01-31").unwrap();
    /// assert_eq!(day.plus_months(1).map(|d| d.to_string()).as_deref(), Some("2025-02-28"));
    /// assert_eq!(day.plus_months(2).map(|d| d.to_string()).as_deref(), Some("2025-03-31"));
    /// ```
    pub fn plus_months(self, months: i32) -> Option<Day> {
        let month = Month(self.month().0.checked_add(months)?);
        let last = (28..=self.of_month().max(28)).rev().find_map(|d| Day::new(month.year(), month.number(), d));
        Day::new(month.year(), month.number(), self.of_month()).or(last)
    }
    /// So many days later; none before year 1 or after 9999.
    pub fn plus_days(self, days: i32) -> Option<Day> {
        let date = self.0.checked_add(jiff::Span::new().try_days(i64::from(days)).ok()?).ok()?;
        (date.year() >= 1).then_some(Day(date))
    }
    /// The last day there is: 9999-12-31.
    pub fn last() -> Day {
        Day(jiff::civil::Date::MAX)
    }
    /// The distance in years from the first day of `start` to this day: whole months ÷ 12, or days ÷ 365.
    pub fn years_since(self, start: Month, count: DayCount) -> Years {
        match count {
            DayCount::Months => Years::months(i64::from(self.whole_months_since(start))),
            DayCount::Actual365 => Years::days(self.since(start.first_day())),
        }
    }
    /// Whole months from the first day of `start` to this day, rounded down.
    pub fn whole_months_since(self, start: Month) -> i32 {
        // Counted from the first of a month, a day always lies on or after the day of the month it is counted from.
        self.month().since(start)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.month(), self.of_month())
    }
}

/// A stretch of months of the case, `[start, end)`, counted from its first month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Period {
    /// Months from the start of the case to the first month of the period.
    pub start: i32,
    /// Months from the start of the case to the month after the last of the period.
    pub end: i32,
}

impl Period {
    /// How many months it has.
    pub const fn months(self) -> i32 {
        self.end - self.start
    }
}

/// Where the amounts of a period lie.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Timing {
    /// At the start of the period: s ÷ 12.
    Start,
    /// In its middle: (s + e) ÷ 24.
    Middle,
    /// At its end: e ÷ 12.
    End,
}

impl Timing {
    /// The word in a file.
    pub const fn word(self) -> &'static str {
        match self {
            Timing::Start => "start",
            Timing::Middle => "middle",
            Timing::End => "end",
        }
    }
    /// Years after the start of the case at which the amounts of `period` lie.
    pub const fn of(self, period: Period) -> Years {
        match self {
            Timing::Start => Years::months(period.start as i64),
            Timing::Middle => Years::half_months((period.start + period.end) as i64),
            Timing::End => Years::months(period.end as i64),
        }
    }
}

/// How the distance to a day is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DayCount {
    /// Whole months ÷ 12.
    Months,
    /// Days ÷ 365.
    Actual365,
}

/// The first month, the horizon and the periods of a case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Calendar {
    start: Month,
    periods: Vec<Period>,
}

impl Calendar {
    /// Periods that follow each other without gaps from month 0; at least one.
    pub fn new(start: Month, ends: &[i32]) -> Option<Calendar> {
        let mut from = 0;
        let mut periods = Vec::with_capacity(ends.len());
        for &end in ends {
            if end <= from {
                return None;
            }
            periods.push(Period { start: from, end });
            from = end;
        }
        (!periods.is_empty()).then_some(Calendar { start, periods })
    }
    /// The first month.
    pub const fn start(&self) -> Month {
        self.start
    }
    /// Months in all.
    pub fn horizon(&self) -> i32 {
        self.periods.last().map_or(0, |p| p.end)
    }
    /// The periods in order.
    pub fn periods(&self) -> &[Period] {
        &self.periods
    }
    /// The period that holds month `month` (counted from the start).
    pub fn holding(&self, month: i32) -> Option<usize> {
        if month < 0 || month >= self.horizon() {
            return None;
        }
        Some(self.periods.partition_point(|p| p.end <= month))
    }
    /// The period that *ends* at, or first after, mark `mark`: s < mark ≤ e; mark 0 belongs to the first.
    pub fn closing(&self, mark: i32) -> Option<usize> {
        if mark < 0 || mark > self.horizon() {
            return None;
        }
        Some(if mark == 0 { 0 } else { self.periods.partition_point(|p| p.end < mark) })
    }
    /// The period that a day of a contract belongs to: start + s months < day ≤ start + e months; the start and what is
    /// earlier belong to the first. None after the horizon.
    pub fn closing_day(&self, day: Day) -> Option<usize> {
        let place = self.periods.partition_point(|p| self.month(p.end).first_day() < day);
        (place < self.periods.len()).then_some(place)
    }
    /// The first month after month `month` with which a calendar year begins, both counted from the start.
    pub const fn first_of_next_year(&self, month: i32) -> i32 {
        month + 13 - self.month(month).number() as i32
    }
    /// The calendar month so many months after the start.
    pub const fn month(&self, months: i32) -> Month {
        self.start.plus(months)
    }
}
