//! A path: table and key with dots, `outcome.job.expected_rate`; one value, one path.

use std::fmt;

/// The keys from the top of the file to a value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Path(Vec<String>);

/// Tables under `[contract]` that are keyed by id.
const IN_CONTRACT: &[&str] = &["cohort", "metric", "term", "cap", "split", "payer", "investor", "correction"];
/// Tables under `[contract]` without ids.
const SINGLE_IN_CONTRACT: &[&str] = &["return_cap", "guarantee"];

impl Path {
    /// A path from its text.
    pub fn read(text: &str) -> Path {
        Path(text.split('.').map(str::to_owned).collect())
    }
    /// A path from its keys.
    pub fn of(keys: Vec<String>) -> Path {
        Path(keys)
    }
    /// The keys.
    pub fn keys(&self) -> Vec<&str> {
        self.0.iter().map(String::as_str).collect()
    }
    /// How many keys it has.
    pub fn len(&self) -> usize {
        self.0.len()
    }
    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// How many of the keys lead to the table that holds the value.
    ///
    /// ```
    /// use afkast::case::scenario::Path;
    /// assert_eq!(Path::read("basis.discount").table(), 1);
    /// assert_eq!(Path::read("outcome.job.lasts").table(), 2);
    /// assert_eq!(Path::read("contract.term.work.price").table(), 3);
    /// ```
    pub fn table(&self) -> usize {
        match self.keys()[..] {
            ["basis" | "case", ..] => 1,
            ["contract", second, ..] if IN_CONTRACT.contains(&second) => 3,
            ["contract", second, ..] if SINGLE_IN_CONTRACT.contains(&second) => 2,
            ["contract", ..] => 1,
            _ => 2,
        }
    }
    /// How deep tables without quotes go: to the key of a table. A price is itself the input.
    pub fn whole(&self) -> usize {
        match self.keys()[..] {
            ["price", ..] => 2,
            _ => self.table() + 1,
        }
    }
    /// The path one key further.
    pub fn then(&self, key: &str) -> Path {
        let mut keys = self.0.clone();
        keys.extend(key.split('.').map(str::to_owned));
        Path(keys)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("."))
    }
}
