//! The table of an input, and `[price.ID]`, which is an input with an id.

use super::{Field, Kind, TableSpec, Worded, head, words_of};
use crate::case::read::{Exact, MonthOrDay, Numbers, Spread, Whole};
use crate::case::{Domain, Evidence};

/// `low`
pub const LOW: Field<Exact> = Field::of("low", Kind::Share);
/// `high`
pub const HIGH: Field<Exact> = Field::of("high", Kind::Share);
/// `spread`
pub const SPREAD: Field<Spread> = Field::of("spread", Kind::Spread);
/// `distribution`
pub const DISTRIBUTION: Field<DistributionWord> = Field::of("distribution", Kind::Word(words_of::<DistributionWord>));
/// `sd`
pub const SD: Field<Exact> = Field::of("sd", Kind::Share);
/// `p5`
pub const P5: Field<Exact> = Field::of("p5", Kind::Share);
/// `p95`
pub const P95: Field<Exact> = Field::of("p95", Kind::Share);
/// `p10`
pub const P10: Field<Exact> = Field::of("p10", Kind::Share);
/// `p90`
pub const P90: Field<Exact> = Field::of("p90", Kind::Share);
/// `median`
pub const MEDIAN: Field<Exact> = Field::of("median", Kind::Share);
/// `geometric_sd`
pub const GEOMETRIC_SD: Field<Exact> = Field::of("geometric_sd", Kind::Share);
/// `alpha`
pub const ALPHA: Field<Exact> = Field::of("alpha", Kind::Share);
/// `beta`
pub const BETA: Field<Exact> = Field::of("beta", Kind::Share);
/// `values`
pub const VALUES: Field<Numbers> = Field::of("values", Kind::Numbers);
/// `weights`
pub const WEIGHTS: Field<Numbers> = Field::of("weights", Kind::Numbers);
/// `unit`
pub const UNIT: Field<String> = Field::of("unit", Kind::Text);
/// `price_year`
pub const PRICE_YEAR: Field<Whole> = Field::of("price_year", Kind::Year);
/// `index`
pub const INDEX: Field<String> = Field::of("index", Kind::Id("index"));
/// `evidence`
pub const EVIDENCE: Field<Evidence> = Field::of("evidence", Kind::Word(words_of::<Evidence>));
/// `as_of`
pub const AS_OF: Field<MonthOrDay> = Field::of("as_of", Kind::MonthOrDay);

/// The name of the key that holds the base case; what may stand there is for the key whose table it is.
pub const VALUE: &str = "value";

/// A table in the place of a number. `value` is read by hand, since what may stand there depends on the key.
pub const INPUT: TableSpec = TableSpec {
    name: "input",
    keyed: false,
    named: false,
    later: false,
    inside: true,
    fields: &[
        Field::<Exact>::required(VALUE, Kind::Number).spec,
        LOW.spec,
        HIGH.spec,
        SPREAD.spec,
        DISTRIBUTION.spec,
        SD.spec,
        P5.spec,
        P95.spec,
        P10.spec,
        P90.spec,
        MEDIAN.spec,
        GEOMETRIC_SD.spec,
        ALPHA.spec,
        BETA.spec,
        VALUES.spec,
        WEIGHTS.spec,
        UNIT.spec,
        PRICE_YEAR.spec,
        INDEX.spec,
        head::SOURCE.spec,
        EVIDENCE.spec,
        AS_OF.spec,
        head::NOTE.spec,
    ],
};

/// `[price.ID]`
pub const PRICE: TableSpec = TableSpec {
    name: "price",
    keyed: true,
    named: true,
    later: false,
    inside: false,
    fields: &[
        Field::<Exact>::required(VALUE, Kind::Input(Domain::NotNegative)).spec,
        LOW.spec,
        HIGH.spec,
        SPREAD.spec,
        DISTRIBUTION.spec,
        SD.spec,
        P5.spec,
        P95.spec,
        P10.spec,
        P90.spec,
        MEDIAN.spec,
        GEOMETRIC_SD.spec,
        ALPHA.spec,
        BETA.spec,
        VALUES.spec,
        WEIGHTS.spec,
        UNIT.spec,
        PRICE_YEAR.spec,
        INDEX.spec,
        EVIDENCE.spec,
        AS_OF.spec,
    ],
};

/// The shape of what an input is drawn from. No figure of an appraisal depends on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DistributionWord {
    /// `uniform`
    Uniform,
    /// `triangular`
    Triangular,
    /// `pert`
    Pert,
    /// `normal`
    Normal,
    /// `lognormal`
    Lognormal,
    /// `beta`
    Beta,
    /// `discrete`
    Discrete,
}

impl Worded for DistributionWord {
    const EVERY: &'static [DistributionWord] = &[
        DistributionWord::Uniform,
        DistributionWord::Triangular,
        DistributionWord::Pert,
        DistributionWord::Normal,
        DistributionWord::Lognormal,
        DistributionWord::Beta,
        DistributionWord::Discrete,
    ];
    fn in_a_file(self) -> &'static str {
        match self {
            DistributionWord::Uniform => "uniform",
            DistributionWord::Triangular => "triangular",
            DistributionWord::Pert => "pert",
            DistributionWord::Normal => "normal",
            DistributionWord::Lognormal => "lognormal",
            DistributionWord::Beta => "beta",
            DistributionWord::Discrete => "discrete",
        }
    }
}

impl Worded for Evidence {
    const EVERY: &'static [Evidence] =
        &[Evidence::Rct, Evidence::QuasiExperiment, Evidence::BeforeAfter, Evidence::Expert, Evidence::Assumption];
    fn in_a_file(self) -> &'static str {
        self.word()
    }
}
