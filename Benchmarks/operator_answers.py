#!/usr/bin/env python3
"""Writes our answers where they differ from PyTorch's on purpose: `deviations.json` beside a folder of cases.

usage: swift test --filter ReferenceTests 2>&1 | Benchmarks/operator_answers.py FOLDER > deviations.json
(with TESSERA_OPERATOR_CASES=FOLDER where it is not the bundled one)

Reads which places of which cases differ, in the words of the test. Where PyTorch can compute our answer by another formula
(below) that is the answer; else any number is expected in place of NaN, or nothing. A difference without a reason below stays
out, so that its test keeps failing.
"""
import glob
import json
import os
import re
import sys
import warnings

import torch

from operator_cases import tensor
from operator_formulas import FORMULAS, axes_or_all, order_number

NAN = torch.tensor(torch.nan, dtype=torch.float64)
ZERO = torch.tensor(0.0, dtype=torch.float64)


def lowest(x, values, axis):
    """The first index along an axis whose element is the value."""
    equal = (x == values) | (x.isnan() & values.isnan())
    return equal.long().argmax(axis, keepdim=True)


def picked(a, x, index):
    values = x.gather(a["axis"], index)
    return (values, index) if a.get("keepDims") else (values.squeeze(a["axis"]), index.squeeze(a["axis"]))


def kthvalue(a, x):
    values = x.detach().sort(dim=a["axis"], stable=True)[0].select(a["axis"], a["k"] - 1).unsqueeze(a["axis"])
    return picked(a, x, lowest(x.detach(), values, a["axis"]))


def median(a, x):
    return picked(a, x, lowest(x.detach(), torch.median(x.detach(), a["axis"], True)[0], a["axis"]))


def topk(a, x):
    if x.dim() == 0:
        x = x.reshape(1)
    index = x.detach().argsort(dim=a["axis"], descending=a["largest"], stable=True).narrow(a["axis"], 0, a["k"])
    return x.gather(a["axis"], index), index


def unique(a, x):
    values, inverse, counts = FORMULAS["unique"](a, x.detach())
    flat = x.reshape(-1) if a["axis"] is None else x.movedim(a["axis"], 0)
    first = lowest(inverse.reshape(-1)[None, :], torch.arange(len(counts))[:, None], 1)[:, 0]
    chosen = flat[first]
    return chosen if a["axis"] is None else chosen.movedim(0, a["axis"]), inverse, counts


def weighted_counts(a, index, weights):
    places = max(a["minlength"], int(index.max()) + 1 if index.numel() else 0)
    return torch.zeros(places, dtype=torch.float64).index_add(0, index, weights)


def corner(index, src):
    return src[tuple(slice(0, extent) for extent in index.shape)]


def scatter_add(a, x, index, src):
    return FORMULAS["scatter_add"](a, x, index, corner(index, src))


def scatter_reduce(a, x, index, src):
    src = corner(index, src)
    if a["reduce"] in ("amax", "amin") and not a["includeSelf"]:
        # A base that cannot win takes no part in ties.
        met = torch.zeros_like(x, dtype=torch.bool).scatter(a["axis"], index, True)
        x = torch.where(met, -torch.inf if a["reduce"] == "amax" else torch.inf, x)
        a = a | {"includeSelf": True}
    return FORMULAS["scatter_reduce"](a, x, index, src)


def vanishing(name):
    def function(a, x):
        low = x == -torch.inf
        return torch.where(low, 0.0, FORMULAS[name](a, torch.where(low, 0.0, x)))
    return function


def safe_norm(x, order, axes, keepdim):
    """Without slopes at 0, where PyTorch's second derivative is NaN."""
    if order in (torch.inf, -torch.inf, 0, 1):
        return torch.linalg.vector_norm(x, order, axes, keepdim)
    zero = x == 0
    powers = x**2 if order == 2 else torch.where(zero, 0.0, torch.where(zero, 1.0, x).abs() ** order)
    powers = powers.sum(axes, keepdim)
    nothing = zero.sum(axes, keepdim) > 0 if order < 0 else powers == 0
    return torch.where(nothing, 0.0, torch.where(nothing, 1.0, powers) ** (1 / order))


def norm(a, x):
    return safe_norm(x, order_number(a["ord"]), axes_or_all(x, a), a.get("keepDims", False))


def normalized(a, x):
    return x / safe_norm(x, float(order_number(a["p"])), (a["axis"],), True).clamp(min=a["eps"])


def logsumexp(a, x):
    axes, keep = axes_or_all(x, a), a.get("keepDims", False)
    nothing = (x == -torch.inf).all(axes[0], keepdim=True) if len(axes) == 1 else (x == -torch.inf).all()
    values = torch.logsumexp(torch.where(nothing, 0.0, x), axes, keepdim=keep)
    gone = nothing if keep else nothing.squeeze(axes[0]) if len(axes) == 1 else nothing
    return torch.where(gone, -torch.inf, values)


