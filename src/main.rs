//! The program: parse, run, exit code.

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let ended = std::panic::catch_unwind(|| {
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        let code = afkast::cli::run(std::env::args_os(), &mut out, &mut std::io::stderr().lock());
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
