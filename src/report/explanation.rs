//! A figure with all that it arose from: the model read backwards, for people.

use rust_decimal::Decimal;

use super::formula::{Saying, is_short, put};
use super::naming::Naming;
use super::words::{Words, case_title};
use super::{Body, Branch, Cell, Phrase, Report, Section};
use crate::case::{Band, Case, Discounting};
use crate::document::Why;
use crate::ledger::{Expression, Name, Origin, Place, Trace};
use crate::model::{LineKey, LineKind, Model};
use crate::report::figures::text_key;
use crate::span::Sources;
use crate::text::Language;

/// Puts traces of a case into words.
#[derive(Clone, Copy)]
pub struct Explaining<'e> {
    /// The case.
    pub case: &'e Case,
    /// Its formulas.
    pub model: &'e Model,
    /// The texts it was read from.
    pub sources: &'e Sources,
    /// In which language.
    pub language: Language,
}

/// The page of a figure and what it arose from.
pub fn explanation(of: &Explaining<'_>, trace: &Trace) -> Report {
    let mut report = Report::new("", &of.case.currency);
    let body = Body::Tree(of.branch(trace));
    report.sections.push(Section { heading: case_title(of.case).to_owned(), beside: Vec::new(), body });
    report
}

/// The page of values of the file: each with where it stands.
pub fn values(of: &Explaining<'_>, leaves: &[&Trace]) -> Report {
    let mut report = Report::new("", &of.case.currency);
    let facts = leaves.iter().map(|leaf| {
        let mut says = Phrase::cell(of.naming().value(leaf));
        if let Some(origin) = &leaf.origin {
            says.say(" · ");
            says.join(of.origin(origin));
        }
        (of.title(leaf), says)
    });
    let body = Body::Facts(facts.collect());
    report.sections.push(Section { heading: case_title(of.case).to_owned(), beside: Vec::new(), body });
    report
}

/// The values of the file that a figure rests on, each once, in the order in which they are met.
pub fn leaves(trace: &Trace) -> Vec<&Trace> {
    fn collect<'t>(trace: &'t Trace, found: &mut Vec<&'t Trace>) {
        if trace.origin.is_some() && !found.iter().any(|f| f.name == trace.name && f.place == trace.place) {
            found.push(trace);
        }
        trace.operands.iter().for_each(|t| collect(t, found));
    }
    let mut found = Vec::new();
    collect(trace, &mut found);
    found
}

impl<'e> Explaining<'e> {
    fn naming(&self) -> Naming<'e> {
        Naming { case: self.case, model: self.model, words: Words(self.language) }
    }

    /// What a node is called, without its place.
    pub fn title(&self, trace: &Trace) -> String {
        self.naming().title(trace)
    }

    /// The place of a series; nothing for a single figure.
    pub fn period(&self, place: Place) -> Option<Cell> {
        self.naming().place(place)
    }

    /// The formula of a node in words; that of the catalogue where its own has too many parts to be read; empty for a
    /// value of the file.
    pub fn formula(&self, trace: &Trace) -> Phrase {
        if is_short(&trace.expression) {
            return put(trace, &InWords::of(trace, self.naming()));
        }
        let words = Words(self.language);
        match &trace.name {
            _ if trace.operands.is_empty() => Phrase::default(),
            Name::Figure { figure, .. } => {
                let name = figure.rsplit('.').next().unwrap_or(figure);
                Phrase::words(words.line(&format!("{}.formula", text_key(name))))
            }
            Name::Line(key) if trace.place != Place::All => {
                Phrase::words(words.line(&format!("line.{}.formula", key.kind.word())))
            }
            _ => put(trace, &InWords::of(trace, self.naming())),
        }
    }

    /// The formula of a node in numbers; empty where it cannot be written on a line.
    pub fn numbers(&self, trace: &Trace) -> Phrase {
        match &trace.expression {
            // What is one thing alone is worth what it is worth.
            Expression::Operand(_) => Phrase::default(),
            Expression::Sum(terms) if terms.len() == 1 => Phrase::default(),
            expression if is_short(expression) => put(trace, &InNumbers(self.naming())),
            _ => Phrase::default(),
        }
    }

    /// A node of the tree.
    pub fn branch(&self, trace: &Trace) -> Branch {
        let naming = self.naming();
        let words = Words(self.language);
        let says = words
            .sentence("explanation.value", &[("name", naming.headed(trace).into()), ("value", naming.value(trace))]);
        let beside = match (&trace.origin, &trace.name, &self.case.basis.discount) {
            (Some(origin), ..) => self.origin(origin),
            (None, Name::Schedule, Discounting::Bands { name, source, .. }) => {
                points(name.iter().chain(source).map(|part| Phrase::cell(Cell::words(part))))
            }
            (None, ..) => self.formula(trace),
        };
        Branch {
            says,
            numbers: self.numbers(trace),
            beside,
            branches: trace.operands.iter().map(|t| self.branch(t)).collect(),
        }
    }

    /// Where a value stands, why it is what it is, and where it comes from.
    fn origin(&self, origin: &Origin) -> Phrase {
        let words = Words(self.language);
        let file = self.sources.get(origin.span.source).map_or("", |s| s.name.as_str());
        let line = Decimal::from(self.sources.place(origin.span.source, origin.span.start).line);
        let at = words.sentence("explanation.at", &[("file", Cell::words(file)), ("line", Cell::Count(line))]);
        let why = match origin.why {
            Why::Written => None,
            Why::Default => Some("default"),
            Why::Library => Some("library"),
            Why::Scenario => Some("scenario"),
            Why::Set => Some("set"),
        };
        let why = why.map(|why| Phrase::words(words.page(&format!("explanation.why.{why}"))));
        let source = origin.source.as_ref().map(|s| Phrase::cell(Cell::words(s)));
        points(why.into_iter().chain([at]).chain(source))
    }
}

