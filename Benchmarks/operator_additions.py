#!/usr/bin/env python3
"""Writes reference cases of operations beside those of operator_cases.py, in the same format: activations, losses, matrices.

usage: Benchmarks/operator_additions.py [FOLDER]          (Tests/AutogradTests/Reference/Cases)

Values, gradients and Hessian-vector products by PyTorch in float64. Factors of matrices whose signs PyTorch leaves open are compared
in the sign that is ours: of each column of U, or of eigenvectors, the element of largest magnitude is positive. Where PyTorch computes
in Float (hardsigmoid's sixth) or adds small numbers to keep gradients finite (binary cross entropy, cosine embedding), the same formula
in its other operations is taken. Second derivatives at kinks, and those that are not finite, are left out.
"""
import json
import pathlib
import sys

import torch
import torch.nn.functional as F

import operator_cases
from operator_cases import case
from operator_formulas import FORMULAS


def turned(columns):
    """The signs by which columns are multiplied, constants."""
    extremes = columns.gather(-2, columns.abs().argmax(-2, keepdim=True))
    return torch.sign(extremes).detach()


def weights(a, otherwise=None):
    """Constants, since PyTorch does not differentiate them."""
    return torch.tensor(a["weights"], dtype=torch.float64) if "weights" in a else otherwise


def reduced(a, x):
    return {"mean": torch.mean, "sum": torch.sum, "none": lambda x: x}[a["reduction"]](x)


def svd(a, x):
    u, s, vh = torch.linalg.svd(x, full_matrices=False)
    signs = turned(u)
    return u * signs, s, vh.mT * signs


def eigh(a, x):
    values, vectors = torch.linalg.eigh((x + x.mT) / 2)
    return values, vectors * turned(vectors)


def triangular(a, x, b):
    x = x.mT if a["transposed"] else x
    return torch.linalg.solve_triangular(x, b, upper=a["lower"] == a["transposed"], unitriangular=a["unit"])


ACTIVATIONS = {
    "elu": lambda a, x: F.elu(x, a["alpha"]),
    "celu": lambda a, x: F.celu(x, a["alpha"]),
    "selu": lambda a, x: F.selu(x),
    "prelu": lambda a, x, w: F.prelu(x, w),
    "hardtanh": lambda a, x: F.hardtanh(x, a["low"], a["high"]),
    "relu6": lambda a, x: F.relu6(x),
    "hardsigmoid": lambda a, x: F.relu6(x + 3) / 6,
    "hardswish": lambda a, x: F.hardswish(x),
    "hardshrink": lambda a, x: F.hardshrink(x, a["lambda"]),
    "softshrink": lambda a, x: F.softshrink(x, a["lambda"]),
    "tanhshrink": lambda a, x: F.tanhshrink(x),
    "threshold": lambda a, x: F.threshold(x, a["bound"], a["value"]),
    "logsigmoid": lambda a, x: F.logsigmoid(x),
    "softsign": lambda a, x: F.softsign(x),
    "mish": lambda a, x: F.mish(x),
    "glu": lambda a, x: F.glu(x, a["axis"]),
    "leaky_relu": lambda a, x: F.leaky_relu(x, a["slope"]),
}
LOSSES = {
    "l1_loss": lambda a, x, y: F.l1_loss(x, y, reduction=a["reduction"]),
    "huber_loss": lambda a, x, y: F.huber_loss(x, y, delta=a["delta"], reduction=a["reduction"]),
    "smooth_l1_loss": lambda a, x, y: F.smooth_l1_loss(x, y, beta=a["beta"], reduction=a["reduction"]),
    "poisson_nll_loss": lambda a, x, y: F.poisson_nll_loss(
        x, y, log_input=a["log"], full=a["full"], reduction=a["reduction"]),
    "gaussian_nll_loss": lambda a, x, y, v: F.gaussian_nll_loss(x, y, v, full=a["full"], reduction=a["reduction"]),
    "nll_loss": lambda a, x, y: F.nll_loss(
        x, y, weights(a), ignore_index=a["ignoreIndex"], reduction=a["reduction"]),
    "bce": lambda a, x, y: reduced(a, -(y * x.log() + (1 - y) * torch.log1p(-x)) * weights(a, 1.0)),
    "bce_with_logits": lambda a, x, y: F.binary_cross_entropy_with_logits(
        x, y, weights(a), pos_weight=weights(a).flip(0), reduction=a["reduction"]),
    "kl_div": lambda a, x, y: F.kl_div(x, y, reduction=a["reduction"], log_target=a["log"]),
    "multi_margin_loss": lambda a, x, y: F.multi_margin_loss(
        x, y, p=a["p"], margin=a["margin"], weight=weights(a), reduction=a["reduction"]),
    "soft_margin_loss": lambda a, x, y: F.soft_margin_loss(x, y.double(), reduction=a["reduction"]),
    "hinge_embedding_loss": lambda a, x, y: F.hinge_embedding_loss(
        x, y.double(), margin=a["margin"], reduction=a["reduction"]),
    "margin_ranking_loss": lambda a, x, y, t: F.margin_ranking_loss(
        x, y, t.double(), margin=a["margin"], reduction=a["reduction"]),
    "cosine_embedding_loss": lambda a, x, y, t: reduced(a, torch.where(
        t == 1, 1 - F.cosine_similarity(x, y), (F.cosine_similarity(x, y) - a["margin"]).clamp(min=0))),
    "triplet_margin_loss": lambda a, x, y, z: F.triplet_margin_loss(
        x, y, z, margin=a["margin"], p=a["p"], swap=a["swap"], reduction=a["reduction"]),
}
MATRICES = {
    "solve": lambda a, x, b: torch.linalg.solve(x, b),
    "triangular_solve": triangular,
    "inverse": lambda a, x: torch.linalg.inv(x),
    "det": lambda a, x: torch.linalg.det(x),
    "slogdet": lambda a, x: torch.linalg.slogdet(x)[1],
    "cholesky": lambda a, x: torch.linalg.cholesky((x + x.mT) / 2),
    "qr": lambda a, x: tuple(torch.linalg.qr(x)),
    "eigh": eigh,
    "svd": svd,
    "lstsq": lambda a, x, b: torch.linalg.lstsq(x, b).solution,
    "diagonal": lambda a, x: torch.diagonal(x, a["offset"], -2, -1),
    "diag_embed": lambda a, x: torch.diag_embed(x, a["offset"]),
    "trace": lambda a, x: torch.diagonal(x, 0, -2, -1).sum(-1),
    "tril": lambda a, x: torch.tril(x, a["offset"]),
    "triu": lambda a, x: torch.triu(x, a["offset"]),
}

