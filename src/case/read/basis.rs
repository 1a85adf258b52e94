//! `[basis]` and `[discount.ID]`.

use super::correction::GradesDraft;
use super::draft::Draft;
use super::duration::Duration;
use super::head::names;
use super::input::InputDraft;
use super::reader::Reader;
use super::structure::{Bands, DiscountDraft, PeriodsDraft};
use super::time::Point;
use super::values::Whole;
use crate::calendar::{DayCount, Month, Timing};
use crate::case::Names;
use crate::case::fields::in_basis;
use crate::span::Span;

/// `[basis]`
#[derive(Debug)]
pub struct BasisDraft {
    pub start: Draft<Month>,
    pub horizon: Draft<Duration>,
    pub period: Draft<PeriodsDraft>,
    pub year_starts: Draft<Whole>,
    pub timing: Draft<Timing>,
    pub day_count: Draft<DayCount>,
    pub discount: Draft<DiscountDraft>,
    pub appraisal_date: Draft<Point>,
    pub price_year: Draft<Whole>,
    pub inflation: Draft<InputDraft>,
    pub index: Draft<String>,
    pub perspective: Draft<String>,
    pub finance_rate: Draft<InputDraft>,
    pub reinvestment_rate: Draft<InputDraft>,
    pub optimism: Draft<GradesDraft>,
    pub span: Span,
}

pub fn basis(mut table: Reader<'_, '_>) -> BasisDraft {
    let draft = BasisDraft {
        start: table.required(&in_basis::START),
        horizon: table.optional(&in_basis::HORIZON),
        period: table.optional(&in_basis::PERIOD),
        year_starts: table.optional(&in_basis::YEAR_STARTS),
        timing: table.optional(&in_basis::TIMING),
        day_count: table.optional(&in_basis::DAY_COUNT),
        discount: table.required(&in_basis::DISCOUNT_RATE),
        appraisal_date: table.optional(&in_basis::APPRAISAL_DATE),
        price_year: table.optional(&in_basis::PRICE_YEAR),
        inflation: table.optional(&in_basis::INFLATION),
        index: table.optional(&in_basis::INDEX),
        perspective: table.optional(&in_basis::PERSPECTIVE),
        finance_rate: table.optional(&in_basis::FINANCE_RATE),
        reinvestment_rate: table.optional(&in_basis::REINVESTMENT_RATE),
        optimism: table.optional(&in_basis::OPTIMISM),
        span: table.opened(),
    };
    table.finish();
    draft
}

/// `[discount.ID]`
#[derive(Debug)]
pub struct ScheduleDraft {
    pub names: Names,
    pub bands: Draft<Bands>,
}

pub fn schedule(mut table: Reader<'_, '_>) -> ScheduleDraft {
    let names = names(&mut table);
    let _ = table.optional(&in_basis::DATE);
    let draft = ScheduleDraft { names, bands: table.required(&in_basis::BANDS) };
    table.finish();
    draft
}
