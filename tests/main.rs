//! One binary; a module for each theme.

mod support;

mod agreement;
mod assumptions;
mod commands;
mod documents;
mod examples;
mod floors;
mod identities;
mod keys;
mod languages;
mod pages;
mod problems;
mod published;
mod readme;
mod worked;
