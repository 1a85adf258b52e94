//! How draws lie, as a Vega-Lite chart that notebooks and browsers draw.

use serde_json::{Value, json};

use crate::report::Simulated;

/// How the draws of the headline's net present value lie: a bar for each part, and the chance of less as a line.
pub fn chart(of: &Simulated<'_>) -> String {
    let headline = &of.of.appraisal.headline;
    let figures = of.run.perspectives.get(headline);
    let draws = of.run.settings.draws;
    let mut below = 0;
    let bins: Vec<Value> = figures
        .iter()
        .flat_map(|f| &f.histogram)
        .map(|bin| {
            below += bin.count;
            json!({ "from": bin.from, "until": bin.until, "draws": bin.count, "below": share(below, draws) })
        })
        .collect();
    let mean = figures.and_then(|f| f.mean.value.ok());
    let currency = &of.of.case.currency;
    let chart = json!({
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": of.of.case.names.title.as_deref().unwrap_or(&of.of.case.id),
        "data": { "values": bins },
        "layer": [
            {
                "mark": "bar",
                "encoding": {
                    "x": { "field": "from", "type": "quantitative", "title": format!("net present value, {headline}, {currency}") },
                    "x2": { "field": "until" },
                    "y": { "field": "draws", "type": "quantitative", "title": "draws" }
                }
            },
            {
                "mark": "line",
                "encoding": {
                    "x": { "field": "until", "type": "quantitative" },
                    "y": { "field": "below", "type": "quantitative", "title": "chance of less", "axis": { "format": "%" } }
                }
            },
            { "mark": "rule", "data": { "values": [{ "mean": mean }] }, "encoding": { "x": { "field": "mean", "type": "quantitative" } } }
        ],
        "resolve": { "scale": { "y": "independent" } }
    });
    serde_json::to_string_pretty(&chart).unwrap_or_default() + "\n"
}

#[expect(clippy::float_arithmetic)] // a share of draws, for the eye
fn share(part: u64, all: u64) -> f64 {
    part as f64 / all as f64
}