generator = torch.Generator().manual_seed(20261201)


def normal(*shape):
    """Thousandths, which are written exactly, off every kink."""
    return (torch.randn(shape, generator=generator, dtype=torch.float64) * 1000).round() / 1000 + 0.0005


def regular(*shape):
    return normal(*shape) + 3 * torch.eye(shape[-2], shape[-1], dtype=torch.float64)


def positive(count, *batch):
    x = normal(*batch, count, count)
    return ((x @ x.mT * 1000).round() / 1000 + 0.5 * torch.eye(count, dtype=torch.float64)).clone()


def sides(*shape):
    return torch.randint(0, 2, shape, generator=generator) * 2 - 1


def classes(count, *shape):
    return torch.randint(0, count, shape, generator=generator)


def activations():
    kinks = torch.tensor([-6.0, -3.0, -1.0, -0.5, 0.0, 0.5, 1.0, 3.0, 6.0], dtype=torch.float64)
    far = torch.tensor([-800.0, -40.0, 40.0, 800.0], dtype=torch.float64)
    variants = {
        "elu": [{"alpha": 1.0}, {"alpha": 0.3}], "celu": [{"alpha": 1.0}, {"alpha": 0.5}],
        "hardtanh": [{"low": -1.0, "high": 1.0}, {"low": -0.5, "high": 3.0}],
        "hardshrink": [{"lambda": 0.5}, {"lambda": 1.0}], "softshrink": [{"lambda": 0.5}, {"lambda": 0.0}],
        "threshold": [{"bound": 0.5, "value": -2.0}], "glu": [{"axis": -1}, {"axis": 0}],
        "leaky_relu": [{"slope": 0.01}, {"slope": 0.2}]}
    for name in ACTIVATIONS:
        for attributes in variants.get(name, [{}]):
            if name == "glu":
                yield name, [normal(4, 6) * 2], attributes
            elif name == "prelu":
                yield name, [normal(3, 2, 4) * 2, normal(2)], attributes
                yield name, [kinks, normal(1)], attributes
            else:
                yield name, [normal(3, 4) * 2], attributes
                yield name, [kinks], attributes
                yield name, [far], attributes
                yield name, [normal()], attributes


