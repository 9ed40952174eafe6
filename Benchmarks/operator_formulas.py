"""The 137 operations of the reference cases in PyTorch, each as a function of its inputs and attributes."""
import torch
import torch.nn.functional as F


def axes_or_all(x, a):
    return tuple(range(x.dim())) if a.get("axes") is None else tuple(a["axes"])


def squared_distance(x, c):
    return ((x[..., :, None, :] - c[..., None, :, :]) ** 2).sum(-1)


def order_number(value):
    return float(value) if isinstance(value, str) else value


def reduced(function):
    return lambda a, x: function(x, axes_or_all(x, a), keepdim=a.get("keepDims", False))


def indexed(function):
    return lambda a, x: tuple(function(x, a["axis"], keepdim=a.get("keepDims", False)))


def arg(function):
    return lambda a, x: function(x, a["axis"], keepdim=a.get("keepDims", False))


def one(function):
    return lambda a, *x: function(*x)


def along(function):
    return lambda a, x: function(x, a["axis"])


def spread(function):
    return lambda a, x: function(x, axes_or_all(x, a), correction=a["correction"], keepdim=a.get("keepDims", False))


def product(a, x):
    return torch.prod(x) if a["axis"] is None else torch.prod(x, a["axis"], keepdim=a.get("keepDims", False))


def sliced(a, x):
    parts = zip(a["starts"], a["ends"], a["steps"], strict=True)
    return x[tuple(slice(start, end, step) for start, end, step in parts)]


def padded(a, x):
    value = order_number(a.get("value", 0)) if a["mode"] == "constant" else None
    return F.pad(x, a["pads"], a["mode"], value)


def cross_entropy(a, x, target, weight=None):
    return F.cross_entropy(
        x, target, weight, ignore_index=a.get("ignoreIndex", -100), reduction=a.get("reduction", "mean"),
        label_smoothing=a.get("labelSmoothing", 0.0))


def gumbel_softmax(a, x, noise):
    y = torch.softmax((x + noise) / a["tau"], a["axis"])
    if not a["hard"]:
        return y
    index = y.max(a["axis"], keepdim=True)[1]
    return torch.zeros_like(x).scatter(a["axis"], index, 1.0) - y.detach() + y


def straight_through(a, x):
    s = torch.softmax(x, a["axis"])
    hard = torch.zeros_like(x).scatter(a["axis"], x.argmax(a["axis"], keepdim=True), 1.0)
    return hard - s.detach() + s


def compared(a, x, y):
    return getattr(torch, a["comparison"])(x, y).double() * x


def nearest_code(a, x, codes):
    return codes[squared_distance(x, codes).argmin(-1)]


def vq_losses(a, x, codes):
    index = squared_distance(x, codes).argmin(-1)
    q = codes[index]
    return (
        x + (q - x).detach(), F.mse_loss(q, x.detach()), a.get("beta", 1) * F.mse_loss(x, q.detach()), index)


def centroid_mean(a, x, c):
    i, k = squared_distance(x, c).argmin(1), c.shape[0]
    counts = torch.bincount(i, minlength=k).clamp(min=1)[:, None]
    return torch.zeros_like(c).index_add(0, i, x) / counts


def kmeans_loop(a, x, c):
    d = ((x - c[:, None, :]) ** 2).sum(2)
    m, loss = d.min(0)[1], 0.0
    for i in range(c.shape[0]):
        loss = loss + d.transpose(0, 1)[m == i][:, i].sum()
    return loss


def logsumexp_by_max(a, x, detach):
    m = x.amax(-1, keepdim=True)
    m = m.detach() if detach else m
    return m + torch.log(torch.sum(torch.exp(x - m), -1, keepdim=True))


