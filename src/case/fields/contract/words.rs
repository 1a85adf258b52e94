//! The words that stand in the tables of a contract.

use crate::case::contract::{Beyond, Edge, Excess, Form, GrossOrNet, OncePer, Per, Prices, Rounding, Scope};
use crate::case::fields::Worded;

impl Worded for Prices {
    const EVERY: &'static [Prices] = &[Prices::Real, Prices::Nominal];
    fn in_a_file(self) -> &'static str {
        self.word()
    }
}

impl Worded for Rounding {
    const EVERY: &'static [Rounding] = &[Rounding::HalfUp, Rounding::HalfEven, Rounding::Down];
    fn in_a_file(self) -> &'static str {
        match self {
            Rounding::HalfUp => "half-up",
            Rounding::HalfEven => "half-even",
            Rounding::Down => "down",
        }
    }
}

impl Worded for Form {
    const EVERY: &'static [Form] = &[Form::Difference, Form::RelativeReduction, Form::Ratio];
    fn in_a_file(self) -> &'static str {
        match self {
            Form::Difference => "difference",
            Form::RelativeReduction => "relative_reduction",
            Form::Ratio => "ratio",
        }
    }
}

impl Worded for GrossOrNet {
    const EVERY: &'static [GrossOrNet] = &[GrossOrNet::Gross, GrossOrNet::Net];
    fn in_a_file(self) -> &'static str {
        match self {
            GrossOrNet::Gross => "gross",
            GrossOrNet::Net => "net",
        }
    }
}

impl Worded for OncePer {
    const EVERY: &'static [OncePer] = &[OncePer::Person, OncePer::Cohort, OncePer::Contract];
    fn in_a_file(self) -> &'static str {
        match self {
            OncePer::Person => "person",
            OncePer::Cohort => "cohort",
            OncePer::Contract => "contract",
        }
    }
}

impl Worded for Edge {
    const EVERY: &'static [Edge] = &[Edge::AtLeast, Edge::MoreThan];
    fn in_a_file(self) -> &'static str {
        match self {
            Edge::AtLeast => "at-least",
            Edge::MoreThan => "more-than",
        }
    }
}

impl Worded for Scope {
    const EVERY: &'static [Scope] =
        &[Scope::Person, Scope::Cohort, Scope::Term, Scope::Metric, Scope::Mix, Scope::Period, Scope::Contract];
    fn in_a_file(self) -> &'static str {
        self.word()
    }
}

impl Worded for Per {
    const EVERY: &'static [Per] = &[Per::Month, Per::Quarter, Per::HalfYear, Per::Year, Per::CalendarYear, Per::Period];
    fn in_a_file(self) -> &'static str {
        self.word()
    }
}

impl Worded for Excess {
    const EVERY: &'static [Excess] = &[Excess::Lapse, Excess::Carry, Excess::Defer];
    fn in_a_file(self) -> &'static str {
        match self {
            Excess::Lapse => "lapse",
            Excess::Carry => "carry",
            Excess::Defer => "defer",
        }
    }
}

impl Worded for Beyond {
    const EVERY: &'static [Beyond] = &[Beyond::Stop, Beyond::Residual];
    fn in_a_file(self) -> &'static str {
        match self {
            Beyond::Stop => "stop",
            Beyond::Residual => "residual",
        }
    }
}
