#!/usr/bin/env python3
"""Ordinary operations and their gradients beside PyTorch, on one thread: a table as markdown.

usage: PEERS/bin/python Benchmarks/operations.py [--only relu,sort] [--rounds 7] [--processor 0]

PEERS is what setup.sh made. Build first: swift build -c release --package-path Benchmarks --product OperationBenchmarks (a
client of the package, as a user's program is). Each operation has four million Floats or so; rounds are interleaved, medians
are printed: of processor time, which other programs on the machine disturb less. Both are held on one processor. The gradient is that of the sum, in all inputs, the value included. What moves
elements without copying them in PyTorch is copied there too (`contiguous`), as its next operation mostly would.
"""
import argparse
import os
import statistics
import subprocess
import time

HERE = os.path.dirname(os.path.abspath(__file__))
OURS = os.path.join(HERE, ".build", "release", "OperationBenchmarks")


def cases(torch):
    """Name to inputs and function, and whether there is a gradient; the inputs have the shapes of Inputs.swift."""
    F = torch.nn.functional
    generator = torch.Generator().manual_seed(1)
    row = lambda *shape: torch.rand(*shape, generator=generator) * 4 - 2
    x, y = row(4_000_000), row(4_000_000)
    positive = x.abs() + 0.1
    xs, ys, cube = x.view(4000, 1000), y.view(4000, 1000), x.view(40, 250, 400)
    line, column = y[:1000].clone(), y[:4000].clone().view(4000, 1)
    indices = (torch.arange(4_000_000) * 7919 % 1000).view(4000, 1000)
    rows, columns = torch.arange(4000) * 2903 % 4000, torch.arange(1000) * 407 % 1000
    labels = torch.arange(4000) * 407 % 1000
    points, centroids = x[:256_000].clone().view(4000, 64), y[:6400].clone().view(100, 64)
    mask, ascending = x > y, line.sort().values

    def optimizer(make):
        weights = torch.nn.Parameter(x.clone())
        weights.grad = y.clone()
        steps = make([weights])
        return lambda: steps.step()

    # Optimizers have state: they are made once, where they are asked for.
    made = {}
    def stepping(name, make):
        def step(_):
            if name not in made:
                made[name] = optimizer(make)
            made[name]()
        return step

    smooth = {
        "neg": ([x], torch.neg), "abs": ([x], torch.abs), "relu": ([x], torch.relu),
        "leaky_relu": ([x], lambda a: F.leaky_relu(a, 0.01)), "clamp": ([x], lambda a: a.clamp(-1, 1)),
        "square": ([x], torch.square), "sqrt": ([positive], torch.sqrt), "rsqrt": ([positive], torch.rsqrt),
        "reciprocal": ([positive], torch.reciprocal), "exp": ([x], torch.exp), "expm1": ([x], torch.expm1),
        "log": ([positive], torch.log), "log1p": ([positive], torch.log1p), "sin": ([x], torch.sin),
        "cos": ([x], torch.cos), "tanh": ([x], torch.tanh), "erf": ([x], torch.erf), "sigmoid": ([x], torch.sigmoid),
        "silu": ([x], F.silu), "gelu": ([x], F.gelu), "gelu_tanh": ([x], lambda a: F.gelu(a, approximate="tanh")),
        "softplus": ([x], F.softplus), "pow3": ([x], lambda a: a ** 3), "floor": ([x], torch.floor),
        "round": ([x], torch.round), "sign": ([x], torch.sign),
        "add": ([x, y], torch.add), "mul": ([x, y], torch.mul), "div": ([x, positive], torch.div),
        "add_scalar": ([x], lambda a: a + 3), "mul_scalar": ([x], lambda a: a * 3),
        "add_row": ([xs, line], torch.add), "mul_row": ([xs, line], torch.mul), "mul_column": ([xs, column], torch.mul),
        "maximum": ([x, y], torch.maximum), "minimum": ([x, y], torch.minimum),
        "where": ([x, y], lambda a, b: torch.where(mask, a, b)), "pow": ([positive, y], torch.pow),
        "atan2": ([x, y], torch.atan2), "remainder": ([x, positive], torch.remainder),
        "sum": ([x], torch.sum), "sum_rows": ([xs], lambda a: a.sum(1)), "sum_columns": ([xs], lambda a: a.sum(0)),
        "mean": ([x], torch.mean), "var_rows": ([xs], lambda a: a.var(1)), "std_rows": ([xs], lambda a: a.std(1)),
        "norm_rows": ([xs], lambda a: torch.linalg.vector_norm(a, dim=1)),
        "norm1_rows": ([xs], lambda a: torch.linalg.vector_norm(a, 1, dim=1)),
        "max": ([x], torch.max), "amax_rows": ([xs], lambda a: a.amax(1)), "amax_columns": ([xs], lambda a: a.amax(0)),
        "amin_rows": ([xs], lambda a: a.amin(1)), "max_rows": ([xs], lambda a: a.max(1).values),
        "max_columns": ([xs], lambda a: a.max(0).values), "prod_rows": ([xs], lambda a: a.prod(1)),
        "logsumexp_rows": ([xs], lambda a: a.logsumexp(1)), "logsumexp_columns": ([xs], lambda a: a.logsumexp(0)),
        "softmax_rows": ([xs], lambda a: a.softmax(1)), "log_softmax_rows": ([xs], lambda a: a.log_softmax(1)),
        "cross_entropy": ([xs], lambda a: F.cross_entropy(a, labels)), "mse": ([x, y], F.mse_loss),
        "cdist1": ([points, centroids], lambda a, b: torch.cdist(a, b, p=1)),
        "sort": ([x], lambda a: a.sort(stable=True).values), "sort_rows": ([xs], lambda a: a.sort(dim=1, stable=True).values),
        "sort_columns": ([xs], lambda a: a.sort(dim=0, stable=True).values),
        "topk": ([x], lambda a: a.topk(10).values), "topk_rows": ([xs], lambda a: a.topk(10, 1).values),
        "median": ([x], lambda a: a.median(0).values), "median_rows": ([xs], lambda a: a.median(1).values),
        "kthvalue_rows": ([xs], lambda a: a.kthvalue(100, 1).values), "cumsum": ([x], lambda a: a.cumsum(0)),
        "cumsum_rows": ([xs], lambda a: a.cumsum(1)), "cumsum_columns": ([xs], lambda a: a.cumsum(0)),
        "cumprod_rows": ([xs], lambda a: a.cumprod(1)), "cummax_rows": ([xs], lambda a: a.cummax(1).values),
        "logcumsumexp_rows": ([xs], lambda a: a.logcumsumexp(1)),
        "pad": ([xs], lambda a: F.pad(a, (3, 3, 1, 1))), "pad_reflect": ([cube], lambda a: F.pad(a, (3, 3), mode="reflect")),
        "pad_replicate": ([cube], lambda a: F.pad(a, (3, 3), mode="replicate")),
        "pad_circular": ([cube], lambda a: F.pad(a, (3, 3), mode="circular")),
        "transpose": ([xs], lambda a: a.t().contiguous()),
        "permute_021": ([cube], lambda a: a.permute(0, 2, 1).contiguous()),
        "permute_102": ([cube], lambda a: a.permute(1, 0, 2).contiguous()),
        "permute_210": ([cube], lambda a: a.permute(2, 1, 0).contiguous()),
        "flip": ([x], lambda a: a.flip(0)), "flip_rows": ([xs], lambda a: a.flip(0)),
        "slice_rows": ([xs], lambda a: a[1:-1].clone()), "slice_columns": ([xs], lambda a: a[:, 1:-1].contiguous()),
        "slice_step": ([x], lambda a: a[::2].contiguous()), "select_column": ([xs], lambda a: a[:, 5].contiguous()),
        "broadcast_row": ([line], lambda a: a.expand(4000, 1000).contiguous()),
        "broadcast_column": ([column], lambda a: a.expand(4000, 1000).contiguous()),
        "cat_rows": ([xs, ys], lambda a, b: torch.cat([a, b])), "cat_columns": ([xs, ys], lambda a, b: torch.cat([a, b], 1)),
        "stack_last": ([x, y], lambda a, b: torch.stack([a, b], 1)),
        "diagonal": ([cube[:, :, :250].contiguous()], lambda a: torch.einsum("bii->bi", a).contiguous()),
        "gather": ([xs], lambda a: a.gather(1, indices)),
        "gather_one": ([xs], lambda a: a.gather(1, labels[:, None])[:, 0]),
        "index_rows": ([xs], lambda a: a.index_select(0, rows)), "index_columns": ([xs], lambda a: a.index_select(1, columns)),
        "masked_select": ([x], lambda a: a.masked_select(mask)),
        "scatter_add": ([xs, ys], lambda a, b: a.scatter_add(1, indices, b)),
        "index_add": ([xs, ys], lambda a, b: a.index_add(0, rows, b)),
        "scatter_sum": ([xs, ys], lambda a, b: a.scatter_reduce(1, indices, b, "sum")),
        "scatter_amax": ([xs, ys], lambda a, b: a.scatter_reduce(1, indices, b, "amax")),
        "scatter_prod": ([xs, ys], lambda a, b: a.scatter_reduce(1, indices, b, "prod")),
    }
    discrete = {
        "less": ([x, y], torch.lt), "equal": ([x], lambda a: a == 0), "argmax": ([x], torch.argmax),
        "argmax_rows": ([xs], lambda a: a.argmax(1)), "argmax_columns": ([xs], lambda a: a.argmax(0)),
        "argsort_rows": ([xs], lambda a: a.argsort(dim=1, stable=True)),
        "searchsorted": ([x], lambda a: torch.searchsorted(ascending, a)), "nonzero": ([x], torch.nonzero),
        "unique": ([x], lambda a: torch.unique(a, return_inverse=True, return_counts=True)),
        "one_hot": ([x], lambda _: F.one_hot(labels, 1000).float()),
        "adam": ([y], stepping("adam", lambda p: torch.optim.Adam(p, lr=1e-3))),
        "adamw": ([y], stepping("adamw", lambda p: torch.optim.AdamW(p, lr=1e-3))),
        "momentum": ([y], stepping("momentum", lambda p: torch.optim.SGD(p, lr=1e-3, momentum=0.9))),
        "sgd": ([y], stepping("sgd", lambda p: torch.optim.SGD(p, lr=1e-3))),
    }
    return {**{name: (*case, True) for name, case in smooth.items()},
            **{name: (*case, False) for name, case in discrete.items()}}


