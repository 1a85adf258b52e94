//! Internal rates of many series of flows, in binary numbers: every root, with the proof of one where there is one.
//!
//! `cargo bench --bench rates -- FLOWS [RATES]` reads a series a line (amounts of years 0, 1, … with commas between them;
//! or `day:amount`, days after the first, as yearly rates of 365 days), finds all rates of each, several times over, and
//! prints the time of the fastest round. The rates go to RATES, those of a series on a line. `benches/run.py` compares
//! them with those of pyxirr.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "this measures time, and says what it measured")]

use std::time::Instant;

use afkast::calendar::Years;
use afkast::measure::Flow;
use afkast::measure::irr::{InternalRates, internal_rates};

/// So often is everything done; the fastest counts.
const ROUNDS: usize = 9;

type Failed = Box<dyn std::error::Error>;

fn main() -> Result<(), Failed> {
    let mut args = std::env::args().skip(1).filter(|arg| arg != "--bench");
    let Some(flows) = args.next() else {
        println!("rates: nothing to do; benches/run.py names the file with the flows");
        return Ok(());
    };
    let series = std::fs::read_to_string(flows)?.lines().map(series).collect::<Result<Vec<_>, _>>()?;
    let mut fastest = f64::INFINITY;
    let mut found: Vec<InternalRates<f64>> = Vec::new();
    for _ in 0..ROUNDS {
        let begin = Instant::now();
        found = series.iter().map(|flows| internal_rates(flows)).collect();
        fastest = fastest.min(begin.elapsed().as_secs_f64());
    }
    let of_none = found.iter().filter(|rates| rates.roots.is_empty()).count();
    println!("rates {} series {fastest:.6} s, {of_none} without a rate", series.len());
    if let Some(file) = args.next() {
        let lines: Vec<String> = found.iter().map(|rates| line(&rates.roots)).collect();
        std::fs::write(file, lines.join("\n") + "\n")?;
    }
    Ok(())
}

fn series(line: &str) -> Result<Vec<Flow<f64>>, Failed> {
    let flow = |(year, word): (i64, &str)| -> Result<Flow<f64>, Failed> {
        let (at, amount) = match word.split_once(':') {
            Some((day, amount)) => (Years::days(day.parse()?), amount),
            None => (Years::whole(year), word),
        };
        Ok(Flow { at, amount: amount.parse()? })
    };
    (0..).zip(line.split(',')).map(flow).collect()
}

fn line(rates: &[f64]) -> String {
    rates.iter().map(f64::to_string).collect::<Vec<_>>().join(",")
}
