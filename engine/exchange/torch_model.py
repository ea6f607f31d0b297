"""The forward pass as PyTorch has it: a Sequential, or a Module where paths part or meet."""

from engine.exchange.dialect import TORCH
from engine.exchange.expressions import Expressions, NoWords, identifier
from engine.exchange.moment import Moment
from engine.op import Op, Shape
from engine.program.program import Step


def module(op: Op, x: Shape) -> str:
    """The module of an op that reads examples of shape x; empty: it is an expression.

    Every setting is told: defaults differ between libraries, and between versions.

    Raises NoWords for an op that PyTorch has no module for.
    """
    images = len(x) == 3
    match op.to_json():
        case {"kind": "dense", "units": units}:
            return f"nn.Linear({x[0]}, {units})"
        case {"kind": "conv2d", "filters": f, "kernel": k, "stride": s, "padding": p}:
            return f"nn.Conv2d({x[0]}, {f}, {k}, stride={s}, padding={p})"
        case {"kind": "max_pool" | "avg_pool" as kind, "kernel": k, "stride": s}:
            return f"nn.{'Max' if kind == 'max_pool' else 'Avg'}Pool2d({k}, stride={s})"
        case {"kind": "batch_norm", "epsilon": e, "momentum": m}:
            if not images and len(x) != 1:
                raise NoWords("batch_norm")
            return f"nn.BatchNorm{'2d' if images else '1d'}({x[0]}, eps={e!r}, momentum={m!r})"
        case {"kind": "layer_norm", "epsilon": e}:
            return f"nn.LayerNorm({list(x)}, eps={e!r})"
        case {"kind": "flatten"}:
            return "nn.Flatten()"
        case {"kind": "leaky_relu", "alpha": alpha}:
            return f"nn.LeakyReLU({alpha!r})"
        case {"kind": "elu", "alpha": alpha}:
            return f"nn.ELU({alpha!r})"
        case {"kind": kind}:
            return PLAIN.get(str(kind), "")
    return ""


PLAIN = {
    "identity": "nn.Identity()",
    "sigmoid": "nn.Sigmoid()",
    "tanh": "nn.Tanh()",
    "relu": "nn.ReLU()",
    "softplus": "nn.Softplus(threshold=40)",  # linear from 20 on, without it
    "gelu": "nn.GELU()",
    "silu": "nn.SiLU()",
    "mish": "nn.Mish()",
    "softmax": "nn.Softmax(dim=-1)",
}


class TorchModel:
    """The lines that make `model`, and the loss of what it gives."""

    def __init__(self, moment: Moment) -> None:
        self.program, self.moment = moment.program, moment
        self.expressions = Expressions(moment.program, TORCH)
        (self.loss,) = moment.steps("loss")
        self.ops = list(dict.fromkeys(s.op for s in moment.steps("forward")))
        self.answer = self.loss.reads["a"]
        from_logits = "z" in self.loss.reads or "F.cross_entropy" in self.expressions.of(self.loss)
        if from_logits:  # the loss does what the last activation would
            last = self.program.writer[self.answer]
            self.ops.remove(last.op)
            self.answer = last.reads["z"]

    def error(self) -> str:
        """The loss as an expression of the model's answer."""
        return self.expressions.of(self.loss)

    def lines(self) -> list[str]:
        """A Sequential where each op is a module that reads the one before; else a Module."""
        modules = [self.module(k) for k in self.ops]
        reads = [self.program.roles[k][r] for k in self.ops for r in self.program.inputs(k)]
        gives = ["a0", *(self.output(k) for k in self.ops)]
        if all(modules) and reads == gives[:-1]:
            kept = [m for m in modules if m != "nn.Identity()"] or modules
            return ["model = nn.Sequential(", *(f"    {m}," for m in kept), ")"]
        made, forward = list[str](), list[str]()
        for k, text in zip(self.ops, modules, strict=True):
            read = [identifier(self.program.roles[k][r]) for r in self.program.inputs(k)]
            name = identifier(self.output(k))
            if text == "nn.Identity()":
                forward.append(f"{name} = {read[0]}")
            elif text:
                made.append(f"self.op{k} = {text}")
                forward.append(f"{name} = self.op{k}({read[0]})")
            else:
                forward += self.written(k)
        return [
            "class Network(nn.Module):",
            "    def __init__(self):",
            "        super().__init__()",
            *(f"        {line}" for line in made),
            "",
            "    def forward(self, a0):",
            *(f"        {line}" for line in forward),
            f"        return {identifier(self.answer)}",
        ]

    def module(self, k: int) -> str:
        """The module of an op of the program."""
        name = self.program.roles[k][self.program.inputs(k)[0]]
        return module(self.program.ops[k], self.program.tensors[name].cells)

    def output(self, k: int) -> str:
        """Name of the tensor that an op gives."""
        return self.program.roles[k][self.program.ops[k].output]

    def written(self, k: int) -> list[str]:
        """The lines of an op that is no module."""
        lines = list[str]()
        for t in self.program.noise:
            if t.op == k:
                shape = ", ".join(["len(a0)", *map(str, t.cells)])
                lines.append(f"{t.name} = torch.tensor(noise(iteration, {k}, ({shape})))")
        steps = [s for s in self.moment.steps("forward") if s.op == k]
        return lines + [f"{identifier(s.writes)} = {self.form(s)}" for s in steps]

    def form(self, step: Step) -> str:
        """A forward step of an op that is no module."""
        op, (read, *_) = self.program.ops[step.op], map(identifier, step.reads.values())
        if op.kind == "step":
            return f"(({read} > 0) + 0 * {read})"  # a slope of 0 everywhere
        if op.kind == "concat":
            parts = [identifier(n) for n in step.reads.values()]
            return f"torch.cat(({', '.join(parts)}), dim=1)"
        return self.expressions.of(step)

    @property
    def state(self) -> list[str]:
        """What layers keep, in the order of the model's buffers."""
        table = self.program.tensors
        return [n for n in self.program.state if table[n].of is None]
