//! `[contract.term.NAME]`, and the tables in its lists.

use super::{CLOCK, MEASURED, PAID_BY, PAY_LAG, RECIPIENT, VERIFY_LAG, WITHHELD, headed, inside};
use crate::case::Domain;
use crate::case::contract::{Edge, OncePer};
use crate::case::fields::{Field, Kind, TableSpec, ValuesOf, cost, words_of};
use crate::case::read::contract::{
    BandsDraft, ConditionsDraft, FallbackDraft, IntervalDraft, MilestonesDraft, PaysWord, PointDraft, PointsDraft,
    ShapeWord, TiersDraft, UntilDraft, ValuesDraft,
};
use crate::case::read::{Exact, IdList, InputDraft, Whole};

/// The keys of a term, and of the tables in its lists.
pub mod in_term {
    use super::*;

    const AMOUNT_KIND: Kind = Kind::Money;
    const UNITS_KIND: Kind = Kind::Input(Domain::NotNegative);

    /// `shape`
    pub const SHAPE: Field<ShapeWord> = Field::or("shape", Kind::Word(words_of::<ShapeWord>), "per-unit");
    /// `metric`
    pub const METRIC: Field<String> = Field::or("metric", Kind::Id("contract.metric"), "the one of the same name");
    /// `requires`
    pub const REQUIRES: Field<ConditionsDraft> = Field::of("requires", Kind::Tables("contract-condition"));
    /// `once_per`
    pub const ONCE_PER: Field<OncePer> = Field::of("once_per", Kind::Word(words_of::<OncePer>));
    /// `index`
    pub const INDEX: Field<String> = Field::of("index", Kind::Id("index"));
    /// `index_from`
    pub const INDEX_FROM: Field<Whole> = Field::or("index_from", Kind::Year, "the contract's first year");
    /// `amount`
    pub const AMOUNT: Field<InputDraft> = Field::of("amount", AMOUNT_KIND);
    /// `at` of a fixed term.
    pub const AT: Field<PointsDraft> = Field::of("at", Kind::ContractPoints);
    /// `every`
    pub const EVERY: Field<IntervalDraft> = Field::of("every", Kind::Interval);
    /// `times`
    pub const TIMES: Field<Whole> = Field::of("times", Kind::Whole(1, 1_000));
    /// `amounts`
    pub const AMOUNTS: Field<ValuesDraft> = Field::of("amounts", Kind::Values(ValuesOf::Money));
    /// `price`
    pub const PRICE: Field<ValuesDraft> = Field::of("price", Kind::Values(ValuesOf::Money));
    /// `first_unpaid`
    pub const FIRST_UNPAID: Field<InputDraft> = Field::or("first_unpaid", UNITS_KIND, "0");
    /// `at_most_units`
    pub const AT_MOST_UNITS: Field<InputDraft> = Field::of("at_most_units", UNITS_KIND);
    /// `at_most`, of a term or of a band.
    pub const AT_MOST: Field<InputDraft> = Field::of("at_most", AMOUNT_KIND);
    /// `cumulative`
    pub const CUMULATIVE: Field<bool> = Field::or("cumulative", Kind::Truth, "false");
    /// `points`
    pub const POINTS: Field<MilestonesDraft> = Field::of("points", Kind::Tables("contract-milestone"));
    /// `sequential`
    pub const SEQUENTIAL: Field<bool> = Field::or("sequential", Kind::Truth, "false");
    /// `after` of a recurring term.
    pub const AFTER: Field<PointDraft> = Field::or("after", Kind::After, "0");
    /// `pay` of a recurring term.
    pub const PAY: Field<InputDraft> = Field::of("pay", AMOUNT_KIND);
    /// `tiers`
    pub const TIERS: Field<TiersDraft> = Field::of("tiers", Kind::Tables("contract-tier"));
    /// `below`
    pub const BELOW: Field<InputDraft> = Field::or("below", AMOUNT_KIND, "0");
    /// `base`
    pub const BASE: Field<InputDraft> = Field::or("base", AMOUNT_KIND, "1");
    /// `edge`
    pub const EDGE: Field<Edge> = Field::or("edge", Kind::Word(words_of::<Edge>), "at-least");
    /// `interpolate`
    pub const INTERPOLATE: Field<bool> = Field::or("interpolate", Kind::Truth, "false");
    /// `pooled_fallback`
    pub const FALLBACK: Field<FallbackDraft> = Field::of("pooled_fallback", Kind::Table("contract-fallback"));
    /// `bands`
    pub const BANDS: Field<BandsDraft> = Field::of("bands", Kind::Tables("contract-band"));
    /// `threshold`
    pub const THRESHOLD: Field<InputDraft> = Field::of("threshold", Kind::Input(Domain::Any));
    /// `share`
    pub const SHARE: Field<InputDraft> = Field::of("share", Kind::Input(Domain::Share));
    /// `until`
    pub const UNTIL: Field<UntilDraft> = Field::of("until", Kind::Table("contract-until"));
    /// `then_share`
    pub const THEN_SHARE: Field<InputDraft> = Field::of("then_share", Kind::Input(Domain::Share));
    /// `terms` of a selector.
    pub const TERMS: Field<IdList> = Field::of("terms", Kind::Ids("contract.term"));

