//! Files as accidents leave them: bytes lost, lines doubled, values swapped, numbers out of all bounds.

/// Luck with a seed: SplitMix64.
pub struct Luck(u64);

impl Luck {
    /// The luck of a number; numbers beside each other have nothing to do with each other.
    pub fn new(number: u64) -> Luck {
        Luck(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66_D1CE_4E5B)
    }
    /// The next number.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    /// A number below `below`, or 0.
    pub fn below(&mut self, below: usize) -> usize {
        (self.next() % below.max(1) as u64) as usize
    }
    /// One of several.
    pub fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// Numbers at the ends of what a decimal holds, and what is easily mistaken for a number.
const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "1",
    "-1",
    "9e27",
    "7.9e28",
    "1e-28",
    "79228162514264337593543950335",
    "79228162514264337593543950336",
    "0.0000000000000000000000000001",
    "9999999999999999999999999999",
    "-9e27",
    "0.3333333333333333333333333333",
    "1e400",
    "nan",
    "inf",
    "0x7fff_ffff",
    "1_000_000_000_000",
    "2147483647",
    "2147483648",
    "-2147483649",
    "9223372036854775808",
    "0.99",
    "-0.99",
    "-0.9999999999999999999999999999",
    "1.0000000000000000000000000001",
    "4e13",
    "3e-14",
    "\"100 %\"",
    "\"1/3\"",
    "\"1/7919\"",
    "\"99.9999999999 %\"",
    "\"rest\"",
    "true",
    "1979-05-27",
];

/// Times and durations at their ends.
const TIMES: &[&str] = &[
    "\"9999-12\"",
    "\"0001-01\"",
    "\"2025-02-29\"",
    "\"month 0\"",
    "\"month 1199\"",
    "\"month 9223372036854775807\"",
    "\"month 120000\"",
    "9999-12-31",
    "0001-01-01",
    "\"1200 months\"",
    "\"100 years\"",
    "\"10000 years\"",
    "\"120000 months\"",
    "\"999999999999999999999 years\"",
    "\"1 day\"",
    "\"0 months\"",
    "\"1 month\"",
    "\"52 weeks\"",
    "\"9999 weeks\"",
    "{ from = \"2025-01\", until = \"9999-12\" }",
    "{ from = \"0001-01\", until = \"9999-12\" }",
    "[1, 2, 3]",
    "[12, 1200]",
    "[1, 120000]",
    "\"month\"",
    "\"quarter\"",
    "\"calendar-year\"",
    "\"period\"",
    "\"person-month\"",
    "\"end\"",
    "\"middle\"",
    "\"actual-365\"",
    "\"denmark-2013\"",
    "\"green-book-2022\"",
];

/// Values of several parts.
const TABLES: &[&str] = &[
    "{}",
    "[]",
    "{ value = 9e27, low = 0, high = 9e27 }",
    "{ value = 1, low = -1e-28, high = 1 }",
    "[9e27, 9e27, 9e27, 9e27, 9e27]",
    "{ \"2025\" = 1, \"2026-01\" = 9e27 }",
    "{ municipality = 0.5, state = \"rest\" }",
    "{ municipality = \"1/3\", state = \"1/3\", region = \"rest\" }",
    "{ citizens = 1 }",
    "{ state = [0.1, 0.9] }",
    "[[1]]",
    "{ a = { b = { c = 1 } } }",
    "[1, [2, [3, [4]]]]",
    "\"\"\"\n\n\"\"\"",
    "\"\\u0000\"",
    "\"💶\"",
];

/// Tables that ask for much.
const ADDED: &[&str] = &[
    "[group.more]\npeople = 9e27\npathway = \"9999 months\"\ncompletion_rate = 0.5\n",
    "[group.more]\npeople = 7919\nstarts = { from = \"2025-01\", until = \"2033-12\" }\n",
    "[cost.more]\namount = 9e27\nper = \"month\"\nbearer = \"state\"\n",
    "[cost.more]\namount = 1e-28\nper = \"person-month\"\nbearer = { state = \"1/3\", region = \"rest\" }\n",
    "[flow.more]\npayer = \"outside\"\nrecipient = \"state\"\nkind = \"benefit\"\namount = 9e27\nat = 2030-02-28\n",
    "[flow.more]\npayer = \"state\"\nrecipient = \"region\"\nkind = \"transfer\"\namounts = { \"2026\" = 1e-28, \"2027-01\" = 9e27 }\n",
    "[party.more]\nkind = \"other\"\npart_of = \"more\"\n",
    "[perspective.more]\nparties = [\"state\", \"municipality\"]\n",
    "[outcome.more]\nbaseline_rate = 1e-28\nexpected_rate = \"99.99 %\"\nlasts = \"9999 months\"\nyearly_loss_of_remaining = 1\n",
    "[discount.more]\nbands = [{ from_year = 0, rate = -0.99 }, { from_year = 1, rate = 1 }]\n",
    "[basis]\nhorizon = \"1200 months\"\nperiod = \"month\"\n",
];

