//! What counts as how bad: `-A`, `-W`, `-D`, in the order in which they stand on the command line.

use clap::error::Error;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use super::session::{Usage, unknown};
use crate::problem::{Code, Problem, Severity};

/// The name that stands for all warnings.
const WARNINGS: &str = "warnings";

/// What a flag says of a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Weight {
    /// It is let through.
    Allow,
    /// It is said, and stops nothing.
    Warn,
    /// The run fails.
    Deny,
}

/// The flags, each with its letter, its word, and what the manual says of it.
const FLAGS: [(Weight, char, &str, &str); 3] = [
    (Weight::Allow, 'A', "allow", "Let this pass, by NAME, or all `warnings`; the last flag that names it counts"),
    (Weight::Warn, 'W', "warn", "Say this as a warning, by NAME: a note, or a demand or rule that would fail"),
    (Weight::Deny, 'D', "deny", "Fail on this warning, by NAME, or on all `warnings` that no other flag names"),
];

/// `-A`, `-W` and `-D` as they stand on the command line.
#[derive(Clone, Default, Debug)]
pub struct WeightArgs {
    list: Vec<(Weight, String)>,
}

impl Args for WeightArgs {
    fn augment_args(command: Command) -> Command {
        FLAGS.into_iter().fold(command, |command, (_, letter, word, help)| {
            let arg = Arg::new(word).short(letter).long(word).value_name("NAME").help(help);
            command.arg(arg.action(ArgAction::Append))
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        WeightArgs::augment_args(command)
    }
}

impl FromArgMatches for WeightArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<WeightArgs, Error> {
        let mut placed: Vec<(usize, Weight, String)> = Vec::new();
        for (weight, _, word, _) in FLAGS {
            let places = matches.indices_of(word).into_iter().flatten();
            let names = matches.get_many::<String>(word).into_iter().flatten();
            placed.extend(places.zip(names).map(|(place, name)| (place, weight, name.clone())));
        }
        placed.sort_by_key(|(place, ..)| *place);
        Ok(WeightArgs { list: placed.into_iter().map(|(_, weight, name)| (weight, name)).collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = WeightArgs::from_arg_matches(matches)?;
        Ok(())
    }
}

/// What counts as how bad, by the command line.
#[derive(Clone, Default, Debug)]
pub struct Weights {
    list: Vec<(Weight, String)>,
}

impl Weights {
    /// What the flags say; `strict` is `-D warnings` at their end.
    ///
    /// # Errors
    /// For a name that no complaint has.
    pub fn of(args: &WeightArgs, strict: bool) -> Result<Weights, Usage> {
        let mut list = args.list.clone();
        if strict {
            list.push((Weight::Deny, WARNINGS.to_owned()));
        }
        let known: Vec<String> = Code::ALL.iter().map(|c| c.word().to_owned()).chain([WARNINGS.to_owned()]).collect();
        for (_, name) in &list {
            if !known.contains(name) {
                return Err(unknown("problem, warning or rule", name, &known));
            }
        }
        Ok(Weights { list })
    }

    /// The names that a flag would let through or soften, and that stop a case whatever the flags say.
    pub fn in_vain(&self) -> impl Iterator<Item = &str> {
        self.list
            .iter()
            .filter(|(weight, name)| {
                let code = Code::ALL.iter().find(|c| c.word() == name);
                *weight != Weight::Deny && code.is_some_and(|c| c.severity() == Severity::Problem && !c.is_demand())
            })
            .map(|(_, name)| name.as_str())
    }

    /// How much a complaint weighs now, and whether the run fails because of it; `None` when it is let through.
    ///
    /// What stops a case stops it whatever the flags say. Of the others the last flag that names it counts, and where
    /// none does, the last that says `warnings`.
    pub fn weigh(&self, problem: &Problem) -> Option<(Severity, bool)> {
        let demand = problem.code.is_demand();
        if problem.severity == Severity::Problem && !demand {
            return Some((Severity::Problem, true));
        }
        let last = |name: &str| self.list.iter().rev().find(|(_, n)| n == name).map(|(weight, _)| *weight);
        let of_all = || if problem.severity == Severity::Warning { last(WARNINGS) } else { None };
        let fails = problem.severity == Severity::Problem;
        match last(problem.code.word()).or_else(of_all) {
            Some(Weight::Allow) => None,
            Some(Weight::Warn) => Some((Severity::Warning, false)),
            Some(Weight::Deny) if demand => Some((Severity::Problem, true)),
            Some(Weight::Deny) => Some((problem.severity, true)),
            None => Some((problem.severity, fails)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(flags: &[(Weight, &str)]) -> Weights {
        let list = flags.iter().map(|(weight, name)| (*weight, (*name).to_owned())).collect();
        Weights::of(&WeightArgs { list }, false).unwrap()
    }

    #[test]
    fn the_last_flag_that_names_it_counts_and_a_name_comes_before_all_warnings() {
        use Weight::{Allow, Deny, Warn};
        let of = |flags: &[(Weight, &str)], code: Code| weights(flags).weigh(&Problem::new(code));
        let (warning, problem) = (Severity::Warning, Severity::Problem);
        let no_source = Code::NoSource;
        for (flags, weight) in [
            (&[][..], Some((warning, false))),
            (&[(Deny, "warnings")], Some((warning, true))),
            (&[(Allow, "no-source"), (Deny, "warnings")], None),
            (&[(Deny, "warnings"), (Allow, "no-source")], None),
            (&[(Deny, "no-source"), (Allow, "warnings")], Some((warning, true))),
            (&[(Deny, "no-source"), (Allow, "no-source")], None),
            (&[(Allow, "no-source"), (Deny, "no-source")], Some((warning, true))),
            (&[(Deny, "no-source"), (Warn, "no-source")], Some((warning, false))),
            (&[(Deny, "warnings"), (Allow, "warnings")], None),
            (&[(Allow, "old-price")], Some((warning, false))),
        ] {
            assert_eq!(of(flags, no_source), weight, "{flags:?}");
        }
        // What stops a case, a demand, and a note.
        assert_eq!(of(&[(Allow, "unknown-key")], Code::UnknownKey), Some((problem, true)));
        assert_eq!(of(&[(Warn, "demand")], Code::Demand), Some((warning, false)));
        assert_eq!(of(&[(Allow, "warnings")], Code::Demand), Some((problem, true)));
        assert_eq!(of(&[(Deny, "warnings")], Code::StatedTotal), Some((Severity::Note, false)));
        assert_eq!(of(&[(Deny, "stated-total")], Code::StatedTotal), Some((Severity::Note, true)));
        assert_eq!(weights(&[(Allow, "unknown-key")]).in_vain().collect::<Vec<_>>(), ["unknown-key"]);
    }
}
