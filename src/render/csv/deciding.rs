//! Break-even, sensitivity, comparison and difference as tables for machines.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Manner;
use super::table::{Field, write};
use crate::case::AsWritten;
use crate::measure::Measure;
use crate::render::json::{unit, written};
use crate::report::{Computed, Difference, Switched};
use crate::uncertainty::{Bar, Frontier, Grid, Holds, Side, Subject, Switching};

/// Break-evens: `case,scenario,perspective,figure,target,path,unit,base,crossing,change,share,above,undefined`, a row for
/// each crossing; `above` says on which side the figure lies at higher values, or everywhere when there is no crossing.
/// In draws `probability,std_error`, too.
pub fn switching(all: &[(Computed<'_>, Switched<'_>)], manner: Manner) -> Vec<u8> {
    const HEAD: [&str; 13] = [
        "case",
        "scenario",
        "perspective",
        "figure",
        "target",
        "path",
        "unit",
        "base",
        "crossing",
        "change",
        "share",
        "above",
        "undefined",
    ];
    let mut rows = Vec::new();
    for (of, switched) in all {
        for switching in switched.found {
            let mut begin = head(of);
            let sought = &switched.subject.sought;
            begin.extend([
                Field::text(&sought.perspective),
                Field::text(&sought.name),
                Field::Number(switched.target),
                Field::text(&switching.path),
                Field::text(unit(of.case, &switching.path, switching.measured)),
                Field::Number(switching.base),
            ]);
            for (place, mut end) in crossings(switching).into_iter().enumerate() {
                if let Some(odds) = switched.odds {
                    let error = switching.crossings.get(place).and_then(|crossing| crossing.std_error);
                    end.extend([Field::Number(odds.probability), error.map_or(Field::Missing, Field::Number)]);
                }
                rows.push([begin.clone(), end].concat());
            }
        }
    }
    let mut head = HEAD.map(str::to_owned).to_vec();
    if all.iter().any(|(_, switched)| switched.odds.is_some()) {
        head.extend(["probability".to_owned(), "std_error".to_owned()]);
    }
    write(&head, &rows, manner.excel_da)
}

fn crossings(of: &Switching) -> Vec<Vec<Field>> {
    let truth = |above: bool| Field::text(above.to_string());
    if of.crossings.is_empty() {
        let (above, undefined) = match of.holds {
            Holds::Always(side) => (truth(side == Side::Above), Field::Missing),
            Holds::NoRange => (Field::Missing, Field::text("no_range")),
            Holds::Undefined(why) => (Field::Missing, Field::text(why.to_string())),
            Holds::Crosses | Holds::Broken => (Field::Missing, Field::Missing),
        };
        return vec![vec![Field::Missing, Field::Missing, Field::Missing, above, undefined]];
    }
    let each = of.crossings.iter().map(|crossing| {
        let by = crossing.at.checked_sub(of.base);
        let number = |n: Option<Decimal>| n.map_or(Field::Missing, Field::Number);
        let share = by.and_then(|by| by.checked_div(of.base.abs()));
        let above = crossing.above.map_or(Field::Missing, truth);
        vec![Field::Number(crossing.at), number(by), number(share), above, Field::Missing]
    });
    each.collect()
}

/// Case and scenario.
fn head(of: &Computed<'_>) -> Vec<Field> {
    let scenario = of.stamp.scenario.as_ref().map_or(Field::Missing, Field::text);
    vec![Field::text(&of.case.id), scenario]
}

/// A tornado: `case,scenario,perspective,figure,path,unit,low,high,at_low,at_high,assumed,undefined`.
pub fn tornado(all: &[(Computed<'_>, &Subject<'_>, &[Bar])], manner: Manner) -> Vec<u8> {
    const HEAD: [&str; 12] = [
        "case",
        "scenario",
        "perspective",
        "figure",
        "path",
        "unit",
        "low",
        "high",
        "at_low",
        "at_high",
        "assumed",
        "undefined",
    ];
    let mut rows = Vec::new();
    for (of, subject, bars) in all {
        for bar in *bars {
            let mut row = about(of, subject);
            let why = bar.at_low.err().or(bar.at_high.err());
            row.extend([
                Field::text(&bar.path),
                Field::text(unit(of.case, &bar.path, bar.measured)),
                Field::Number(bar.low),
                Field::Number(bar.high),
                number(bar.at_low),
                number(bar.at_high),
                Field::text(bar.assumed.to_string()),
                why.map_or(Field::Missing, |why| Field::text(why.to_string())),
            ]);
            rows.push(row);
        }
    }
    write(&HEAD.map(str::to_owned), &rows, manner.excel_da)
}

