"""Samples of PyTorch's operator database (OpInfo) in the vocabulary of the reference cases.

Every function here has the signature under which the database calls the operation and returns its inputs and attributes
in ours; what our vocabulary lacks (dtype, out_int32, complex orders, ...) is no argument, so that the call fails and the
sample is left out.
"""
import itertools

import torch
from torch.testing._internal.common_methods_invocations import op_db


def scalar(value):
    return value if isinstance(value, torch.Tensor) else torch.tensor(float(value), dtype=torch.float64)


def axes(dim):
    if dim is None or (isinstance(dim, (tuple, list, torch.Size)) and not dim):
        return None
    return [dim] if isinstance(dim, int) else list(dim)


def text(number):
    return str(number) if number in (float("inf"), float("-inf")) else number


def unary(x):
    return [x], {}


def binary(x, y):
    return [scalar(x), scalar(y)], {}


def with_alpha(x, y, alpha=1):
    return [scalar(x), scalar(y)], {"alpha": alpha}


def divided(x, y, rounding_mode=None):
    return [scalar(x), scalar(y)], {"rounding": rounding_mode}


def reduction(x, dim=None, keepdim=False):
    return [x], {"axes": axes(dim), "keepDims": keepdim}


def required_reduction(x, dim, keepdim=False):
    return reduction(x, dim, keepdim)


def spread(x, dim=None, unbiased=None, correction=None, keepdim=False):
    if isinstance(dim, bool):
        dim, unbiased = None, dim
    correction = (1 if unbiased is None else int(unbiased)) if correction is None else correction
    return [x], {"axes": axes(dim), "keepDims": keepdim, "correction": correction}


def norm(x, ord=2, dim=None, keepdim=False):
    return [x], {"axes": axes(dim), "keepDims": keepdim, "ord": text(ord)}


def plain_norm(x, p=2, dim=None, keepdim=False):
    if isinstance(p, str):
        raise TypeError("matrix norm")
    return norm(x, p, dim, keepdim)


def one_axis(x, dim=None, keepdim=False):
    return [x], {"axis": dim, "keepDims": keepdim}


def extreme(x, dim, keepdim=False):
    if not isinstance(dim, int):
        raise TypeError("binary")
    return one_axis(x, dim, keepdim)


def along(x, dim):
    return [x], {"axis": dim}


def ordered(x, dim=-1, descending=False, stable=True):
    return [x], {"axis": dim, "descending": descending}


def topk(x, k, dim=-1, largest=True, sorted=True):
    return [x], {"k": k, "axis": dim, "largest": largest}


def kthvalue(x, k, dim=-1, keepdim=False):
    return [x], {"k": k, "axis": dim, "keepDims": keepdim}


def shaped(x, *shape):
    shape = shape[0] if shape and not isinstance(shape[0], int) else shape
    return [x], {"newShape": list(shape)}


def permuted(x, dims):
    return [x], {"permutation": list(dims)}


def swapped(x, dim0, dim1):
    order = list(range(x.dim()))
    if order:
        order[dim0], order[dim1] = order[dim1], order[dim0]
    return [x], {"permutation": order}


def flipped(x, dims):
    return [x], {"axes": [dims] if isinstance(dims, int) else list(dims)}


def joined(*parts, dim=0):
    parts = list(parts)
    if len(parts) > 1 and isinstance(parts[-1], int):
        dim = parts.pop()
    return list(parts[0]), {"axis": dim}


def selected(x, dim, index):
    return [x], {"axis": dim, "index": index}


def item(x, places):
    places = places if isinstance(places, tuple) else (places,)
    if any(not isinstance(place, slice) for place in places):
        raise TypeError("not slices only")
    places += (slice(None),) * (x.dim() - len(places))
    return [x], {
        "starts": [place.start for place in places], "ends": [place.stop for place in places],
        "steps": [1 if place.step is None else place.step for place in places]}


