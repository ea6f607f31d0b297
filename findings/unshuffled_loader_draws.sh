#!/usr/bin/env bash
# Looking at a validation set changes the training that follows, with shuffle=False and no workers.
#
# torch 2.13.0: each iteration over a DataLoader draws a number from the global generator, whatever
#   its order: dropout and shuffling after it come out otherwise than without the look.
#   A generator of its own (generator=torch.Generator()) keeps the global one as it was.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.13.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PY'
import torch
from torch.utils.data import DataLoader, TensorDataset

validation = TensorDataset(torch.arange(4.0))


def mask_after(*loaders):
    """The mask that dropout draws after one walk over each loader."""
    torch.manual_seed(0)
    for loader in loaders:
        assert [batch[0].tolist() for batch in loader] == [[0.0, 1.0], [2.0, 3.0]]
    return torch.nn.functional.dropout(torch.ones(12)).tolist()


plain = mask_after()
looked = mask_after(DataLoader(validation, batch_size=2, shuffle=False))
own = mask_after(DataLoader(validation, batch_size=2, generator=torch.Generator()))
print("mask without a look ", plain)
print("mask after a look   ", looked)
print("with its own generator the mask is the first again:", own == plain)
assert looked != plain and own == plain
print(f"seen with torch {torch.__version__}")
PY
