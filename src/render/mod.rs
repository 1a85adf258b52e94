//! How results and pages look: JSON from results; pages from reports.

pub mod json;
