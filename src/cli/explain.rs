use super::args::ExplainArgs;
use super::session::*;
use anyhow::Result;
pub fn run(_: &ExplainArgs, _: &mut Session<'_>) -> Result<Exit> {
    Ok(Exit::Done)
}
