//! How far a simulation has come, on a terminal; and how somebody stops it.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, Weak};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::uncertainty::simulation::Watch;

/// Lets Ctrl-C stop the draws; a second one ends the program as ever.
///
/// # Errors
/// When the machine does not let anybody listen.
pub fn stop_on_ctrl_c(watch: &Arc<Watch>) -> Result<()> {
    static LISTENING: OnceLock<()> = OnceLock::new();
    static CURRENT: std::sync::Mutex<Weak<Watch>> = std::sync::Mutex::new(Weak::new());
    if let Ok(mut current) = CURRENT.lock() {
        *current = Arc::downgrade(watch);
    }
    if LISTENING.set(()).is_ok() {
        ctrlc::set_handler(|| {
            let current = CURRENT.lock().ok().and_then(|c| c.upgrade());
            let Some(watch) = current.filter(|watch| !watch.stop.swap(true, Ordering::Relaxed)) else {
                std::process::exit(130);
            };
            // Draws stop between two parts of them. What takes longer, such as putting very many in order, does not.
            std::thread::sleep(Duration::from_millis(400));
            let done = watch.done.load(Ordering::Relaxed);
            let _ = writeln!(std::io::stderr(), "stopped after {done} draws; nothing was written");
            std::process::exit(130);
        })?;
    }
    Ok(())
}

/// A bar on standard error while it lives; none when that is no terminal.
pub struct Shown {
    done: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// Shows how far the draws have come, after half a second.
pub fn shown(watch: &Arc<Watch>, draws: u64) -> Option<Shown> {
    if !std::io::stderr().is_terminal() {
        return None;
    }
    watch.done.store(0, Ordering::Relaxed);
    let (watch, done) = (Arc::clone(watch), Arc::new(AtomicBool::new(false)));
    let ended = Arc::clone(&done);
    let show = move || {
        let wait = |tenths: u32| {
            (0..tenths).any(|_| {
                std::thread::sleep(Duration::from_millis(100));
                ended.load(Ordering::Relaxed)
            })
        };
        if wait(5) {
            return;
        }
        let bar = ProgressBar::with_draw_target(Some(draws), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {percent} % of {len}") {
            bar.set_style(style);
        }
        loop {
            bar.set_position(watch.done.load(Ordering::Relaxed).min(draws));
            if wait(1) {
                break;
            }
        }
        bar.finish_and_clear();
    };
    Some(Shown { done, thread: Some(std::thread::spawn(show)) })
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.done.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join(); // A bar that could not be drawn is no reason to end otherwise.
        }
    }
}
