#!/usr/bin/env bash
# The loss that Thinc's CategoricalCrossentropy tells is a sum of squares; that of L2Distance has another slope.
#
# thinc 9.1.1: CategoricalCrossentropy and L2Distance hand back the gradient a − y and tell its sum of squares.
#   For a = (0.7, 0.2, 0.1) and the first class that is 0.14, where −ln 0.7 is 0.357; a − y is the gradient
#   of cross-entropy by z, behind a softmax. Of Σ (a − y)², which L2Distance tells, it is half.
# normalize=True, the default, divides the gradient by N and so the squares by N²: where every example is as
#   wrong as the other, the loss falls with the size of the batch.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet thinc==9.1.1 numpy==2.4.6
"$folder/venv/bin/python" - <<'PY'
from importlib.metadata import version

import numpy as np
from thinc.api import CategoricalCrossentropy, L2Distance


def told(loss, examples):
    """Gradient of the first example and loss, for a batch of the same example again and again."""
    answers = np.repeat([[0.7, 0.2, 0.1]], examples, axis=0)
    targets = np.repeat([[1.0, 0.0, 0.0]], examples, axis=0)
    gradient, value = loss(answers, targets)
    return gradient[0], float(value)


print(f"cross-entropy is {-np.log(0.7):.4f}, the squares are 0.14")
for kind in (CategoricalCrossentropy, L2Distance):
    for normalize in (False, True):
        for examples in (1, 2, 10):
            gradient, value = told(kind(normalize=normalize), examples)
            print(
                kind.__name__,
                f"normalize={normalize} N={examples}: loss {value:.4f}, gradient {gradient}",
            )
            share = 1 / examples if normalize else 1
            assert np.allclose(gradient, np.array([-0.3, 0.2, 0.1]) * share, rtol=0, atol=1e-6)
            assert abs(value - examples * 0.14 * share**2) < 1e-6


def slope(loss, h=1e-3):
    """∂E/∂a of the first output, by nudging it both ways."""
    target = np.array([[1.0, 0.0, 0.0]])
    up, down = (loss.get_loss(np.array([[0.7 + d, 0.2, 0.1]]), target) for d in (h, -h))
    return float(up - down) / (2 * h)


nudged = slope(L2Distance())
print(
    f"L2Distance, N=1: a nudge finds {nudged:.4f} where the gradient says {told(L2Distance(), 1)[0][0]:.4f}"
)
assert abs(nudged + 0.6) < 1e-5
print(f"seen with thinc {version('thinc')}, numpy {np.__version__}")
PY
