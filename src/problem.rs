//! What is wrong, where, and how to mend it. Words live in `text/`; here are codes, places and data.

use crate::span::{SourceId, Span};

/// How much a complaint weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Stops the case.
    Problem,
    /// Probably a mistake; changes no figure.
    Warning,
    /// Good to know.
    Note,
}

impl Severity {
    /// `problem`, `warning`, `note`: the word for machines.
    pub const fn word(self) -> &'static str {
        match self {
            Severity::Problem => "problem",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// Declares each code once: its variant, its word, its severity.
macro_rules! codes {
    ($($variant:ident $word:literal $severity:ident,)*) => {
        /// What kind of complaint it is. The word is public: it can be allowed, warned of or denied by name.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub enum Code { $(#[doc = concat!("`", $word, "`")] $variant,)* }

        impl Code {
            /// Every code, in order of declaration.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];
            /// The word by which people and machines know it.
            pub const fn word(self) -> &'static str { match self { $(Code::$variant => $word,)* } }
            /// How much it weighs when nobody says otherwise.
            pub const fn severity(self) -> Severity { match self { $(Code::$variant => Severity::$severity,)* } }
        }
    };
}

codes! {
    // Not a file that can be read.
    CannotBeRead "cannot-be-read" Problem,
    NotUtf8 "not-utf-8" Problem,
    Empty "empty" Problem,
    NoCase "no-case" Problem,
    TooLarge "too-large" Problem,
    NotToml "not-toml" Problem,
    Twice "twice" Problem,
    TomlOneOne "toml-1-1" Note,
    // Valid TOML, wrong case.
    NotReadYet "not-read-yet" Problem,
    UnknownKey "unknown-key" Problem,
    MissingKey "missing-key" Problem,
    KeyUnderWrongHeader "key-under-wrong-header" Problem,
    WrongKind "wrong-kind" Problem,
    UnknownWord "unknown-word" Problem,
    UnknownId "unknown-id" Problem,
    UnknownPath "unknown-path" Problem,
    BadId "bad-id" Problem,
    BadNumber "bad-number" Problem,
    BadMonth "bad-month" Problem,
    BadDay "bad-day" Problem,
    BadDuration "bad-duration" Problem,
    NoUnit "no-unit" Problem,
    UnknownUnit "unknown-unit" Problem,
    OutOfRange "out-of-range" Problem,
    PartOfAPerson "part-of-a-person" Problem,
    NegativeCost "negative-cost" Problem,
    NegativeQuantity "negative-quantity" Problem,
    ValueOutsideRange "value-outside-range" Problem,
    CountsDoNotAdd "counts-do-not-add" Problem,
    SharesDoNotAdd "shares-do-not-add" Problem,
    EndsBeforeItStarts "ends-before-it-starts" Problem,
    OutsideTheCase "outside-the-case" Problem,
    LengthsDiffer "lengths-differ" Problem,
    OneOf "one-of" Problem,
    DoesNotBelongTogether "does-not-belong-together" Problem,
    TwoMeanings "two-meanings" Problem,
    NameIsTaken "name-is-taken" Problem,
    Circle "circle" Problem,
    SameParty "same-party" Problem,
    NoIndex "no-index" Problem,
    OutOfRangeOfDecimals "out-of-range-of-decimals" Problem,
    NoDistribution "no-distribution" Problem,
    NotPositiveDefinite "not-positive-definite" Problem,
    // Wrong contract.
    KeyDoesNotBelong "key-does-not-belong" Problem,
    MissingValue "missing-value" Problem,
    NotMeasured "not-measured" Problem,
    DateOnPersonClock "date-on-person-clock" Problem,
    BaselineUnknown "baseline-unknown" Problem,
    NilBaseline "nil-baseline" Problem,
    LowerNeedsStep "lower-needs-step" Problem,
    OnePrice "one-price" Problem,
    BandsOverlap "bands-overlap" Problem,
    OneMeasurementPerCohort "one-measurement-per-cohort" Problem,
    PeopleUnknown "people-unknown" Problem,
    DurationNeedsMilestones "duration-needs-milestones" Problem,
    MilestonesNeedInEffect "milestones-need-in-effect" Problem,
    UnlikeDurations "unlike-durations" Problem,
    SelectorInSelector "selector-in-selector" Problem,
    SelectorInCondition "selector-in-condition" Problem,
    MemberOfSelector "member-of-selector" Problem,
    NominalWithoutInflation "nominal-without-inflation" Problem,
    PriceYearInNominal "price-year-in-nominal" Problem,
    IndexInRealPrices "index-in-real-prices" Problem,
    NoRoomCanAppear "no-room-can-appear" Problem,
    SplitTwice "split-twice" Problem,
    MissingPayer "missing-payer" Problem,
    NoInvestors "no-investors" Problem,
    DrawsTwice "draws-twice" Problem,
    InvestorWithoutDraws "investor-without-draws" Problem,
    // Probably a mistake.
    DecimalPointOrThousands "decimal-point-or-thousands" Warning,
    RateBelowBaseline "rate-below-baseline" Warning,
    NearlyTheSame "nearly-the-same" Warning,
    NoOverlapRule "no-overlap-rule" Warning,
    EffectBelowNil "effect-below-nil" Warning,
    SavingInTransfers "saving-in-transfers" Warning,
    EffectBeyondHorizon "effect-beyond-horizon" Warning,
    StartsBeyondHorizon "starts-beyond-horizon" Warning,
    BetterPaysLess "better-pays-less" Warning,
    LongStopBeforeLast "long-stop-before-last" Warning,
    PaidAfterHorizon "paid-after-horizon" Warning,
    CapBindsInBase "cap-binds-in-base" Warning,
    CapNeverBinds "cap-never-binds" Warning,
    Cliff "cliff" Warning,
    OutOfReach "out-of-reach" Warning,
    InvestorNotRepaid "investor-not-repaid" Warning,
    GainsWithoutPaying "gains-without-paying" Warning,
    PaymentExceedsSaving "payment-exceeds-saving" Warning,
    PaymentBeforeGain "payment-before-gain" Warning,
    PaymentWithoutOutcome "payment-without-outcome" Warning,
    BaselineNilUnexplained "baseline-nil-unexplained" Warning,
    NoSource "no-source" Warning,
    OldPrice "old-price" Warning,
    RangeOneSided "range-one-sided" Warning,
    RateReadAsNet "rate-read-as-net" Warning,
    TransferWithoutCitizens "transfer-without-citizens" Warning,
    HorizonBeforePayback "horizon-before-payback" Warning,
    Unused "unused" Warning,
    AllowanceUnused "allowance-unused" Warning,
    AllowancePast "allowance-past" Warning,
    // What must hold, and does not. The case stays as it is.
    Demand "demand" Problem,
    RuleSource "rule-source" Problem,
    RuleEvidence "rule-evidence" Problem,
    RulePriceAge "rule-price-age" Problem,
    RuleRange "rule-range" Problem,
    RuleBreakEven "rule-break-even" Problem,
    // Good to know.
    StatedTotal "stated-total" Note,
    OutcomeWithoutPayment "outcome-without-payment" Note,
}

impl Code {
    /// Whether it says that something does not hold which somebody demands: no mistake in the case, and nothing stops it.
    pub const fn is_demand(self) -> bool {
        matches!(self, Code::Demand) || self.is_rule()
    }
    /// Whether a case may let it through, `[allow.CODE]`: warnings, and rules that it does not keep. A demand of a policy
    /// file is replaced by one of the same id.
    pub const fn may_be_let_through(self) -> bool {
        matches!(self.severity(), Severity::Warning) || self.is_rule()
    }
    /// Whether it says that a rule for every case is not kept.
    pub const fn is_rule(self) -> bool {
        matches!(
            self,
            Code::RuleSource | Code::RuleEvidence | Code::RulePriceAge | Code::RuleRange | Code::RuleBreakEven
        )
    }
}

/// Another place that a problem speaks of, with the key of its label in `text/`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct See {
    /// Where.
    pub span: Span,
    /// The label's key, `problem.see.LABEL`.
    pub label: &'static str,
}

/// One complaint: a code, a place, and data. Its words are found by `problem.CODE` and `variant`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// What kind.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// Which of the code's sentences; empty for its only one.
    pub variant: &'static str,
    /// What the sentences' `{placeholders}` stand for.
    pub data: Vec<(&'static str, String)>,
    /// Where; none for what concerns a whole file.
    pub span: Option<Span>,
    /// The file, when there is no place in it.
    pub file: Option<SourceId>,
    /// Other places.
    pub see: Vec<See>,
}

impl Problem {
    /// A complaint without a place yet.
    pub fn new(code: Code) -> Problem {
        Problem {
            code,
            severity: code.severity(),
            variant: "",
            data: Vec::new(),
            span: None,
            file: None,
            see: Vec::new(),
        }
    }
    /// Which of the code's sentences.
    pub fn variant(mut self, variant: &'static str) -> Problem {
        self.variant = variant;
        self
    }
    /// What a placeholder stands for.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Problem {
        self.data.push((name, value.to_string()));
        self
    }
    /// Where it is.
    pub fn at(mut self, span: Span) -> Problem {
        self.span = Some(span);
        self
    }
    /// Which file it concerns, without a place in it.
    pub fn of_file(mut self, file: SourceId) -> Problem {
        self.file = Some(file);
        self
    }
    /// Another place that matters.
    pub fn and_see(mut self, span: Span, label: &'static str) -> Problem {
        self.see.push(See { span, label });
        self
    }
}

