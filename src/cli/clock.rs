//! The day on which the program runs: the only place that asks a clock.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::calendar::Day;

/// Today, by the calendar of Greenwich; none when the machine's clock stands before 1970.
#[expect(clippy::disallowed_methods, reason = "allowances of warnings end on a day; no figure depends on it")]
pub fn today() -> Option<Day> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    Day::after_1970(i64::try_from(seconds / 86_400).ok()?)
}