/// Parts with a point between them.
fn points(parts: impl Iterator<Item = Phrase>) -> Phrase {
    let mut phrase = Phrase::default();
    for part in parts {
        if !phrase.is_empty() {
            phrase.say(" · ");
        }
        phrase.join(part);
    }
    phrase
}

/// Operands by their names: in short, or in full where two would be called the same.
struct InWords<'n> {
    naming: Naming<'n>,
    /// Short names that stand for more than one thing.
    unclear: Vec<String>,
}

impl<'n> InWords<'n> {
    fn of(trace: &Trace, naming: Naming<'n>) -> InWords<'n> {
        let mut names: Vec<(String, String)> =
            trace.operands.iter().map(|o| (naming.in_formula(o), naming.title(o))).collect();
        names.sort_unstable();
        names.dedup();
        let unclear = names.windows(2).filter(|pair| pair[0].0 == pair[1].0).map(|pair| pair[0].0.clone());
        InWords { naming, unclear: unclear.collect() }
    }

    fn name(&self, operand: &Trace) -> String {
        let short = self.naming.in_formula(operand);
        if self.unclear.contains(&short) { self.naming.title(operand) } else { short }
    }
}

impl Saying for InWords<'_> {
    fn operand(&self, operand: &Trace) -> Phrase {
        Phrase::cell(Cell::words(self.name(operand)))
    }
    /// A line of the ledger beside others is called by what it is of.
    fn term(&self, operand: &Trace) -> Phrase {
        match &operand.name {
            Name::Line(LineKey { kind: LineKind::Amount | LineKind::LinePresentValue, .. }) => {
                Phrase::cell(Cell::words(self.naming.title(operand)))
            }
            _ => self.operand(operand),
        }
    }
    fn structure(&self, _: Decimal, word: &str) -> Phrase {
        Phrase::words(self.naming.words.line(&format!("structure.{word}")))
    }
    fn total(&self, first: Option<&Trace>) -> Phrase {
        let Some(first) = first else { return Phrase::cell(Cell::Number(Decimal::ZERO)) };
        let what = Cell::words(self.naming.in_formula(first));
        Phrase::fill(&self.naming.words.line("formula.total"), &[("what", what)])
    }
    fn chosen(&self, key: &str, a: Phrase, b: Phrase) -> Phrase {
        self.naming.chosen(key, a, b)
    }
    fn discount(&self, rate: Option<&Trace>, _: Decimal) -> Phrase {
        match rate {
            Some(rate) if rate.name != Name::Schedule => {
                let rate = Cell::words(self.name(rate));
                Phrase::fill(&self.naming.words.line("formula.discount"), &[("rate", rate)])
            }
            _ => Phrase::words(self.naming.words.line("formula.bands")),
        }
    }
}

/// Operands by their values.
struct InNumbers<'n>(Naming<'n>);

impl Saying for InNumbers<'_> {
    fn operand(&self, operand: &Trace) -> Phrase {
        Phrase::cell(self.0.value(operand))
    }
    fn term(&self, operand: &Trace) -> Phrase {
        self.operand(operand)
    }
    fn structure(&self, value: Decimal, _: &str) -> Phrase {
        Phrase::cell(Cell::Number(value))
    }
    fn total(&self, _: Option<&Trace>) -> Phrase {
        Phrase::default()
    }
    fn chosen(&self, key: &str, a: Phrase, b: Phrase) -> Phrase {
        self.0.chosen(key, a, b)
    }
    fn discount(&self, rate: Option<&Trace>, years: Decimal) -> Phrase {
        let bands = match (&self.0.case.basis.discount, rate.and_then(|r| r.value.ok())) {
            (Discounting::Bands { bands, .. }, _) => bands.clone(),
            (Discounting::Rate(_), Some(rate)) => vec![Band { from_year: 0, rate }],
            (Discounting::Rate(_), None) => return Phrase::default(),
        };
        powers(&bands, years)
    }
}

/// `1 ÷ 1.035^2`, or `1 ÷ (1.035^35 × 1.025^5)`.
fn powers(bands: &[Band], years: Decimal) -> Phrase {
    let mut product = Phrase::default();
    let mut factors = 0;
    for (place, band) in bands.iter().enumerate() {
        let from = Decimal::from(band.from_year);
        let until = bands.get(place + 1).map_or(years, |next| years.min(Decimal::from(next.from_year)));
        if place > 0 && until <= from {
            break;
        }
        if factors > 0 {
            product.say(" × ");
        }
        factors += 1;
        product.add(Cell::Number(Decimal::ONE.checked_add(band.rate).unwrap_or(band.rate)));
        product.say("^");
        product.add(Cell::Number(until.checked_sub(from).unwrap_or(until)));
    }
    let (open, close) = if factors > 1 { ("1 ÷ (", ")") } else { ("1 ÷ ", "") };
    let mut phrase = Phrase::words(open);
    phrase.join(product);
    phrase.say(close);
    phrase
}
