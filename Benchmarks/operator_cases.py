#!/usr/bin/env python3
"""Writes cases of all 137 operations in the format of the reference cases: values, gradients and Hessian-vector products
by PyTorch in float64, from its own operator database (OpInfo) and from variations of ours.

usage: Benchmarks/operator_cases.py FOLDER [--only OPERATION ...] [--limit 60] [--variations 120] [--seed 0] [--elements 400]
                                    [--bundle FILE [--bytes 290000]]
then:  TESSERA_OPERATOR_CASES=FOLDER swift test --filter ReferenceTests

Writes one file per operation. Needs PyTorch; the same version and seed give the same files. Of the database's samples those
are taken which differ most (a fair share of every set of attributes, then of every shape), up to the limit, and of the
variations likewise; nothing with more than so many elements. What PyTorch refuses is written as a refusal.
The bundle is a small selection: of every operation those first that found mistakes of ours, then those that differ most.
"""
import argparse
import collections
import json
import math
import os
import warnings
import zlib

import torch

from operator_formulas import FORMULAS
from operator_samples import opinfo_samples
from operator_variations import variations

COMPARES = set(
    "amax amin max min max_all min_all median median_all argmax argmin sort argsort topk kthvalue cummax cummin maximum minimum "
    "scatter_reduce unique norm kmeans_loss_amin kmeans_loss_min kmeans_loss_gather kmeans_loss_loop eq ne lt le gt ge "
    "comparison_times_x clamp clamp_tensor".split())
FROZEN = {
    **{name: (0,) for name in "where bincount one_hot".split()},
    **{name: (1,) for name in
       "gather take_along_dim index_select index_add scatter_add scatter_reduce masked_select cross_entropy".split()}}
UNSPECIFIED = {"topk", "kthvalue", "median"}


def number(value):
    if isinstance(value, bool) or isinstance(value, int):
        return value
    if math.isnan(value) or math.isinf(value):
        return str(value)
    return -0.0 if value == 0 and math.copysign(1, value) < 0 else int(value) if value == int(value) and abs(value) < 2**53 else value


def tensor(x):
    x = x.detach()
    name = {torch.float64: "float64", torch.int64: "int64", torch.bool: "bool"}[x.dtype]
    return {"shape": list(x.shape), "dtype": name, "values": [number(value) for value in x.flatten().tolist()]}


def refusal(error):
    return {"refuses": str(error), "error": type(error).__name__}


def calling(operation, attributes, inputs):
    outputs = FORMULAS[operation](attributes, *inputs)
    return tuple(outputs) if isinstance(outputs, tuple | list) else (outputs,)


def case(operation, name, inputs, attributes, seed, tags):
    """Everything that PyTorch has to say about this call."""
    generator = torch.Generator().manual_seed(seed)

    def drawn(x):
        return (torch.randint(-2000, 2000, x.shape, generator=generator).double() * 0.001) + 0.0005

    inputs = [x.detach().clone() for x in inputs]
    places = [place for place, x in enumerate(inputs) if x.dtype == torch.float64]
    if operation == "cross_entropy":
        places = [place for place in places if place < 2]
    result = {
        "name": name, "op": operation, "attributes": attributes, "inputs": [tensor(x) for x in inputs],
        "differentiable": places, "outputs": [], "cotangents": [], "gradients": [], "tags": tags, "notes": ""}
    points = [x.requires_grad_() if place in places else x for place, x in enumerate(inputs)]
    try:
        outputs = calling(operation, attributes, points)
    except (RuntimeError, IndexError, ValueError, TypeError, NotImplementedError) as error:
        return result | {"outputs": refusal(error), "tags": sorted({*tags, "error"})}
    result["outputs"] = [tensor(output) for output in outputs]
    cotangents = [drawn(output) if output.dtype == torch.float64 else None for output in outputs]
    result["cotangents"] = [None if each is None else tensor(each) for each in cotangents]
    if places:
        result.update(derivatives(outputs, cotangents, [points[place] for place in places], drawn))
    return result | {"tags": sorted({*tags, *described(operation, inputs, result)})}


