//! afkast works out investment cases for preventive social work: who is helped, what it costs, what changes for how many,
//! whose budget falls and when. This page is the picture of the house as it is.
//!
//! # The idea
//!
//! A **case** is data that a person wrote. From it we build a **model**: the list of formulas, in order, with no figures
//! but the constants. An **assignment** says what each input is worth in this run. Model × assignment gives a **ledger**,
//! one column of figures for each formula. From the ledger we read the **appraisal**. The base case, the figures without
//! correction for optimism and a trial of a break-even are different assignments of the same model. Explanation is reading
//! the model backwards.
//!
//! ```text
//!  text ──► Document ──► Draft ──► Case ──► Model ──► Ledger<N> ──► Appraisal<N> ──► Report ──► text
//!           spans        spans     valid    formulas   figures       measures        cells
//!                        and       only     no figures N = Decimal
//!                        problems                      N = f64 ×many
//! ```
//!
//! Each arrow is one public function, and nothing points backwards:
//!
//! ```
//! use afkast::appraisal::appraise;
//! use afkast::ledger::{Assignment, evaluate};
//! use afkast::model::{Model, Scope};
//! use afkast::number::rounded;
//! use afkast::span::Sources;
//! use rust_decimal::Decimal;
//!
//! let text = r#"
//! schema = 1
//! [basis]
//! start    = "2025-01"
//! horizon  = "2 years"
//! discount = "10 %"
//! [flow.outlay]
//! payer     = "municipality"
//! recipient = "outside"
//! kind      = "cost"
//! amount    = 100
//! at        = "2025-01"
//! [flow.saving]
//! payer     = "outside"
//! recipient = "municipality"
//! kind      = "benefit"
//! amount    = 121
//! at        = "2026-01"
//! "#;
//! let mut sources = Sources::default();
//! let source = sources.add("case.toml", text);
//! let (document, syntax) = afkast::document::parse(source, text);
//! let (case, problems) = afkast::case::read(&document, "case");
//! assert!(!syntax.stop() && !problems.stop());
//! let case = case.expect("a case without problems");
//!
//! let model = Model::of(&case, &Scope::All)?;
//! let ledger = evaluate::<Decimal>(&model, &Assignment::base(&model))?;
//! let appraisal = appraise(&case, &model, &ledger, None);
//!
//! // 121 a year later at 10 % is 110, and 110 − 100 = 10.
//! let value = appraisal.perspectives["municipality"].budget.net_present_value;
//! assert_eq!(rounded(value, 9), Decimal::from(10));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The floors
//!
//! A file uses its own folder and lower floors, never another folder of its floor, never a higher one; `tests/floors.rs`
//! holds that.
//!
//! | floor | what |
//! | --- | --- |
//! | 11 | [`cli`]: doors. Arguments become plain values; the only code that opens files and knows the clock |
//! | 10 | [`render`]: how it looks. JSON and CSV from results, pages and Markdown from reports, problems with their lines; [`schema`]: JSON Schemas of files and results |
//! | 9 | [`report`]: what a page says, as typed cells |
//! | 8 | [`explain`]: any figure back to the lines of the file; [`uncertainty`]: the same model, other assignments: break-even, sensitivity, difference |
//! | 7 | [`appraisal`]: every figure of a case, by perspective; [`stamp`]: what a result rests on |
//! | 6 | [`ledger`]: figures, exact and in binary; [`text`]: everything a person reads, by language |
//! | 5 | [`model`]: every formula of the tool, and nothing else |
//! | 4 | [`case`]: what an investment case is; each key declared once; reading and checking |
//! | 3 | [`document`]: TOML as written, every value with its place |
//! | 2 | [`problem`]: what is wrong, where; [`measure`]: rates and paybacks of flows; [`reference`](mod@reference): dated tables |
//! | 1 | [`number`], [`unit`](mod@unit), [`calendar`], [`span`]: the ground; they know no domain |
//!
//! *A concept keeps its name on every floor*: `[outcome.job]` in a file, `case/outcome.rs`, `model/outcomes.rs`,
//! [`model::LineKind::NetOutcomes`], `line.net_outcomes` in `text/`.
//!
//! # Where do I put …?
//!
//! | you add | you touch, in this order | the test that stays red until you are done |
//! | --- | --- | --- |
//! | an input key | `case/fields/`, `case/<concept>.rs`, `case/read/`, `case/check/`, `text/*/keys.toml` | `keys`, `problems` |
//! | a formula | `model/<concept>.rs`, [`model::LineKind`], `text/*/lines.toml` | `languages`, an identity |
//! | a measure | `measure/<name>.rs`, `appraisal/figures.rs`, `text/*/lines.toml` | a closed form |
//! | a complaint | [`problem::Code`], `text/*/problems.toml`, `text/*/codes.toml`, `tests/problems/<code>.toml` | `problems`, `languages` |
//! | a page | `report/<page>.rs`, `cli/<command>.rs`, `text/*/pages.toml` | `pages`, `commands` |
//! | a format | `render/<format>.rs` | one snapshot a page |
//! | a published case | `cases/<name>/` | `published` |
//!
//! The conventions that were settled, with their reasons, stand in `CHANGELOG.md` under *Decisions*.

pub mod appraisal;
pub mod calendar;
pub mod case;
pub mod cli;
pub mod document;
pub mod explain;
pub mod ledger;
pub mod measure;
pub mod model;
pub mod number;
pub mod problem;
pub mod reference;
pub mod render;
pub mod report;
pub mod schema;
pub mod span;
pub mod stamp;
pub mod text;
pub mod uncertainty;
pub mod unit;
