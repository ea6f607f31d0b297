"""Mazur's network, worked by hand."""

from tests.engine.lessons.asked import sigmoid

# Mazur's network: h = σ(W₁x + b₁), o = σ(W₂h + b₂).
X = (0.05, 0.1)


H = [sigmoid(0.15 * X[0] + 0.2 * X[1] + 0.35), sigmoid(0.25 * X[0] + 0.3 * X[1] + 0.35)]


O = [sigmoid(0.4 * H[0] + 0.45 * H[1] + 0.6), sigmoid(0.5 * H[0] + 0.55 * H[1] + 0.6)]


T = (0.01, 0.99)


MISSES = [o - t for o, t in zip(O, T, strict=True)]


DELTAS = [e * o * (1 - o) for e, o in zip(MISSES, O, strict=True)]
