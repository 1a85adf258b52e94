//! English and Danish say the same things: the same keys, the same placeholders, no sentence left empty.

use std::collections::BTreeSet;

use afkast::text::{Language, Theme, words};

fn placeholders(sentence: &str) -> BTreeSet<&str> {
    sentence.split('{').skip(1).filter_map(|s| s.split_once('}').map(|(name, _)| name)).collect()
}

#[test]
fn every_sentence_stands_in_both_languages_with_the_same_placeholders() {
    for theme in Theme::ALL {
        let (english, danish) = (words(Language::English, *theme), words(Language::Danish, *theme));
        assert!(!english.is_empty(), "{theme:?} has no words: is the file TOML?");
        for (key, sentence) in english {
            let other = danish.get(key).unwrap_or_else(|| panic!("{theme:?}: Danish lacks {key}"));
            assert_eq!(placeholders(sentence), placeholders(other), "{theme:?} {key}");
            assert!(!sentence.trim().is_empty() && !other.trim().is_empty(), "{theme:?} {key} is empty");
        }
        for key in danish.keys() {
            assert!(english.contains_key(key), "{theme:?}: English lacks {key}");
        }
    }
}

#[test]
fn every_problem_warning_and_rule_has_its_line() {
    for language in Language::ALL {
        let lines = words(*language, Theme::Codes);
        for code in afkast::problem::Code::ALL {
            assert!(lines.contains_key(code.word()), "{}: {}", language.word(), code.word());
        }
    }
}

#[test]
fn every_line_and_every_figure_has_its_papers() {
    let lines = words(Language::English, Theme::Lines);
    for kind in afkast::model::LineKind::ALL {
        for what in ["name", "formula", "definition", "source"] {
            let key = format!("line.{}.{what}", kind.word());
            assert!(lines.contains_key(&key), "{key}");
        }
    }
    for figure in afkast::appraisal::FIGURES {
        for what in ["name", "formula", "definition", "source"] {
            // Some figures are lines of the model, too, and have their papers there.
            let keys = [format!("figure.{figure}.{what}"), format!("line.{figure}.{what}")];
            assert!(keys.iter().any(|k| lines.contains_key(k)), "{keys:?}");
        }
    }
}
