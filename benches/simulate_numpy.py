"""The peer of benches/simulate.py: cases/five-effects, hand-fused numpy, N draws (default 1,000,000)."""
import math, sys, time
import numpy as np
t = time.perf_counter()
N = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
R, Z = 0.035, 1.6448536269514722
g = np.random.default_rng(1)
DF = [(1 + R) ** -i for i in range(11)]
pert = lambda a, m, b: a + (b - a) * g.beta(1 + 4 * (m - a) / (b - a), 1 + 4 * (b - m) / (b - a), N)
def logn(mean, sd):
    s2 = math.log1p((sd / mean) ** 2)
    return g.lognormal(math.log(mean) - s2 / 2, math.sqrt(s2), N)
def A(keep, start, dur):
    return sum(DF[y] * keep ** (y - start) for y in range(start, start + dur))
setup = g.triangular(150e3, 200e3, 320e3, N)
yearly = g.normal(60e3, 6e3, N)
n = pert(80, 120, 150)
lo, hi = math.log(2500), math.log(4500)
unit = g.lognormal((lo + hi) / 2, (hi - lo) / (2 * Z), N)
per = g.beta(12, 88, N) * logn(15e3, 3e3) * A(0.8, 1, 5)
per += g.triangular(.02, .05, .10, N) * g.normal(9e3, 1500, N) * A(g.uniform(.85, .95, N), 1, 10)
per += pert(0, .03, .08) * g.uniform(8e3, 20e3, N) * A(0.9, 2, 4)
c = .05 * .95 / .02 ** 2 - 1
per += g.beta(.05 * c, .95 * c, N) * 6500 * A(1.0, 3, 8)
per += g.normal(.10, .03, N) * g.lognormal(math.log(11e3), math.log(1.2), N) * A(0.7, 1, 3)
npv = -setup - yearly * sum(DF[1:11]) + n * (per - unit)
q = np.quantile(npv, [.05, .5, .95])
print(f"mean {npv.mean():.0f} sd {npv.std(ddof=1):.0f} p5 {q[0]:.0f} p50 {q[1]:.0f} p95 {q[2]:.0f} P>0 {(npv > 0).mean():.4f}  {time.perf_counter()-t:.3f} s inside")
