"""The forward pass as a Keras model, with images as (C, H, W) and activations of JAX.

Of Keras's own, tanh by name, norms and losses are computed in float32 whatever is asked for; so
activations are JAX's, and a norm is a layer that the script brings along.
"""

import re
from math import prod

from engine.exchange.dialect import JAX
from engine.exchange.expressions import Expressions, NoWords, identifier
from engine.exchange.moment import Moment
from engine.exchange.script import indented
from engine.op import Shape

FIRST = 'data_format="channels_first"'

ACTIVATIONS = {
    "sigmoid": "jax.nn.sigmoid", "tanh": "jnp.tanh", "relu": "jax.nn.relu", "silu": "jax.nn.silu",
    "softplus": "jax.nn.softplus", "mish": "jax.nn.mish", "softmax": "jax.nn.softmax",
}  # fmt: skip

NORMS = ("batch_norm", "layer_norm")
_N = re.compile(r"\bN\b")


class KerasModel:
    """The lines of a function that makes the model, and the call of it with given weights."""

    def __init__(self, moment: Moment) -> None:
        self.moment, self.program = moment, moment.program
        self.expressions = Expressions(moment.program, JAX)
        (self.loss,) = moment.steps("loss")
        self.ops = list(dict.fromkeys(s.op for s in moment.steps("forward")))
        self.error = self.expressions.of(self.loss)
        self.answer = self.loss.reads["a"]
        self.aside = moment.aside
        if "z" in self.loss.reads or "log_softmax" in self.error:
            last = self.program.writer[self.answer]
            self.ops.remove(last.op)
            self.answer = last.reads["z"]

    def lines(self) -> list[str]:
        """A function that gives the model."""
        masks = [t.name for t in self.program.noise]
        table = self.program.tensors
        inputs = {"a0": table["a0"].cells, **{n: table[n].cells for n in masks}}
        made = [f"{name} = keras.Input({_shape(shape)})" for name, shape in inputs.items()]
        made += [f"{', '.join(self.given(k))} = {self.layer(k)}" for k in self.ops]
        given, answers = f"[{', '.join(inputs)}]", ", ".join(self.answers)
        if self.aside:
            answers = f"[{answers}]"
        return [
            "def network():",
            *(f"    {line}" for line in made),
            f"    return keras.Model({given}, {answers})",
        ]

    @property
    def answers(self) -> list[str]:
        """Variables of what the model gives: the answer, and what the update reads."""
        return [identifier(name) for name in (self.answer, *self.aside)]

    def given(self, k: int) -> list[str]:
        """Variables of what an op gives: its output, and what the update reads."""
        beside = [n for n in self.program.roles[k].values() if n in self.aside]
        return [self.name(k), *map(identifier, beside)]

    def call(self) -> list[str]:
        """Lines that compute the model's answer with the weights as the page has them."""
        names = [self.as_keras(n) for n in self.program.parameters]
        masks = [self.mask(t.name, t.op) for t in self.program.noise]
        inputs = ", ".join(["a0", *masks])
        weights = f"[{', '.join(names)}]"
        answers = ", ".join(self.answers)
        if self.aside:
            answers = f"({answers})"
        return [
            f"{answers}, _ = model.stateless_call({weights}, [], [{inputs}])",
            f"E = {self.error}",
        ]

    def classes(self) -> list[list[str]]:
        """The layers that the script brings along."""
        norms = [k for k in self.ops if self.program.ops[k].kind in NORMS]
        return [self.written_out(k) for k in norms]

    def class_name(self, k: int) -> str:
        """Of the layer that is written out for an op."""
        number = self.name(k).lstrip("abcdefghijklmnopqrstuvwxyz_")
        return type(self.program.ops[k]).__name__ + number

    def written_out(self, k: int) -> list[str]:
        """An op as a class of its own, by its formulas."""
        op, roles, table = self.program.ops[k], self.program.roles[k], self.program.tensors
        weights = [r for r in roles if roles[r] in self.program.parameters]
        steps = [s for s in self.moment.steps("forward") if s.op == k]
        body = [f"{s.rule.writes} = {self.expressions.of(s, by_role=True)}" for s in steps]
        roles_given = [op.output, *(r for r in roles if roles[r] in self.aside)]
        shapes = {role: _shape(table[roles[role]].shape) for role in weights}
        return [
            f"class {self.class_name(k)}(keras.layers.Layer):",
            '    """Keras\'s own would compute it in float32."""',
            "",
            "    def build(self, _):",
            *indented([f"self.{r} = self.add_weight(shape={s})" for r, s in shapes.items()], 2),
            "",
            f"    def call(self, {op.input}):",
            *indented([f"{role} = self.{role}.value" for role in weights], 2),
            *indented([f"N = {op.input}.shape[0]"] * any(_N.search(line) for line in body), 2),
            *indented([*body, f"return {', '.join(roles_given)}"], 2),
        ]

    def as_keras(self, name: str) -> str:
        """A parameter as Keras lays it out."""
        t = self.program.tensors[name]
        axes = {2: ".T", 4: ".transpose(2, 3, 1, 0)"}
        return name + axes.get(len(t.shape), "")

    def mask(self, noise: str, op: int | None) -> str:
        """The switches of a dropout."""
        rate = getattr(self.program.ops[op or 0], "rate", 0.0)
        return f"({noise} >= {rate!r}) / (1 - {rate!r})"

    def name(self, k: int) -> str:
        """Variable of what an op gives."""
        return identifier(self.program.roles[k][self.program.ops[k].output])

    def layer(self, k: int) -> str:
        """An op as a layer of what it reads; raises NoWords."""
        op, roles = self.program.ops[k], self.program.roles[k]
        names = [roles[r] for r in self.program.inputs(k)]
        read = [identifier(n) for n in names]
        x, on = self.program.tensors[names[0]].cells, f"({read[0]})"
        if op.family == "activation":
            return (
                f"keras.layers.Activation({self.activation(k)}){on}" if self.bends(k) else read[0]
            )
        match op.to_json():
            case {"kind": "dense", "units": units}:
                return f"keras.layers.Dense({units}){on}"
            case {"kind": "conv2d", "filters": f, "kernel": n, "stride": s, "padding": p}:
                padded = f"keras.layers.ZeroPadding2D({p}, {FIRST}){on}" if p else read[0]
                return f"keras.layers.Conv2D({f}, {n}, strides={s}, {FIRST})({padded})"
            case {"kind": "max_pool" | "avg_pool" as kind, "kernel": n, "stride": s}:
                which = "Max" if kind == "max_pool" else "Average"
                return f"keras.layers.{which}Pooling2D({n}, strides={s}, {FIRST}){on}"
            case {"kind": "flatten"}:  # Flatten would put the channels last
                return f"keras.layers.Reshape({_shape((prod(x),))}){on}"
            case {"kind": "add"}:
                return f"keras.layers.Add()([{', '.join(read)}])"
            case {"kind": "concat"}:
                return f"keras.layers.Concatenate(axis=1)([{', '.join(read)}])"
            case {"kind": "some", "start": start, "length": length}:
                return f"{read[0]}[:, {start}:{start + length}]"
            case {"kind": "dropout"}:
                return f"keras.layers.Multiply()([{read[0]}, {roles['noise']}])"
            case {"kind": "dropout2d"}:
                shape = _shape((x[0], 1, 1))
                mask = f"keras.layers.Reshape({shape})({roles['noise']})"
                return f"keras.layers.Multiply()([{read[0]}, {mask}])"
            case {"kind": "features"}:
                (step,) = [s for s in self.moment.steps("forward") if s.op == k]
                shape = _shape(self.program.tensors[step.writes].cells)
                body = self.expressions.of(step)
                return f"keras.layers.Lambda(lambda {read[0]}: {body}, output_shape={shape}){on}"
            case {"kind": kind} if kind in NORMS:
                return f"{self.class_name(k)}(){on}"
        raise NoWords(op.kind)

    def bends(self, k: int) -> bool:
        """Whether an activation does something."""
        return self.program.ops[k].kind != "identity"

    def activation(self, k: int) -> str:
        """A function of JAX."""
        op = self.program.ops[k]
        if op.kind in ACTIVATIONS:
            return ACTIVATIONS[op.kind]
        (step,) = [s for s in self.moment.steps("forward") if s.op == k and s.rule.writes == "a"]
        return f"lambda {identifier(step.reads['z'])}: {self.expressions.of(step)}"


def _shape(cells: Shape) -> str:
    return f"({', '.join(map(str, cells))}{',' * (len(cells) == 1)})"
