//! Many things at once, their results one after the other: the same bytes with any number of threads.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use anyhow::Result;

/// So many things are handed to a thread at a time.
const HANDFUL: usize = 16;
/// So many handfuls for each thread may wait to be taken: memory does not grow with the number of things.
const WAITING: usize = 4;

/// How many threads work at once when nobody says.
pub fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Does `work` with each of `things` on some threads, and `take`s what comes of it in their order.
///
/// A thread keeps what `begin` gives it from one thing to the next.
///
/// # Errors
/// The first of `work` or `take`; nothing is taken after it.
pub fn in_order<T: Sync, K, R: Send>(
    things: &[T],
    threads: usize,
    begin: impl Fn() -> K + Sync,
    work: impl Fn(&mut K, &T) -> Result<R> + Sync,
    mut take: impl FnMut(R) -> Result<()>,
) -> Result<()> {
    let handfuls: Vec<&[T]> = things.chunks(HANDFUL).collect();
    let threads = threads.min(handfuls.len());
    if threads <= 1 {
        let mut kept = begin();
        return things.iter().try_for_each(|thing| take(work(&mut kept, thing)?));
    }
    let desk = Desk { state: Mutex::default(), room: Condvar::new(), ready: Condvar::new(), most: threads * WAITING };
    let at_work = || {
        let _leaving = Leaving { desk: &desk, for_good: false };
        let mut kept = begin();
        while let Some(place) = desk.next(handfuls.len()) {
            desk.put(place, handfuls[place].iter().map(|thing| work(&mut kept, thing)).collect());
        }
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(at_work)).collect();
        let leaving = Leaving { desk: &desk, for_good: true };
        let taken = (0..handfuls.len())
            .map_while(|place| desk.take(place))
            .try_for_each(|done| done.into_iter().try_for_each(|result| take(result?)));
        drop(leaving);
        for worker in workers {
            if let Err(fault) = worker.join() {
                std::panic::resume_unwind(fault); // It has been said when it happened.
            }
        }
        taken
    })
}

/// Where threads fetch their work and lay down what came of it.
struct Desk<R> {
    state: Mutex<State<R>>,
    /// Something was taken.
    room: Condvar,
    /// Something was laid down.
    ready: Condvar,
    most: usize,
}

struct State<R> {
    /// The next handful to work on.
    next: usize,
    /// So many have been taken.
    taken: usize,
    done: BTreeMap<usize, Vec<Result<R>>>,
    /// Nobody goes on.
    ended: bool,
}

impl<R> Default for State<R> {
    fn default() -> State<R> {
        State { next: 0, taken: 0, done: BTreeMap::new(), ended: false }
    }
}

impl<R> Desk<R> {
    fn state(&self) -> MutexGuard<'_, State<R>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next handful of so many; none when there are no more, or nobody wants them.
    fn next(&self, count: usize) -> Option<usize> {
        let full = |state: &mut State<R>| !state.ended && state.next >= state.taken + self.most;
        let mut state = self.room.wait_while(self.state(), full).unwrap_or_else(PoisonError::into_inner);
        let place = state.next;
        state.next += 1;
        (!state.ended && place < count).then_some(place)
    }

    fn put(&self, place: usize, done: Vec<Result<R>>) {
        self.state().done.insert(place, done);
        self.ready.notify_one();
    }

    /// What came of a handful; none when a thread could not go on.
    fn take(&self, place: usize) -> Option<Vec<Result<R>>> {
        let waits = |state: &mut State<R>| !state.ended && !state.done.contains_key(&place);
        let mut state = self.ready.wait_while(self.state(), waits).unwrap_or_else(PoisonError::into_inner);
        let done = state.done.remove(&place)?;
        state.taken = place + 1;
        self.room.notify_all();
        Some(done)
    }
}

/// Whoever leaves in the midst of the work, by a fault of ours or because the rest is not wanted, stops the others.
struct Leaving<'d, R> {
    desk: &'d Desk<R>,
    /// Or at its end, when there is nothing left to stop.
    for_good: bool,
}

impl<R> Drop for Leaving<'_, R> {
    fn drop(&mut self) {
        if self.for_good || std::thread::panicking() {
            self.desk.state().ended = true;
            self.desk.room.notify_all();
            self.desk.ready.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Doubles the numbers below `count` on some threads.
    fn doubled(count: usize, threads: usize) -> Vec<usize> {
        let things: Vec<usize> = (0..count).collect();
        let mut taken = Vec::new();
        let keep = |n| {
            taken.push(n);
            Ok(())
        };
        in_order(&things, threads, || (), |_, n| Ok(n * 2), keep).unwrap();
        taken
    }

    #[test]
    fn results_come_in_the_order_of_the_things() {
        for count in [0, 1, 15, 16, 17, 1_000] {
            for threads in [1, 2, 3, 8] {
                assert_eq!(doubled(count, threads), (0..count).map(|n| n * 2).collect::<Vec<_>>(), "{count} {threads}");
            }
        }
    }

    #[test]
    fn nothing_is_taken_after_an_error_and_everybody_goes_home() {
        let things: Vec<usize> = (0..10_000).collect();
        for threads in [1, 2, 4] {
            let mut taken = 0;
            let work = |_: &mut (), n: &usize| if *n == 100 { Err(anyhow::anyhow!("no hundred")) } else { Ok(*n) };
            let ended = in_order(
                &things,
                threads,
                || (),
                work,
                |_| {
                    taken += 1;
                    Ok(())
                },
            );
            assert_eq!((ended.unwrap_err().to_string().as_str(), taken), ("no hundred", 100));
            let ended = in_order(
                &things,
                threads,
                || (),
                |(), n| Ok(*n),
                |n| {
                    if n < 50 { Ok(()) } else { Err(anyhow::anyhow!("full")) }
                },
            );
            assert_eq!(ended.unwrap_err().to_string(), "full");
        }
    }

    #[test]
    fn threads_do_not_run_ahead_of_who_takes() {
        let things: Vec<usize> = (0..10_000).collect();
        let (worked, mut taken, mut furthest) = (AtomicUsize::new(0), 0, 0);
        let work = |(): &mut (), _: &usize| Ok(worked.fetch_add(1, Ordering::SeqCst));
        in_order(
            &things,
            2,
            || (),
            work,
            |_| {
                furthest = furthest.max(worked.load(Ordering::SeqCst) - taken);
                taken += 1;
                Ok(())
            },
        )
        .unwrap();
        // Those that wait, and the handful that is being taken.
        assert!(furthest <= (2 * WAITING + 1) * HANDFUL, "{furthest}");
    }

    #[test]
    fn a_fault_in_a_thread_is_a_fault_of_the_whole() {
        let things: Vec<usize> = (0..1_000).collect();
        let work = |(): &mut (), n: &usize| {
            assert!(*n != 500, "a fault of ours");
            Ok(())
        };
        let ended = std::panic::catch_unwind(|| in_order(&things, 2, || (), work, Ok));
        assert!(ended.is_err());
    }
}
