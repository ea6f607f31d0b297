"""How array libraries write what cell formulas are made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Dialect:
    """An array library: the name of its module, and what it writes in its own way."""

    module: str
    own: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(kind of an op, role that a rule writes) → expression with {roles} and {settings}."""
    between: Callable[[str, str, str], str] | None = None
    """maximum or minimum of two, where the library's own takes arrays alone."""

    def call(self, name: str, *args: str) -> str:
        """A function of a cell formula, applied to these."""
        if name in ("max", "min"):
            both = (f"{name}imum", *args)
            return self.between(*both) if self.between else f"{self.module}.{_applied(both)}"
        return f"{name}({args[0]})" if name == "Phi" else f"{self.module}.{name}({args[0]})"


def _applied(call: tuple[str, ...]) -> str:
    return f"{call[0]}({', '.join(call[1:])})"


def _numpy() -> dict[tuple[str, str], str]:
    return {
        ("softmax", "a"): "softmax({z})",
        ("mish", "a"): "{z} * np.tanh(np.logaddexp(0, {z}))",
        ("sigmoid", "s+z"): "{a} / (1 + np.exp({z}))",
        ("binary_cross_entropy", "E+z"): "{c} * np.sum({y} * np.logaddexp(0, -{z}) "
        "+ (1 - {y}) * np.logaddexp(0, {z}))",
        ("binary_cross_entropy", "d_a+z"): "{g} * ((1 - {y}) * (1 + np.exp({z})) "
        "- {y} * (1 + np.exp(-{z})))",
        ("silu", "a"): "{z} / (1 + np.exp(-np.maximum({z}, -700)))",
        ("silu", "s"): "(1 + {a} * np.exp(-np.maximum({z}, -700))) "
        "/ (1 + np.exp(-np.maximum({z}, -700)))",
        ("mish", "s"): "np.tanh(np.logaddexp(0, {z})) + {z} / (1 + np.exp(-{z})) "
        "/ np.cosh(np.logaddexp(0, {z})) ** 2",
        ("cross_entropy", "E"): "-({c} * np.sum({y} * np.log(np.maximum({a}, 1e-300))))",
        ("cross_entropy", "d_a"): "-({g} * {y} / np.maximum({a}, 1e-300))",
        ("binary_cross_entropy", "E"): "-({c} * np.sum({y} * np.log(np.maximum({a}, 1e-300)) "
        "+ (1 - {y}) * np.log(np.maximum(1 - {a}, 2**-53))))",
        ("binary_cross_entropy", "d_a"): "{g} * ({a} - {y}) "
        "/ (np.maximum({a}, 1e-300) * np.maximum(1 - {a}, 2**-53))",
        ("softplus", "a"): "np.logaddexp(0, {z})",
        ("flatten", "flat"): "{x}.reshape(len({x}), -1)",
        ("flatten", "d_x"): "{d_flat}.reshape({shape})",
        ("some", "some"): "{x}[:, {start}:{start} + {length}]",
        ("some", "d_x"): "put({d_some}, {shape}, {start})",
        ("concat", "concat"): "np.concatenate(({all}), axis=1)",
        ("concat", "d_x"): "{d_concat}[:, {begin}:{begin} + {cells}]",
        ("max_pool", "pool"): "windows({x}, {kernel}, {stride}).max(axis=(4, 5))",
        (
            "max_pool",
            "switch",
        ): "first(windows({x}, {kernel}, {stride}) == {pool}[..., None, None])",
        ("max_pool", "d_x"): "put_back({switch} * {d_pool}[..., None, None], {shape}, {stride})",
        ("avg_pool", "pool"): "windows({x}, {kernel}, {stride}).mean(axis=(4, 5))",
        ("avg_pool", "d_x"): "put_back(spread({d_pool}, {kernel}), {shape}, {stride})",
    }


def _jax() -> dict[tuple[str, str], str]:
    pool = "(1, 1, {kernel}, {kernel}), (1, 1, {stride}, {stride}), 'VALID'"
    same = {k: form for k, form in _numpy().items() if k[1] in ("flat", "some", "concat", "E")}
    return {key: form.replace("np.", "jnp.") for key, form in same.items()} | {
        ("relu", "a"): "jax.nn.relu({z})",
        ("leaky_relu", "a"): "jnp.where({z} > 0, {z}, {alpha} * {z})",
        ("elu", "a"): "jax.nn.elu({z}, {alpha})",
        ("step", "a"): "jnp.where({z} > 0, 1.0, 0.0)",
        ("gelu", "a"): "jax.nn.gelu({z}, approximate=False)",
        ("softplus", "a"): "jax.nn.softplus({z})",
        ("silu", "a"): "jax.nn.silu({z})",
        ("mish", "a"): "jax.nn.mish({z})",
        ("sigmoid", "a"): "jax.nn.sigmoid({z})",
        ("softmax", "a"): "jax.nn.softmax({z})",
        ("binary_cross_entropy", "E+z"): "{c} * jnp.sum({y} * jax.nn.softplus(-{z}) "
        "+ (1 - {y}) * jax.nn.softplus({z}))",
        ("cross_entropy", "E+softmax"): "-({c} * jnp.sum({y} * jax.nn.log_softmax({logits})))",
        ("hinge", "E"): "{c} * jnp.sum(jax.nn.relu(1 - {y} * {a}))",
        ("max_pool", "pool"): f"jax.lax.reduce_window({{x}}, -jnp.inf, jax.lax.max, {pool})",
        ("avg_pool", "pool"): f"jax.lax.reduce_window({{x}}, 0.0, jax.lax.add, {pool})"
        " / {kernel}**2",
        ("conv2d", "z"): "jax.lax.conv_general_dilated({x}, {W}, ({stride}, {stride}), "
        "[({padding}, {padding})] * 2) + {b}[:, None, None]",
    }


def _clamped(name: str, x: str, y: str) -> str:
    """torch.maximum takes tensors alone; of one and a number it is a clamp."""
    bound = "min" if name == "maximum" else "max"
    for number, other in ((x, y), (y, x)):
        try:
            float(number)
        except ValueError:
            continue
        return f"torch.clamp({other}, {bound}={number})"
    return f"torch.{name}({x}, {y})"


NUMPY = Dialect("np", _numpy())
JAX = Dialect("jnp", _jax())
TORCH = Dialect(
    "torch",
    {
        ("some", "some"): "{x}[:, {start}:{start} + {length}]",
        ("binary_cross_entropy", "E+z"): "{c} * F.binary_cross_entropy_with_logits("
        "{z}, {y}, reduction='sum')",
        ("cross_entropy", "E+softmax"): "{c} * F.cross_entropy({logits}, {y}, reduction='sum')",
        ("cross_entropy", "E"): "-({c} * torch.sum({y} * torch.log(torch.clamp({a}, 1e-300))))",
        ("binary_cross_entropy", "E"): "-({c} * torch.sum({y} * torch.log(torch.clamp({a}, 1e-300))"
        " + (1 - {y}) * torch.log(torch.clamp(1 - {a}, 2**-53))))",
        ("hinge", "E"): "{c} * torch.sum(F.relu(1 - {y} * {a}))",
        ("huber", "E"): "{c} * F.huber_loss({a}, {y}, reduction='sum', delta={delta})",
    },
    _clamped,
)
