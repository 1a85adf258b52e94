//! `[outcome.ID]` and `[consequence.ID]`.

use super::{Field, Kind, TableSpec, Worded, cost, input, words_of};
use crate::case::read::{ConsequenceWord, DiscountDraft, Duration, Holders, IdList, InputDraft, RefundUseDraft};
use crate::case::{Counted, Domain};

/// `counted`
pub const COUNTED: Field<Counted> = Field::or("counted", Kind::Word(words_of::<Counted>), "starters");
/// `unit` of an outcome.
pub const UNIT: Field<String> = Field::or("unit", Kind::Text, "persons");
/// `expected_rate`
pub const EXPECTED_RATE: Field<InputDraft> = Field::alternative("expected_rate", Kind::Input(Domain::Share));
/// `baseline_rate`
pub const BASELINE_RATE: Field<InputDraft> = Field::alternative("baseline_rate", Kind::Input(Domain::Share));
/// `counterfactual_share`
pub const COUNTERFACTUAL_SHARE: Field<InputDraft> =
    Field::alternative("counterfactual_share", Kind::Input(Domain::Share));
/// `added_rate`
pub const ADDED_RATE: Field<InputDraft> = Field::alternative("added_rate", Kind::Input(Domain::SignedShare));
/// `credited_share`
pub const CREDITED_SHARE: Field<InputDraft> = Field::or("credited_share", Kind::Input(Domain::Share), "1");
/// `credited_to_others`
pub const CREDITED_TO_OTHERS: Field<InputDraft> = Field::of("credited_to_others", Kind::Input(Domain::Share));
/// `displacement_share`
pub const DISPLACEMENT_SHARE: Field<InputDraft> = Field::or("displacement_share", Kind::Input(Domain::Share), "0");
/// `onset`
pub const ONSET: Field<Duration> = Field::or("onset", Kind::Duration, "the pathway");
/// `lasts`
pub const LASTS: Field<Duration> = Field::alternative("lasts", Kind::Duration);
/// `yearly_loss_of_remaining`
pub const YEARLY_LOSS: Field<InputDraft> = Field::or("yearly_loss_of_remaining", Kind::Input(Domain::Share), "0");
/// `remaining`
pub const REMAINING: Field<InputDraft> = Field::of("remaining", Kind::ByYear);

/// `[outcome.ID]`
pub const OUTCOME: TableSpec = TableSpec {
    name: "outcome",
    keyed: true,
    named: true,
    later: false,
    inside: false,
    fields: &[
        cost::GROUP.spec,
        COUNTED.spec,
        UNIT.spec,
        EXPECTED_RATE.spec,
        BASELINE_RATE.spec,
        COUNTERFACTUAL_SHARE.spec,
        ADDED_RATE.spec,
        CREDITED_SHARE.spec,
        CREDITED_TO_OTHERS.spec,
        DISPLACEMENT_SHARE.spec,
        ONSET.spec,
        LASTS.spec,
        YEARLY_LOSS.spec,
        REMAINING.spec,
        input::EVIDENCE.spec,
    ],
};

/// `outcomes` of a consequence.
pub const OUTCOMES: Field<IdList> = Field::or("outcomes", Kind::Ids("outcome"), "the only one");
/// `fewer`
pub const FEWER: Field<InputDraft> = Field::alternative("fewer", Kind::InputOrByYear);
/// `more`
pub const MORE: Field<InputDraft> = Field::alternative("more", Kind::InputOrByYear);
/// `price` of a consequence.
pub const PRICE: Field<InputDraft> = Field::required("price", Kind::Money);
/// `cost_to`
pub const COST_TO: Field<Holders> = Field::alternative("cost_to", Kind::PartiesByYear);
/// `income_to`
pub const INCOME_TO: Field<Holders> = Field::alternative("income_to", Kind::PartiesByYear);
/// `value_to`
pub const VALUE_TO: Field<Holders> = Field::alternative("value_to", Kind::PartiesByYear);
/// `kind` of a consequence.
pub const KIND: Field<ConsequenceWord> = Field::or("kind", Kind::Word(words_of::<ConsequenceWord>), "cash");
/// `counterparty`
pub const COUNTERPARTY: Field<String> = Field::or("counterparty", Kind::Party, "outside");
/// `cashable_share`
pub const CASHABLE_SHARE: Field<InputDraft> = Field::or("cashable_share", Kind::Input(Domain::Share), "0");
/// `cashable_after`
pub const CASHABLE_AFTER: Field<Duration> = Field::or("cashable_after", Kind::Duration, "0 months");
/// `refund`
pub const REFUND: Field<RefundUseDraft> = Field::of("refund", Kind::Table("refund-use"));
/// `discount` of a consequence.
pub const DISCOUNT: Field<DiscountDraft> = Field::of("discount", Kind::Discount);
/// `unit` of a consequence.
pub const CONSEQUENCE_UNIT: Field<String> = Field::of("unit", Kind::Text);

/// `[consequence.ID]`
pub const CONSEQUENCE: TableSpec = TableSpec {
    name: "consequence",
    keyed: true,
    named: true,
    later: false,
    inside: false,
    fields: &[
        OUTCOMES.spec,
        FEWER.spec,
        MORE.spec,
        PRICE.spec,
        COST_TO.spec,
        INCOME_TO.spec,
        VALUE_TO.spec,
        KIND.spec,
        COUNTERPARTY.spec,
        CASHABLE_SHARE.spec,
        CASHABLE_AFTER.spec,
        REFUND.spec,
        cost::AREA.spec,
        CONSEQUENCE_UNIT.spec,
        cost::LINE_TIMING.spec,
        DISCOUNT.spec,
    ],
};

impl Worded for Counted {
    const EVERY: &'static [Counted] = &[Counted::Starters, Counted::Completers];
    fn in_a_file(self) -> &'static str {
        self.word()
    }
}
