//! The stamp that every output carries: what it was made from, and by which conventions.

use sha2::{Digest, Sha256};

use crate::calendar::Timing;
use crate::case::{Band, Case, Discounting};
use crate::reference::discount_rates::edition;

/// What an output rests on.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// Path as written on the command line, with `/`, and the first 16 hex digits of the file's SHA-256.
    pub files: Vec<(String, String)>,
    /// The edition, when the discount schedule has a name.
    pub edition: Option<String>,
    /// The bands of the discount schedule.
    pub bands: Vec<Band>,
    /// Where amounts lie in a period.
    pub timing: Timing,
    /// The year of the fixed prices.
    pub price_year: i32,
    /// The headline.
    pub perspective: String,
    /// The scenario; none for the base case.
    pub scenario: Option<String>,
    /// What the command line changed, as written there: `PATH=VALUE` what it set, `--scale PATH=FACTOR` what it scaled.
    pub changes: Vec<String>,
    /// How a simulation was drawn.
    pub draws: Option<DrawsStamp>,
}

/// What the draws of a simulation rest on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DrawsStamp {
    /// Where luck began.
    pub seed: u64,
    /// How many.
    pub draws: u64,
    /// The word of how they were spread.
    pub sampling: &'static str,
    /// By which rule percentiles are read from them, where there are any.
    pub quantile_rule: Option<&'static str>,
}

impl Stamp {
    /// The stamp of a case that was read from these files.
    pub fn of(case: &Case, files: Vec<(String, String)>) -> Stamp {
        let (edition, bands) = match &case.basis.discount {
            Discounting::Rate(rate) => (None, vec![Band { from_year: 0, rate: rate.value }]),
            Discounting::Bands { name, bands, .. } => (name.clone().filter(|n| edition(n).is_some()), bands.clone()),
        };
        Stamp {
            files,
            edition,
            bands,
            timing: case.basis.timing,
            price_year: case.basis.price_year,
            perspective: case.basis.perspective.clone(),
            scenario: None,
            changes: Vec::new(),
            draws: None,
        }
    }

    /// The same of a result that rests on the files of others, too: theirs after its own, each once.
    #[must_use]
    pub fn with_files_of<'s>(&self, others: impl IntoIterator<Item = &'s Stamp>) -> Stamp {
        let mut stamp = self.clone();
        for file in others.into_iter().flat_map(|other| &other.files) {
            if !stamp.files.contains(file) {
                stamp.files.push(file.clone());
            }
        }
        stamp
    }
}

/// The first 16 hex digits of the SHA-256 of a file.
///
/// ```
/// assert_eq!(afkast::stamp::digest(b""), "e3b0c44298fc1c14");
/// ```
pub fn digest(bytes: &[u8]) -> String {
    let first = Sha256::digest(bytes).iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{first:016x}")
}
