//! `[area.ID]`: places in budgets.

use super::{Field, Kind, TableSpec, Worded, words_of};
use crate::case::Frame;

/// `frame`
pub const FRAME: Field<Frame> = Field::of("frame", Kind::Word(words_of::<Frame>));
/// `account`
pub const ACCOUNT: Field<String> = Field::of("account", Kind::Text);
/// `party` of an area.
pub const PARTY: Field<String> = Field::of("party", Kind::Party);

/// `[area.ID]`
pub const AREA: TableSpec = TableSpec {
    name: "area",
    keyed: true,
    named: true,
    later: false,
    inside: false,
    fields: &[FRAME.spec, ACCOUNT.spec, PARTY.spec],
};

impl Worded for Frame {
    const EVERY: &'static [Frame] = Frame::ALL;
    fn in_a_file(self) -> &'static str {
        self.word()
    }
}
