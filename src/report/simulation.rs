//! The page of `simulate`: how sure it is, how the draws lie, what drives it, what the contract comes to.
// Widths of bars and rounding to what the draws support are binary numbers for the eye.
#![expect(clippy::float_arithmetic)]

use super::drawn::{decimal, draws, error, money, plus_minus_share, share, supported};
use super::foot::stamp;
use super::simulation_contract::contract;
use super::table::{Column, Overflow, Row, Table};
use super::words::{Form, Words, case_title};
use super::{Body, Cell, Computed, Foot, PageOptions, Phrase, Report, Section};
use crate::uncertainty::simulation::{Driver, Estimate, Figures, Run, Sampling};

/// Shares of variance that are known less well than this carry a note.
const UNSURE: f64 = 0.005;

/// A case and its draws.
#[derive(Clone, Copy)]
pub struct Simulated<'s> {
    /// The case with its figures.
    pub of: Computed<'s>,
    /// The draws.
    pub run: &'s Run,
    /// What drives the headline, the most important first; none when it was not asked for.
    pub drivers: Option<&'s [Driver]>,
}

/// The page of the draws of one case.
pub fn simulation(of: &Simulated<'_>, options: &PageOptions) -> Report {
    let words = Words(options.language);
    let mut report = Report::new(case_title(of.of.case), &of.of.case.currency);
    let lead = &of.of.appraisal.headline;
    let settings = &of.run.settings;
    report.subtitle = draws(settings, of.run.draws.inputs.len(), words);
    let is_drawn = !of.run.draws.inputs.is_empty();
    if let Some(figures) = of.run.perspectives.get(lead) {
        report.sentences = sentences(of, lead, figures, words);
        report.sections.push(whose(of, lead, words));
        report.sections.extend(histogram(figures, settings.draws, words));
    }
    let known = of.run.perspectives.get(lead).and_then(|figures| figures.value_of_perfect_information.std_error);
    report.sections.extend(of.drivers.filter(|d| !d.is_empty()).map(|d| drivers(d, known, words)));
    if let Some(of_contract) = of.run.contract.as_ref().filter(|_| is_drawn) {
        report.sections.extend(contract(of, of_contract, words));
    }
    report.foot = foot(of, lead, words);
    report.stamp = stamp(&of.of, options);
    report
}

fn sentences(of: &Simulated<'_>, lead: &str, figures: &Figures, words: Words) -> Vec<Phrase> {
    if of.run.draws.inputs.is_empty() {
        return vec![words.sentence("simulation.nothing_drawn", &[])];
    }
    let who = ("who", Cell::words(words.perspective(of.of.case, lead, Form::Subject)));
    let chance = figures.probability_of_gain;
    let mut said = vec![
        words.sentence(
            "simulation.chance",
            &[who, ("chance", share(chance.value)), ("error", plus_minus_share(chance))],
        ),
        words.sentence(
            "simulation.mean",
            &[("mean", money(figures.mean)), ("error", error(figures.mean)), ("base", supported(figures.base, None))],
        ),
    ];
    if let (Some(low), Some(high)) = (figures.percentile("p5"), figures.percentile("p95")) {
        said.push(words.sentence("simulation.between", &[("low", money(low)), ("high", money(high))]));
    }
    said
}

