//! The basis of the appraisal: horizon, calendar, discounting, price year, headline.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Evidence, Input};
use crate::calendar::{Calendar, DayCount, Timing, Years};

/// How the horizon is cut into periods.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PeriodKind {
    /// `"month"`
    Month,
    /// `"quarter"`, counted from the start.
    Quarter,
    /// `"half-year"`
    HalfYear,
    /// `"year"`
    Year,
    /// `"calendar-quarter"`
    CalendarQuarter,
    /// `"calendar-year"`
    CalendarYear,
    /// A rising list of ends in months.
    List,
}

/// A stretch of years with one discount rate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Band {
    /// Years after the appraisal date from which the rate holds.
    pub from_year: u32,
    /// The yearly rate.
    pub rate: Decimal,
}

/// How amounts at different times are made comparable.
#[derive(Clone, Debug)]
pub enum Discounting {
    /// One yearly rate, an input.
    Rate(Arc<Input>),
    /// Bands by distance from the appraisal date; the first begins at 0.
    Bands {
        /// The edition or the `[discount.ID]`; none when the bands stand in the basis.
        name: Option<String>,
        /// Rising.
        bands: Vec<Band>,
        /// Where they come from.
        source: Option<String>,
    },
}

/// `[basis]`
#[derive(Clone, Debug)]
pub struct Basis {
    /// First month, horizon, periods.
    pub calendar: Calendar,
    /// How the periods were asked for.
    pub period: PeriodKind,
    /// Where the amounts of a period lie.
    pub timing: Timing,
    /// How the distance to a day is counted.
    pub day_count: DayCount,
    /// How amounts at different times are made comparable.
    pub discount: Discounting,
    /// τ of the appraisal date; below nil when it lies before the start.
    pub appraisal_date: Years,
    /// The year of the fixed prices.
    pub price_year: i32,
    /// The headline.
    pub perspective: String,
    /// The correction of effects by grade; none when there is no `optimism`.
    pub optimism: Option<BTreeMap<Evidence, Arc<Input>>>,
    /// Growth of prices a year, for nominal contracts.
    pub inflation: Option<Arc<Input>>,
    /// For the modified rate; the discount schedule when none.
    pub finance_rate: Option<Arc<Input>>,
    /// For the modified rate; the discount schedule when none.
    pub reinvestment_rate: Option<Arc<Input>>,
}
