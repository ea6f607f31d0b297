"""Functions that a script brings along where a line of it calls them."""

import re

SOURCES = {
    "Phi": '''
def Phi(z):
    """The share of a standard normal distribution that lies below z."""
    return np.vectorize(lambda t: math.erfc(-t / math.sqrt(2)) / 2, otypes=[float])(z)
''',
    "softmax": """
def softmax(z):
    e = np.exp(np.maximum(z - z.max(axis=-1, keepdims=True), -600))  # neither infinite nor 0
    return e / e.sum(axis=-1, keepdims=True)
""",
    "convolve": '''
def convolve(x, W, stride, padding):
    """What each kernel sees at each place, added up. The kernel is not turned round."""
    return np.einsum("nchwij,fcij->nfhw", windows(frame(x, padding), W.shape[-1], stride), W)
''',
    "frame": """
def frame(x, padding):
    sides = (padding, padding)
    return np.pad(x, ((0, 0), (0, 0), sides, sides))
""",
    "unframe": """
def unframe(x, padding):
    return x[:, :, padding:x.shape[2] - padding, padding:x.shape[3] - padding]
""",
    "windows": '''
def windows(x, kernel, stride):
    """What lies under a window at each place, shape (N, C, H', W', kernel, kernel)."""
    seen = np.lib.stride_tricks.sliding_window_view(x, (kernel, kernel), axis=(2, 3))
    return seen[:, :, ::stride, ::stride]
''',
    "put_back": '''
def put_back(parts, shape, stride):
    """Add what belongs under the window at each place; where windows overlap it adds up."""
    x = np.zeros(shape)
    high, wide, kernel = parts.shape[2:5]
    for i, j in np.ndindex(kernel, kernel):
        x[:, :, i:i + stride * high:stride, j:j + stride * wide:stride] += parts[..., i, j]
    return x
''',
    "first": '''
def first(equal):
    """1 in the first cell of each window where it holds, else 0."""
    flat = equal.reshape(*equal.shape[:4], -1)
    return (flat & (flat.cumsum(axis=-1) == 1)).reshape(equal.shape) * 1.0
''',
    "spread": '''
def spread(x, kernel):
    """Every cell of a window gets the same share."""
    return np.broadcast_to(x[..., None, None] / kernel**2, (*x.shape, kernel, kernel))
''',
    "put": """
def put(part, shape, start):
    x = np.zeros(shape)
    x[:, start:start + part.shape[1]] = part
    return x
""",
    "noise": '''
def noise(iteration, op, shape):
    """Uniform random numbers, from the seed, the iteration and the op alone."""
    seed = np.random.SeedSequence({seed}, spawn_key=(iteration, op))
    return np.random.Generator(np.random.PCG64(seed)).random(shape)
''',
    "numbers": '''
def numbers(text, *shape):
    """float64 values (little-endian) in base64."""
    return np.frombuffer(base64.b64decode(text), "<f8").reshape(shape).copy()
''',
}


def helpers(text: str, **values: object) -> list[str]:
    """Sources of what the text calls, and of what that calls."""
    needed: list[str] = []
    todo = [text]
    while todo:
        last = todo.pop()
        for name, source in SOURCES.items():
            if name not in needed and re.search(rf"(?<![\w.]){name}\(", last):
                needed.append(name)
                todo.append(source)
    found = [SOURCES[name].strip() for name in SOURCES if name in needed]
    for name, value in values.items():
        found = [source.replace(f"{{{name}}}", str(value)) for source in found]
    return found