/// Every figure of every perspective, the headline first, with its standard errors.
fn whose(of: &Simulated<'_>, lead: &str, words: Words) -> Section {
    let mut order: Vec<(&String, &Figures)> = of.run.perspectives.iter().collect();
    order.sort_by_key(|(id, _)| id.as_str() != lead);
    let is_drawn = !of.run.draws.inputs.is_empty();
    let mut columns = Vec::new();
    for (place, (id, _)) in order.iter().enumerate() {
        let head = Cell::words(words.perspective(of.of.case, id, Form::Head));
        columns.push(Column { rank: place, strong: place == 0, ..Column::figures(head) });
        if place == 0 && is_drawn {
            columns.push(Column { rank: 0, ..Column::figures(Cell::words("±")) });
        }
    }
    let mut table = Table::new(columns, Overflow::Leave);
    let mut row = |label: String, one: &dyn Fn(&Figures) -> (Cell, Cell)| {
        let mut cells = Vec::new();
        for (place, (_, figures)) in order.iter().enumerate() {
            let (value, error) = one(figures);
            cells.push(value);
            if place == 0 && is_drawn {
                cells.push(error);
            }
        }
        table.row(Row::new(label, cells));
    };
    let named = |name: &str| words.page(&format!("simulation.row.{name}"));
    row(named("base"), &|f| (supported(f.base, None), Cell::Blank));
    let heading = words.page("simulation.heading.whose");
    if !is_drawn {
        return Section { heading, beside: Vec::new(), body: Body::Table(table) };
    }
    row(named("mean"), &|f| (money(f.mean), error(f.mean)));
    row(named("standard_deviation"), &|f| (money(f.standard_deviation), error(f.standard_deviation)));
    let names: Vec<&'static str> =
        order.first().map_or(Vec::new(), |(_, f)| f.percentiles.iter().map(|p| p.0).collect());
    for name in names {
        row(name.to_owned(), &|f| match f.percentile(name) {
            Some(of) => (money(of), error(of)),
            None => (Cell::Blank, Cell::Blank),
        });
    }
    row(named("chance"), &|f| (share(f.probability_of_gain.value), plus_minus_share(f.probability_of_gain)));
    row(named("loss"), &|f| match f.expected_loss_given_loss.value {
        Ok(_) => (money(f.expected_loss_given_loss), error(f.expected_loss_given_loss)),
        Err(why) => (words.undefined(why), Cell::Blank),
    });
    row(named("information"), &|f| (money(f.value_of_perfect_information), error(f.value_of_perfect_information)));
    if order.iter().any(|(_, f)| f.point_of_certainty.is_some()) {
        row(named("point"), &|f| match f.point_of_certainty {
            Some(of) => (money(of), error(of)),
            None => (Cell::Nothing, Cell::Blank),
        });
        table.notes.push(words.sentence("simulation.point", &[]));
    }
    Section { heading, beside: Vec::new(), body: Body::Table(table) }
}

/// How the draws lie, and the chance of less.
fn histogram(figures: &Figures, draws: u64, words: Words) -> Option<Section> {
    let most = figures.histogram.iter().map(|b| b.count).max().filter(|m| *m > 0)?;
    let head = |key: &str| Cell::words(words.page(&format!("simulation.column.{key}")));
    let columns = vec![
        Column::figures(head("share")),
        Column::figures(head("below")),
        Column { rank: usize::MAX, ..Column::words(Cell::Blank) },
    ];
    let mut table = Table::new(columns, Overflow::Leave);
    let (mut below, last) = (0, figures.histogram.len().saturating_sub(1));
    for (place, bin) in figures.histogram.iter().enumerate() {
        if (place == 0 || place == last) && bin.count == 0 {
            continue;
        }
        below += bin.count;
        let ends = [("from", Cell::Count(decimal(bin.from))), ("until", Cell::Count(decimal(bin.until)))];
        let key = if place == 0 {
            "simulation.bin.below"
        } else if place == last {
            "simulation.bin.above"
        } else {
            "simulation.bin.between"
        };
        let of_all = |count: u64| share(Ok(count as f64 / draws as f64));
        let cells = vec![of_all(bin.count), of_all(below), Cell::words(bar(bin.count as f64 / most as f64))];
        let label = Cell::Phrase(words.sentence(key, &ends));
        table.row(Row { label, ..Row::new("", cells) });
    }
    let heading = words.page("simulation.heading.histogram");
    Some(Section { heading, beside: Vec::new(), body: Body::Table(table) })
}

