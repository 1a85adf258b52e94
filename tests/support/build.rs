//! Random cases that are valid by construction: a list of tables, so that a test can leave out, change or shuffle them.

/// A source of luck that is the same on every machine.
pub struct Luck(u64);

impl Luck {
    pub fn new(seed: u64) -> Luck {
        Luck(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }
    /// 0 to below `n`.
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % n
    }
    pub fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len() as u64) as usize]
    }
    /// A share with two decimals.
    pub fn share(&mut self) -> String {
        format!("0.{:02}", self.below(100))
    }
    pub fn yes(&mut self) -> bool {
        self.below(2) == 0
    }
}

/// A random case.
#[derive(Clone)]
pub struct Draft {
    pub period: String,
    pub timing: String,
    pub discount: String,
    pub tables: Vec<String>,
    pub years: u64,
}

impl Draft {
    pub fn random(seed: u64) -> Draft {
        let mut luck = Luck::new(seed);
        let years = 2 + luck.below(9);
        let period =
            luck.pick(&["year", "quarter", "half-year", "month", "calendar-year", "calendar-quarter"]).to_owned();
        let timing = luck.pick(&["start", "middle", "end"]).to_owned();
        let discount = luck.pick(&["0.035", "\"denmark-2021\"", "\"4 %\"", "0.1", "-0.01"]).to_owned();
        let mut draft = Draft { period, timing, discount, tables: Vec::new(), years };
        draft.parties(&mut luck);
        draft.group(&mut luck);
        for n in 0..1 + luck.below(3) {
            draft.cost(&mut luck, n);
        }
        for n in 0..1 + luck.below(3) {
            draft.outcome(&mut luck, n);
        }
        for n in 0..luck.below(3) {
            draft.flow(&mut luck, n);
        }
        draft
    }

    pub fn text(&self) -> String {
        let Draft { period, timing, discount, years, .. } = self;
        let basis = format!(
            "[basis]\nstart = \"2025-03\"\nhorizon = \"{years} years\"\nperiod = \"{period}\"\ntiming = \"{timing}\"\ndiscount = {discount}\n"
        );
        format!("schema = 1\n{basis}{}", self.tables.join("\n"))
    }

    fn parties(&mut self, luck: &mut Luck) {
        self.tables.push("[party.town]\nkind = \"municipality\"".to_owned());
        self.tables.push("[party.social]\nkind = \"department\"\npart_of = \"town\"".to_owned());
        if luck.yes() {
            self.tables.push("[party.people]\nkind = \"citizens\"".to_owned());
        }
    }

    fn group(&mut self, luck: &mut Luck) {
        let starts = match luck.below(3) {
            0 => format!("people = {}", 5 + luck.below(95)),
            1 => format!(
                "people = {}\nstarts = {{ from = \"2025-04\", until = \"2026-{:02}\" }}",
                12 + luck.below(90),
                1 + luck.below(12)
            ),
            _ => format!(
                "starts = {{ \"2025-0{}\" = {}, 2026 = {} }}",
                3 + luck.below(7),
                1 + luck.below(20),
                luck.below(40)
            ),
        };
        let pathway = luck.below(14);
        self.tables.push(format!(
            "[group.g]\n{starts}\npathway = \"{pathway} months\"\ncompletion_rate = {}\nrecruited_share = {}\ndropout_after = {}",
            luck.share(),
            luck.share(),
            luck.share()
        ));
        if pathway > 0 {
            self.tables.push(format!(
                "[cost.months]\namount = {}\nper = \"person-month\"\nbearer = \"social\"\ntiming = \"{}\"",
                1 + luck.below(9000),
                luck.pick(&["start", "middle", "end"])
            ));
        }
    }

    fn cost(&mut self, luck: &mut Luck, n: u64) {
        let amount = 1 + luck.below(900_000);
        let when = match luck.below(6) {
            0 => "at = \"2025-08\"".to_owned(),
            1 => format!("at = \"month {}\"", luck.below(12 * self.years + 1)),
            2 => "per = \"month\"\nuntil = \"2026-05\"".to_owned(),
            3 => "per = \"starter\"\ngroup = \"g\"".to_owned(),
            4 => "per = \"completer\"\ngroup = \"g\"".to_owned(),
            _ => "per = \"year\"".to_owned(),
        };
        let bearer =
            luck.pick(&["\"town\"", "{ town = \"1/3\", state = \"rest\" }", "{ social = 0.25, foundation = 0.75 }"]);
        let kind = luck.pick(&["operation", "start-up", "in-kind", "evaluation"]);
        self.tables.push(format!("[cost.c{n}]\namount = {amount}\n{when}\nbearer = {bearer}\nkind = \"{kind}\""));
    }

    fn outcome(&mut self, luck: &mut Luck, n: u64) {
        let effect = match luck.below(3) {
            0 => format!("expected_rate = {}\nbaseline_rate = {}", luck.share(), luck.share()),
            1 => format!("expected_rate = {}\ncounterfactual_share = {}", luck.share(), luck.share()),
            _ => format!("added_rate = {}", luck.share()),
        };
        let fade = if luck.yes() {
            format!("lasts = \"{} months\"\nyearly_loss_of_remaining = {}", 1 + luck.below(70), luck.share())
        } else {
            "remaining = [1, 0.75, 0.5]".to_owned()
        };
        self.tables.push(format!(
            "[outcome.o{n}]\ncounted = \"{}\"\n{effect}\nonset = \"{} months\"\n{fade}\ndisplacement_share = {}",
            luck.pick(&["starters", "completers"]),
            luck.below(20),
            luck.share()
        ));
        let felt = match luck.below(4) {
            0 => "cost_to = { town = [0.8, 0.5], state = \"rest\" }",
            1 => "cost_to = \"social\"\nkind = \"transfer\"",
            2 => "income_to = { state = 0.6, town = 0.4 }",
            _ => "value_to = \"citizens\"",
        };
        // With a party of kind citizens declared, the kind's word means that party.
        let felt = if self.tables.iter().any(|t| t.contains("[party.people]")) {
            felt.replace("\"citizens\"", "\"people\"")
        } else {
            felt.to_owned()
        };
        let units = if luck.yes() { "12" } else { "[12, 6, 3.5]" };
        self.tables.push(format!(
            "[consequence.k{n}]\noutcomes = [\"o{n}\"]\n{} = {units}\nprice = {}\n{felt}",
            luck.pick(&["fewer", "more"]),
            1 + luck.below(20_000)
        ));
    }

    fn flow(&mut self, luck: &mut Luck, n: u64) {
        let (payer, recipient) =
            (luck.pick(&["town", "investor", "outside"]), luck.pick(&["provider", "state", "fund"]));
        let kind = luck.pick(&["cost", "benefit", "transfer", "payment"]);
        let when = match luck.below(3) {
            0 => "amount = 125_000\nat = 2026-02-11",
            1 => "amount = 3_000\nper = \"month\"",
            _ => "amounts = { 2025 = 40_000, \"2026-01\" = 7_000 }",
        };
        self.tables
            .push(format!("[flow.f{n}]\npayer = \"{payer}\"\nrecipient = \"{recipient}\"\nkind = \"{kind}\"\n{when}"));
    }
}
