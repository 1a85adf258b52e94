//! Lines: steps with a name. Lines are what people see, and what `explain` stops at.

use std::fmt;

/// What a line is. Its name, definition, formula and source stand in `text/` under `line.WORD`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum LineKind {
    /// People who start.
    Starters,
    /// Share of a month that a starter attends, by month of the pathway.
    Attendance,
    /// People an outcome's rates are about.
    Counted,
    /// Outcomes per counted person with the service, less those without.
    NetRate,
    /// Outcomes because of the service.
    NetOutcomes,
    /// Outcomes with the service, gross.
    GrossOutcomes,
    /// Share of the effect that remains, by year since onset.
    Remaining,
    /// Net outcomes in effect, in person-years.
    PersonYears,
    /// What a cost or an avoided cost comes to.
    CostAmount,
    /// What a consequence comes to for one outcome and all parties' shares of one.
    Amount,
    /// Money of another year in the prices of the case.
    Converted,
    /// Real growth of a price by calendar year.
    RealGrowth,
    /// The refunder's share, by year since onset.
    RefundedShare,
    /// What is refunded of a person-year, by year since onset.
    RefundedAmount,
    /// What is left of a person-year's change when a part is refunded by amount, by year since onset.
    UnrefundedAmount,
    /// The part of an outcome's consequences that is left where another outcome changes the same budget.
    OverlapPart,
    /// Present worth of 1.
    DiscountFactor,
    /// An amount times its discount factor.
    LinePresentValue,
    /// What crosses the border of a perspective, in less out.
    NetFlow,
    /// Present value of the net flow.
    PresentValue,
    /// Present value of costs.
    PresentValueOfCosts,
    /// Present value of benefits.
    PresentValueOfBenefits,
    /// Present value of payments.
    PresentValueOfPayments,
    /// Present value of what citizens gain, less what they pay.
    PresentValueOfCitizens,
    /// Undiscounted sum of the net flow.
    NetResult,
    /// Sum of the present values.
    NetPresentValue,
}

impl LineKind {
    /// Every kind, in the order of the catalogue.
    pub const ALL: &'static [LineKind] = &[
        LineKind::Starters,
        LineKind::Attendance,
        LineKind::Counted,
        LineKind::NetRate,
        LineKind::NetOutcomes,
        LineKind::GrossOutcomes,
        LineKind::Remaining,
        LineKind::PersonYears,
        LineKind::CostAmount,
        LineKind::Amount,
        LineKind::Converted,
        LineKind::RealGrowth,
        LineKind::RefundedShare,
        LineKind::RefundedAmount,
        LineKind::UnrefundedAmount,
        LineKind::OverlapPart,
        LineKind::DiscountFactor,
        LineKind::LinePresentValue,
        LineKind::NetFlow,
        LineKind::PresentValue,
        LineKind::PresentValueOfCosts,
        LineKind::PresentValueOfBenefits,
        LineKind::PresentValueOfPayments,
        LineKind::PresentValueOfCitizens,
        LineKind::NetResult,
        LineKind::NetPresentValue,
    ];

    /// The word by which people and machines know it.
    pub const fn word(self) -> &'static str {
        match self {
            LineKind::Starters => "starters",
            LineKind::Attendance => "attendance",
            LineKind::Counted => "counted",
            LineKind::NetRate => "net_rate",
            LineKind::NetOutcomes => "net_outcomes",
            LineKind::GrossOutcomes => "gross_outcomes",
            LineKind::Remaining => "remaining",
            LineKind::PersonYears => "person_years",
            LineKind::CostAmount => "cost_amount",
            LineKind::Amount => "amount",
            LineKind::Converted => "converted",
            LineKind::RealGrowth => "real_growth",
            LineKind::RefundedShare => "refunded_share",
            LineKind::RefundedAmount => "refunded_amount",
            LineKind::UnrefundedAmount => "unrefunded_amount",
            LineKind::OverlapPart => "overlap_part",
            LineKind::DiscountFactor => "discount_factor",
            LineKind::LinePresentValue => "line_present_value",
            LineKind::NetFlow => "net_flow",
            LineKind::PresentValue => "present_value",
            LineKind::PresentValueOfCosts => "present_value_of_costs",
            LineKind::PresentValueOfBenefits => "present_value_of_benefits",
            LineKind::PresentValueOfPayments => "present_value_of_payments",
            LineKind::PresentValueOfCitizens => "present_value_of_citizens",
            LineKind::NetResult => "net_result",
            LineKind::NetPresentValue => "net_present_value",
        }
    }
}

/// Which line: its kind, and of what.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LineKey {
    /// What it is.
    pub kind: LineKind,
    /// Of what: `outcome.job`, `cost.rent.aarhus`, a perspective; empty when there is only one.
    pub of: String,
}

impl LineKey {
    /// A line's key.
    pub fn new(kind: LineKind, of: impl Into<String>) -> LineKey {
        LineKey { kind, of: of.into() }
    }
}

impl fmt::Display for LineKey {
    /// The id by which `explain` finds it: `outcome.job.net_outcomes`; an amount is called by its ledger id alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.kind, self.of.as_str()) {
            (LineKind::Amount | LineKind::CostAmount, of) => f.write_str(of),
            (kind, "") => f.write_str(kind.word()),
            (kind, of) => write!(f, "{of}.{}", kind.word()),
        }
    }
}
