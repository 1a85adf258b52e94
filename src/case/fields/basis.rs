//! `[basis]` and `[discount.ID]`.

use super::{Field, Kind, TableSpec, Worded, words_of};
use crate::calendar::{DayCount, Month, Timing};
use crate::case::Domain;
use crate::case::read::{
    Bands, DiscountDraft, Duration, Exact, GradesDraft, InputDraft, MonthOrDay, PeriodsDraft, Point, Whole,
};

/// `basis.start`
pub const START: Field<Month> = Field::required("start", Kind::Month);
/// `basis.horizon`
pub const HORIZON: Field<Duration> = Field::alternative("horizon", Kind::Duration);
/// `basis.period`
pub const PERIOD: Field<PeriodsDraft> = Field::or("period", Kind::Periods, "year");
/// `basis.year_starts`
pub const YEAR_STARTS: Field<Whole> = Field::or("year_starts", Kind::Whole(1, 12), "1");
/// `basis.timing`
pub const TIMING: Field<Timing> = Field::or("timing", Kind::Word(words_of::<Timing>), "start");
/// `basis.day_count`
pub const DAY_COUNT: Field<DayCount> = Field::or("day_count", Kind::Word(words_of::<DayCount>), "months");
/// `basis.discount`
pub const DISCOUNT_RATE: Field<DiscountDraft> = Field::required("discount", Kind::Discount);
/// `basis.appraisal_date`
pub const APPRAISAL_DATE: Field<Point> = Field::or("appraisal_date", Kind::Point, "the start");
/// `basis.price_year`
pub const PRICE_YEAR: Field<Whole> = Field::or("price_year", Kind::Year, "the year of the start");
/// `basis.inflation`
pub const INFLATION: Field<InputDraft> = Field::of("inflation", Kind::Input(Domain::YearlyRate));
/// `basis.index`
pub const INDEX: Field<String> = Field::of("index", Kind::Id("index"));
/// `basis.perspective`
pub const PERSPECTIVE: Field<String> =
    Field::or("perspective", Kind::Perspective, "public, or society without a public party");
/// `basis.finance_rate`
pub const FINANCE_RATE: Field<InputDraft> = Field::of("finance_rate", Kind::Input(Domain::YearlyRate));
/// `basis.reinvestment_rate`
pub const REINVESTMENT_RATE: Field<InputDraft> = Field::of("reinvestment_rate", Kind::Input(Domain::YearlyRate));

/// `basis.optimism`
pub const OPTIMISM: Field<GradesDraft> = Field::of("optimism", Kind::Table("grades"));

/// `[basis]`
pub const BASIS: TableSpec = TableSpec {
    name: "basis",
    keyed: false,
    named: false,
    later: false,
    inside: false,
    fields: &[
        START.spec,
        HORIZON.spec,
        PERIOD.spec,
        YEAR_STARTS.spec,
        TIMING.spec,
        DAY_COUNT.spec,
        DISCOUNT_RATE.spec,
        APPRAISAL_DATE.spec,
        PRICE_YEAR.spec,
        INFLATION.spec,
        INDEX.spec,
        PERSPECTIVE.spec,
        FINANCE_RATE.spec,
        REINVESTMENT_RATE.spec,
        OPTIMISM.spec,
    ],
};

/// `discount.ID.bands`
pub const BANDS: Field<Bands> = Field::required("bands", Kind::Bands);
/// `discount.ID.date`
pub const DATE: Field<MonthOrDay> = Field::of("date", Kind::MonthOrDay);

/// `[discount.ID]`
pub const DISCOUNT: TableSpec = TableSpec {
    name: "discount",
    keyed: true,
    named: true,
    later: false,
    inside: false,
    fields: &[BANDS.spec, DATE.spec],
};

/// `from_year` of a band.
pub const FROM_YEAR: Field<Whole> = Field::required("from_year", Kind::Whole(0, 10_000));
/// `rate` of a band.
pub const RATE: Field<Exact> = Field::required("rate", Kind::Share);

/// A band of rates.
pub const BAND: TableSpec = TableSpec {
    name: "band",
    keyed: false,
    named: false,
    later: false,
    inside: true,
    fields: &[FROM_YEAR.spec, RATE.spec],
};

impl Worded for Timing {
    const EVERY: &'static [Timing] = &[Timing::Start, Timing::Middle, Timing::End];
    fn in_a_file(self) -> &'static str {
        match self {
            Timing::Start => "start",
            Timing::Middle => "middle",
            Timing::End => "end",
        }
    }
}

impl Worded for DayCount {
    const EVERY: &'static [DayCount] = &[DayCount::Months, DayCount::Actual365];
    fn in_a_file(self) -> &'static str {
        match self {
            DayCount::Months => "months",
            DayCount::Actual365 => "actual-365",
        }
    }
}
