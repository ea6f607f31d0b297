"""The web app: one page, one API, no state of its own."""

import os

# Two threads on matrices this small cost up to a thousand times and change the last bits.
# NumPy reads these once, when it is first imported.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

__version__ = "0.1.0"