def narrowed(x, dim, start, length):
    if isinstance(start, torch.Tensor):
        start = int(start)
    places = [slice(None)] * x.dim()
    start = start + x.shape[dim] if start < 0 else start
    places[dim] = slice(start, start + length, 1)
    return item(x, tuple(places))


def part(x, dim=0, start=None, end=None, step=1):
    places = [slice(None)] * x.dim()
    places[dim] = slice(start, end, step)
    return item(x, tuple(places))


def padded(x, pad, mode="constant", value=None):
    attributes = {"pads": list(pad), "mode": mode}
    return [x], attributes | ({"value": 0 if value is None else value} if mode == "constant" else {})


def gathered(x, dim, index):
    return [x, index], {"axis": dim}


def taken(x, index, dim=None):
    return [x, index], {"axis": dim}


def scattered(x, dim, index, src):
    return [x, index, src], {"axis": dim}


def index_added(x, dim, index, src, alpha=1):
    return [x, index, src], {"axis": dim, "alpha": alpha}


def scatter_reduced(x, dim, index, src, reduce, include_self=True):
    return [x, index, src], {"axis": dim, "reduce": reduce, "includeSelf": include_self}


def masked(x, mask):
    return [x, mask], {}


def chosen(x, condition, other):
    return [condition, scalar(x), scalar(other)], {}


def clamped(x, min=None, max=None):
    if any(isinstance(bound, torch.Tensor) for bound in (min, max)):
        raise TypeError("tensors as bounds")
    return [x], {"min": min, "max": max}


def clamped_by_tensors(x, min, max):
    return [x, scalar(min), scalar(max)], {}


def nonzero(x, as_tuple=False):
    return [x], {}


def counted(index, weights=None, minlength=0):
    return [index] + ([] if weights is None else [weights]), {"minlength": minlength}


def bucketed(values, boundaries, right=False, out_int32=False):
    return [values, boundaries], {"right": right}


def searched(row, values, right=False, side=None, out_int32=False):
    return [row, scalar(values)], {"right": right if side is None else side == "right"}


def hot(index, num_classes=-1):
    return [index], {"classes": num_classes}


def distinct(x, sorted=True, return_inverse=True, return_counts=True, dim=None):
    return [x], {"axis": dim}


def einsum(operands, equation):
    return list(operands), {"equation": equation}


def distances(x, c, p=2.0, compute_mode=None):
    return [x, c], {"p": text(p)}


def similarity(x, y, dim=1, eps=1e-8):
    return [x, y], {"axis": dim, "eps": eps}


def normalized(x, p=2.0, dim=1, eps=1e-12):
    if not isinstance(dim, int):
        raise TypeError("several axes")
    return [x], {"p": text(p), "axis": dim, "eps": eps}


def squared_error(x, y, reduction="mean"):
    return [x, y], {"reduction": reduction}


