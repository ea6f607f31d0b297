"""Programs bound for training: the same mathematics in fewer and cheaper calls.

`record` takes a rule apart into the NumPy calls it makes; `steps` binds a whole program that
way, byte for byte what the readable steps write; `chain` fuses a chain of dense layers, also
behind a convolution (`starts`), equal to 1e-12; `kept` does so with every tensor of a trace;
`batches` gives each iteration its examples, `memory` lines arrays up with the cache, `products`
makes large products of small ones. What the page shows never comes from here.
"""
