//! Caps, splits, payers, investors, the return cap, the guarantee and corrections.

use super::headed;
use crate::case::Domain;
use crate::case::contract::{Beyond, Excess, Per, Scope};
use crate::case::fields::{Field, Kind, TableSpec, words_of};
use crate::case::read::contract::{DrawsDraft, MeasureWord, PointDraft, SplitWord};
use crate::case::read::{Exact, Holders, IdList, InputDraft, Part, Whole};

/// The keys of a cap.
pub mod in_cap {
    use super::*;

    /// `scope`
    pub const SCOPE: Field<Scope> = Field::required("scope", Kind::Word(words_of::<Scope>));
    /// `applies_to`
    pub const APPLIES_TO: Field<IdList> = Field::or("applies_to", Kind::Ids("contract.term"), "all terms");
    /// `amount`
    pub const AMOUNT: Field<InputDraft> = Field::alternative("amount", Kind::Money);
    /// `per`
    pub const PER: Field<Per> = Field::of("per", Kind::Word(words_of::<Per>));
    /// `people`
    pub const PEOPLE: Field<InputDraft> = Field::of("people", Kind::Input(Domain::NotNegative));
    /// `share`
    pub const SHARE: Field<InputDraft> = Field::alternative("share", Kind::Input(Domain::Share));
    /// `excess`
    pub const EXCESS: Field<Excess> = Field::or("excess", Kind::Word(words_of::<Excess>), "lapse");
}

/// `[contract.cap.NAME]`
pub const CAP: TableSpec = headed(
    "contract-cap",
    &[
        in_cap::SCOPE.spec,
        in_cap::APPLIES_TO.spec,
        in_cap::AMOUNT.spec,
        in_cap::PER.spec,
        in_cap::PEOPLE.spec,
        in_cap::SHARE.spec,
        in_cap::EXCESS.spec,
    ],
);

/// The keys of a split.
pub mod in_split {
    use super::*;

    /// `terms`
    pub const TERMS: Field<IdList> = Field::of("terms", Kind::Ids("contract.term"));
    /// `metrics`
    pub const METRICS: Field<IdList> = Field::of("metrics", Kind::Ids("contract.metric"));
    /// `shares`
    pub const SHARES: Field<Holders> = Field::required("shares", Kind::Shares);
    /// `rounding`
    pub const ROUNDING: Field<SplitWord> = Field::or("rounding", Kind::Word(words_of::<SplitWord>), "residual");
    /// `residual`
    pub const RESIDUAL: Field<String> = Field::alternative("residual", Kind::Party);
}

/// `[contract.split.NAME]`
pub const SPLIT: TableSpec = headed(
    "contract-split",
    &[
        in_split::TERMS.spec,
        in_split::METRICS.spec,
        in_split::SHARES.spec,
        in_split::ROUNDING.spec,
        in_split::RESIDUAL.spec,
    ],
);

/// The keys of a payer.
pub mod in_payer {
    use super::*;

    /// `cap`
    pub const CAP: Field<InputDraft> = Field::of("cap", Kind::Money);
    /// `beyond`
    pub const BEYOND: Field<Beyond> = Field::or("beyond", Kind::Word(words_of::<Beyond>), "stop");
}

/// `[contract.payer.PARTY]`
pub const PAYER: TableSpec = headed("contract-payer", &[in_payer::CAP.spec, in_cap::PER.spec, in_payer::BEYOND.spec]);

/// The keys of an investor.
pub mod in_investor {
    use super::*;

    /// `share`
    pub const SHARE: Field<Part> = Field::or("share", Kind::Rest, "in proportion to draws");
    /// `draws`
    pub const DRAWS: Field<DrawsDraft> = Field::or("draws", Kind::Draws, "the cash costs that it bears");
    /// `draws_to`
    pub const DRAWS_TO: Field<String> = Field::or("draws_to", Kind::Party, "outside");
    /// `rank`
    pub const RANK: Field<Whole> = Field::or("rank", Kind::Whole(1, 1_000), "1");
    /// `interest`
    pub const INTEREST: Field<InputDraft> = Field::of("interest", Kind::Input(Domain::NotNegative));
}

/// `[contract.investor.PARTY]`
pub const INVESTOR: TableSpec = headed(
    "contract-investor",
    &[
        in_investor::SHARE.spec,
        in_investor::DRAWS.spec,
        in_investor::DRAWS_TO.spec,
        in_investor::RANK.spec,
        in_investor::INTEREST.spec,
    ],
);

/// The keys of the return cap.
pub mod in_return_cap {
    use super::*;

    /// `measure`
    pub const MEASURE: Field<MeasureWord> = Field::required("measure", Kind::Word(words_of::<MeasureWord>));
    /// `rate`
    pub const RATE: Field<InputDraft> = Field::alternative("rate", Kind::Input(Domain::NotNegative));
    /// `multiple`
    pub const MULTIPLE: Field<InputDraft> = Field::alternative("multiple", Kind::Input(Domain::NotNegative));
    /// `excess`
    pub const EXCESS: Field<String> = Field::or("excess", Kind::Party, "payers");
}

/// `[contract.return_cap]`
pub const RETURN_CAP: TableSpec = headed(
    "contract-return-cap",
    &[in_return_cap::MEASURE.spec, in_return_cap::RATE.spec, in_return_cap::MULTIPLE.spec, in_return_cap::EXCESS.spec],
);

/// The keys of the guarantee.
pub mod in_guarantee {
    use super::*;

    /// `by`
    pub const BY: Field<String> = Field::required("by", Kind::Party);
    /// `at`
    pub const AT: Field<PointDraft> = Field::or("at", Kind::ContractPoint, "the investors' last line");
    /// `recovers`
    pub const RECOVERS: Field<InputDraft> = Field::alternative("recovers", Kind::Input(Domain::Share));
    /// `first_loss`
    pub const FIRST_LOSS: Field<InputDraft> = Field::alternative("first_loss", Kind::Money);
}

/// `[contract.guarantee]`
pub const GUARANTEE: TableSpec = headed(
    "contract-guarantee",
    &[in_guarantee::BY.spec, in_guarantee::AT.spec, in_guarantee::RECOVERS.spec, in_guarantee::FIRST_LOSS.spec],
);

/// The keys of a correction.
pub mod in_correction {
    use super::*;

    /// `term`
    pub const TERM: Field<String> = Field::required("term", Kind::Id("contract.term"));
    /// `at`
    pub const AT: Field<PointDraft> = Field::required("at", Kind::ContractPoint);
    /// `amount`
    pub const AMOUNT: Field<InputDraft> = Field::alternative("amount", Kind::Money);
    /// `share`
    pub const SHARE: Field<Exact> = Field::alternative("share", Kind::Share);
}

/// `[contract.correction.NAME]`
pub const CORRECTION: TableSpec = headed(
    "contract-correction",
    &[in_correction::TERM.spec, in_correction::AT.spec, in_correction::AMOUNT.spec, in_correction::SHARE.spec],
);
