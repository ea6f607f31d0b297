"""A JAX script: forward pass and loss written out, the gradients by `jax.value_and_grad`."""

import re

from engine.exchange.dialect import JAX
from engine.exchange.expressions import Expressions, NoWords, identifier
from engine.exchange.moment import Moment
from engine.exchange.script import Script, indented, loop
from engine.exchange.target import Cannot, Target
from engine.exchange.updates import UpdateLines

IMPORTS = ["import jax", "import jax.numpy as jnp", "import numpy as np"]
FLOAT64 = 'jax.config.update("jax_enable_x64", True)'


class JaxScript(Target):
    """float64, the same weights, the same batches, the same loss, the same update."""

    id = "jax"
    media_type = "text/x-python"
    ending = "py"

    def write(self, moment: Moment) -> str:
        """Raises Cannot where the network has a deliberate mistake: JAX finds the gradients."""
        if moment.bugs:
            raise Cannot("JAX", f"the mistake {moment.bugs[0]}")
        try:
            expressions = Expressions(moment.program, JAX)
            body = [
                f"{identifier(s.writes)} = {expressions.of(s)}"
                for s in moment.steps("forward", "loss")
            ]
            return put_together(moment, body, IMPORTS, [FLOAT64], [])
        except NoWords as error:
            raise Cannot("JAX", str(error)) from None


def put_together(
    moment: Moment, body: list[str], imports: list[str], opening: list[str], own: list[list[str]]
) -> str:
    """A script whose function `loss` has this body; raises NoWords."""
    script, program = Script(moment), moment.program
    update, parameters = UpdateLines(moment, JAX), list(program.parameters)
    beside = ["a0", "y", *(t.name for t in program.noise)]
    passed = [identifier(name) for name in moment.aside]
    sizes = ["N = len(a0)"] if re.search(r"\bN\b", "\n".join(body)) else []
    returned = f"return E, ({', '.join(passed)},)" if passed else "return E"
    loss = [
        f"def loss({', '.join([*parameters, *beside])}):",
        *indented([*sizes, *body, returned]),
    ]
    which = ", ".join(map(str, range(len(parameters)))) + "," * (len(parameters) == 1)
    more = ", has_aux=True" if passed else ""
    gradients = ", ".join(f"d_{n}" for n in parameters) + "," * (len(parameters) == 1)
    value = f"(E, ({', '.join(passed)},))" if passed else "E"
    rounds = [
        loop(moment.iteration),
        *indented(script.batch("\n".join(update.lines))),
        f"    {value}, ({gradients}) = gradient({', '.join([*parameters, *beside])})",
        '    print(f"iteration {iteration + 1}: loss {E}")',
        f"    if iteration == {moment.iteration}:",
        *indented([f'print("d_{n}", d_{n}.tolist())' for n in parameters], 2),
        *indented([*update.lines, *update.assigned]),
    ]
    given = [*opening, *script.examples(), *script.begin(*parameters, *program.state)]
    given.append(f"gradient = jax.jit(jax.value_and_grad(loss, argnums=({which}){more}))")
    last = [f'print("{n}", {n}.tolist())' for n in parameters]
    return script.put_together(
        imports, [*own, loss, *update.functions.values()], given, rounds, last
    )
