"""Time and memory at the limits: for each file and verb the figures or a clear problem, within two seconds and 200 MB.

    cargo build --release && python3 benches/limits.py

Needs Python 3.11 and GNU time.
"""
import os, subprocess, sys, tempfile, time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
AFKAST = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "afkast"
SECONDS, MEGABYTES = 2, 200

HEAD = """schema = 1
[basis]
start = "2025-01"
horizon = "{horizon}"
period = "{period}"
discount = 0.035
[group.people]
people = 1000
[cost.service]
amount = 1_000_000
per = "year"
bearer = "municipality"
"""
OUTCOME = """[outcome.o{i}]
added_rate = {rate}
onset = "{onset} months"
lasts = "{lasts} months"
yearly_loss_of_remaining = 0.01
[consequence.c{i}]
outcomes = ["o{i}"]
fewer = 1
price = {price}
cost_to = {{ municipality = 0.6, state = 0.4 }}
"""


def outcomes(count, horizon, period, lasts=19, rate="0.1", price="1000"):
    """Effects that begin one after the other."""
    months = int(horizon.split()[0]) * (12 if "year" in horizon else 1)
    each = [OUTCOME.format(i=i, onset=i * 7 % (months - lasts), lasts=lasts, rate=rate, price=price) for i in range(count)]
    return HEAD.format(horizon=horizon, period=period) + "".join(each)


def files():
    small = outcomes(1, "10 years", "year")
    yield "10 MB, a comment", small + "# " + "x" * (10 << 20)
    yield "10 MB of lines that are no TOML", "what is this\n" * 800_000
    yield "10 MB in 15,000 costs", small + "".join(
        f'[cost.c{i}]\ntitle = "{"x" * 600}"\namount = {i}\nper = "year"\nbearer = "state"\n' for i in range(15_000)
    )
    yield "100,000 ids", small + "".join(f"[group.g{i}]\npeople = {i}\n" for i in range(100_000))
    yield "1,200 months, a period each", outcomes(12, "1200 months", "month", lasts=600)
    yield "500 outcomes, 100 years", outcomes(500, "100 years", "year", lasts=60)
    yield "500 outcomes, 1,200 months, a period each", outcomes(500, "1200 months", "month")
    yield "28 digits everywhere", outcomes(
        100, "30 years", "year", rate="0.1234567890123456789012345678", price="1234567890123456.789012345678"
    )


def run(*words):
    """Seconds, MB, exit code. GNU time measures the memory: what Python starts itself begins with Python's own."""
    begin = time.perf_counter()
    timed = ["/usr/bin/time", "-q", "-f", "%M", *[str(w) for w in words]]
    done = subprocess.run(timed, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return time.perf_counter() - begin, int(done.stderr.split()[-1]) / 1024, done.returncode


def main():
    beyond = False
    print("| file | verb | outcome | seconds | MB |\n| --- | --- | --- | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files():
            path = Path(folder) / "case.toml"
            path.write_text(text)
            for verb in (["appraise"], ["check"], ["ledger"], ["explain"]):
                figure = ["npv"] if verb == ["explain"] else []
                rounds = [run(AFKAST, *verb, path, *figure) for _ in range(3)]
                took, megabytes, code = min(rounds)
                outcome = {0: "figures", 3: "a problem"}.get(code, f"exit {code}")
                beyond |= took > SECONDS or megabytes > MEGABYTES or code not in (0, 3)
                print(f"| {name} | {verb[0]} | {outcome} | {took:.2f} | {megabytes:.0f} |", flush=True)
    sys.exit("something takes more than two seconds, or 200 MB" if beyond else 0)


if __name__ == "__main__":
    main()