def losses():
    for reduction in ("mean", "sum", "none"):
        r = {"reduction": reduction}
        yield "l1_loss", [normal(3, 4), normal(3, 4)], r
        yield "huber_loss", [normal(3, 4) * 2, normal(3, 4)], r | {"delta": 0.7}
        yield "smooth_l1_loss", [normal(3, 4) * 2, normal(3, 4)], r | {"beta": 0.8}
        for flag in (False, True):
            yield "poisson_nll_loss", [normal(8).abs() + 0.1, torch.tensor([4.0, 1, 2, 3, 1, 7, 5, 2], dtype=torch.float64)], (
                r | {"log": flag, "full": not flag})
            yield "gaussian_nll_loss", [normal(5), normal(5), normal(5).abs() + 0.2], r | {"full": flag}
            yield "kl_div", [F.log_softmax(normal(3, 4), -1), (F.log_softmax if flag else F.softmax)(normal(3, 4), -1)], (
                r | {"log": flag})
            yield "triplet_margin_loss", [normal(4, 3), normal(4, 3), normal(4, 3)], (
                r | {"margin": 1.0, "p": 2.0 if flag else 3.0, "swap": flag})
        yield "nll_loss", [normal(5, 4), classes(4, 5)], r | {"ignoreIndex": -100}
        yield "nll_loss", [normal(2, 4, 3), classes(4, 2, 3)], r | {"ignoreIndex": 1, "weights": [0.5, 2.0, 0.25, 1.5]}
        yield "bce", [torch.sigmoid(normal(3, 4)), torch.rand((3, 4), generator=generator, dtype=torch.float64)], r
        yield "bce", [torch.sigmoid(normal(3, 4)), torch.rand((3, 4), generator=generator, dtype=torch.float64)], r | {"weights": [0.5, 2.0, 0.25, 1.5]}
        yield "bce_with_logits", [
            normal(3, 4) * 3, torch.rand((3, 4), generator=generator, dtype=torch.float64)], (
                r | {"weights": [0.5, 2.0, 0.25, 1.5]})
        yield "multi_margin_loss", [normal(5, 4), classes(4, 5)], r | {"p": 1, "margin": 1.0, "weights": [0.5, 2.0, 0.25, 1.5]}
        yield "multi_margin_loss", [normal(5, 4), classes(4, 5)], r | {"p": 2, "margin": 0.5, "weights": [0.5, 2.0, 0.25, 1.5]}
        yield "soft_margin_loss", [normal(3, 4), sides(3, 4)], r
        yield "hinge_embedding_loss", [normal(6), sides(6)], r | {"margin": 0.8}
        yield "margin_ranking_loss", [normal(6), normal(6), sides(6)], r | {"margin": 0.3}
        yield "cosine_embedding_loss", [normal(6, 3), normal(6, 3), sides(6)], r | {"margin": 0.1}


def matrices():
    yield "solve", [regular(4, 4), normal(4, 2)], {}
    yield "solve", [regular(4, 4), normal(4)], {}
    yield "solve", [regular(2, 3, 3), normal(2, 3, 1)], {}
    yield "solve", [regular(1, 3, 3), normal(2, 1, 3, 2)], {}
    for lower in (False, True):
        for transposed in (False, True):
            yield "triangular_solve", [regular(4, 4), normal(4, 2)], {"lower": lower, "transposed": transposed, "unit": False}
        yield "triangular_solve", [regular(2, 3, 3), normal(3, 2)], {"lower": lower, "transposed": False, "unit": True}
    for name in ("inverse", "det", "slogdet"):
        yield name, [regular(4, 4)], {}
        yield name, [normal(2, 3, 3)], {}
        yield name, [torch.tensor([[-2.5]], dtype=torch.float64)], {}
    yield "cholesky", [positive(4)], {}
    yield "cholesky", [positive(3, 2)], {}
    for shape in ((4, 4), (5, 3), (3, 5), (2, 4, 2)):
        yield "qr", [normal(*shape)], {}
        yield "svd", [normal(*shape)], {}
    yield "eigh", [normal(4, 4)], {}
    yield "eigh", [normal(2, 3, 3)], {}
    yield "lstsq", [normal(5, 3), normal(5, 2)], {}
    yield "lstsq", [normal(2, 4, 2), normal(2, 4, 1)], {}
    yield "lstsq", [normal(3, 5), normal(3, 2)], {}
    for offset in (-1, 0, 2):
        for name in ("diagonal", "tril", "triu"):
            yield name, [normal(2, 3, 4)], {"offset": offset}
        yield "diag_embed", [normal(2, 3)], {"offset": offset}
    yield "trace", [normal(2, 3, 4)], {}


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "Tests/AutogradTests/Reference/Cases")
    for formulas in (ACTIVATIONS, LOSSES, MATRICES):
        FORMULAS.update(formulas)
    for name, samples in (("activations", activations), ("losses", losses), ("matrices", matrices)):
        lines = []
        for place, (operation, inputs, attributes) in enumerate(samples()):
            shapes = ",".join("x".join(map(str, x.shape)) or "s" for x in inputs)
            parts = ".".join([operation, shapes, *(f"{key}={value}" for key, value in attributes.items())])
            one = case(operation, f"{name}.{place}.{parts}", inputs, attributes, place, [])
            if isinstance(one["outputs"], dict):
                raise SystemExit(f"{one['name']}: {one['outputs']}")
            if "kink" in one["tags"] or not operator_cases.finite(one.get("hvp", [])):
                one.pop("hvp", None)
            lines.append(json.dumps(one, separators=(",", ":")))
        (folder / f"{name}.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
        print(name, len(lines))


main()
