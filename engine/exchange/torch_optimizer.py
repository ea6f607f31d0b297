"""The update as `torch.optim` has it, where it has it: with every setting told, and its state."""

from engine.exchange.moment import Moment
from engine.program.program import Program

STATE = {
    "momentum": {"m": "momentum_buffer"},
    "nesterov": {"m": "momentum_buffer"},
    "adam": {"m": "exp_avg", "v": "exp_avg_sq"},
    "adamw": {"m": "exp_avg", "v": "exp_avg_sq"},
    "nadam": {"m": "exp_avg", "v": "exp_avg_sq", "p": "mu_product"},
    "rmsprop": {"v": "square_avg"},
    "adagrad": {"v": "sum"},
}
"""What the optimizers call their state here and there."""

COUNTED = ("adam", "adamw", "nadam", "rmsprop", "adagrad")
"""Those that count their steps in their state."""


def optimizer(moment: Moment) -> str | None:
    """The optimizer of `trained`; None: torch.optim has none that does the same."""
    experiment = moment.experiment
    penalty, kind = experiment.penalty, experiment.optimizer.kind
    if experiment.learning_rate < 0 or not moment.trained:
        return None
    decay = ""
    if penalty:
        everywhere = penalty.to_json().get("on") == "all"
        if penalty.kind != "l2" or not everywhere or kind == "adamw":
            return None
        decay = f", weight_decay={penalty.to_json()['strength']!r}"
    made = _made(experiment.optimizer.to_json(), decay)
    return made and f"torch.optim.{made}"


def _made(settings: dict[str, object], decay: str) -> str | None:
    one = settings.get
    betas = f"betas=({one('beta1')!r}, {one('beta2')!r}), eps={one('epsilon')!r}"
    match settings["kind"]:
        case "sgd":
            return f"SGD(trained, lr=eta{decay})"
        case "momentum":
            return f"SGD(trained, lr=eta, momentum={one('mu')!r}{decay})"
        case "nesterov" if one("mu"):
            return f"SGD(trained, lr=eta, momentum={one('mu')!r}, nesterov=True{decay})"
        case "adam":
            return f"Adam(trained, lr=eta, {betas}{decay})"
        case "adamw":
            return f"AdamW(trained, lr=eta, {betas}, weight_decay={one('decay')!r})"
        case "nadam":
            return f"NAdam(trained, lr=eta, {betas}, momentum_decay={one('decay')!r}{decay})"
        case "rmsprop":
            return (
                f"RMSprop(trained, lr=eta, alpha={one('alpha')!r}, eps={one('epsilon')!r}{decay})"
            )
        case "adagrad":
            start = f"initial_accumulator_value={one('accumulator')!r}"
            return f"Adagrad(trained, lr=eta, {start}, eps={one('epsilon')!r}{decay})"
    return None


def state_lines(moment: Moment) -> list[str]:
    """Lines that give the optimizer the state that it had when the iteration began."""
    kind, program = moment.experiment.optimizer.kind, moment.program
    names = STATE.get(kind, {})
    if not moment.iteration or not names:
        return []
    step = "torch.tensor(float(step))" if kind in COUNTED else ""
    keys = [*(["step"] if step else []), *names.values()]
    values = [*([step] if step else []), *(f"torch.tensor({n})" for n in names)]
    pairs = ", ".join(f'"{k}": {v}' for k, v in zip(keys, values, strict=True))
    rows = [f"({', '.join(_kept(program, names, n))},)," for n in moment.trained]
    return [
        f"step = {moment.iteration}" if step else "",
        f"for parameter, ({', '.join(names)},) in zip(trained, [",
        *(f"    {row}" for row in rows),
        "]):",
        f"    optimizer.state[parameter] = {{{pairs}}}",
    ]


def _kept(program: Program, names: dict[str, str], of: str) -> list[str]:
    """Variables of the state of a parameter; what is one number everywhere is one number."""
    kept = [f"{role}_{of}" for role in names]
    return [f"{n}.flat[0]" if n.startswith("p_") else n for n in kept if n in program.tensors]


def clip_line(moment: Moment) -> list[str]:
    """The line that clips all gradients."""
    clip = moment.experiment.clip
    if clip is None:
        return []
    limit = clip.to_json()["limit"]
    if clip.kind == "clip_value":
        return [f"torch.nn.utils.clip_grad_value_(trained, {limit!r})"]
    if clip.kind == "clip_norm":
        return [f"torch.nn.utils.clip_grad_norm_(trained, {limit!r})"]
    return []