def derivatives(outputs, cotangents, points, drawn):
    weighted = [(output * each).sum() for output, each in zip(outputs, cotangents, strict=True)
                if each is not None and output.grad_fn is not None]
    try:
        loss = sum(weighted) if weighted else outputs[0]
        if not weighted:
            raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")
        gradients = torch.autograd.grad(loss, points, create_graph=True, allow_unused=True)
    except (RuntimeError, NotImplementedError) as error:
        return {"gradients": refusal(error), "hvp": refusal(error)}
    unused = {"refuses": "not used in the graph", "error": "RuntimeError"}
    directions = [drawn(point) for point in points]
    parts = {"gradients": [unused if each is None else tensor(each) for each in gradients]}
    try:
        along = [(each * direction).sum() for each, direction in zip(gradients, directions, strict=True)
                 if each is not None and each.requires_grad]
        products = (torch.autograd.grad(sum(along), points, allow_unused=True) if along else [None] * len(points))
        results = [torch.zeros_like(point) if each is None else each for each, point in zip(products, points, strict=True)]
        parts["hvp"] = {"direction": [tensor(each) for each in directions], "result": [tensor(each) for each in results]}
        if not along:
            parts["hvp"]["constantGradient"] = True
    except (RuntimeError, NotImplementedError) as error:
        parts["hvp"] = refusal(error)
    return parts


def finite(part):
    if isinstance(part, dict):
        return all(finite(each) for each in part.values())
    if isinstance(part, list):
        return all(finite(each) for each in part)
    return part not in ("nan", "inf", "-inf")


def described(operation, inputs, result):
    real = [x.detach() for x in inputs if x.dtype == torch.float64]
    if any(x.numel() == 0 for x in inputs):
        yield "empty"
    if any(not x.isfinite().all() for x in real):
        yield "nonfinite"
    if any(((x * 2).round() == x * 2).any() for x in real):
        yield "kink"
    if operation in COMPARES and any(x.unique().numel() < x.numel() for x in real):
        yield "tie"
        if operation in UNSPECIFIED:
            yield "unspecified-index"
    if isinstance(result["gradients"], dict):
        yield "no-gradient"
    if not finite([result["outputs"], result["gradients"], result.get("hvp", [])]):
        yield "nonfinite-result"


def diverse(samples, limit):
    """At most so many, in turn from every set of attributes, and there from every combination of shapes."""
    groups = collections.defaultdict(lambda: collections.defaultdict(list))
    for sample in samples:
        *_, inputs, attributes = sample
        shape = str([(list(x.shape), str(x.dtype)) for x in inputs])
        groups[json.dumps(attributes, sort_keys=True, default=str)][shape].append(sample)
    queues = []
    for shapes in groups.values():
        queue, rows = [], [list(row) for row in shapes.values()]
        while any(rows):
            queue += [row.pop(0) for row in rows if row]
        queues.append(queue)
    chosen = []
    while len(chosen) < limit and any(queues):
        for queue in queues:
            if queue and len(chosen) < limit:
                chosen.append(queue.pop(0))
    return chosen


def plain(attributes):
    return json.loads(json.dumps({key: number(float(value)) if isinstance(value, torch.Tensor) else value
                                  for key, value in attributes.items()}))


def usable(operation, inputs, elements):
    """Whether every input is real, but for indices and masks in their places, and all are small."""
    def types(place):
        if place not in FROZEN.get(operation, ()):
            return (torch.float64,)
        return (torch.float64, torch.int64) if operation == "cross_entropy" else (torch.int64, torch.bool)
    return all(isinstance(x, torch.Tensor) and x.dtype in types(place) for place, x in enumerate(inputs)) and sum(
        x.numel() for x in inputs) <= elements


