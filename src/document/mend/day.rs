//! Months and days in other orders than year, month, day.

/// `2025-01`, `2025-1`, `01/2025`, `1-2025`: the month as the case writes it.
pub(super) fn month(found: &str) -> Option<String> {
    let [first, second] = parts(found)?.try_into().ok()?;
    let (year, month) = if first.len() == 4 { (first, second) } else { (second, first) };
    // A year and two digits is a month, good or bad; elsewhere twelve is the most.
    let plausible = year.len() == 4 && matches!(month.len(), 1 | 2) && (found.contains('-') || at_most(month, 12));
    (plausible && !found.contains('.')).then(|| format!("{year}-{month:0>2}"))
}

/// `15.07.2025`, `15/7-2025`, `2025-7-5`: the day as the case writes it.
pub(super) fn day(found: &str) -> Option<String> {
    let [first, month, last] = parts(found)?.try_into().ok()?;
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    let plausible = year.len() == 4 && month.len() <= 2 && day.len() <= 2 && at_most(month, 12) && at_most(day, 31);
    plausible.then(|| format!("{year}-{month:0>2}-{day:0>2}"))
}

/// Digits between single marks.
fn parts(found: &str) -> Option<Vec<&str>> {
    let parts: Vec<&str> = found.split(['-', '/', '.']).map(str::trim).collect();
    parts.iter().all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit())).then_some(parts)
}

fn at_most(digits: &str, most: u32) -> bool {
    digits.parse().is_ok_and(|number: u32| (1..=most).contains(&number))
}
