//! Commented cases that compute at once, each in English and in Danish, and a library of prices to begin with.
//! Only files to start from live here; what ships as a table of values stands in `reference`.

use crate::reference::UNIT_PRICES_DK;
use crate::text::Language;

/// A file that `init` writes.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    /// As `--from` names it.
    pub name: &'static str,
    english: &'static str,
    danish: &'static str,
    /// A library of prices; else a case.
    pub library: bool,
}

/// Every template, the simplest first.
pub const TEMPLATES: &[Template] = &[
    case("minimal", include_str!("minimal.en.toml"), include_str!("minimal.da.toml")),
    case("service", include_str!("service.en.toml"), include_str!("service.da.toml")),
    case("employment", include_str!("employment.en.toml"), include_str!("employment.da.toml")),
    case("homelessness", include_str!("homelessness.en.toml"), include_str!("homelessness.da.toml")),
    case("children-in-care", include_str!("children-in-care.en.toml"), include_str!("children-in-care.da.toml")),
    case("health", include_str!("health.en.toml"), include_str!("health.da.toml")),
    case("green-book", include_str!("green-book.en.toml"), include_str!("green-book.da.toml")),
    Template { name: "unit-prices", english: UNIT_PRICES_DK, danish: UNIT_PRICES_DK, library: true },
];

/// The template that is meant when none is named.
pub const DEFAULT: &str = "service";

const fn case(name: &'static str, english: &'static str, danish: &'static str) -> Template {
    Template { name, english, danish, library: false }
}

impl Template {
    /// The template of this name.
    pub fn named(name: &str) -> Option<&'static Template> {
        TEMPLATES.iter().find(|t| t.name == name)
    }

    /// Its text, as it ships.
    pub fn text(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Danish => self.danish,
        }
    }

    /// The file that it is written to when none is named.
    pub fn file(&self) -> &'static str {
        if self.library { "unit-prices.toml" } else { "case.toml" }
    }
}
