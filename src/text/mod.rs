//! Everything a person reads, by language. Code knows enums and keys; words live in the TOML files beside this one.
//!
//! Each theme is a file, `en/THEME.toml` and `da/THEME.toml`, with the same keys and the same `{placeholders}`; a test
//! holds that. A theme is read when it is first asked for, so that a run that prints JSON reads none.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The language of pages and problems.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Language {
    /// `en`
    #[default]
    English,
    /// `da`
    Danish,
}

impl Language {
    /// Every language.
    pub const ALL: &'static [Language] = &[Language::English, Language::Danish];
    /// `en` or `da`.
    pub const fn word(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Danish => "da",
        }
    }
    /// The language with this word.
    pub fn of(word: &str) -> Option<Language> {
        Language::ALL.iter().copied().find(|l| l.word() == word)
    }
}

/// A file of words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Theme {
    /// Problems of texts that are no case: not TOML, not UTF-8, too large.
    Reading,
    /// Problems and warnings of cases.
    Problems,
    /// What each key of a case file means.
    Keys,
    /// Names, definitions, formulas and sources of lines and figures; units; reasons why a figure is undefined.
    Lines,
    /// What stands on pages.
    Pages,
    /// What each problem, warning and rule is about, by its name.
    Codes,
    /// What stands on the pages of break-even, sensitivity, comparison and difference.
    Deciding,
}

impl Theme {
    /// Every theme.
    pub const ALL: &'static [Theme] =
        &[Theme::Reading, Theme::Problems, Theme::Keys, Theme::Lines, Theme::Pages, Theme::Codes, Theme::Deciding];

    const fn file(self, language: Language) -> &'static str {
        match (language, self) {
            (Language::English, Theme::Reading) => include_str!("en/reading.toml"),
            (Language::English, Theme::Problems) => include_str!("en/problems.toml"),
            (Language::English, Theme::Keys) => include_str!("en/keys.toml"),
            (Language::English, Theme::Lines) => include_str!("en/lines.toml"),
            (Language::English, Theme::Pages) => include_str!("en/pages.toml"),
            (Language::English, Theme::Codes) => include_str!("en/codes.toml"),
            (Language::English, Theme::Deciding) => include_str!("en/deciding.toml"),
            (Language::Danish, Theme::Reading) => include_str!("da/reading.toml"),
            (Language::Danish, Theme::Problems) => include_str!("da/problems.toml"),
            (Language::Danish, Theme::Keys) => include_str!("da/keys.toml"),
            (Language::Danish, Theme::Lines) => include_str!("da/lines.toml"),
            (Language::Danish, Theme::Pages) => include_str!("da/pages.toml"),
            (Language::Danish, Theme::Codes) => include_str!("da/codes.toml"),
            (Language::Danish, Theme::Deciding) => include_str!("da/deciding.toml"),
        }
    }
}

/// The words of one theme in one language, keys with dots: `problem.out-of-range.rate`.
pub fn words(language: Language, theme: Theme) -> &'static BTreeMap<String, String> {
    static WORDS: [OnceLock<BTreeMap<String, String>>; 14] = [const { OnceLock::new() }; 14];
    let place = language as usize * Theme::ALL.len() + theme as usize;
    WORDS[place].get_or_init(|| {
        let mut words = BTreeMap::new();
        if let Ok(table) = toml::de::DeTable::parse(theme.file(language)) {
            flatten(table.get_ref(), "", &mut words);
        }
        words
    })
}

fn flatten(table: &toml::de::DeTable<'_>, prefix: &str, words: &mut BTreeMap<String, String>) {
    for (key, value) in table {
        let key = if prefix.is_empty() { key.get_ref().to_string() } else { format!("{prefix}.{}", key.get_ref()) };
        match value.get_ref() {
            toml::de::DeValue::String(text) => {
                words.insert(key, text.to_string());
            }
            toml::de::DeValue::Table(table) => flatten(table, &key, words),
            _ => {}
        }
    }
}

/// One word or sentence; the key itself when there is none, so that a missing word is seen and never a panic.
pub fn say(language: Language, theme: Theme, key: &str) -> &str {
    words(language, theme).get(key).map_or(key, String::as_str)
}

/// A sentence with its `{placeholders}` filled. A placeholder without a value stays as it is.
///
/// ```
/// use afkast::text::fill;
/// assert_eq!(fill("{n} people of {group}", &[("n", "60"), ("group", "citizens")]), "60 people of citizens");
/// ```
pub fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    fill_with(sentence, |name| values.iter().find(|(n, _)| *n == name).map(|(_, v)| Cow::Borrowed(*v)))
}

/// [`fill`] by a function that knows the values.
pub fn fill_with<'v>(sentence: &str, value: impl Fn(&str) -> Option<Cow<'v, str>>) -> String {
    let mut out = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        match after.find('}').and_then(|close| Some((close, value(&after[..close])?))) {
            Some((close, value)) => {
                out.push_str(&value);
                rest = &after[close + 1..];
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}
