"""The kinds of initial values."""

from dataclasses import dataclass

import numpy as np

from engine.families.initial import InitialOp, ScaledOp
from engine.op import Array, Shape
from engine.settings import bounded


@dataclass(frozen=True)
class Constant(InitialOp):
    """Every value the same."""

    value: float = bounded(0.1, low=-1e6, high=1e6)
    random = False

    def draw(self, shape: Shape, rng: np.random.Generator) -> Array:
        return np.full(shape, self.value)


@dataclass(frozen=True)
class Zeros(InitialOp):
    """All 0. Weights that start alike stay alike: use it for biases."""

    random = False

    def draw(self, shape: Shape, rng: np.random.Generator) -> Array:
        return np.zeros(shape)


@dataclass(frozen=True)
class Ones(InitialOp):
    """All 1."""

    random = False

    def draw(self, shape: Shape, rng: np.random.Generator) -> Array:
        return np.ones(shape)


@dataclass(frozen=True)
class Uniform(InitialOp):
    """Evenly spread between low and high."""

    low: float = bounded(-0.5, low=-1e6, high=1e6)
    high: float = bounded(0.5, low=-1e6, high=1e6)

    def draw(self, shape: Shape, rng: np.random.Generator) -> Array:
        return self.low + (self.high - self.low) * rng.random(shape)


@dataclass(frozen=True)
class Normal(InitialOp):
    """Gaussian with a mean and a standard deviation."""

    mean: float = bounded(0.0, low=-1e5, high=1e5)
    deviation: float = bounded(1.0, low=0.0, high=1e5)

    def draw(self, shape: Shape, rng: np.random.Generator) -> Array:
        return rng.normal(self.mean, self.deviation, shape)


@dataclass(frozen=True)
class GlorotUniform(ScaledOp):
    """Uniform within ±√(6 / (fan_in + fan_out)) (Glorot and Bengio 2010), also called Xavier."""

    def variance(self, fan_in: int, fan_out: int) -> float:
        return 2 / (fan_in + fan_out)


@dataclass(frozen=True)
class GlorotNormal(GlorotUniform):
    """Gaussian with variance 2 / (fan_in + fan_out) (Glorot and Bengio 2010)."""

    uniform = False


@dataclass(frozen=True)
class HeUniform(ScaledOp):
    """Uniform within ±√(6 / fan_in), for ReLU (He et al. 2015), also called Kaiming."""

    def variance(self, fan_in: int, fan_out: int) -> float:
        return 2 / fan_in


@dataclass(frozen=True)
class HeNormal(HeUniform):
    """Gaussian with variance 2 / fan_in, for ReLU (He et al. 2015)."""

    uniform = False


@dataclass(frozen=True)
class LecunUniform(ScaledOp):
    """Uniform within ±√(3 / fan_in) (LeCun et al. 1998)."""

    def variance(self, fan_in: int, fan_out: int) -> float:
        return 1 / fan_in


@dataclass(frozen=True)
class LecunNormal(LecunUniform):
    """Gaussian with variance 1 / fan_in (LeCun et al. 1998)."""

    uniform = False


@dataclass(frozen=True)
class Orthogonal(InitialOp):
    """Rows, or if there are more of them columns, of length 1 at right angles (Saxe et al. 2014).

    A kernel is one row per filter. Drawn evenly from all such matrices: Q of a Gaussian matrix,
    with the signs of R's diagonal (Mezzadri 2007).
    """

    for_weights = True

    def draw(self, shape: Shape, rng: np.random.Generator) -> Array:
        rows, columns = shape[0], int(np.prod(shape[1:]))
        q, r = np.linalg.qr(rng.normal(size=(max(rows, columns), min(rows, columns))))
        q *= np.sign(np.diag(r))
        return (q if rows >= columns else q.T).reshape(shape)