def milliseconds(torch, inputs, function, has_gradient):
    if not has_gradient:
        with torch.no_grad():
            begin = time.process_time()
            kept = function(*inputs)
            return (time.process_time() - begin) * 1e3
    leaves = [tensor.detach().requires_grad_() for tensor in inputs]
    begin = time.process_time()
    torch.autograd.backward(function(*leaves).sum())
    return (time.process_time() - begin) * 1e3


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--only", help="names, with commas")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--processor", type=int, default=0)
    parser.add_argument("--ours", default=OURS, help="another build of OperationBenchmarks")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {options.processor})
    import torch
    torch.set_num_threads(1)
    peers = cases(torch)
    ours = subprocess.Popen([options.ours], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(line):
        ours.stdin.write(line + "\n")
        ours.stdin.flush()
        return ours.stdout.readline().strip()

    known = set(ask("names").split())
    names = options.only.split(",") if options.only else list(peers)
    if missing := (known ^ set(peers) if not options.only else set(names) - known):
        raise SystemExit(f"only one side knows {', '.join(sorted(missing))}")
    print("| operation | ours, ms | PyTorch, ms | ratio | with gradient: ours, ms | PyTorch, ms | ratio |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name in names:
        inputs, function, is_smooth = peers[name]
        cells = []
        for what in ["forward", "gradient"] if is_smooth else ["forward"]:
            times = ([], [])
            for turn in range(options.rounds + 1):
                pair = float(ask(f"{name} {what}")), milliseconds(torch, inputs, function, what == "gradient")
                # The first turn fills caches and memory.
                if turn:
                    times[0].append(pair[0])
                    times[1].append(pair[1])
            a, b = map(statistics.median, times)
            cells += [f"{a:.2f}", f"{b:.2f}", f"{a / b:.2f}"]
        print("| " + " | ".join([name, *cells, *([""] * (6 - len(cells)))]) + " |", flush=True)


if __name__ == "__main__":
    main()
