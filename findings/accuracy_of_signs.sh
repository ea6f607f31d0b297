#!/usr/bin/env bash
# A network whose targets are −1 and 1 has an accuracy of one half in Keras when every answer is right.
#
# keras 3.15.1: metrics=["accuracy"] on one output is BinaryAccuracy: an answer above 0.5 counts as 1,
#   any other as 0, and 0 is never equal to a target of −1. With tanh and mean squared error, as
#   TensorFlow Playground trains, the loss goes to 0 while accuracy stays at the share of ones.
#   A threshold of 0 does not help, for what is below it still counts as 0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 jax==0.10.2 numpy==2.4.6
KERAS_BACKEND=jax "$folder/venv/bin/python" - <<'PY'
import keras
import numpy as np

x = np.array([[1.0], [2.0], [-1.0], [-2.0]])
y = np.sign(x)
network = keras.Sequential(
    [
        keras.Input((1,)),
        keras.layers.Dense(
            1, activation="tanh", kernel_initializer=keras.initializers.Constant(5.0)
        ),
    ]
)
at_zero = keras.metrics.BinaryAccuracy(threshold=0.0, name="at_zero")
network.compile(loss="mse", metrics=["accuracy", at_zero])
told = network.evaluate(x, y, verbose=0, return_dict=True)
answers = network.predict(x, verbose=0)
right = float(np.mean(np.sign(answers) == y))
print("answers", answers.ravel(), "right", right, told)
assert right == 1.0 and told["loss"] < 1e-6
assert told["accuracy"] == 0.5 and told["at_zero"] == 0.5
print(f"seen with keras {keras.__version__}")
PY
