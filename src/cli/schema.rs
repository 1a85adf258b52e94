use super::args::*;
use super::session::*;
use anyhow::Result;
pub fn run(_: &SchemaArgs, _: &mut Session<'_>) -> Result<Exit> {
    Ok(Exit::Done)
}
pub fn formulas(_: &FormulasArgs, _: &mut Session<'_>) -> Result<Exit> {
    Ok(Exit::Done)
}
