//! One binary; a module for each theme.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::float_arithmetic)] // a test that cannot go on fails

mod sensitivity;
mod support;

mod agreement;
mod assumptions;
mod break_even;
mod checks;
mod ci;
mod commands;
mod contract_ledger;
mod contract_properties;
mod contracts;
mod deciding;
mod difference;
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
mod watch;
mod worked;
