//! A number that remembers what was done to it: how the stages of a contract, written once over [`Number`], become
//! instructions for draws. What branches on a value is remembered as a question and its answer.
// Draws are binary numbers; no money passes here.
#![expect(clippy::float_arithmetic)]

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::calendar::Years;
use crate::model::payment::whole;
use crate::number::{Number, Whole};

/// Where a number comes from.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug)]
pub enum From {
    /// It is the same in every draw.
    Certain(f64),
    /// It is a figure, or was made: its place on the tape.
    Made(u32),
}

/// What is done to numbers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// a + b
    Plus,
    /// a − b
    Minus,
    /// a × b
    Times,
    /// a ÷ b
    Over,
    /// −a
    Negated,
    /// The size of a.
    Size,
    /// The largest whole number not above a.
    Floor,
    /// The larger.
    Greater,
    /// The smaller.
    Lesser,
    /// a to a power, the second.
    Power,
    /// a made whole.
    Whole(Whole),
}

/// What is asked of numbers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Ask {
    /// a < b
    Less,
    /// a = b
    Equal,
    /// a reaches b
    Reaches,
}

/// What stands on a tape, in order.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Event {
    /// Something is made.
    Make(Kind, From, From),
    /// Something is asked, and this is the answer.
    Ask(Ask, From, From, bool),
}

impl Kind {
    /// What it makes of numbers.
    #[inline]
    pub fn of(self, a: f64, b: f64) -> f64 {
        match self {
            Kind::Plus => a + b,
            Kind::Minus => a - b,
            Kind::Times => a * b,
            Kind::Over => a / b,
            Kind::Negated => -a,
            Kind::Size => a.abs(),
            Kind::Floor => libm::floor(a),
            Kind::Greater => a.greater(b),
            Kind::Lesser => a.lesser(b),
            Kind::Power => libm::pow(a, b),
            Kind::Whole(how) => whole(a, how).unwrap_or(f64::NAN),
        }
    }
}

impl Ask {
    /// The answer.
    #[inline]
    pub fn of(self, a: f64, b: f64) -> bool {
        match self {
            Ask::Less => a < b,
            Ask::Equal => a == b,
            Ask::Reaches => a.reaches(b),
        }
    }
}

/// Everything that was done in one run.
#[derive(Default)]
struct Tape {
    events: Vec<Event>,
    made: BTreeMap<(Kind, Bits, Bits), u32>,
    asked: BTreeMap<(Ask, Bits, Bits), bool>,
    next: u32,
}

/// Where a number comes from, with an order of its own.
type Bits = (bool, u64);

fn bits(from: From) -> Bits {
    match from {
        From::Certain(value) => (false, value.to_bits()),
        From::Made(place) => (true, u64::from(place)),
    }
}

thread_local! {
    static TAPE: RefCell<Option<Tape>> = const { RefCell::new(None) };
}

/// A number on a tape.
#[derive(Clone, Copy, Debug)]
pub struct Traced {
    value: f64,
    from: From,
}

/// Runs something on figures, and says what was done to them. The figures are the first places of the tape.
pub fn traced<T>(figures: &[(f64, bool)], run: impl FnOnce(&[Traced]) -> T) -> (T, Vec<Event>) {
    let count = figures.len() as u32;
    TAPE.with_borrow_mut(|tape| *tape = Some(Tape { next: count, ..Tape::default() }));
    let numbers: Vec<Traced> = figures
        .iter()
        .enumerate()
        .map(|(place, (value, is_drawn))| {
            let from = if *is_drawn { From::Made(place as u32) } else { From::Certain(*value) };
            Traced { value: *value, from }
        })
        .collect();
    let result = run(&numbers);
    let events = TAPE.with_borrow_mut(|tape| tape.take().map_or(Vec::new(), |t| t.events));
    (result, events)
}

impl Traced {
    /// Where it comes from.
    pub const fn origin(self) -> From {
        self.from
    }

    const fn certain(value: f64) -> Traced {
        Traced { value, from: From::Certain(value) }
    }

    fn make(kind: Kind, a: Traced, b: Traced) -> Traced {
        let value = kind.of(a.value, b.value);
        match (kind, a.from, b.from) {
            (_, From::Certain(_), From::Certain(_)) => return Traced::certain(value),
            // What changes nothing need not be done.
            (Kind::Plus, From::Certain(0.0), _) | (Kind::Times, From::Certain(1.0), _) => return b,
            (Kind::Plus | Kind::Minus, _, From::Certain(0.0)) => return a,
            (Kind::Times | Kind::Over, _, From::Certain(1.0)) => return a,
            _ => {}
        }
        let place = TAPE.with_borrow_mut(|tape| {
            let tape = tape.as_mut()?;
            let key = (kind, bits(a.from), bits(b.from));
            if let Some(known) = tape.made.get(&key) {
                return Some(*known);
            }
            let place = tape.next;
            tape.next += 1;
            tape.events.push(Event::Make(kind, a.from, b.from));
            tape.made.insert(key, place);
            Some(place)
        });
        Traced { value, from: place.map_or(From::Certain(value), From::Made) }
    }

