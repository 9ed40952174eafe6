#!/usr/bin/env python3
"""Writes random programs over the reference cases' operations, smooth and discrete, with values, gradients and Hessian-vector
products by PyTorch in float64, in the format of the reference cases.

usage: Benchmarks/operator_programs.py FOLDER [--count 9000] [--seed 0]
then:  TESSERA_OPERATOR_CASES=FOLDER swift test --filter 'ReferenceTests/agreesWithPyTorch'

A program is a list of steps, each an operation over inputs and results of earlier steps. Steps that PyTorch refuses, that leave
the range of ordinary numbers, or that stand so near a jump or a tie that rounding decides are drawn anew.
Needs PyTorch; the same version and seed give the same files.
"""
import argparse
import json
import math
import os
import random
import warnings

import torch

from operator_cases import case
from operator_formulas import FORMULAS

#: What the values before and after a step may be.
LARGEST = 30.0
#: Nearer to a jump than this, but not on it, rounding decides.
DOUBT = 1e-7


class Unsuited(Exception):
    """No tensor that is there suits the step."""


class Drawn:
    """One step, with attributes for the tensors that are there."""

    def __init__(self, draw, values):
        self.draw, self.values = draw, values

    def real(self, least=0, most=4):
        places = [place for place, x in enumerate(self.values)
                  if x.dtype == torch.float64 and least <= x.dim() <= most and x.numel() > 0]
        # Later ones more often: programs are to be deep.
        return self.draw.choices(self.some(places), [1 + place for place in range(len(places))])[0]

    def some(self, places):
        if not places:
            raise Unsuited
        return places

    def axis(self, place):
        rank = self.values[place].dim()
        return self.draw.randrange(-rank, rank)

    def axes(self, place):
        rank = self.values[place].dim()
        return sorted(self.draw.sample(range(rank), self.draw.randint(1, rank))) if rank and self.draw.random() < 0.7 else None

    def flag(self):
        return self.draw.random() < 0.5


def unary(name):
    return lambda d: (name, [d.real()], {})


def binary(name, attributes=lambda d: {}):
    def step(d):
        return name, [d.real(), d.real()], attributes(d)
    return step


def along(name, **more):
    """Along one axis."""
    def step(d):
        place = d.real(1)
        return name, [place], {"axis": d.axis(place), **{key: value(d) for key, value in more.items()}}
    return step


def reduced(name, **more):
    def step(d):
        place = d.real()
        return name, [place], {"axes": d.axes(place), "keepDims": d.flag(), **{key: value(d) for key, value in more.items()}}
    return step


def single(name):
    def step(d):
        place = d.real(1)
        return name, [place], {"axis": d.axis(place), "keepDims": d.flag()}
    return step


def counted(name, **more):
    """The first so many, or the element of a rank, along an axis."""
    def step(d):
        place = d.real(1)
        axis = d.axis(place)
        k = d.draw.randint(1, d.values[place].shape[axis])
        return name, [place], {"k": k, "axis": axis, **{key: value(d) for key, value in more.items()}}
    return step


def gathered(name):
    """By the places that an ordering operation has found."""
    def step(d):
        indices = [place for place, x in enumerate(d.values) if x.dtype == torch.int64 and x.dim() > 0 and x.numel() > 0]
        index = d.draw.choice(d.some(indices))
        rank = d.values[index].dim()
        place = d.real(rank, rank)
        axis = d.axis(place)
        # (PyTorch's take_along_dim wraps what lies beyond; here that is refused.)
        return name, [place, d.some([index] if d.values[index].max() < d.values[place].shape[axis] else [])[0]], {"axis": axis}
    return step


def between(name, attributes=lambda d: {}):
    """Of the rows of two matrices."""
    def step(d):
        first = d.real(2, 2)
        alike = [place for place, x in enumerate(d.values)
                 if x.dtype == torch.float64 and x.dim() == 2 and x.shape[1] == d.values[first].shape[1]]
        return name, [first, d.draw.choice(alike)], attributes(d)
    return step


def chosen(d):
    masks = [place for place, x in enumerate(d.values) if x.dtype == torch.bool]
    return "where", [d.draw.choice(d.some(masks)), d.real(), d.real()], {}


def transposed(d):
    place = d.real(2)
    order = list(range(d.values[place].dim()))
    d.draw.shuffle(order)
    return "transpose", [place], {"permutation": order}


