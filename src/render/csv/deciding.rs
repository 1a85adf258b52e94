//! Break-even, sensitivity, comparison and difference as tables for machines.

use rust_decimal::Decimal;

use super::Manner;
use super::table::{Field, write};
use crate::render::json::unit;
use crate::report::{Computed, Switched};
use crate::uncertainty::{Holds, Side, Switching};

/// Break-evens: `case,scenario,perspective,figure,target,path,unit,base,crossing,change,share,above,undefined`, a row for
/// each crossing; `above` says on which side the figure lies at higher values, or everywhere when there is no crossing.
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
            rows.extend(crossings(switching).into_iter().map(|end| [begin.clone(), end].concat()));
        }
    }
    write(&HEAD.map(str::to_owned), &rows, manner.excel_da)
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
