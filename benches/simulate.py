"""Times `afkast simulate` beside hand-fused numpy, in one run, and prints the ratios.

    cargo build --release
    python benches/simulate.py [TIMES]          numpy must be installed in this Python

Absolute times mean nothing on a shared machine; the best of several and a ratio from one run do.
"""
import json, os, resource, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
AFKAST = os.path.join(ROOT, "target", "release", "afkast")
TIMES = int(sys.argv[1]) if len(sys.argv) > 1 else 5
MILLION = 1_000_000


def once(command):
    """Seconds of the wall, seconds of all processors, KB resident at most, what was printed."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT)
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, command
    return time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, printed


def simulate(case, draws, *more):
    return [AFKAST, "simulate", case, "-n", str(draws), "-O", "json", *more]


FIVE, DENVER = "cases/five-effects/case.toml", "benches/denver.toml"
ONE = ("-p", "public", "--without", "drivers")
RUNS = {
    "numpy": [sys.executable, os.path.join(HERE, "simulate_numpy.py"), str(MILLION)],
    "five effects": simulate(FIVE, MILLION, *ONE),
    "five effects, no percentiles": simulate(FIVE, MILLION, "-p", "public", "--without", "quantiles,rates,drivers"),
    "five effects, no percentiles, 4 m": simulate(FIVE, 4 * MILLION, "-p", "public", "--without", "quantiles,rates,drivers"),
    "five effects, 4 m": simulate(FIVE, 4 * MILLION, *ONE),
    "contract": simulate(DENVER, MILLION, "-p", "public", "--without", "quantiles,rates,drivers"),
    "contract, 4 m": simulate(DENVER, 4 * MILLION, "-p", "public", "--without", "quantiles,rates,drivers"),
}
best = {}
for _ in range(TIMES):
    for name, command in RUNS.items():
        wall, cpu, memory, _ = once(command)
        known = best.get(name, (wall, cpu, memory))
        best[name] = (min(wall, known[0]), min(cpu, known[1]), min(memory, known[2]))

print(f"{os.cpu_count()} processors, best of {TIMES}")
for name, (wall, cpu, memory) in best.items():
    print(f"{name:36} {wall:8.3f} s {cpu:8.3f} s of processor {memory / 1024:8.1f} MB")
wall = {name: times[0] for name, times in best.items()}
cpu = {name: times[1] for name, times in best.items()}
plain = "five effects, no percentiles"
print(f"numpy ÷ five effects          {wall['numpy'] / wall['five effects']:6.1f} by the wall, {cpu['numpy'] / cpu['five effects']:6.1f} by processor")
print(f"contract ÷ five effects       {wall['contract'] / wall['five effects']:6.1f} by the wall, {cpu['contract'] / cpu['five effects']:6.1f} by processor")
print(f"the same, percentiles off     {wall['contract'] / wall[plain]:6.1f} by the wall, {cpu['contract'] / cpu[plain]:6.1f} by processor")
print(f"contract, 4 m ÷ 1 m draws     {wall['contract, 4 m'] / wall['contract']:6.1f} by the wall")
print(f"4 m ÷ 1 m draws               {wall['five effects, 4 m'] / wall['five effects']:6.1f} by the wall")
print(f"bytes a draw with percentiles {(best['five effects, 4 m'][2] - best['five effects'][2]) * 1024 / (3 * MILLION):6.1f}")
print(f"bytes a draw without          {(best[plain + ', 4 m'][2] - best[plain][2]) * 1024 / (3 * MILLION):6.1f}")
for draws in (4096, 8192, 16384):
    figures = json.loads(once(simulate(FIVE, draws, *ONE))[3])["perspectives"]["public"]["mean"]
    print(f"{draws:6} Sobol draws: standard error of the mean {figures['std_error']:6.1f} (numpy, 1,000,000: 349.4)")