/// All complaints about what was read, collected, never one at a time.
#[derive(Clone, Default, Debug)]
pub struct Problems {
    list: Vec<Problem>,
}

impl Problems {
    /// These.
    pub fn of(list: Vec<Problem>) -> Problems {
        Problems { list }
    }
    /// Adds a complaint.
    pub fn add(&mut self, problem: Problem) {
        self.list.push(problem);
    }
    /// Adds all of another collection.
    pub fn extend(&mut self, other: Problems) {
        self.list.extend(other.list);
    }
    /// Whether anything stops the case.
    pub fn stop(&self) -> bool {
        self.list.iter().any(|p| p.severity == Severity::Problem)
    }
    /// Whether there is none at all.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
    /// All of them, or when there are more than anybody reads, the first that stop the case, and one that says so.
    pub fn shortened(mut self, file: SourceId) -> Problems {
        const MOST: usize = 1_000;
        if self.list.len() <= MOST || !self.stop() {
            return self;
        }
        self.list.retain(|p| p.severity == Severity::Problem);
        let count = self.list.len();
        let mut list = self.in_order();
        if count > MOST {
            list.truncate(MOST);
            let problem = Problem::new(Code::TooLarge).variant("problems");
            list.push(problem.with("problems", count).with("limit", MOST).of_file(file));
        }
        Problems { list }
    }
    /// In the order of the file: what concerns a whole file first, then by place.
    pub fn in_order(mut self) -> Vec<Problem> {
        self.list.sort_by_key(|p| p.span.map(|s| (s.source, s.start, s.end)));
        self.list
    }
    /// As they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.list.iter()
    }
}