FORMULAS = {
    **{name: one(getattr(torch, name)) for name in (
        "abs ceil cos erf exp expm1 floor log log1p neg reciprocal relu round rsqrt sigmoid sign sin sqrt square tanh "
        "trunc mul pow atan2 maximum minimum floor_divide remainder fmod eq ne lt le gt ge where matmul masked_select"
    ).split()},
    **{name: reduced(getattr(torch, name)) for name in "amax amin logsumexp".split()},
    # Without axes these two take the whole; a tensor without dimensions has no axis to name.
    "sum": lambda a, x: torch.sum(x, axes_or_all(x, a), keepdim=a.get("keepDims", False)),
    "mean": lambda a, x: torch.mean(x, axes_or_all(x, a), keepdim=a.get("keepDims", False)),
    **{name: indexed(getattr(torch, name)) for name in "max min median".split()},
    **{name: arg(getattr(torch, name)) for name in "argmax argmin".split()},
    **{name: along(getattr(torch, name)) for name in
       "softmax log_softmax cumsum cumprod logcumsumexp cummax cummin".split()},
    "silu": one(F.silu),
    "gelu": lambda a, x: F.gelu(x, approximate=a["approximate"]),
    "softplus": lambda a, x: F.softplus(x, a.get("beta", 1), a.get("threshold", 20)),
    "clamp": lambda a, x: torch.clamp(
        x, None if a["min"] is None else order_number(a["min"]), None if a["max"] is None else order_number(a["max"])),
    "clamp_tensor": one(torch.clamp),
    "add": lambda a, x, y: torch.add(x, y, alpha=a.get("alpha", 1)),
    "sub": lambda a, x, y: torch.sub(x, y, alpha=a.get("alpha", 1)),
    "div": lambda a, x, y: torch.div(x, y, rounding_mode=a.get("rounding")),
    "comparison_times_x": compared,
    "var": spread(torch.var), "std": spread(torch.std),
    "max_all": one(torch.max), "min_all": one(torch.min), "median_all": one(torch.median),
    "norm": lambda a, x: torch.linalg.vector_norm(
        x, order_number(a["ord"]), None if a.get("axes") is None else tuple(a["axes"]), a.get("keepDims", False)),
    "prod": product,
    "argsort": lambda a, x: torch.argsort(x, dim=a["axis"], descending=a["descending"], stable=True),
    "sort": lambda a, x: tuple(torch.sort(x, dim=a["axis"], descending=a["descending"], stable=True)),
    "topk": lambda a, x: tuple(torch.topk(x, a["k"], a["axis"], a["largest"], sorted=True)),
    "kthvalue": lambda a, x: tuple(torch.kthvalue(x, a["k"], a["axis"], a.get("keepDims", False))),
    "broadcast_to": lambda a, x: torch.broadcast_to(x, a["newShape"]),
    "reshape": lambda a, x: x.reshape(a["newShape"]),
    "transpose": lambda a, x: x.permute(a["permutation"]),
    "flip": lambda a, x: torch.flip(x, a["axes"]),
    "cat": lambda a, *x: torch.cat(x, a["axis"]),
    "stack": lambda a, *x: torch.stack(x, a["axis"]),
    "select": lambda a, x: x.select(a["axis"], a["index"]),
    "slice": sliced, "pad": padded,
    "gather": lambda a, x, index: torch.gather(x, a["axis"], index),
    "take_along_dim": lambda a, x, index: torch.take_along_dim(x, index, a["axis"]),
    "index_select": lambda a, x, index: torch.index_select(x, a["axis"], index),
    "index_add": lambda a, x, index, src: x.index_add(a["axis"], index, src, alpha=a.get("alpha", 1)),
    "scatter_add": lambda a, x, index, src: x.scatter_add(a["axis"], index, src),
    "scatter_reduce": lambda a, x, index, src: x.scatter_reduce(
        a["axis"], index, src, a["reduce"], include_self=a["includeSelf"]),
    "bincount": lambda a, index, weights=None: torch.bincount(index, weights, a["minlength"]),
    "bucketize": lambda a, values, boundaries: torch.bucketize(values, boundaries, right=a["right"]),
    "searchsorted": lambda a, row, values: torch.searchsorted(row, values, right=a["right"]),
    "nonzero": one(torch.nonzero),
    "one_hot": lambda a, index: F.one_hot(index, a["classes"]),
    "unique": lambda a, x: torch.unique(
        x, sorted=True, return_inverse=True, return_counts=True, dim=a["axis"]),
    "einsum": lambda a, *x: torch.einsum(a["equation"], *x),
    "cdist": lambda a, x, c: torch.cdist(
        x, c, p=float(order_number(a["p"])), compute_mode="donot_use_mm_for_euclid_dist"),
    "squared_distance": one(squared_distance),
    "cosine_similarity": lambda a, x, y: F.cosine_similarity(x, y, a["axis"], a["eps"]),
    "normalize": lambda a, x: F.normalize(x, p=float(order_number(a["p"])), dim=a["axis"], eps=a["eps"]),
    "mse_loss": lambda a, x, y: F.mse_loss(x, y, reduction=a["reduction"]),
    "cross_entropy": cross_entropy, "gumbel_softmax": gumbel_softmax, "straight_through_argmax": straight_through,
    "abs_by_where": one(lambda x: torch.where(x >= 0, x, -x)),
    "relu_by_where": one(lambda x: torch.where(x > 0, x, 0)),
    "where_log_safe": one(
        lambda x: torch.where(x > 0, torch.log(torch.where(x > 0, x, 1)), 0)),
    "where_log_trap": one(lambda x: torch.where(x > 0, torch.log(x), 0)),
    "argmax_gather": one(lambda x: x.gather(-1, x.argmax(-1, keepdim=True))),
    "argmax_of_softmax": one(
        lambda x, y: y.square().gather(-1, torch.softmax(x, -1).argmax(-1, keepdim=True))),
    "argmax_one_hot_dot": one(lambda x: (F.one_hot(x.argmax(-1), x.shape[-1]) * x).sum(-1)),
    "index_times_value": one(lambda x: x.max(-1).indices.double() * x.max(-1).values ** 2),
    "rank_of_x": one(lambda x: (torch.argsort(torch.argsort(x)).double() * x).sum(-1)),
    "sort_by_key": one(lambda x, key: torch.take_along_dim(x ** 2, torch.argsort(key, dim=-1, stable=True), -1)),
    "detach_only": one(lambda x: (x * x).detach()),
    "detach_plus_x": one(lambda x: (x ** 2).detach() + x ** 3),
    "detach_times_x": one(lambda x: x.detach() * x),
    "equality_mask": one(lambda x, y: (x == y).double() * x * y),
    "mask_times_x": one(lambda x, y: (x > y).double() * x + (x <= y).double() * y),
    "floor_then_square": one(lambda x: x.floor() ** 2 + x.ceil() * x),
    "round_straight_through": one(lambda x: x + (x.round() - x).detach()),
    "round_times_x": one(lambda x: x.round() * x),
    "sign_straight_through": one(lambda x: x.tanh() + (x.sign() - x.tanh()).detach()),
    "sign_times_x": one(lambda x: x.sign() * x),
    "sin_round_exp": one(lambda x: torch.sin(torch.round(x)) * torch.exp(x) + torch.round(3 * x)),
    "x_minus_floor": one(lambda x: x - x.floor()),
    "logsumexp_detached_max": lambda a, x: logsumexp_by_max(a, x, True),
    "logsumexp_max": lambda a, x: logsumexp_by_max(a, x, False),
    "nearest_code": nearest_code,
    "vq_straight_through": lambda a, x, codes: x + (nearest_code(a, x, codes) - x).detach(),
    "vq_losses": vq_losses, "centroid_mean": centroid_mean, "kmeans_loss_loop": kmeans_loop,
    "kmeans_loss_amin": one(lambda x, c: squared_distance(x, c).amin(1).sum()),
    "kmeans_loss_min": one(lambda x, c: squared_distance(x, c).min(1).values.sum()),
    "kmeans_loss_gather": one(
        lambda x, c: (d := squared_distance(x, c)).gather(1, d.argmin(1, keepdim=True)).sum()),
}