    /// `after` of a milestone.
    pub const MILESTONE_AFTER: Field<PointDraft> = Field::required("after", Kind::After);
    /// `pay` of a milestone or a tier.
    pub const MUST_PAY: Field<InputDraft> = Field::required("pay", AMOUNT_KIND);
    /// `at` of a tier.
    pub const TIER_AT: Field<Exact> = Field::required("at", Kind::Number);
    /// `from` of a band.
    pub const BAND_FROM: Field<Exact> = Field::required("from", Kind::Number);
    /// `to` of a band.
    pub const BAND_TO: Field<Exact> = Field::of("to", Kind::Number);
    /// `rate` of a band.
    pub const BAND_RATE: Field<InputDraft> = Field::required("rate", AMOUNT_KIND);
    /// `at` of a fallback.
    pub const FALLBACK_AT: Field<InputDraft> = Field::required("at", Kind::Input(Domain::Any));
    /// `pays` of a fallback.
    pub const FALLBACK_PAYS: Field<PaysWord> = Field::required("pays", Kind::Word(words_of::<PaysWord>));
    /// `multiple` of a hurdle.
    pub const MULTIPLE: Field<InputDraft> = Field::alternative("multiple", Kind::Input(Domain::NotNegative));
    /// `rate` of a hurdle.
    pub const RATE: Field<InputDraft> = Field::alternative("rate", Kind::Input(Domain::NotNegative));

    /// `metric` of a condition.
    pub const OF_METRIC: Field<String> = Field::alternative("metric", Kind::Id("contract.metric"));
    /// `term` of a condition.
    pub const OF_TERM: Field<String> = Field::alternative("term", Kind::Id("contract.term"));
    /// `at_least`
    pub const AT_LEAST: Field<Exact> = Field::alternative("at_least", Kind::Number);
    /// `more_than`
    pub const MORE_THAN: Field<Exact> = Field::alternative("more_than", Kind::Number);
    /// `at_most` of a condition.
    pub const NO_MORE_THAN: Field<Exact> = Field::alternative("at_most", Kind::Number);
    /// `less_than`
    pub const LESS_THAN: Field<Exact> = Field::alternative("less_than", Kind::Number);
    /// `at` of a condition.
    pub const CONDITION_AT: Field<PointDraft> = Field::or("at", Kind::ContractPoint, "the line's own measurement");
}

/// `[contract.term.NAME]`
pub const TERM: TableSpec = headed(
    "contract-term",
    &[
        in_term::SHAPE.spec,
        in_term::METRIC.spec,
        MEASURED.spec,
        CLOCK.spec,
        in_term::REQUIRES.spec,
        in_term::ONCE_PER.spec,
        in_term::INDEX.spec,
        in_term::INDEX_FROM.spec,
        VERIFY_LAG.spec,
        PAY_LAG.spec,
        WITHHELD.spec,
        RECIPIENT.spec,
        PAID_BY.spec,
        cost::AREA.spec,
        in_term::AMOUNT.spec,
        in_term::AT.spec,
        in_term::EVERY.spec,
        in_term::TIMES.spec,
        in_term::AMOUNTS.spec,
        in_term::PRICE.spec,
        in_term::FIRST_UNPAID.spec,
        in_term::AT_MOST_UNITS.spec,
        in_term::AT_MOST.spec,
        in_term::CUMULATIVE.spec,
        in_term::POINTS.spec,
        in_term::SEQUENTIAL.spec,
        in_term::AFTER.spec,
        in_term::PAY.spec,
        in_term::TIERS.spec,
        in_term::BELOW.spec,
        in_term::BASE.spec,
        in_term::EDGE.spec,
        in_term::INTERPOLATE.spec,
        in_term::FALLBACK.spec,
        in_term::BANDS.spec,
        in_term::THRESHOLD.spec,
        in_term::SHARE.spec,
        in_term::UNTIL.spec,
        in_term::THEN_SHARE.spec,
        in_term::TERMS.spec,
    ],
);

/// A table in `requires`.
pub const CONDITION: TableSpec = inside(
    "contract-condition",
    &[
        in_term::OF_METRIC.spec,
        in_term::OF_TERM.spec,
        in_term::AT_LEAST.spec,
        in_term::MORE_THAN.spec,
        in_term::NO_MORE_THAN.spec,
        in_term::LESS_THAN.spec,
        in_term::CONDITION_AT.spec,
    ],
);

/// A table in `points`.
pub const MILESTONE: TableSpec = inside("contract-milestone", &[in_term::MILESTONE_AFTER.spec, in_term::MUST_PAY.spec]);

/// A table in `tiers`.
pub const TIER: TableSpec = inside("contract-tier", &[in_term::TIER_AT.spec, in_term::MUST_PAY.spec]);

/// A table in `bands`.
pub const BAND: TableSpec = inside(
    "contract-band",
    &[in_term::BAND_FROM.spec, in_term::BAND_TO.spec, in_term::BAND_RATE.spec, in_term::AT_MOST.spec],
);

/// `pooled_fallback`
pub const FALLBACK: TableSpec = inside(
    "contract-fallback",
    &[in_term::FALLBACK_AT.spec, in_term::EDGE.spec, in_term::FALLBACK_PAYS.spec, in_term::PAY.spec],
);

/// `until` of a share.
pub const UNTIL: TableSpec = inside("contract-until", &[in_term::MULTIPLE.spec, in_term::RATE.spec]);