def cases(operation, options):
    seed = options.seed + zlib.crc32(operation.encode())
    database = [sample for sample in opinfo_samples(operation) if usable(operation, sample[1], options.elements)]
    own = [("variation", *sample) for sample in variations(operation, seed) if usable(operation, sample[0], options.elements)]
    names, seen = collections.Counter(), set()
    for source, inputs, attributes in [*diverse(database, options.limit), *diverse(own, options.variations)]:
        attributes = plain(attributes)
        key = json.dumps([attributes, [tensor(x) for x in inputs]], sort_keys=True)
        if key in seen:
            continue
        seen.add(key)
        parts = [
            "opinfo", operation, source, ",".join("x".join(map(str, x.shape)) or "s" for x in inputs),
            *(f"{name}={value}" for name, value in attributes.items())]
        name = ".".join(parts).replace(" ", "")
        names[name] += 1
        name += f"#{names[name]}" if names[name] > 1 else ""
        one = case(operation, name, inputs, attributes, seed + len(seen), ["opinfo"])
        if not any(isinstance(x, dict) and x.get("dtype") for x in one["outputs"]) and isinstance(one["outputs"], list):
            continue
        yield one


def found_mistakes(case):
    """The kinds of cases that failed when these were first run."""
    operation, attributes, inputs = case["op"], case["attributes"], case["inputs"]
    single = inputs[0]["shape"] == [] if inputs else False
    values = [value for x in inputs for value in x["values"]]
    return (
        (single and (attributes.get("axis") is not None or attributes.get("axes")))
        or (operation == "einsum" and single)
        or (operation in ("cat", "stack") and any(x["shape"] == [0] for x in inputs))
        or (operation == "pad" and min(attributes["pads"], default=0) < 0)
        or (operation == "take_along_dim" and min(inputs[1]["values"], default=0) < 0)
        or (operation == "broadcast_to" and -1 in attributes["newShape"])
        or (operation in ("clamp", "clamp_tensor") and "nan" in [*values, *attributes.values()])
        or (operation == "norm" and str(attributes["ord"]).startswith("-") and 0 in values)
        or (operation in ("floor_then_square", "round_times_x", "sign_times_x", "log_softmax") and "inf" in values)
        or (operation in ("gather", "scatter_add", "index_add") and "error" in case["tags"]))


def bundled(cases, limit):
    """So many bytes of cases, in turn from the operation that has the least of its share yet."""
    queues = collections.defaultdict(list)
    for case in cases:
        text = json.dumps(case)
        if len(text) <= 2200:
            queues[case["op"]].append((case, text))
    for queue in queues.values():
        queue.sort(key=lambda pair: (not found_mistakes(pair[0]), len(pair[1]) > 700))
    # More of those with more to choose from.
    shares = {name: min(4, 1 + len({json.dumps(case["attributes"]) for case, _ in queue}) / 8) for name, queue in queues.items()}
    sizes, chosen = collections.Counter({name: 0 for name in queues}), []
    while sizes and sum(sizes.values()) + 2200 < limit:
        operation = min((name for name in queues if queues[name]), key=lambda name: (sizes[name] / shares[name], name), default=None)
        if operation is None:
            break
        case, text = queues[operation].pop(0)
        sizes[operation] += len(text) + 2
        chosen.append((operation, text))
    return [text for _, text in sorted(chosen, key=lambda pair: pair[0])]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("--only", nargs="*", default=sorted(FORMULAS), help="only these operations")
    parser.add_argument("--limit", type=int, default=60, help="of the database's samples, per operation")
    parser.add_argument("--variations", type=int, default=120, help="of our variations, per operation")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--elements", type=int, default=400, help="of all inputs together, at most")
    parser.add_argument("--bundle", help="a file for a small selection")
    parser.add_argument("--bytes", type=int, default=290000, help="of the selection")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    os.makedirs(options.folder, exist_ok=True)
    everything = []
    for operation in options.only:
        written = list(cases(operation, options))
        everything += written
        with open(os.path.join(options.folder, operation + ".json"), "w") as file:
            file.write("[\n" + ",\n".join(json.dumps(each) for each in written) + "\n]\n")
        database = sum(".variation." not in each["name"] for each in written)
        refused = sum(isinstance(each["outputs"], dict) for each in written)
        print(f"{operation:24} {database:4} from the database, {len(written) - database:4} variations, {refused:3} refusals")
    print(f"{len(everything)} cases")
    if options.bundle:
        with open(options.bundle, "w") as file:
            file.write("[\n" + ",\n".join(bundled(everything, options.bytes)) + "\n]\n")


if __name__ == "__main__":
    main()
