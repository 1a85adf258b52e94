//! What the verbs have in common that draw: which draws are asked for, and why there are none.

use anyhow::{Result, anyhow};

use super::args_simulate::{DrawArgs, SamplingArg};
use super::results::Found;
use super::session::{Exit, Session};
use crate::ledger::fault_problem;
use crate::stamp::DrawsStamp;
use crate::uncertainty::simulation::{NotSimulated, Sampling, Settings};

impl DrawArgs {
    /// Whether the command line says anything about draws.
    pub fn is_asked(&self) -> bool {
        self.draws.is_some() || self.seed.is_some() || self.sampling.is_some()
    }

    /// What is asked; everything else as ever.
    pub fn settings(&self) -> Settings {
        let plain = Settings::default();
        Settings {
            draws: self.draws.unwrap_or(plain.draws),
            seed: self.seed.unwrap_or(plain.seed),
            sampling: match self.sampling {
                None => plain.sampling,
                Some(SamplingArg::Sobol) => Sampling::Sobol,
                Some(SamplingArg::Random) => Sampling::Random,
            },
            ..plain
        }
    }
}

/// The rule of the percentiles that are reported.
pub const PERCENTILES: Option<&str> = Some("hyndman-fan-7");

/// Says on what draws a result rests.
pub fn stamped(found: &mut Found, settings: &Settings, quantile_rule: Option<&'static str>) {
    let (seed, draws, sampling) = (settings.seed, settings.draws, settings.sampling.word());
    if let Some(stamp) = &mut found.stamp {
        stamp.draws = Some(DrawsStamp { seed, draws, sampling, quantile_rule });
    }
}

/// Says why a case was not drawn.
///
/// # Errors
/// Our own fault.
pub fn said(why: NotSimulated, found: &Found, json: bool, session: &mut Session<'_>) -> Result<Exit> {
    match why {
        NotSimulated::Fault(fault) => {
            let Some(of) = found.page() else { return Ok(Exit::NotComputed) };
            let problem = fault_problem(of.model, &fault);
            let begun = found.head().filter(|_| json).map(|head| head.begin("afkast.problems"));
            session.complain(&[problem], &found.sources, found.language, begun)?;
            Ok(Exit::NotComputed)
        }
        NotSimulated::Stopped { done, all } => {
            writeln!(session.err, "{}: stopped after {done} of {all} draws; nothing was written", found.path)?;
            Ok(Exit::Interrupted)
        }
        ours @ NotSimulated::Disagreement(_) => Err(anyhow!(ours)),
    }
}
