//! Danish words of the field and the English ones that a case file has: what somebody most likely meant.

const KEYS: &[(&str, &str)] = &[
    ("titel", "title"),
    ("kort", "short"),
    ("kilde", "source"),
    ("valuta", "currency"),
    ("sprog", "language"),
    ("start", "start"),
    ("horisont", "horizon"),
    ("tidshorisont", "horizon"),
    ("periode", "period"),
    ("perspektiv", "perspective"),
    ("hovedperspektiv", "perspective"),
    ("diskonteringsrente", "discount"),
    ("rente", "discount"),
    ("prisår", "price_year"),
    ("vurderingsdato", "appraisal_date"),
    ("betalingstidspunkt", "timing"),
    ("beløb", "amount"),
    ("antal", "quantity"),
    ("mængde", "quantity"),
    ("pris", "price"),
    ("enhedspris", "price"),
    ("enhed", "unit"),
    ("fra", "from"),
    ("til", "until"),
    ("indtil", "until"),
    ("bærer", "bearer"),
    ("betales_af", "bearer"),
    ("betaler", "payer"),
    ("modtager", "recipient"),
    ("modpart", "counterparty"),
    ("slags", "kind"),
    ("budgetområde", "area"),
    ("område", "area"),
    ("gruppe", "group"),
    ("målgruppe", "group"),
    ("personer", "people"),
    ("forløb", "pathway"),
    ("gennemførelse", "completion_rate"),
    ("basisrate", "baseline_rate"),
    ("succesrate", "expected_rate"),
    ("forventet_succesrate", "expected_rate"),
    ("fortrængning", "displacement_share"),
    ("virkningstidspunkt", "onset"),
    ("varighed", "lasts"),
    ("tilbageværende", "remaining"),
    ("evidens", "evidence"),
    ("værdi", "value"),
    ("lav", "low"),
    ("høj", "high"),
    ("færre", "fewer"),
    ("flere", "more"),
    ("resultat", "outcomes"),
    ("dødvægt", "baseline_rate"),
];

const WORDS: &[(&str, &str)] = &[
    ("kommune", "municipality"),
    ("forvaltning", "department"),
    ("afdeling", "department"),
    ("region", "region"),
    ("stat", "state"),
    ("staten", "state"),
    ("fond", "fund"),
    ("fonden", "foundation"),
    ("effektfond", "outcome-fund"),
    ("velgørende fond", "foundation"),
    ("investor", "investor"),
    ("leverandør", "provider"),
    ("borger", "citizens"),
    ("borgere", "citizens"),
    ("andre", "other"),
    ("andet", "other"),
    ("måned", "month"),
    ("måneder", "month"),
    ("kvartal", "quarter"),
    ("halvår", "half-year"),
    ("år", "year"),
    ("årlig", "year"),
    ("årligt", "year"),
    ("månedlig", "month"),
    ("månedligt", "month"),
    ("monthly", "month"),
    ("yearly", "year"),
    ("annual", "year"),
    ("annually", "year"),
    ("quarterly", "quarter"),
    ("kalenderår", "calendar-year"),
    ("engang", "once"),
    ("slut", "end"),
    ("midt", "middle"),
    ("drift", "operation"),
    ("opstart", "start-up"),
    ("anlæg", "capital"),
    ("evaluering", "evaluation"),
    ("overførsel", "transfer"),
    ("betaling", "payment"),
    ("gevinst", "benefit"),
    ("omkostning", "cost"),
    ("udgift", "cost"),
    ("startere", "starters"),
    ("gennemførere", "completers"),
    ("ekspert", "expert"),
    ("antagelse", "assumption"),
    ("personer", "persons"),
];

/// Units of time in Danish, and short for the English ones.
const UNITS: &[(&str, &str)] = &[
    ("år", "years"),
    ("aar", "years"),
    ("yr", "years"),
    ("yrs", "years"),
    ("y", "years"),
    ("måned", "months"),
    ("måneder", "months"),
    ("maaneder", "months"),
    ("md", "months"),
    ("mdr", "months"),
    ("mdr.", "months"),
    ("mo", "months"),
    ("mos", "months"),
    ("mth", "months"),
    ("mths", "months"),
    ("m", "months"),
    ("uge", "weeks"),
    ("uger", "weeks"),
    ("wk", "weeks"),
    ("wks", "weeks"),
    ("w", "weeks"),
    ("dag", "days"),
    ("dage", "days"),
    ("d", "days"),
];

fn look_up(list: &'static [(&'static str, &'static str)], word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    list.iter().find(|(danish, _)| *danish == word).map(|(_, english)| *english)
}

/// The key that a Danish word stands for.
pub fn key(word: &str) -> Option<&'static str> {
    look_up(KEYS, &word.replace('-', "_"))
}

/// The word of a file that a Danish word stands for.
pub fn word(word: &str) -> Option<&'static str> {
    look_up(WORDS, word)
}

/// The unit of time, in English and in the plural, that a word stands for.
pub fn unit(word: &str) -> Option<&'static str> {
    look_up(UNITS, word)
}
