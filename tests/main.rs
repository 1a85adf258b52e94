//! One binary; a module for each theme.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::float_arithmetic, missing_docs)] // a test that cannot go on fails

mod support;

mod agreement;
mod assumptions;
mod break_even;
mod checks;
mod commands;
mod contract_ledger;
mod contracts;
mod documents;
mod examples;
mod floors;
mod guard;
mod hardening;
mod identities;
mod keys;
mod languages;
mod libraries;
mod pages;
mod problems;
mod properties_measures;
mod published;
mod reading;
mod readme;
mod refunds;
mod scenarios;
mod schedules;
mod schemas;
mod simulation;
mod templates;
mod vectors_measures;
mod worked;