/// What drives the headline, the most important first. What knowing one is worth is known no better than what knowing
/// all is.
fn drivers(drivers: &[Driver], known: Option<f64>, words: Words) -> Section {
    let head = |key: &str| Cell::words(words.page(&format!("simulation.column.{key}")));
    let has_shares = drivers.iter().any(|d| d.total.is_some());
    let mut columns = vec![Column::figures(head("rank"))];
    if has_shares {
        columns.extend([Column::figures(head("alone")), Column::figures(head("total"))]);
    }
    columns.extend([Column::figures(head("worth")), Column { rank: usize::MAX, ..Column::words(Cell::Blank) }]);
    let mut table = Table::new(columns, Overflow::Leave);
    for driver in drivers {
        let mut cells = vec![Cell::Ratio(decimal(driver.rank_correlation))];
        let part = |share: Option<f64>| share.map_or(Cell::Blank, |s| Cell::Rate(decimal(s.clamp(0.0, 1.0))));
        if has_shares {
            cells.extend([part(driver.first_order), part(driver.total)]);
        }
        cells.push(supported(driver.value_of_information, known));
        cells.push(Cell::words(bar(driver.weight().min(1.0))));
        table.row(Row::new(&*driver.path, cells));
    }
    let error = drivers.iter().filter_map(|d| d.shares_error).max_by(f64::total_cmp);
    match (has_shares, error) {
        (false, _) => table.notes.push(words.sentence("simulation.no_shares", &[])),
        (true, Some(error)) if error > UNSURE => {
            let error = ("error", plus_minus_share(Estimate { value: Ok(error), std_error: Some(error) }));
            table.notes.push(words.sentence("simulation.shares_error", &[error]));
        }
        (true, _) => {}
    }
    Section { heading: words.page("simulation.heading.drivers"), beside: Vec::new(), body: Body::Table(table) }
}

/// What to be aware of: digits that the draws do not support, draws that were cut, a number that Sobol points are not
/// made for.
fn foot(of: &Simulated<'_>, lead: &str, words: Words) -> Vec<Foot> {
    let mut foot = Vec::new();
    let figures = of.run.perspectives.get(lead);
    let spread = figures.and_then(|f| f.standard_deviation.value.ok()).unwrap_or(0.0);
    let hardly_known = |e: Estimate| e.std_error.is_some_and(|error| error > spread / 30.0 && error > 1.0);
    let mean = words.page("simulation.column.mean");
    let doubtful: Vec<&str> = figures
        .iter()
        .flat_map(|f| std::iter::once((mean.as_str(), f.mean)).chain(f.percentiles.iter().copied()))
        .filter(|(_, e)| hardly_known(*e))
        .map(|(name, _)| name)
        .collect();
    if !doubtful.is_empty() {
        let names = ("names", Cell::words(doubtful.join(", ")));
        let more = ("draws", Cell::Command(format!("-n {}", of.run.settings.draws.saturating_mul(4))));
        foot.push(Foot { says: words.sentence("simulation.foot.digits", &[names, more]), warns: true });
    }
    for (input, cut) in of.run.draws.inputs.iter().zip(&of.run.cut).filter(|(_, cut)| **cut > 0.0) {
        let parts = [("path", Cell::words(&*input.path)), ("share", Cell::Rate(decimal(*cut)))];
        foot.push(Foot { says: words.sentence("simulation.foot.cut", &parts), warns: *cut > 0.01 });
    }
    if of.run.settings.sampling == Sampling::Sobol && !of.run.settings.is_balanced() {
        foot.push(Foot { says: words.sentence("simulation.foot.balanced", &[]), warns: false });
    }
    foot
}

/// A bar of up to 20 characters, to the eighth of one.
pub(super) fn bar(part: f64) -> String {
    const PARTS: [char; 8] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
    let eighths = (part.clamp(0.0, 1.0) * 160.0 + 0.5) as usize;
    let mut bar = "█".repeat(eighths / 8);
    if !eighths.is_multiple_of(8) {
        bar.push(PARTS[eighths % 8]);
    }
    bar
}
