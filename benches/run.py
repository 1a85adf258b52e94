"""What afkast takes beside what people use today, timed in one run; prints the table of the README.

    python3 -m venv venv && venv/bin/pip install numpy pyxirr numpy-financial
    cargo build --release && cargo bench --bench rates --no-run
    venv/bin/python benches/run.py

Absolute times mean nothing on a machine that does other things; a ratio from one run does. Each of the two is done several
times, one after the other in turn, and the fastest of each counts. Needs Python 3.11, Linux and GNU time. With
[taplo](https://taplo.tamasfe.dev) on the path, or its place in TAPLO, `check` is timed beside `taplo lint`, too.
"""
import os, platform, shutil, subprocess, sys, tempfile, time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
AFKAST = TARGET / "release" / "afkast"
ROUNDS = int(os.environ.get("ROUNDS", 7))
TAPLO = os.environ.get("TAPLO") or shutil.which("taplo")


def run(*words):
    """Seconds of a whole process."""
    begin = time.perf_counter()
    code = subprocess.run([str(w) for w in words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
    took = time.perf_counter() - begin
    if code > 1:
        sys.exit(f"{words}: exit {code}")
    return took


def most_memory(*words):
    """The most memory of a process, in MB, as GNU time sees it."""
    timed = ["/usr/bin/time", "-q", "-f", "%M", *[str(w) for w in words]]
    done = subprocess.run(timed, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return int(done.stderr.split()[-1]) / 1024


def said(*words):
    """What a program prints."""
    return subprocess.run([str(w) for w in words], check=True, capture_output=True, text=True).stdout


def toml_parse(folder):
    """Seconds that the peer's own clock says for reading and parsing; nothing is checked."""
    return float(said(sys.executable, HERE / "peers/toml_10k.py", folder).split(" files ")[1].split(" s")[0])


def in_turn(rounds, *doers):
    """The least of each, every one done once a round."""
    found = [[do() for do in doers] for _ in range(rounds)]
    return [min(column) for column in zip(*found)]


def appraise():
    case = ROOT / "cases/din-vej-i-job/case.toml"
    (took,) = in_turn(40, lambda: run(AFKAST, "appraise", case))
    yield "`appraise` of Din vej i job, whole process", took, None, None


def deciding():
    """A tornado and every break-even of a case of 20 inputs, with durations of every kind; 20 ms is the most that they may take."""
    case = HERE / "twenty.toml"
    for verb, what in (("sensitivity", "a tornado"), ("break-even", "inputs, effects and durations")):
        (took,) = in_turn(20, lambda: run(AFKAST, verb, case))
        yield f"`{verb}` of a case of 20 inputs: {what}, whole process", took, 0.020, "the limit"


def contract(terms, caps, months, every):
    """A contract of so many terms and caps, each term measured so often."""
    lines = [f'schema = 1\n[basis]\nstart = "2025-01"\nhorizon = "{months} months"\ndiscount = 0.035',
             '[party.town]\nkind = "municipality"\n[party.fund]\nkind = "outcome-fund"\n[party.bank]\nkind = "investor"',
             f"[contract]\nmeasured = {list(range(every, months + 1, every))}\nrecipient = \"investors\"\nminor_unit = 1",
             "[contract.investor.bank]\ndraws = { 0 = 5_000_000, 12 = 5_000_000 }",
             '[contract.split.all]\nshares = { town = 0.6, fund = "rest" }\nresidual = "fund"']
    for t in range(terms):
        lines.append(f"[contract.metric.m{t}]\nforecast = {10 + t % 17}\n[contract.term.m{t}]\nprice = {1000 + 37 * t}")
    for c in range(caps):
        waits = 'per = "year"\nexcess = "carry"' if c % 2 == 0 else ""
        under = [f"m{t}" for t in range(c, terms, caps)]
        lines.append(f'[contract.cap.c{c}]\nscope = "term"\napplies_to = {under}\namount = {300_000 + 1000 * c}\n{waits}')
    return "\n".join(lines) + "\n"


def contracts(folder):
    for every, often in ((12, "a year"), (1, "a month")):
        file = Path(folder) / "contract.toml"
        file.write_text(contract(100, 20, 120, every))
        (took,) = in_turn(20, lambda: run(AFKAST, "appraise", file))
        yield f"`appraise` of a contract of 100 terms, 20 caps and 120 months, measured once {often}", took, None, None
        file.unlink()


POLICY = """[rules]
source = { else = "warn" }
evidence = { at_least = "expert", else = "warn" }
price_age = { at_most = "5 years", else = "warn" }
"""


def check(folder):
    said(sys.executable, HERE / "peers/toml_10k.py", folder, "make")
    ours = lambda: run(AFKAST, "check", folder)
    one = lambda: run(AFKAST, "check", "--threads", 1, folder)
    theirs = lambda: toml_parse(folder)
    took, alone, parse = in_turn(ROUNDS, ours, one, theirs)
    yield "`check` of 10,000 cases, read, computed, judged", took, parse, "`tomllib`, read and parsed"
    yield "the same on one thread", alone, parse, "`tomllib`, read and parsed"
    (Path(folder) / "afkast.toml").write_text(POLICY)
    what = "`check` of 10,000 cases with the rules `source`, `evidence`, `price_age`"
    linted = [lambda: run(TAPLO, "lint", f"{folder}/*.toml")] if TAPLO else []
    took, parse, *lint = in_turn(ROUNDS, ours, theirs, *linted)
    yield what, took, parse, "`tomllib`, read and parsed"
    for other in lint:
        yield "the same", took, other, "`taplo lint`, syntax only"


def memory(folder):
    """Whether memory grows with the number of files."""
    few = Path(folder) / "few"
    few.mkdir()
    for file in sorted(Path(folder).glob("case-00*.toml"))[:1000]:
        (few / file.name).write_bytes(file.read_bytes())
    return most_memory(AFKAST, "check", few), most_memory(AFKAST, "check", folder)


def rates(folder):
    import numpy as np, pyxirr
    from datetime import date, timedelta

    n, k = 10_000, 11
    g = np.random.default_rng(1)
    flows = np.column_stack([-g.uniform(5e4, 2e5, n), g.uniform(0, 4e4, (n, k - 1))]).tolist()
    days = [[int(d) for d in np.sort(np.r_[0, g.integers(1, 3650, k - 1)])] for _ in range(n)]
    dates = [[date(2024, 1, 1) + timedelta(days=d) for d in row] for row in days]

    def on_days(row, at):
        sums = {}
        for day, amount in zip(at, row):
            sums[day] = sums.get(day, 0.0) + amount
        return ",".join(f"{day}:{amount!r}" for day, amount in sums.items())

    peers = [
        ("10,000 internal rates, yearly: every root, proven", [",".join(map(repr, row)) for row in flows],
         lambda: [pyxirr.irr(row, silent=True) for row in flows], "`pyxirr.irr`, one rate"),
        ("10,000 internal rates, on any day: every root, proven", [on_days(row, at) for row, at in zip(flows, days)],
         lambda: [pyxirr.xirr(at, row, silent=True) for at, row in zip(dates, flows)], "`pyxirr.xirr`, one rate"),
    ]
    for what, lines, peer, name in peers:
        given, found = Path(folder) / "flows.csv", Path(folder) / "rates.csv"
        given.write_text("\n".join(lines) + "\n")
        bench = newest("rates-*")
        ours = lambda: float(said(bench, given, found).split(" series ")[1].split(" s")[0])

        def theirs():
            begin = time.perf_counter()
            peer()
            return time.perf_counter() - begin

        took, other = in_turn(ROUNDS, ours, theirs)
        for line, rate in zip(found.read_text().splitlines(), peer()):
            (root,) = [float(r) for r in line.split(",")]
            assert abs(root - rate) < 1e-8, (root, rate)
        yield what, took, other, name


def newest(pattern):
    """The bench that cargo built last."""
    built = [p for p in (TARGET / "release" / "deps").glob(pattern) if p.suffix == "" and os.access(p, os.X_OK)]
    if not built:
        sys.exit("first: cargo bench --bench rates --no-run")
    return max(built, key=lambda p: p.stat().st_mtime)


def seconds(value):
    return f"{value * 1e3:.1f} ms" if value < 0.1 else f"{value:.2f} s"


def main():
    with tempfile.TemporaryDirectory() as folder:
        print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; fastest of {ROUNDS} rounds\n")
        print("| what | afkast | in the same run | how many times as fast |")
        print("| --- | ---: | ---: | ---: |")
        for rows in (appraise(), deciding(), contracts(folder), check(folder), rates(folder)):
            for what, took, other, peer in rows:
                beside = f"{seconds(other)} ({peer})" if peer else ""
                ratio = f"{other / took:.1f}" if peer else ""
                print(f"| {what} | {seconds(took)} | {beside} | {ratio} |", flush=True)
        few, all_ = memory(folder)
        print(f"\n`check` of 1,000 cases took {few:.0f} MB at most, of 11,000 {all_:.0f} MB.")


if __name__ == "__main__":
    main()