def reshaped(d):
    place = d.real()
    count = d.values[place].numel()
    first = d.draw.choice([divisor for divisor in range(1, count + 1) if count % divisor == 0])
    return "reshape", [place], {"newShape": d.draw.choice([[count], [first, count // first], [first, 1, count // first]])}


def widened(d):
    place = d.real(0, 2)
    return "broadcast_to", [place], {"newShape": [d.draw.randint(1, 3), *d.values[place].shape]}


def joined(name):
    def step(d):
        first = d.real(1)
        alike = [place for place, x in enumerate(d.values) if x.dtype == torch.float64 and x.shape == d.values[first].shape]
        return name, [first, d.draw.choice(alike)], {"axis": d.axis(first)}
    return step


def sliced(d):
    place = d.real(1)
    starts = [d.draw.randrange(extent) for extent in d.values[place].shape]
    ends = [d.draw.randint(start + 1, extent) for start, extent in zip(starts, d.values[place].shape, strict=True)]
    return "slice", [place], {"starts": starts, "ends": ends, "steps": [d.draw.randint(1, 2) for _ in starts]}


def padded(d):
    place = d.real(1, 3)
    return "pad", [place], {"pads": [d.draw.randint(0, 2), d.draw.randint(0, 2)], "mode": "constant", "value": 0.5}


def selected(d):
    place = d.real(1)
    axis = d.axis(place)
    return "select", [place], {"axis": axis, "index": d.draw.randrange(d.values[place].shape[axis])}


STEPS = [
    *map(unary, (
        "abs ceil cos erf exp expm1 floor log log1p neg reciprocal relu round rsqrt sigmoid sign silu sin sqrt square tanh trunc "
        "max_all min_all median_all abs_by_where relu_by_where where_log_safe argmax_gather argmax_one_hot_dot index_times_value "
        "rank_of_x detach_plus_x detach_times_x floor_then_square round_straight_through round_times_x sign_straight_through "
        "sign_times_x x_minus_floor logsumexp_detached_max logsumexp_max").split()),
    *[binary(name) for name in (
        "add sub mul mul pow atan2 maximum minimum matmul matmul mask_times_x argmax_of_softmax lt gt").split()],
    *[between(name) for name in (
        "squared_distance kmeans_loss_amin kmeans_loss_min kmeans_loss_gather nearest_code vq_straight_through").split()],
    binary("div", lambda d: {"rounding": d.draw.choice([None, None, "floor", "trunc"])}),
    between("cdist", lambda d: {"p": d.draw.choice([1, 2, 3])}),
    binary("mse_loss", lambda d: {"reduction": d.draw.choice(["mean", "sum", "none"])}),
    *[reduced(name) for name in "sum mean amax amin logsumexp".split()],
    *[reduced(name, correction=lambda d: d.draw.choice([0, 1])) for name in ("var", "std")],
    reduced("norm", ord=lambda d: d.draw.choice([1, 2, 2, 3, "inf"])),
    *[along(name) for name in "softmax log_softmax cumsum cumprod logcumsumexp cummax cummin straight_through_argmax".split()],
    *[along(name, descending=Drawn.flag) for name in ("argsort", "sort")],
    along("normalize", p=lambda d: d.draw.choice([1, 2]), eps=lambda d: 1e-12),
    *[single(name) for name in "max min argmax argmin median prod".split()],
    counted("topk", largest=Drawn.flag), counted("kthvalue", keepDims=Drawn.flag),
    *[gathered(name) for name in ("gather", "gather", "take_along_dim")],
    *[joined(name) for name in ("cat", "stack")],
    chosen, chosen, transposed, reshaped, widened, sliced, padded, selected,
    lambda d: ("clamp", [d.real()], {"min": -0.7, "max": d.draw.choice([None, 1.1])}),
    lambda d: ("gelu", [d.real()], {"approximate": d.draw.choice(["none", "tanh"])}),
    lambda d: ("softplus", [d.real()], {"beta": d.draw.choice([1, 2]), "threshold": 20}),
]
#: Of these, the places of equal elements are nobody's promise; or ties have another gradient of ours, as deviations.json says.
TIES = set("topk kthvalue median median_all max min argmax argmin max_all min_all argsort sort cummax cummin amax amin norm cdist std "
           "rank_of_x argmax_gather argmax_one_hot_dot argmax_of_softmax index_times_value kmeans_loss_amin kmeans_loss_min "
           "kmeans_loss_gather nearest_code vq_straight_through straight_through_argmax logsumexp_max maximum minimum lt gt "
           "mask_times_x normalize cumprod prod".split())
JUMPS = {
    "round": 0.5, "round_straight_through": 0.5, "round_times_x": 0.5, "floor": 0, "ceil": 0, "trunc": 0, "floor_then_square": 0,
    "x_minus_floor": 0}


def doubtful(name, attributes, inputs):
    """Whether rounding, or nobody's promise, decides the result."""
    real = [x.detach() for x in inputs if x.dtype == torch.float64]
    if name in JUMPS and ((real[0] - JUMPS[name]) - (real[0] - JUMPS[name]).round()).abs().lt(DOUBT).any():
        return True
    if name in TIES or name in ("sign", "abs", "relu", "sign_times_x", "sign_straight_through", "abs_by_where", "relu_by_where",
                                "where_log_safe", "clamp", "pow", "atan2", "sqrt", "rsqrt", "log"):
        known = torch.cat([x.flatten() for x in real] + [torch.tensor([0.0, -0.7, 1.1], dtype=torch.float64)]).sort()[0]
        if (known[1:] - known[:-1]).lt(DOUBT).any():
            return True
    if name in ("squared_distance", "kmeans_loss_amin", "kmeans_loss_min", "kmeans_loss_gather", "nearest_code",
                "vq_straight_through", "cdist"):
        distances = torch.cdist(*real).flatten().sort()[0]
        if distances.lt(DOUBT).any() or (distances[1:] - distances[:-1]).lt(DOUBT).any():
            return True
    if name == "div" and attributes["rounding"]:
        quotient = real[0] / real[1]
        return bool((quotient - quotient.round()).abs().lt(DOUBT).any())
    return False


def ordinary(x):
    return x.dtype != torch.float64 or bool(x.isfinite().all()) and float(x.detach().abs().max()) <= LARGEST


def program(draw, generator):
    """Inputs and steps, the last of which end in real results."""
    shapes = [[draw.randint(1, 4) for _ in range(draw.randint(0, 3))] for _ in range(draw.randint(1, 3))]
    inputs = [torch.randn(shape, generator=generator, dtype=torch.float64).mul(1000).round().div(1000) + 0.00025 for shape in shapes]
    values, steps, wanted = list(inputs), [], draw.randint(3, 9)
    for _ in range(200):
        if len(steps) == wanted:
            break
        try:
            name, places, attributes = draw.choice(STEPS)(Drawn(draw, values))
            arguments = [values[place] for place in places]
            if doubtful(name, attributes, arguments):
                continue
            results = FORMULAS[name](attributes, *arguments)
        except (Unsuited, RuntimeError, IndexError, ValueError, TypeError, NotImplementedError):
            continue
        results = list(results) if isinstance(results, tuple | list) else [results]
        if all(ordinary(x) and 0 < x.numel() <= 200 for x in results):
            values += results
            steps.append({"op": name, "inputs": places, "attributes": attributes})
    made = [place for place in range(len(inputs), len(values)) if values[place].dtype == torch.float64]
    return inputs, steps, made[-2:]


def run(attributes, *inputs):
    values = list(inputs)
    for step in attributes["steps"]:
        results = FORMULAS[step["op"]](step["attributes"], *[values[place] for place in step["inputs"]])
        values += list(results) if isinstance(results, tuple | list) else [results]
    return tuple(values[place] for place in attributes["results"])


FORMULAS["program"] = run


def tame(part):
    """Whether derivatives are of a size that rounding leaves alone."""
    numbers = [value for x in part if isinstance(x, dict) and "values" in x for value in x["values"]]
    return all(not isinstance(value, str) and math.isfinite(value) and abs(value) < 1e4 for value in numbers)


def programs(count, seed):
    draw, generator = random.Random(seed), torch.Generator().manual_seed(seed)
    number = 0
    while number < count:
        inputs, steps, results = program(draw, generator)
        if not results:
            continue
        name = f"program.{seed}.{number}." + "-".join(step["op"] for step in steps)
        one = case("program", name, inputs, {"steps": steps, "results": results}, seed * 1_000_003 + number, ["program"])
        # Where a cotangent is 0, PyTorch's second derivative of logcumsumexp is not that of finite differences.
        if "logcumsumexp" in name:
            one.pop("hvp", None)
        product = one.get("hvp")
        if isinstance(one["outputs"], dict) or not (isinstance(one["gradients"], list) and tame(one["gradients"])):
            continue
        if isinstance(product, dict) and "result" in product and not tame(product["result"]):
            continue
        number += 1
        yield one


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("--count", type=int, default=9000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    os.makedirs(options.folder, exist_ok=True)
    written = [json.dumps(each) for each in programs(options.count, options.seed)]
    for start in range(0, len(written), 500):
        with open(os.path.join(options.folder, f"programs-{options.seed}-{start:06}.json"), "w") as file:
            file.write("[\n" + ",\n".join(written[start:start + 500]) + "\n]\n")
    print(f"{len(written)} programs")


if __name__ == "__main__":
    main()
