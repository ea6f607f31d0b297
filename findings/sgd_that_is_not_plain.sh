#!/usr/bin/env bash
# "SGD" by name is not w − η g in scikit-learn and in Thinc, whose first steps are longer and shorter.
#
# scikit-learn 1.9.1: solver="sgd" of its networks has Nesterov's momentum of 0.9 unless told: the first step
#   is 1.9 η g. Nor do biases begin at 0: they are drawn from the interval of the weights,
#   ±√(6 / (n_in + n_out)). With activation="logistic" it is ±√(2 / (n_in + n_out)) for both.
# thinc 9.1.1: SGD(η) clips the gradient of each parameter to a norm of 1 unless told: (3, 4) counts as
#   (0.6, 0.8). grad_clip=0 leaves it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet scikit-learn==1.9.1 thinc==9.1.1 numpy==2.4.6
"$folder/venv/bin/python" - <<'PY'
from importlib.metadata import version

import numpy as np
import sklearn
import thinc.api
from sklearn.neural_network import MLPRegressor

x, y, rate = np.array([[1.0], [2.0], [3.0]]), np.array([2.0, 1.0, 4.0]), 0.01


def weight(rate, **settings):
    """The weight of a single linear neuron after one step with all three examples."""
    network = MLPRegressor(
        hidden_layer_sizes=(),
        solver="sgd",
        alpha=0,
        learning_rate_init=rate,
        random_state=1,
        **settings,
    )
    network.partial_fit(x, y)
    return network.coefs_[0][0, 0], network.intercepts_[0][0]


start, bias = weight(1e-300)
gradient = np.mean((start * x[:, 0] + bias - y) * x[:, 0])
by_name = (start - weight(rate)[0]) / (rate * gradient)
plain = (start - weight(rate, momentum=0)[0]) / (rate * gradient)
print(f"scikit-learn, first step in η g: by name {by_name:.6f}, with momentum=0 {plain:.6f}")
assert abs(by_name - 1.9) < 1e-9 and abs(plain - 1) < 1e-9

for activation, factor in {"relu": 6, "tanh": 6, "identity": 6, "logistic": 2}.items():
    network = MLPRegressor(
        hidden_layer_sizes=(1000,),
        activation=activation,
        solver="sgd",
        learning_rate_init=1e-300,
        random_state=1,
    ).partial_fit(x, y)
    drawn = [np.abs(a).max() ** 2 * (1 + 1000) for a in (network.coefs_[0], network.intercepts_[0])]
    print(
        f"{activation}: largest weight and bias √({drawn[0]:.2f} / (n_in + n_out)), √({drawn[1]:.2f} / …)"
    )
    assert all(0.98 * factor < d <= factor for d in drawn)


def in_thinc(optimizer):
    moved, _ = optimizer((1, "W"), np.zeros(2, dtype="f"), np.array([3.0, 4.0], dtype="f"))
    return moved


by_name, told = in_thinc(thinc.api.SGD(0.1)), in_thinc(thinc.api.SGD(0.1, grad_clip=0))
print(f"thinc, gradient (3, 4), rate 0.1: by name {by_name}, with grad_clip=0 {told}")
assert np.allclose(by_name, [-0.06, -0.08], rtol=0, atol=1e-6) and np.allclose(
    told, [-0.3, -0.4], rtol=0, atol=1e-6
)
print(
    f"seen with scikit-learn {sklearn.__version__}, thinc {version('thinc')}, numpy {np.__version__}"
)
PY
