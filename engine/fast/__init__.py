"""One iteration of a program as few NumPy calls: the one arithmetic of everything that runs.

`fusion_plan` says which ops are fused and what thus is never made, `layout` where each number
lies (`place`), `arrays` has the views. `fused_layers`, `fused_loss`, `fused_update`,
`fused_clip` and `rule_calls` make the calls, `fused_program` puts them in order and
`bound_program` binds them to an experiment, of which `batches` gives each iteration its
examples. `snapshot` makes the vector of a trace. `pool` lends buffers, `flags` tell that a
number is not finite, or `watched` where it could hide. `ufunc_trace` takes a rule apart into the
NumPy calls it makes (`noting_array`), `im2col` turns a convolution into products, `products` makes
large ones of small ones, `memory` lines arrays up with the cache.
"""