    fn ask(ask: Ask, a: Traced, b: Traced) -> bool {
        let answer = ask.of(a.value, b.value);
        if let (From::Certain(_), From::Certain(_)) = (a.from, b.from) {
            return answer;
        }
        TAPE.with_borrow_mut(|tape| {
            let Some(tape) = tape.as_mut() else { return };
            let key = (ask, bits(a.from), bits(b.from));
            if tape.asked.insert(key, answer).is_none() {
                tape.events.push(Event::Ask(ask, a.from, b.from, answer));
            }
        });
        answer
    }

    fn finite(self) -> Option<Traced> {
        self.value.is_finite().then_some(self)
    }
}

impl PartialEq for Traced {
    fn eq(&self, other: &Traced) -> bool {
        Traced::ask(Ask::Equal, *self, *other)
    }
}

impl PartialOrd for Traced {
    fn partial_cmp(&self, other: &Traced) -> Option<Ordering> {
        if Traced::ask(Ask::Less, *self, *other) {
            Some(Ordering::Less)
        } else if Traced::ask(Ask::Less, *other, *self) {
            Some(Ordering::Greater)
        } else {
            Some(Ordering::Equal)
        }
    }
    fn lt(&self, other: &Traced) -> bool {
        Traced::ask(Ask::Less, *self, *other)
    }
    fn gt(&self, other: &Traced) -> bool {
        Traced::ask(Ask::Less, *other, *self)
    }
    fn le(&self, other: &Traced) -> bool {
        !Traced::ask(Ask::Less, *other, *self)
    }
    fn ge(&self, other: &Traced) -> bool {
        !Traced::ask(Ask::Less, *self, *other)
    }
}

impl Number for Traced {
    const NIL: Traced = Traced::certain(0.0);
    const ONE: Traced = Traced::certain(1.0);
    const HALF: Traced = Traced::certain(0.5);

    fn of(decimal: Decimal) -> Traced {
        Traced::certain(decimal.approximate())
    }
    fn whole(value: i64) -> Traced {
        Traced::certain(value as f64)
    }
    fn plus(self, other: Traced) -> Option<Traced> {
        Traced::make(Kind::Plus, self, other).finite()
    }
    fn minus(self, other: Traced) -> Option<Traced> {
        Traced::make(Kind::Minus, self, other).finite()
    }
    fn times(self, other: Traced) -> Option<Traced> {
        Traced::make(Kind::Times, self, other).finite()
    }
    fn over(self, other: Traced) -> Option<Traced> {
        if other.is_nil() { None } else { Traced::make(Kind::Over, self, other).finite() }
    }
    fn negated(self) -> Traced {
        Traced::make(Kind::Negated, self, Traced::NIL)
    }
    fn size(self) -> Traced {
        Traced::make(Kind::Size, self, Traced::NIL)
    }
    fn is_nil(self) -> bool {
        Traced::ask(Ask::Equal, self, Traced::NIL)
    }
    fn approximate(self) -> f64 {
        // Whoever takes the number off the tape must find the same one in every draw that runs along it.
        let _ = Traced::ask(Ask::Equal, self, Traced::certain(self.value));
        self.value
    }
    fn tolerance() -> Traced {
        Traced::certain(f64::tolerance())
    }
    fn negligible() -> Traced {
        Traced::certain(f64::negligible())
    }
    fn nearest(approximation: f64) -> Option<Traced> {
        Traced::certain(approximation).finite()
    }
    fn to_the(self, exponent: Years) -> Option<Traced> {
        if self <= Traced::NIL {
            return None;
        }
        Traced::make(Kind::Power, self, Traced::certain(exponent.approximate())).finite()
    }
    fn root(self, years: Years) -> Option<Traced> {
        if self <= Traced::NIL || years.is_nil() {
            return None;
        }
        Traced::make(Kind::Power, self, Traced::certain(1.0 / years.approximate())).finite()
    }
    fn floor(self) -> Traced {
        Traced::make(Kind::Floor, self, Traced::NIL)
    }
    fn near() -> Traced {
        Traced::certain(f64::near())
    }
    fn whole_by(self, how: Whole, _: fn(Traced, Whole) -> Option<Traced>) -> Option<Traced> {
        Traced::make(Kind::Whole(how), self, Traced::NIL).finite()
    }
    fn reaches(self, mark: Traced) -> bool {
        Traced::ask(Ask::Reaches, self, mark)
    }
    fn greater(self, other: Traced) -> Traced {
        Traced::make(Kind::Greater, self, other)
    }
    fn lesser(self, other: Traced) -> Traced {
        Traced::make(Kind::Lesser, self, other)
    }
}
