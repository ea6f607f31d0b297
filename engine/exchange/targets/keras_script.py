"""A Keras script on JAX: a model of keras.layers, its gradients by `jax.value_and_grad`."""

from engine.exchange.expressions import NoWords
from engine.exchange.keras_model import KerasModel
from engine.exchange.moment import Moment
from engine.exchange.target import Cannot, Target
from engine.exchange.targets.jax_script import IMPORTS, put_together

BACKEND = ["import os", "", 'os.environ["KERAS_BACKEND"] = "jax"', ""]
OPENING = [
    'jax.config.update("jax_enable_x64", True)',
    'keras.config.set_floatx("float64")',
    "model = network()",
]


class KerasScript(Target):
    """float64, the same weights, the same batches, the same loss, the same update."""

    id = "keras"
    media_type = "text/x-python"
    ending = "py"

    def write(self, moment: Moment) -> str:
        """Raises Cannot where the network has a deliberate mistake: JAX finds the gradients."""
        if moment.bugs:
            raise Cannot("Keras", f"the mistake {moment.bugs[0]}")
        try:
            model = KerasModel(moment)
            imports = [*BACKEND, *IMPORTS[:2], "import keras", IMPORTS[2]]
            return put_together(
                moment, model.call(), imports, OPENING, [*model.classes(), model.lines()]
            )
        except NoWords as error:
            raise Cannot("Keras", str(error)) from None
