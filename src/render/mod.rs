//! How results and pages look: JSON from results; pages from reports; problems with the lines they are about.

pub mod json;
pub mod problems;
