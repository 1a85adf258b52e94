//! Words of a language for pages, and what the people and things of a case are called.

use rust_decimal::Decimal;

use super::figures::text_key;
use super::{Cell, Phrase};
use crate::case::{Case, Id, Names, PartyId};
use crate::measure::Undefined;
use crate::model::LineKind;
use crate::text::{Language, Theme, fill, say, words};

/// The words of one language.
#[derive(Clone, Copy)]
pub(super) struct Words(pub Language);

impl Words {
    /// Words of pages.
    pub fn page(self, key: &str) -> String {
        say(self.0, Theme::Pages, key).to_owned()
    }

    /// Words of lines and figures.
    pub fn line(self, key: &str) -> String {
        say(self.0, Theme::Lines, key).to_owned()
    }

    /// Words of pages with other words in them.
    pub fn filled(self, key: &str, values: &[(&str, &str)]) -> String {
        fill(say(self.0, Theme::Pages, key), values)
    }

    /// A sentence of pages with figures and names in it.
    pub fn sentence(self, key: &str, values: &[(&str, Cell)]) -> Phrase {
        Phrase::fill(say(self.0, Theme::Pages, key), values)
    }

    /// Words of the pages of deciding.
    pub fn deciding(self, key: &str) -> String {
        say(self.0, Theme::Deciding, key).to_owned()
    }

    /// A sentence of the pages of deciding with figures and names in it.
    pub fn decided(self, key: &str, values: &[(&str, Cell)]) -> Phrase {
        Phrase::fill(say(self.0, Theme::Deciding, key), values)
    }

    /// A sentence about so many, `KEY.one` or `KEY.many`, with `{number}` filled.
    pub fn counted(self, key: &str, number: usize, values: &[(&str, Cell)]) -> Phrase {
        let key = format!("{key}.{}", if number == 1 { "one" } else { "many" });
        let number = ("number", Cell::Number(Decimal::from(number)));
        self.sentence(&key, &[&[number], values].concat())
    }

    /// Why a figure is not defined.
    pub fn undefined(self, reason: Undefined) -> Cell {
        Cell::Undefined(self.line(&format!("undefined.{reason}")))
    }

    /// The name of a kind of line.
    pub fn kind(self, kind: LineKind) -> String {
        self.line(&format!("line.{}.name", kind.word()))
    }

    /// The name of a figure.
    pub fn figure(self, figure: &str) -> String {
        self.line(&format!("{}.name", text_key(figure)))
    }

    /// What a party is called.
    pub fn party(self, case: &Case, id: &PartyId, form: Form) -> String {
        if id.is_outside() {
            return self.page("party.outside");
        }
        let Some(party) = case.parties.get(id) else { return id.to_string() };
        match form.of(&party.names) {
            Some(name) => name.clone(),
            None if party.declared => id.to_string(),
            None => self.page(&format!("{}.{}", form.implied("party"), party.kind.word())),
        }
    }

    /// What a term of a contract is called: its own name, else that of its metric, else its id.
    pub fn term(self, case: &Case, id: &Id, form: Form) -> String {
        let contract = case.contract.as_ref();
        let term = contract.and_then(|c| c.terms.get(id));
        let metric = term.and_then(|t| contract?.metrics.get(t.metric.as_ref()?));
        let names = term.map(|t| &t.names).into_iter().chain(metric.map(|m| &m.names));
        names.filter_map(|n| form.of(n)).next().cloned().unwrap_or_else(|| id.to_string())
    }

    /// What took from a payment: a cap by its title, else its id; the others by their names.
    pub fn taker(self, case: &Case, id: &str) -> String {
        match id {
            "long-stop" | "payer-cap" | "return-cap" => self.page(&format!("schedule.cap.{id}")),
            id => {
                let cap = case.contract.as_ref().and_then(|c| c.caps.get(&Id::new(id)));
                cap.map_or(id, |cap| title(&cap.names, id)).to_owned()
            }
        }
    }

    /// What a perspective is called.
    pub fn perspective(self, case: &Case, id: &str, form: Form) -> String {
        let built_in = format!("{}.{id}", form.implied("perspective"));
        if words(self.0, Theme::Pages).contains_key(&built_in) {
            return self.page(&built_in);
        }
        if let Some(party) = id.strip_suffix(".alone") {
            let who = self.party(case, &PartyId::new(party), form);
            return self.filled("perspective.alone", &[("who", &who)]);
        }
        let party = PartyId::new(id);
        if case.parties.contains_key(&party) {
            return self.party(case, &party, form);
        }
        let names = case.perspectives.get(id).and_then(|p| form.of(&p.names));
        names.cloned().unwrap_or_else(|| id.to_owned())
    }
}

/// Where the name of a party or a perspective stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Over a column: short.
    Head,
    /// By itself, in full.
    Title,
    /// At the beginning of a sentence.
    Subject,
}

impl Form {
    fn of(self, names: &Names) -> Option<&String> {
        let (short, title) = (names.short.as_ref(), names.title.as_ref());
        match self {
            Form::Head => short.or(title),
            Form::Title | Form::Subject => title.or(short),
        }
    }

    /// Where the words stand for what the case does not name.
    fn implied(self, group: &str) -> String {
        match self {
            Form::Head | Form::Title => group.to_owned(),
            Form::Subject => format!("subject.{group}"),
        }
    }
}

/// A thing's title, else its id.
pub(super) fn title<'n>(names: &'n Names, id: &'n str) -> &'n str {
    names.title.as_deref().unwrap_or(id)
}

/// The title of a case, else its id.
pub(super) fn case_title(case: &Case) -> &str {
    title(&case.names, &case.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::appraisal::{FIGURES, OF_OUTCOMES};

    #[test]
    fn every_kind_of_line_and_figure_has_its_words_in_both_languages() {
        for language in Language::ALL {
            let lines = words(*language, Theme::Lines);
            for part in ["name", "formula", "unit", "definition", "source"] {
                for kind in LineKind::ALL {
                    assert!(lines.contains_key(&format!("line.{}.{part}", kind.word())), "{kind:?} {part}");
                }
                for figure in FIGURES.iter().chain(OF_OUTCOMES) {
                    assert!(lines.contains_key(&format!("{}.{part}", text_key(figure))), "{figure} {part}");
                }
            }
        }
    }
}