def cross_entropy(x, target, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    return [x, target] + ([] if weight is None else [weight]), {
        "reduction": reduction, "ignoreIndex": ignore_index, "labelSmoothing": label_smoothing}


def gelu(x, approximate="none"):
    return [x], {"approximate": approximate}


def softplus(x, beta=1, threshold=20):
    return [x], {"beta": beta, "threshold": threshold}


def table():
    """(our operation, the database's name, its variant or None for any, converter)."""
    for name in ("abs ceil cos erf exp expm1 floor log log1p neg reciprocal round rsqrt sigmoid sign sin sqrt square tanh "
                 "trunc").split():
        yield name, name, "", unary
    yield "relu", "nn.functional.relu", None, unary
    yield "silu", "nn.functional.silu", "", unary
    for name in "mul pow atan2 maximum minimum floor_divide remainder fmod eq ne lt le gt ge matmul".split():
        yield name, name, None, binary
    yield "maximum", "max", "binary", binary
    yield "minimum", "min", "binary", binary
    for name in "add sub".split():
        yield name, name, None, with_alpha
    yield "div", "div", None, divided
    for name in "sum mean amax amin".split():
        yield name, name, None, reduction
    yield "logsumexp", "logsumexp", None, required_reduction
    for name in "var std".split():
        yield name, name, None, spread
    yield "norm", "linalg.vector_norm", None, norm
    yield "norm", "norm", None, plain_norm
    for name in "argmax argmin prod".split():
        yield name, name, None, one_axis
    for name in "max min".split():
        yield name, name, "reduction_with_dim", extreme
        yield name + "_all", name, "reduction_no_dim", unary
    yield "median", "median", None, extreme
    yield "median_all", "median", None, unary
    for name in "softmax log_softmax cumsum cumprod logcumsumexp cummax cummin".split():
        yield name, name, "", along
    for name in "sort argsort".split():
        yield name, name, None, ordered
    yield "topk", "topk", None, topk
    yield "kthvalue", "kthvalue", None, kthvalue
    yield "broadcast_to", "broadcast_to", None, shaped
    yield "reshape", "reshape", None, shaped
    yield "reshape", "view", None, shaped
    yield "transpose", "permute", None, permuted
    yield "transpose", "transpose", None, swapped
    yield "flip", "flip", None, flipped
    yield "cat", "cat", None, joined
    yield "stack", "stack", None, joined
    yield "select", "select", None, selected
    yield "slice", "__getitem__", None, item
    yield "slice", "narrow", None, narrowed
    yield "slice", "slice", None, part
    yield "pad", "nn.functional.pad", None, padded
    yield "gather", "gather", None, gathered
    yield "take_along_dim", "take_along_dim", None, taken
    yield "index_select", "index_select", None, gathered
    yield "index_add", "index_add", None, index_added
    yield "scatter_add", "scatter_add", None, scattered
    yield "scatter_reduce", "scatter_reduce", None, scatter_reduced
    yield "masked_select", "masked_select", None, masked
    yield "where", "where", None, chosen
    yield "clamp", "clamp", None, clamped
    yield "clamp_tensor", "clamp", None, clamped_by_tensors
    yield "nonzero", "nonzero", None, nonzero
    yield "bincount", "bincount", None, counted
    yield "bucketize", "bucketize", None, bucketed
    yield "searchsorted", "searchsorted", None, searched
    yield "one_hot", "nn.functional.one_hot", None, hot
    yield "unique", "unique", None, distinct
    yield "einsum", "einsum", None, einsum
    yield "cdist", "cdist", None, distances
    yield "cosine_similarity", "nn.functional.cosine_similarity", None, similarity
    yield "normalize", "nn.functional.normalize", None, normalized
    yield "mse_loss", "nn.functional.mse_loss", None, squared_error
    yield "cross_entropy", "nn.functional.cross_entropy", None, cross_entropy
    yield "gelu", "nn.functional.gelu", None, gelu
    yield "softplus", "nn.functional.softplus", None, softplus


def attempts(info, source):
    """The samples of one source, as far as they can be made on the CPU; the database's generators may fail midway."""
    dtype = torch.float64 if torch.float64 in info.dtypes else torch.int64
    torch.manual_seed(0)
    try:
        if source == "error":
            for error in info.error_inputs("cpu"):
                yield error.sample_input
        else:
            yield from getattr(info, source + "_inputs")("cpu", dtype, requires_grad=dtype.is_floating_point)
    except (RuntimeError, NotImplementedError, TypeError, ValueError, AttributeError, AssertionError):
        return


def opinfo_samples(operation):
    """(source, inputs, attributes) of every sample that our vocabulary can say."""
    for name, theirs, variant, convert in table():
        if name != operation:
            continue
        infos = [info for info in op_db if info.name == theirs and variant in (None, info.variant_test_name)]
        for info, source in itertools.product(infos, ("sample", "reference", "error")):
            for sample in attempts(info, source):
                try:
                    inputs, attributes = convert(sample.input, *sample.args, **sample.kwargs)
                except (TypeError, IndexError, ValueError, RuntimeError):
                    continue
                yield source, inputs, attributes