def softplus(a, x):
    beta, threshold = a.get("beta", 1), a.get("threshold", 20)
    return torch.where(x * beta > threshold, x, torch.logaddexp(x * beta, ZERO) / beta)


def deviation(a, x):
    variance = FORMULAS["var"](a, x)
    return torch.where(variance == 0, 0.0, torch.where(variance == 0, 1.0, variance).sqrt())


def insertion(a, values, boundaries):
    """NumPy's order: NaN after everything, and a NaN that is looked for past the end."""
    import numpy
    side = "right" if a["right"] else "left"
    found = torch.from_numpy(numpy.asarray(numpy.searchsorted(boundaries.detach().numpy(), values.detach().numpy(), side))).long()
    return torch.where(values.isnan(), len(boundaries), found)


def clamped(a, x, low, high):
    return torch.clamp(*torch.broadcast_tensors(x, low, high))


TIES = "PyTorch promises no index among equal elements; ours is the lowest, and has the gradient"
NO_GRADIENT = "PyTorch has no gradient here, though values depend on inputs: ours go to the first of equal elements, and to weights"
CROPPED = "PyTorch raises an error, or reads elements that are not there, where the source is larger than the indices: what is not used has gradient 0"
LIMIT = "a second derivative exists in the limit, or is 0 by convention, where PyTorch multiplies 0 by infinity"
VANISHES = "x times what vanishes faster is 0 in the limit of -infinity, and so is its slope"
UNUSED = "what no result depends on has a gradient of exactly 0, whatever it would be multiplied by"
INFINITE = "at infinite or NaN inputs, or where the value itself is infinite or NaN, the derivative is an accident of the formula"
ROUNDING = "the sum is 0, and rounding leaves more of it than the tolerance"
SIGN = "the sign of NaN is NaN"

# By operation: the reason and a formula for our answer.
ANSWERS = {
    "topk": (TIES, topk), "kthvalue": (TIES, kthvalue), "median": (TIES, median),
    "unique": (NO_GRADIENT, unique), "bincount": (NO_GRADIENT, weighted_counts),
    "scatter_add": (CROPPED, scatter_add), "scatter_reduce": (CROPPED, scatter_reduce),
    "cdist": ("equal coordinates share the gradient of the largest, as in amax", lambda a, x, c: torch.amax(
        (x[..., :, None, :] - c[..., None, :, :]).abs(), -1)),
    "gelu": (VANISHES, vanishing("gelu")), "silu": (VANISHES, vanishing("silu")),
    "where_log_trap": (UNUSED, FORMULAS["where_log_safe"]), "logsumexp": (UNUSED, logsumexp),
    "sign": (SIGN, lambda a, x: torch.where(x.isnan(), NAN, torch.sign(x))),
    "sign_times_x": (SIGN, lambda a, x: torch.where(x.isnan(), NAN, torch.sign(x)) * x),
    "softplus": ("the second derivative stays smooth at and below the threshold", softplus),
    "norm": (LIMIT, norm), "normalize": (LIMIT, normalized),
    "std": (LIMIT, deviation), "bucketize": ("NaN comes after everything, among the boundaries too", insertion),
    "clamp_tensor": ("PyTorch's gradient raises an error where x is smaller than its bounds", clamped),
}
# By operation: the reason for which any number, or anything, is right.
NUMBERS = {
    **{name: LIMIT for name in "pow atan2 div erf gelu norm normalize cosine_similarity std var".split()},
    **{name: UNUSED for name in "kmeans_loss_gather kmeans_loss_min kmeans_loss_loop norm".split()}}
ANYTHING = {name: INFINITE for name in
            "var std cumprod prod logcumsumexp log_softmax softplus norm cosine_similarity normalize".split()}
# Sums of many terms that cancel.
ROUNDED = {"cosine_similarity", "normalize", "logcumsumexp"}
# Refusals that have an answer here.
ANSWERED = {
    "pad": "PyTorch pads so many of the last axes, and none that is empty; ours pads any",
    "unique": "PyTorch refuses slices without elements; they are all equal",
    "one_hot": "no index needs no class",
    "clamp": "without bounds everything stays",
    "sort_by_key": "a single value counts as a row of one, here too", "take_along_dim": "a single value counts as a row of one, here too"}


def reason_for(case, usual):
    """Where the reason is not the operation's usual one."""
    inputs, attributes = case["inputs"], case["attributes"]
    if case["op"] == "topk" and attributes["k"] == 0:
        return "PyTorch takes one element of unknown value where none was asked of a single value; ours are none"
    if case["op"] == "scatter_reduce" and inputs[1]["shape"] == inputs[2]["shape"]:
        return "where the base is left out it takes no part in ties; PyTorch counts it"
    if case["op"] == "bincount" and not inputs[0]["values"]:
        return "sums of weights are real, also those of no weights"
    return usual


