"""For every test: one BLAS thread, as in the app, the same random cases each time, and garbage
looked for less often.
"""

import gc
import os

from hypothesis import settings

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"  # NumPy reads these once, when it is first imported

# All tests are objects, too: to look through them for garbage as often as Python does by itself
# takes a twentieth of the tests' time, and finds nothing more.
gc.set_threshold(2000, 10, 20)

settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")

pytest_plugins = ["tests.browser.fixtures"]
