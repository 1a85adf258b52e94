//! Stage 4, last part: a selector takes the larger or the smaller of its members.

use super::plan::{Shape, Term};
use crate::case::contract::Choice;
use crate::number::Number;

/// Which member a selector takes on a day for a cohort (its place among the terms), and what that has earned. A member
/// without a line counts as nil; at a tie the first is taken.
pub fn choose<N: Number>(selector: &Term, members: &[Vec<usize>], earned: &[N]) -> Option<(Option<usize>, N)> {
    let Shape::Selector(choice, terms) = &selector.shape else { return Some((None, N::NIL)) };
    let mut best: Option<(usize, N)> = None;
    for (term, lines) in terms.iter().zip(members) {
        let sum = lines.iter().try_fold(N::NIL, |sum, line| sum.plus(earned.get(*line).copied()?))?;
        let is_better = best.is_none_or(|(_, most)| match choice {
            Choice::Larger => !most.reaches(sum),
            Choice::Smaller => !sum.reaches(most),
        });
        if is_better {
            best = Some((*term, sum));
        }
    }
    Some(best.map_or((None, N::NIL), |(term, sum)| (Some(term), sum)))
}
