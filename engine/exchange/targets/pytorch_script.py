"""A PyTorch script: a model, autograd, and the optimizer of torch.optim where it does the same."""

from engine.exchange.dialect import NUMPY, TORCH
from engine.exchange.expressions import Expressions, NoWords, identifier
from engine.exchange.moment import Moment
from engine.exchange.script import Script, indented, loop
from engine.exchange.target import Cannot, Target
from engine.exchange.torch_model import TorchModel
from engine.exchange.torch_optimizer import clip_line, optimizer, state_lines
from engine.exchange.updates import UpdateLines

IMPORTS = ["import numpy as np", "import torch", "import torch.nn.functional as F",
           "from torch import nn"]  # fmt: skip


class PytorchScript(Target):
    """float64, the same weights, the same batches, the same loss, the same update."""

    id = "pytorch"
    media_type = "text/x-python"
    ending = "py"

    def write(self, moment: Moment) -> str:
        """Raises Cannot where the network has a deliberate mistake: autograd makes none."""
        if moment.bugs:
            raise Cannot("PyTorch", f"the mistake {moment.bugs[0]}")
        try:
            return _script(moment)
        except NoWords as error:
            raise Cannot("PyTorch", str(error)) from None


def _script(moment: Moment) -> str:
    script, model, program = Script(moment), TorchModel(moment), moment.program
    parameters = list(program.parameters)
    made = model.lines()
    own = [] if made[0].startswith("model") else [made]
    build = made if not own else ["model = Network()"]
    update, functions, prepared = _update(moment)
    by_hand = not prepared or not prepared[0].startswith("trained")
    answer = identifier(model.answer)
    turn = [f"{answer} = model(a0)", f"E = {model.error()}", "model.zero_grad()", "E.backward()"]
    batch = script.batch("\n".join([*turn, *update]))
    rounds = [
        loop(moment.iteration),
        *indented([line for line in batch if " = noise(" not in line]),
        "    a0, y = torch.tensor(a0), torch.tensor(y)",
        *indented(turn),
        '    print(f"iteration {iteration + 1}: loss {E.item()}")',
        f"    if iteration == {moment.iteration}:",
        "        for name, p in zip(NAMES, model.parameters()):",
        '            print(f"d_{name}", p.grad.tolist())',
        *indented(update),
    ]
    state = program.state if moment.iteration or by_hand else model.state
    given = [*script.examples(), *script.begin(*parameters, *state)]
    last = ["for name, p in zip(NAMES, model.parameters()):", "    print(name, p.tolist())"]
    setting = ["torch.set_default_dtype(torch.float64)"]
    load = _load(moment, model)
    imports = [i for i in IMPORTS if "functional" not in i or "F." in model.error()]
    return script.put_together(
        imports, [*own, *functions], setting + given, [*build, *load, *prepared], rounds, last
    )


def _load(moment: Moment, model: TorchModel) -> list[str]:
    """Lines that put the values into the model."""
    names = list(moment.program.parameters)
    lines = [
        f"NAMES = {names}".replace("'", '"'),
        "with torch.no_grad():",
        f"    for p, value in zip(model.parameters(), [{', '.join(names)}]):",
        "        p.copy_(torch.tensor(value))",
    ]
    if model.state:
        kept = "(b for b in model.buffers() if b.is_floating_point())"
        lines += [f"    for b, value in zip({kept}, [{', '.join(model.state)}]):",
                  "        b.copy_(torch.tensor(value))"]  # fmt: skip
    return lines


def _update(moment: Moment) -> tuple[list[str], list[list[str]], list[str]]:
    """The lines behind the gradients, the functions they call, and what stands before the loop."""
    frozen = sorted(moment.experiment.frozen & {*moment.program.parameters})
    chosen = "list(model.parameters())"
    if frozen:
        chosen = f"[p for n, p in zip(NAMES, model.parameters()) if n not in {tuple(frozen)}]"
    found = optimizer(moment)
    if found is None:
        return _by_hand(moment)
    scheduled = moment.experiment.schedule
    lines = clip_line(moment)
    if scheduled:
        (rate,) = [s for s in moment.steps("update") if s.writes == "eta"]
        lines += [f"eta = {Expressions(moment.program, NUMPY).of(rate)}",
                  'optimizer.param_groups[0]["lr"] = float(eta)']  # fmt: skip
    first = found.replace("lr=eta", "lr=eta0") if scheduled else found
    return [*lines, "optimizer.step()"], [], [
        f"trained = {chosen}", f"optimizer = {first}", *state_lines(moment),
    ]  # fmt: skip


def _by_hand(moment: Moment) -> tuple[list[str], list[list[str]], list[str]]:
    """The rules of the update themselves, where torch.optim has none of the kind."""
    names, tensors = moment.program.parameters, moment.program.tensors
    update = UpdateLines(moment, TORCH, layers=False)
    state = [n for n in moment.program.state if tensors[n].of is not None]
    prepared = [f"{n} = torch.tensor({n})" for n in state]
    comma = "," * (len(names) == 1)
    lines = [
        f"{', '.join(names)}{comma} = model.parameters()",
        f"{', '.join(f'd_{n}' for n in names)}{comma} = [p.grad for p in model.parameters()]",
        "with torch.no_grad():",
        *indented(update.lines),
        f"    for p, value in zip(model.parameters(), [{', '.join(names)}]):",
        "        p.copy_(value)",
    ]
    return lines, list(update.functions.values()), prepared