/// A grid: `case,scenario,perspective,figure,path,at,other,other_at,value,undefined`, a row for each pair.
pub fn grid(all: &[(Computed<'_>, &Subject<'_>, &Grid)], manner: Manner) -> Vec<u8> {
    const HEAD: [&str; 10] =
        ["case", "scenario", "perspective", "figure", "path", "at", "other", "other_at", "value", "undefined"];
    let mut rows = Vec::new();
    for (of, subject, grid) in all {
        let ([down, across], [downs, acrosses]) = (&grid.paths, &grid.values);
        for (at, figures) in downs.iter().zip(&grid.figures) {
            for (other, figure) in acrosses.iter().zip(figures) {
                let mut row = about(of, subject);
                let why = figure.err().map_or(Field::Missing, |why| Field::text(why.to_string()));
                row.extend([Field::text(down), Field::Number(*at), Field::text(across), Field::Number(*other)]);
                row.extend([number(*figure), why]);
                rows.push(row);
            }
        }
    }
    write(&HEAD.map(str::to_owned), &rows, manner.excel_da)
}

/// Where one value breaks even at values of another:
/// `case,scenario,perspective,figure,target,path,at,other,crossing`, a row for each crossing.
pub fn frontier(all: &[(Computed<'_>, &Subject<'_>, &Frontier)], target: Decimal, manner: Manner) -> Vec<u8> {
    const HEAD: [&str; 9] = ["case", "scenario", "perspective", "figure", "target", "path", "at", "other", "crossing"];
    let mut rows = Vec::new();
    for (of, subject, frontier) in all {
        let [first, second] = &frontier.paths;
        for (at, (crossings, _)) in frontier.values.iter().zip(&frontier.crossings) {
            let mut found: Vec<Field> = crossings.iter().map(|c| Field::Number(c.at)).collect();
            if found.is_empty() {
                found.push(Field::Missing);
            }
            for crossing in found {
                let mut row = about(of, subject);
                row.extend([Field::Number(target), Field::text(first), Field::Number(*at), Field::text(second)]);
                row.push(crossing);
                rows.push(row);
            }
        }
    }
    write(&HEAD.map(str::to_owned), &rows, manner.excel_da)
}

/// Case, scenario, whose and which figure.
fn about(of: &Computed<'_>, subject: &Subject<'_>) -> Vec<Field> {
    let mut row = head(of);
    row.extend([Field::text(&subject.sought.perspective), Field::text(&subject.sought.name)]);
    row
}

fn number(measure: Measure<Decimal>) -> Field {
    measure.map_or(Field::Missing, Field::Number)
}

/// A difference: `old_case,new_case,perspective,figure,path,old,new,share`; the share of changes that go together stands
/// at the first of them.
pub fn difference(of: &Difference<'_>, manner: Manner) -> Vec<u8> {
    const HEAD: [&str; 8] = ["old_case", "new_case", "perspective", "figure", "path", "old", "new", "share"];
    let mut shares: BTreeMap<usize, Decimal> = BTreeMap::new();
    for (group, share) in of.bridge.iter().filter_map(|(_, b)| b.as_ref().ok()).flat_map(|b| &b.shares) {
        shares.extend(group.edits.first().map(|first| (*first, *share)));
    }
    let sought = of.bridge.as_ref().map(|(sought, _)| sought);
    let text = |text: Option<&String>| text.map_or(Field::Missing, Field::text);
    let rows: Vec<Vec<Field>> = of
        .edits
        .iter()
        .enumerate()
        .map(|(place, edit)| {
            vec![
                Field::text(&of.old),
                Field::text(&of.new),
                text(sought.map(|s| &s.perspective)),
                text(sought.map(|s| &s.name)),
                Field::text(&edit.path),
                edit.old.as_ref().map_or(Field::Missing, as_written),
                edit.new.as_ref().map_or(Field::Missing, as_written),
                shares.get(&place).map_or(Field::Missing, |share| Field::Number(*share)),
            ]
        })
        .collect();
    write(&HEAD.map(str::to_owned), &rows, manner.excel_da)
}

/// A value as it was written; of lists and tables their JSON.
fn as_written(value: &AsWritten) -> Field {
    match value {
        AsWritten::Number(number) => Field::Number(*number),
        AsWritten::Text(text) => Field::text(text),
        AsWritten::List(_) | AsWritten::Table(_) => Field::Text(written(value).line()),
    }
}
