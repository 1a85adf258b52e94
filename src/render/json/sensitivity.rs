//! `afkast.sensitivity`, and the grid of `afkast.break_even`.

use rust_decimal::Decimal;

use super::switching::begin;
use super::{Head, Json, Object, figure};
use crate::uncertainty::{Bar, Frontier, Grid, Subject};

/// A bar for each input, the widest first.
pub fn tornado(head: Head<'_>, subject: &Subject<'_>, bars: &[Bar]) -> Json {
    let bar = |bar: &Bar| {
        Object::default()
            .with("path", Json::text(&bar.path))
            .with("low", Json::Number(bar.low))
            .with("high", Json::Number(bar.high))
            .with("at_low", figure(bar.at_low).done())
            .with("at_high", figure(bar.at_high).done())
            .with("assumed", Json::Truth(bar.assumed))
            .done()
    };
    about(head, subject).with("bars", Json::List(bars.iter().map(bar).collect())).done()
}

/// A figure at several values of two inputs: rows by the first, columns by the second.
pub fn grid(head: Head<'_>, subject: &Subject<'_>, grid: &Grid) -> Json {
    let row = |row: &Vec<_>| Json::List(row.iter().map(|f| figure(*f).done()).collect());
    let inner = Object::default()
        .with("paths", texts(&grid.paths))
        .with("values", Json::List(grid.values.iter().map(|v| Json::numbers(v)).collect()))
        .with("figures", Json::List(grid.figures.iter().map(row).collect()));
    about(head, subject).with("grid", inner.done()).done()
}

/// Where the second of two values breaks even at values of the first: a list of crossings for each.
pub fn frontier(head: Head<'_>, subject: &Subject<'_>, target: Decimal, frontier: &Frontier) -> Json {
    let crossings = frontier.crossings.iter().map(|(crossings, _)| {
        let at: Vec<Decimal> = crossings.iter().map(|c| c.at).collect();
        Json::numbers(&at)
    });
    let grid = Object::default()
        .with("paths", texts(&frontier.paths))
        .with("values", Json::numbers(&frontier.values))
        .with("crossings", Json::List(crossings.collect()));
    begin(head, subject, target).with("grid", grid.done()).done()
}

fn about(head: Head<'_>, subject: &Subject<'_>) -> Object {
    head.begin("afkast.sensitivity")
        .with("figure", Json::text(&subject.sought.name))
        .with("perspective", Json::text(&subject.sought.perspective))
        .with("base", figure(subject.base()).done())
}

fn texts(paths: &[String; 2]) -> Json {
    Json::List(paths.iter().map(Json::text).collect())
}
