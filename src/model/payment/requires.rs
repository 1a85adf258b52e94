//! Stage 4, first part: what is required of a line.

use super::compare::{is_something, meets};
use super::effect::value;
use super::plan::{Condition, Line};
use super::whole::to_digits;
use super::{Failure, Run};
use crate::number::Number;

/// Whether all that is required of a line holds; `earned` is what each line has earned so far (stage 4).
///
/// # Errors
/// A nil baseline of a value that is compared.
pub fn hold<N: Number>(run: &Run<'_, N>, line: &Line, earned: &[N]) -> Result<bool, Failure> {
    for condition in &line.requires {
        let holds = match condition {
            Condition::Value { value: of, digits, test, mark } => {
                let compared = to_digits(value(run, of)?, *digits).ok_or(Failure::OutOfRange)?;
                meets(compared, *test, N::of(*mark))
            }
            Condition::Earned(lines) => lines.iter().any(|place| earned.get(*place).copied().is_some_and(is_something)),
        };
        if !holds {
            return Ok(false);
        }
    }
    Ok(true)
}
