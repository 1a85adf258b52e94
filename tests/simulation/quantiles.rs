//! Quantiles against those of `statrs` and of the reference, in the body and in the tails.

use afkast::case::Distribution;
use afkast::uncertainty::simulation::Quantile;
use rust_decimal::Decimal;
use serde_json::Value;
use statrs::distribution::{Beta, Continuous, ContinuousCDF, LogNormal, Normal, Triangular};

fn decimal(value: f64) -> Decimal {
    value.to_string().parse().unwrap()
}

/// Shares from far in one tail to far in the other.
fn shares() -> Vec<f64> {
    let tails = [1e-9, 1e-7, 1e-6, 1e-5, 1e-4, 1.1e-4, 1.3e-4, 1e-3, 0.01];
    let body = (1..400).map(|i| f64::from(i) / 400.0 + 1e-5);
    tails.iter().copied().chain(body).chain(tails.iter().rev().map(|t| 1.0 - t)).collect()
}

/// A draw and what others say is the share below it: off by at most 1e-9 of the range.
fn close(name: &str, of: &Distribution, range: f64, other: &(impl ContinuousCDF<f64, f64> + Continuous<f64, f64>)) {
    let quantile = Quantile::of(of);
    for u in shares() {
        let x = quantile.at(u);
        // In the nearer tail, where the share is known to more digits; the density turns it into a distance.
        let off = if u < 0.5 { other.cdf(x) - u } else { (1.0 - u) - other.sf(x) };
        let distance = (off / other.pdf(x)).abs();
        assert!(distance <= 1e-9 * range, "{name} at {u}: {x} is off by {distance}");
    }
}

#[test]
fn quantiles_agree_with_statrs_in_the_body_and_in_the_tails() {
    let between = |low: f64, mode: f64, high: f64| (decimal(low), decimal(mode), decimal(high));
    for (alpha, beta) in [(12.0, 88.0), (1.2, 2.8), (2.0, 7.0), (0.7, 3.0), (5.88, 111.7), (400.0, 300.0)] {
        let of = Distribution::Beta { alpha: decimal(alpha), beta: decimal(beta) };
        close(&format!("beta {alpha} {beta}"), &of, 1.0, &Beta::new(alpha, beta).unwrap());
    }
    let (low, mode, high) = between(0.0, 0.3, 1.0);
    let pert = Distribution::Pert { low, mode, high };
    close("pert", &pert, 1.0, &Beta::new(1.0 + 4.0 * 0.3, 1.0 + 4.0 * 0.7).unwrap());
    let (low, mode, high) = between(150.0, 200.0, 320.0);
    let triangular = Distribution::Triangular { low, mode, high };
    close("triangular", &triangular, 170.0, &Triangular::new(150.0, 320.0, 200.0).unwrap());
    let normal = Distribution::Normal { mean: decimal(9_000.0), sd: decimal(1_500.0) };
    close("normal", &normal, 1_500.0, &Normal::new(9_000.0, 1_500.0).unwrap());
    let lognormal = Distribution::LognormalAbout { median: decimal(11_000.0), geometric_sd: decimal(1.2) };
    close("lognormal", &lognormal, 11_000.0, &LogNormal::new(11_000_f64.ln(), 1.2_f64.ln()).unwrap());
}

/// A distribution of the reference, as a file can have it, with a factor and a shift beside it.
fn of_reference(given: &Value) -> (Distribution, f64, f64) {
    let has = |key: &str| !given[key].is_null();
    let number = |key: &str| decimal(given[key].as_f64().unwrap());
    let plain = |d: Distribution| (d, 1.0, 0.0);
    match given["dist"].as_str().unwrap() {
        "uniform" => plain(Distribution::Uniform { low: number("min"), high: number("max") }),
        "triangular" => {
            plain(Distribution::Triangular { low: number("min"), mode: number("mode"), high: number("max") })
        }
        // The case file has λ = 4 alone; any other is a beta between two ends.
        "pert" if has("lambda") => (Distribution::Beta { alpha: decimal(1.2), beta: decimal(2.8) }, 10.0, 0.0),
        "pert" => plain(Distribution::Pert { low: number("min"), mode: number("mode"), high: number("max") }),
        // By percentiles: p95 − p5 is 2 × 1.6448536269514722 standard deviations.
        "normal" if has("p5") => {
            plain(Distribution::Normal { mean: decimal(10.0), sd: decimal(40.0 / 3.289_707_253_902_944_5) })
        }
        "normal" => plain(Distribution::Normal { mean: number("mean"), sd: number("sd") }),
        "lognormal" if has("mu") => plain(Distribution::LognormalAbout {
            median: decimal(std::f64::consts::E),
            geometric_sd: decimal(0.5_f64.exp()),
        }),
        "lognormal" if has("p5") => {
            plain(Distribution::LognormalBetween { share: decimal(0.95), low: number("p5"), high: number("p95") })
        }
        "lognormal" if has("median") => {
            plain(Distribution::LognormalAbout { median: number("median"), geometric_sd: number("gsd") })
        }
        "lognormal" => plain(Distribution::Lognormal { mean: number("mean"), sd: number("sd") }),
        "beta" if has("min") => (Distribution::Beta { alpha: number("a"), beta: number("b") }, 10.0, 10.0),
        "beta" if has("a") => plain(Distribution::Beta { alpha: number("a"), beta: number("b") }),
        _ => plain(Distribution::BetaAbout { mean: number("mean"), sd: number("sd") }),
    }
}

#[test]
fn the_fourteen_distributions_of_the_reference_are_met() {
    let all: Value = serde_json::from_str(include_str!("../vectors/reference.json")).unwrap();
    let distributions = all["distributions"].as_array().unwrap();
    assert_eq!(distributions.len(), 14);
    for each in distributions {
        let (distribution, factor, shift) = of_reference(&each["in"]);
        let quantile = Quantile::of(&distribution);
        let out = |key: &str| each["out"][key].as_f64().unwrap();
        for (name, share) in [("p5", 0.05), ("p50", 0.5), ("p95", 0.95)] {
            let found = shift + factor * quantile.at(share);
            assert!(
                (found - out(name)).abs() <= 1e-9 * out("sd").max(out(name).abs()),
                "{}: {name} {found}",
                each["in"]
            );
        }
        // The mean and the standard deviation as sums over shares in the middle of equal parts.
        let count = 1_u32 << 20;
        let draws = || (0..count).map(|i| shift + factor * quantile.at((f64::from(i) + 0.5) / f64::from(count)));
        let mean = draws().sum::<f64>() / f64::from(count);
        let sd = (draws().map(|x| (x - mean) * (x - mean)).sum::<f64>() / f64::from(count)).sqrt();
        assert!((mean - out("mean")).abs() < 1e-5 * out("sd"), "{}: mean {mean}", each["in"]);
        assert!((sd / out("sd") - 1.0).abs() < 1e-4, "{}: s.d. {sd}", each["in"]);
    }
}

#[test]
fn a_discrete_draw_is_as_often_as_its_weight() {
    let of = Distribution::Discrete {
        values: vec![decimal(5.0), decimal(1.0), decimal(3.0)],
        weights: vec![decimal(2.0), decimal(1.0), decimal(1.0)],
    };
    let quantile = Quantile::of(&of);
    let found: Vec<f64> = [0.1, 0.24, 0.26, 0.49, 0.51, 0.99].iter().map(|u| quantile.at(*u)).collect();
    assert_eq!(found, [1.0, 1.0, 3.0, 3.0, 5.0, 5.0]);
}
