//! Rules of refund as they were published, seen through whole cases.

use rust_decimal::Decimal;

use crate::support;

/// What a line of a case comes to, one person in effect for one year.
fn total(refund: &str, consequence: &str, line: &str) -> Decimal {
    let case = support::case(&format!(
        "schema = 1\n[basis]\nstart = \"2021-01\"\nhorizon = \"1 year\"\ndiscount = 0.035\n\
         [group.one]\npeople = 1\n[outcome.home]\nadded_rate = 1\nlasts = \"1 year\"\n\
         [refund.r]\nfrom = \"state\"\n{refund}\n[consequence.c]\ncost_to = \"municipality\"\n{consequence}\n"
    ));
    let (model, ledger) = support::ledger::<Decimal>(&case);
    let line = model.lines.iter().find(|l| l.id == line).unwrap();
    ledger.by_period(&model, line.amounts).into_iter().sum()
}

#[test]
fn the_first_year_of_public_support_is_refunded_by_38_per_cent() {
    // Published: 38.08 % on average. (4 × 80 + 22 × 40 + 26 × 30) ÷ 52 = 38.0769… %
    let rule = "edition = \"denmark-public-support-2016\"";
    for (weeks_before, per_cent) in [(0, "38.08"), (26, "25.00"), (52, "20.00")] {
        let use_of = format!("fewer = 1\nprice = 100\nrefund = {{ rule = \"r\", weeks_before = {weeks_before} }}");
        let refunded = total(rule, &use_of, "consequence.c.home.state");
        assert_eq!(refunded.round_dp(2).to_string(), per_cent, "{weeks_before} weeks before");
        let left = total(rule, &use_of, "consequence.c.home.municipality");
        assert_eq!((refunded + left).round_dp(20), Decimal::ONE_HUNDRED, "{weeks_before} weeks before");
    }
}

#[test]
fn expensive_cases_are_refunded_by_bands() {
    // Published, 2021 level: 1,160,000 a year gives 77,500; 1,800,000 gives 272,500; 2,500,000 gives 725,000.
    let rule = "edition = \"denmark-expensive-cases-2021\"";
    for (cost, refund) in [
        (850_000, 0),         // nothing above
        (1_160_000, 77_500),  // 25 % of 310,000
        (1_800_000, 272_500), // 25 % of 810,000 and 50 % of 140,000
        (2_500_000, 725_000), // 25 % of 810,000, 50 % of 430,000 and 75 % of 410,000
    ] {
        let all = format!("fewer = 1\nprice = {cost}\nrefund = {{ rule = \"r\", level = {cost} }}");
        let refunded = total(rule, &all, "consequence.c.home.state");
        assert_eq!(refunded.round_dp(10), Decimal::from(refund), "{cost}");
        let rises = format!("more = 1\nprice = {cost}\nrefund = {{ rule = \"r\", level = 0 }}");
        assert_eq!(total(rule, &rises, "consequence.c.home.state").round_dp(10), Decimal::from(refund), "{cost}");
    }
}

#[test]
fn a_change_is_refunded_by_the_bands_it_falls_into() {
    // From 1,900,000 down by 960,000: R(1,900,000) = 25 % of 810,000 and 50 % of 240,000 = 322,500;
    // R(940,000) = 25 % of 90,000 = 22,500. The state's part is 300,000.
    let placement = "fewer = 12\nprice = 80_000\nrefund = { rule = \"r\", level = 1_900_000 }";
    let rule = "edition = \"denmark-expensive-cases-2021\"";
    assert_eq!(total(rule, placement, "consequence.c.home.state").round_dp(10), Decimal::from(300_000));
    assert_eq!(total(rule, placement, "consequence.c.home.municipality").round_dp(10), Decimal::from(660_000));
}

#[test]
fn what_is_refunded_in_full_leaves_nothing() {
    // The index makes 28-digit numbers of the level, the price and the mark; all of the change lies in a band of 100 %.
    let rule = "by_amount = [{ above = 100_000, share = 0.5 }, { above = 200_000, share = 1 }]\nprice_year = 2019\n\
                index = \"i\"\n[index.i]\nvalues = { 2019 = 126.1, 2021 = 136 }";
    for change in ["more", "fewer"] {
        let use_of = format!(
            "{change} = 40.081\nprice = {{ value = 12_774, price_year = 2019, index = \"i\" }}\n\
             refund = {{ rule = \"r\", level = {{ value = 5_701_083.20, price_year = 2019, index = \"i\" }} }}"
        );
        assert_eq!(total(rule, &use_of, "consequence.c.home.municipality"), Decimal::ZERO, "{change}");
        // 40.081 × 12,774 × 136 ÷ 126.1
        let all = total(rule, &use_of, "consequence.c.home.state").round_dp(6).to_string();
        assert_eq!(all, "552190.946741", "{change}");
    }
}