def read(json_tensor):
    kind = getattr(torch, json_tensor["dtype"])
    values = [float(value) if kind == torch.float64 else value for value in json_tensor["values"]]
    return torch.tensor(values, dtype=kind).reshape(json_tensor["shape"])


def agrees(ours, theirs):
    if ours["shape"] != theirs["shape"] or ours["dtype"] != theirs["dtype"]:
        return False
    return torch.allclose(read(ours).double(), read(theirs).double(), rtol=1e-10, atol=1e-12, equal_nan=True)


def fields(case, formula):
    """Outputs, gradients and Hessian-vector products by a formula of ours."""
    inputs = [read(x) for x in case["inputs"]]
    points = [inputs[place].requires_grad_() for place in case["differentiable"]]
    outputs = formula(case["attributes"], *inputs)
    outputs = outputs if isinstance(outputs, tuple) else (outputs,)
    found = {f"output {place}": output for place, output in enumerate(outputs)}
    zeros = [torch.zeros_like(point) for point in points]
    real = [(output, read(each)) for output, each in zip(outputs, case["cotangents"], strict=True)
            if each is not None and output.requires_grad]
    gradients = zeros
    if real:
        loss = sum((output * each).sum() for output, each in real)
        gradients = torch.autograd.grad(loss, points, create_graph=True, materialize_grads=True)
    found |= {f"gradient {place}": each for place, each in enumerate(gradients)}
    hvp = case.get("hvp", {})
    if "direction" in hvp:
        along = sum((each * read(direction)).sum() for each, direction in zip(gradients, hvp["direction"], strict=True))
        products = torch.autograd.grad(along, points, materialize_grads=True) if along.requires_grad else zeros
        found |= {f"second order {place}": each for place, each in enumerate(products)}
    return {name: tensor(value) for name, value in found.items()}


def theirs(case, field):
    kind, place = field.rsplit(" ", 1)
    if kind == "output":
        return case["outputs"][int(place)]
    if kind == "gradient":
        gradients = case["gradients"]
        found = gradients if isinstance(gradients, dict) else gradients[int(place)]
        return None if "refuses" in found else found
    return case["hvp"]["result"][int(place)]


def holds_nan(json_tensor):
    return json_tensor is not None and "nan" in json_tensor["values"]


def answer(case, differing):
    """(reason, fields) of one case."""
    operation = case["op"]
    if isinstance(case["outputs"], dict):
        return ANSWERED.get(operation), {"refusal 0": None} if operation in ANSWERED else {}
    reason, formula = ANSWERS.get(operation, (None, None))
    ours = fields(case, formula) if formula else {}
    replaced, reasons = {}, []
    for field in sorted(differing):
        own, other = ours.get(field), theirs(case, field)
        if operation in ROUNDED and not {"nonfinite", "nonfinite-result"} & set(case["tags"]):
            replaced[field] = None
            reasons.append(ROUNDING)
        elif own is not None and (other is None or not agrees(own, other)) and not (
                operation in ANYTHING and holds_nan(own)):
            replaced[field] = own
            reasons.append(reason_for(case, reason))
        elif operation in NUMBERS and holds_nan(other) and not (operation in ANYTHING and "nonfinite" in case["tags"]):
            replaced[field] = "number"
            reasons.append(NUMBERS[operation])
        elif operation in ANYTHING:
            replaced[field] = None
            reasons.append(ANYTHING[operation])
    return (reasons[0] if reasons else None), replaced


def main():
    warnings.simplefilter("ignore")
    differing = {}
    for line in sys.stdin:
        found = re.search(r"(\S+): (output|gradient|second order|refusal) (\d+): ", line)
        if found:
            differing.setdefault(found[1], set()).add(f"{found[2]} {found[3]}")
    groups = {}
    for path in sorted(glob.glob(os.path.join(sys.argv[1], "*.json"))):
        if os.path.basename(path) == "deviations.json":
            continue
        with open(path) as file:
            cases = json.load(file)
        for case in cases:
            if case["name"] in differing:
                reason, replaced = answer(case, differing[case["name"]])
                if replaced:
                    groups.setdefault(reason, {})[case["name"]] = replaced
    parts = []
    for reason, cases in groups.items():
        rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(own)}" for name, own in cases.items())
        parts.append(f'{{"reason": {json.dumps(reason)}, "cases": {{\n{rows}}}}}')
    print("[\n" + ",\n".join(parts) + "\n]")


if __name__ == "__main__":
    main()
