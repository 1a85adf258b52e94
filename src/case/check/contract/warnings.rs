//! What a contract probably does not mean: a better result that pays less, a long stop before the last line.

use super::Checking;
use crate::calendar::Day;
use crate::case::contract::{Contract, Pays};
use crate::case::read::contract::ContractDraft;
use crate::problem::{Code, Problem};

impl<'d> Checking<'d> {
    /// Warns of what the file alone shows.
    pub(super) fn warn_of_contract(&mut self, contract: &Contract, draft: &'d ContractDraft) {
        self.warn_of_long_stop(contract, draft);
    }

    fn warn_of_long_stop(&mut self, contract: &Contract, draft: &'d ContractDraft) {
        let (Some(stop), Some(written)) = (contract.long_stop, draft.long_stop.here()) else { return };
        let verified = |pays: &Pays, day: Day| pays.verify_lag.after(day);
        let days = contract.paying().flat_map(|(term, pays)| term.lines.iter().map(|l| verified(pays, l.day)));
        let Some(last) = days.max().filter(|last| *last > stop) else { return };
        let problem = Problem::new(Code::LongStopBeforeLast).with("stop", stop).with("last", last);
        self.complain(problem.at(written.span));
    }
}
