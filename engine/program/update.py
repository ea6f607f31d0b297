"""The update phase: what a gradient goes through until its parameter has a new value.

A schedule writes η. A clip and a penalty hand on another gradient, or another weight, in the
place of their input. The optimizer writes the new weight and the new values of its state. A penalty
that reads what the optimizer has `moved` writes the new weight itself.
"""

from typing import TYPE_CHECKING

from engine.families.optimizer import OptimizerOp, UpdateOp
from engine.ops import registry
from engine.rule import Rule
from engine.symbols import primed

if TYPE_CHECKING:
    from engine.program.build import Builder

MOVED = "moved"
"""Role of the weight as the optimizer has moved it, where a penalty acts on it afterwards."""


class Updates:
    """Adds the steps of the update phase to a program that has its gradients."""

    def __init__(
        self, builder: "Builder", parameters: tuple[str, ...], frozen: frozenset[str]
    ) -> None:
        self.builder, self.parameters = builder, parameters
        self.trained = tuple(name for name in parameters if name not in frozen)
        self.indices: dict[tuple[UpdateOp, str | None], int] = {}
        self.given: dict[str, str] = {}
        """What every op may read, whatever the parameter: role → tensor."""

    def build(self, optimizer: OptimizerOp, around: tuple[UpdateOp, ...]) -> tuple[str, ...]:
        """Add the steps of the ops around the optimizer, then its own; return the state's names."""
        self.numbers((*around, optimizer))
        state = tuple(
            self.state(op, role, name)
            for op in (optimizer, *around)
            for role in op.playing("state")
            for name in self.trained
            if self.acts(op, name)
        )
        after = {op: self.prelude(op) for op in around}
        for name in self.parameters:
            reads = {"w": name, "d_w": f"d_{name}"}
            if name not in self.trained:
                self.rules(registry["frozen"](), name, reads)  # type: ignore[arg-type]
                continue
            acting = [op for op in around if after[op] and self.acts(op, name)]
            last = [op for op in acting if op.input == MOVED]
            before = dict(reads)
            for op in acting:
                if op not in last:
                    self.rules(op, name, reads, after[op])
                    reads[op.input] = f"{op.output}_{name}"
            self.rules(optimizer, name, reads, moves=bool(last))
            for op in last:
                self.rules(op, name, before | {MOVED: f"{MOVED}_{name}"}, after[op])
        return state

    def acts(self, op: UpdateOp, name: str) -> bool:
        """Whether an op acts on a parameter."""
        return self.builder.tensors[name].role_kind in op.acts_on

    def numbers(self, ops: tuple[UpdateOp, ...]) -> None:
        """The learning rate and, if a rule reads it, the count of iterations."""
        scheduled = any(op.output == "eta" for op in ops)
        rates = {"eta0": r"\eta_{0}"} if scheduled else {"eta": r"\eta"}
        if any("k" in rule.reads for op in ops for rule in op.rules.values()):
            rates["k"] = "k"
        for name, symbol in rates.items():
            self.builder.add(name, "rate", name, "rate", None, None, (), False, symbol, symbol)
            self.given[name] = name
        self.given.setdefault("eta", "eta")

    def state(self, op: UpdateOp, role: str, name: str) -> str:
        """Add what an op keeps of a parameter from one iteration to the next."""
        return self.tensor(f"{role}_{name}", "state", role, "state", name, op.letter(role))

    def prelude(self, op: UpdateOp) -> list[Rule]:
        """Add the rules that need all parameters, or none; return those left for each parameter."""
        rules = list(op.rules.values())
        own = {"w", "d_w", *op.playing("state")}
        shared = 0
        for k, rule in enumerate(rules):
            if not rule.many and own & set(rule.reads):
                own.add(rule.writes)
            else:
                shared = k + 1
        for rule in rules[:shared] if self.trained else []:
            if rule.writes in own:
                for name in self.trained:
                    self.rules(op, name, {"w": name, "d_w": f"d_{name}"}, [rule])
            else:
                self.shared(op, rule)
        return rules[shared:]

    def shared(self, op: UpdateOp, rule: Rule) -> None:
        """Add a rule that is the same for every parameter."""
        if rule.many:
            role = rule.reads[0]
            all_of_it = {f"{role}{k}": f"{role}_{n}" for k, n in enumerate(self.trained, 1)}
            rule = rule.over(tuple(all_of_it))
        else:
            all_of_it = {role: self.given[role] for role in rule.reads}
        index = self.index(op, None, None, all_of_it)
        symbol = op.letter(rule.writes)
        kind = op.role(rule.writes).kind
        self.builder.add(
            rule.writes, "local", rule.writes, kind, None, None, (), False, symbol, symbol
        )
        self.given[rule.writes] = self.builder.roles[index][rule.writes] = rule.writes
        self.builder.step(index, rule, "update")

    def rules(
        self, op: UpdateOp, name: str, reads: dict[str, str], some: list[Rule] | None = None,
        *, moves: bool = False,
    ) -> None:  # fmt: skip
        """Add rules of an op for one parameter, whose weight and gradient `reads` tells.

        With `moves` another op gives the weight its new value.
        """
        index = self.index(op, name, self.builder.tensors[name].layer, reads)
        roles = self.builder.roles[index]
        roles |= {role: f"{role}_{name}" for role in op.playing("state")}
        for rule in some or op.rules.values():
            roles |= {role: self.given[role] for role in rule.reads if role in self.given}
            if moves and rule.writes == op.output:
                roles[rule.writes] = self.tensor(
                    f"{MOVED}_{name}", "local", MOVED, "output", name, "u"
                )
            else:
                roles[rule.writes] = self.written(op, rule.writes, name)
            self.builder.step(index, rule, "update")

    def written(self, op: UpdateOp, role: str, name: str) -> str:
        """Add the tensor that a rule writes for one parameter."""
        old = role.removesuffix("_new")
        letter = op.letter(old)
        if old == role:
            shape = op.shapes(self.builder.tensors[name].shape)[role]
            kind = op.role(role).kind
            return self.tensor(f"{role}_{name}", "local", role, kind, name, letter, shape == ())
        of = name if old == "w" else f"{old}_{name}"
        kind = self.builder.tensors[of].role_kind
        return self.tensor(f"{of}'", "update", role, kind, of, letter)

    def tensor(
        self, new: str, kind: str, role: str, role_kind: str, of: str, letter: str,
        single: bool = False,
    ) -> str:  # fmt: skip
        """Add a tensor shaped like the one it belongs to, or a single number for all of it."""
        known = self.builder.tensors[of]
        if kind == "update":
            symbol, matrix = primed(known.symbol), primed(known.matrix)
        else:
            symbol = f"{letter}[{known.symbol}]"
            bold = letter if letter.startswith("\\") else rf"\mathbf{{{letter}}}"
            matrix = f"{letter if single else bold}[{known.matrix}]"
        self.builder.add(
            new, kind, role, role_kind, None if single else known.op, known.layer,
            () if single else known.shape, False, matrix if single else symbol,
            matrix=matrix, of=None if single else of,
        )  # fmt: skip
        return new

    def index(
        self, op: UpdateOp, name: str | None, layer: int | None, reads: dict[str, str]
    ) -> int:
        """Where the op stands in the program, added if it does not yet."""
        key = (op, name)
        if key not in self.indices:
            self.indices[key] = len(self.builder.ops)
            self.builder.ops.append(op)
            self.builder.layers.append(layer)
            self.builder.roles.append({})
        self.builder.roles[self.indices[key]] |= reads
        return self.indices[key]