/// What is damaged.
#[derive(Clone)]
pub struct Originals {
    /// Cases that can be computed.
    pub whole: Vec<String>,
    /// Cases with a mistake.
    pub others: Vec<String>,
}

/// One of the originals, damaged once or a few times over.
pub fn damaged(originals: &Originals, luck: &mut Luck) -> Vec<u8> {
    let list = if luck.below(5) == 0 { &originals.others } else { &originals.whole };
    let mut text = luck.of(list).clone().into_bytes();
    for _ in 0..1 + luck.below(4) * luck.below(2) {
        text = match String::from_utf8(text) {
            Ok(text) => damaged_text(text, originals, luck),
            Err(bytes) => damaged_bytes(bytes.into_bytes(), luck),
        };
    }
    text
}

fn damaged_bytes(mut bytes: Vec<u8>, luck: &mut Luck) -> Vec<u8> {
    let place = luck.below(bytes.len());
    match luck.below(4) {
        _ if bytes.is_empty() => bytes.push(luck.below(256) as u8),
        0 => bytes[place] ^= 1 << luck.below(8),
        1 => bytes[place] = luck.below(256) as u8,
        2 => bytes.truncate(place),
        _ => {
            let end = (place + 1 + luck.below(40)).min(bytes.len());
            bytes.drain(place..end);
        }
    }
    bytes
}

fn damaged_text(text: String, originals: &Originals, luck: &mut Luck) -> Vec<u8> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let line = luck.below(lines.len());
    match luck.below(16) {
        _ if lines.is_empty() => lines.push((*luck.of(ADDED)).to_owned()),
        0 => return damaged_bytes(text.into_bytes(), luck),
        1 => drop(lines.remove(line)),
        2 => lines.insert(line, lines[line].clone()),
        3 => {
            let other = luck.below(lines.len());
            lines.swap(line, other);
        }
        4 => {
            let other = luck.of(&originals.whole).lines().map(str::to_owned).collect::<Vec<_>>();
            lines.insert(line, luck.of(&other).clone());
        }
        5 => lines.push((*luck.of(ADDED)).to_owned()),
        6 => swap_values(&mut lines, luck),
        7 | 8 => set_value(&mut lines, TIMES, luck),
        9 => set_value(&mut lines, TABLES, luck),
        10..=12 => set_number(&mut lines, NUMBERS, luck),
        13 => set_number(&mut lines, TIMES, luck),
        _ => set_value(&mut lines, NUMBERS, luck),
    }
    let mut text = lines.join("\n");
    text.push('\n');
    text.into_bytes()
}

/// The lines with a key and a value.
fn keyed(lines: &[String]) -> Vec<usize> {
    (0..lines.len()).filter(|i| lines[*i].contains('=')).collect()
}

fn split(line: &str) -> (&str, &str) {
    line.split_once('=').unwrap_or((line, ""))
}

fn swap_values(lines: &mut [String], luck: &mut Luck) {
    let keyed = keyed(lines);
    if keyed.is_empty() {
        return;
    }
    let (one, other) = (*luck.of(&keyed), *luck.of(&keyed));
    let ((key, value), (other_key, other_value)) = (split(&lines[one]), split(&lines[other]));
    let swapped = (format!("{key}={other_value}"), format!("{other_key}={value}"));
    (lines[one], lines[other]) = swapped;
}

/// Gives a key one of some values.
fn set_value(lines: &mut [String], values: &[&str], luck: &mut Luck) {
    let keyed = keyed(lines);
    if !keyed.is_empty() {
        let line = *luck.of(&keyed);
        lines[line] = format!("{}= {}", split(&lines[line]).0, luck.of(values));
    }
}

/// Puts one of some values in the place of a number, so that the shape of the file stays.
fn set_number(lines: &mut [String], values: &[&str], luck: &mut Luck) {
    let digits = |line: &str| split(line).1.contains(|c: char| c.is_ascii_digit());
    let with: Vec<usize> = keyed(lines).into_iter().filter(|i| digits(&lines[*i])).collect();
    if with.is_empty() {
        return;
    }
    let line = *luck.of(&with);
    let (key, old) = split(&lines[line]);
    let is_part = |c: char| c.is_ascii_digit() || c == '.' || c == '_';
    let starts: Vec<usize> = old
        .char_indices()
        .filter(|(i, c)| c.is_ascii_digit() && !old[..*i].ends_with(is_part))
        .map(|(i, _)| i)
        .collect();
    if starts.is_empty() {
        return;
    }
    let start = *luck.of(&starts);
    let end = old[start..].find(|c| !is_part(c)).map_or(old.len(), |n| start + n);
    lines[line] = format!("{key}={}{}{}", &old[..start], luck.of(values), &old[end..]);
}
