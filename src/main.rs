//! The program: parse, run, exit code.

use std::io::Write;
use std::panic::PanicHookInfo;
use std::process::ExitCode;

/// Reading and computing many cases is a great many small pieces of memory, of which this one makes little work.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let backtrace = std::env::var_os("RUST_BACKTRACE").is_some_and(|v| v != "0");
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        say(panic);
        if backtrace {
            usual(panic);
        }
    }));
    let ended = std::panic::catch_unwind(|| {
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        // Standard error is not held: another thread may have to say that it cannot go on.
        let code = afkast::cli::run(std::env::args_os(), &mut out, &mut std::io::stderr());
        match out.flush() {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                let _ = writeln!(std::io::stderr(), "error: the result could not be written: {error}");
                code.max(3)
            }
            _ => code,
        }
    });
    ExitCode::from(ended.unwrap_or(4))
}

/// What a person sees when the program cannot go on by its own fault.
fn say(panic: &PanicHookInfo<'_>) {
    let what = panic.payload_as_str().unwrap_or("no reason is known");
    let place = panic.location().map(|at| format!(" at {}:{}", at.file(), at.line())).unwrap_or_default();
    let _ = writeln!(
        std::io::stderr(),
        "error: afkast {} could not go on{place}: {what}\n\
         This is a fault of afkast's own. Please report it, with the case if you can share it.",
        env!("CARGO_PKG_VERSION")
    );
}
