//! Tables that are declared and not read yet: each says so, and none of them is an unknown key.

use super::{FieldSpec, TableSpec};

const fn plain(name: &'static str, fields: &'static [FieldSpec]) -> TableSpec {
    TableSpec { name, keyed: false, named: false, later: true, inside: false, fields }
}

/// `[[observed]]`, kept for later.
pub const OBSERVED: TableSpec = plain("observed", &[]);
/// `[[revised]]`, kept for later.
pub const REVISED: TableSpec = plain("revised", &[]);
/// `[[approved]]`, kept for later.
pub const APPROVED: TableSpec = plain("approved", &[]);
/// `[fund]`, kept for later.
pub const FUND: TableSpec = plain("fund", &[]);
/// `[member.ID]`, kept for later.
pub const MEMBER: TableSpec =
    TableSpec { name: "member", keyed: true, named: false, later: true, inside: false, fields: &[] };
