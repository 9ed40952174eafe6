"""Variations of our own on every operation: ranks 0 to 5, empty and single axes, negative axes, broadcasting, views, ties,
special values, and every attribute."""
import itertools
import math

import torch

SHAPES = [
    [], [1], [4], [0], [3, 4], [1, 3], [3, 1], [0, 3], [3, 0], [2, 3, 4], [2, 1, 3], [2, 0, 3], [1, 2, 3, 2], [2, 1, 2, 1, 3],
    [2, 3, 1, 2, 2]]
PAIRS = [
    ([], []), ([], [3]), ([3], []), ([1], []), ([3], [1]), ([2, 3], [3]), ([3], [2, 3]), ([2, 1], [1, 3]), ([2, 1], [3]),
    ([2, 3], [2, 1]), ([1, 1, 3], [2, 1]), ([2, 1, 3], [4, 1]), ([3, 2], [2, 1, 3, 1]), ([2, 1, 2, 1, 2], [3, 1, 2, 1]),
    ([1], [2, 1, 2, 1, 2]), ([0], [1]), ([0, 3], [3]), ([2, 0, 3], [1, 3]), ([1, 0], [2, 1]), ([0], [])]
BAD_PAIRS = [([2], [3]), ([2, 3], [2]), ([0], [2]), ([2, 3], [3, 2])]
SPECIAL = [0.0, -0.0, 0.5, -0.5, 1.5, 2.5, 1.0, -1.0, 3.0, math.inf, -math.inf, math.nan, 1e-300, 1e300, 710.0, -750.0]
INFINITIES = [[1.0, math.inf, 2.0], [-math.inf, -math.inf, -math.inf], [-math.inf, 1.0, 2.0], [math.nan, 1.0, math.inf]]


class Draw:
    """Random tensors: distinct values that are no multiples of 0.001, positive ones, ties, indices."""

    def __init__(self, seed):
        self.generator = torch.Generator().manual_seed(seed)

    def real(self, shape, low=-3, high=3):
        count = math.prod(shape)
        places = torch.randperm((high - low) * 1000, generator=self.generator)[:count]
        return (low + places.double() * 0.001 + 0.0005).reshape(shape)

    def positive(self, shape):
        return self.real(shape, 0, 3)

    def tied(self, shape):
        return torch.randint(-1, 2, shape, generator=self.generator).double()

    def index(self, shape, count):
        return torch.randint(0, max(count, 1), shape, generator=self.generator)

    def mask(self, shape):
        return torch.randint(0, 2, shape, generator=self.generator).bool()

    def view(self, shape):
        """A tensor whose elements do not lie in order."""
        if len(shape) < 2:
            return self.real([*shape[:-1], 2 * shape[-1]])[..., ::2] if shape else self.real([2])[1]
        return self.real(shape[::-1]).permute(*range(len(shape))[::-1])


def axes_of(shape):
    return range(-len(shape), len(shape)) if shape else [0, -1]


def axis_sets(shape):
    yield None
    rank = len(shape)
    for axis in axes_of(shape):
        yield [axis]
    for count in range(2, rank + 1):
        sets = list(itertools.combinations(range(rank), count))
        for chosen in sets[:3]:
            yield [axis - rank if place % 2 else axis for place, axis in enumerate(chosen)][::-1]


def unary(draw):
    for shape in SHAPES:
        yield [draw.real(shape)], {}
    yield [draw.view([2, 3, 2])], {}
    yield [torch.tensor(SPECIAL, dtype=torch.float64)], {}
    for value in SPECIAL[:12]:
        yield [torch.tensor(value, dtype=torch.float64)], {}
    yield [draw.tied([2, 3, 4])], {}
    yield [draw.real([3, 4]) * 20], {}


def pairs(draw, attributes=({},)):
    for (left, right), more in zip(PAIRS, itertools.cycle(attributes)):
        yield [draw.real(left), draw.real(right)], more
        yield [draw.positive(left), draw.real(right)], more
    for left, right in BAD_PAIRS:
        yield [draw.real(left), draw.real(right)], attributes[0]
    values = torch.tensor(SPECIAL[:12], dtype=torch.float64)
    for more in attributes:
        yield [values[:, None], values[None, :]], more
        yield [draw.tied([3, 1, 4]), draw.tied([2, 4])], more
        yield [draw.view([3, 2]), draw.view([2, 3, 1])], more


def reductions(draw, attributes=({},)):
    shapes = SHAPES + [[2, 3, 2, 2, 2], [5], [1, 1]]
    for shape in shapes:
        for number, axes in enumerate(axis_sets(shape)):
            more = attributes[number % len(attributes)]
            yield [draw.real(shape)], {"axes": axes, "keepDims": number % 3 == 1, **more}
    for number, more in enumerate(attributes):
        yield [draw.tied([3, 4])], {"axes": [number % 2], "keepDims": False, **more}
        yield [torch.zeros(2, 3, dtype=torch.float64)], {"axes": [-1], "keepDims": True, **more}
        yield [torch.tensor(INFINITIES, dtype=torch.float64)], {"axes": [1], "keepDims": False, **more}
        yield [draw.view([2, 3, 2])], {"axes": [0, -1], "keepDims": False, **more}
        yield [draw.real([3, 4])], {"axes": [2], "keepDims": False, **more}
        yield [draw.real([3, 4])], {"axes": [1, -1], "keepDims": False, **more}


def axis_wise(draw, attributes=({},), nothing=False):
    number = 0
    for shape in SHAPES + [[5], [1, 1], [2, 2, 2, 2, 2]]:
        for axis in [*([None] if nothing else []), *axes_of(shape)]:
            for more in attributes if len(shape) < 2 else [attributes[number % len(attributes)]]:
                yield [draw.real(shape)], {"axis": axis, **more}
            number += 1
    for more in attributes:
        yield [draw.tied([3, 4])], {"axis": -1, **more}
        yield [draw.tied([4, 2])], {"axis": 0, **more}
        yield [draw.view([3, 2, 2])], {"axis": 1, **more}
        yield [torch.tensor(INFINITIES, dtype=torch.float64)], {"axis": -1, **more}
        yield [draw.real([3, 4])], {"axis": 2, **more}
        yield [draw.real([3, 4])], {"axis": -3, **more}
        yield [draw.real([])], {"axis": 1, **more}


def keeps(*more):
    return [{"keepDims": keep, **each} for keep in (False, True) for each in (more or ({},))]


def products(draw):
    """torch.prod keeps no dimensions where it is given none."""
    for inputs, attributes in axis_wise(draw, keeps(), nothing=True):
        yield inputs, attributes | ({"keepDims": False} if attributes["axis"] is None else {})
    yield [torch.tensor([[0.0, 2, 0, 3], [1, 0, 4, 5]]).double()], {"axis": 1, "keepDims": False}


def matmul(draw):
    for left, right in [
            ([3], [3]), ([3], [3, 2]), ([2, 3], [3]), ([3], [4, 3, 2]), ([4, 2, 3], [3]), ([2, 3], [4, 3, 2]),
            ([4, 2, 3], [3, 2]), ([2, 1, 2, 3], [4, 3, 2]), ([3], [2, 2, 3, 1]), ([2, 2, 1, 3], [3]), ([0], [0]),
            ([2, 0], [0, 3]), ([0, 2], [2, 3]), ([2, 0, 2], [2, 3]), ([3, 2, 0], [0, 2]), ([0, 2, 3], [0, 3, 1]),
            ([1, 1], [1, 1]), ([1, 2, 3], [5, 3, 1]), ([2, 1, 1, 2, 3], [3, 1, 3, 2]), ([0], [2, 0, 3]), ([2, 3, 0], [0]),
            ([], [2]), ([2], []), ([2, 3], [2, 3]), ([2, 2, 3], [3, 3, 2]), ([3], [2])]:
        yield [draw.real(left), draw.real(right)], {}
    yield [draw.view([3, 2]), draw.view([2, 4])], {}




def einsum(draw):
    for equation, *shapes in [
            ("i", [3]), ("i->", [3]), ("ii", [3, 3]), ("ii->i", [3, 3]), ("ij->ji", [2, 3]), ("ji", [2, 3]), ("ba", [2, 3]),
            ("ij,jk", [2, 3], [3, 2]), ("ij,jk->ik", [2, 3], [3, 2]), ("i,j->ij", [2], [3]), ("i,i", [3], [3]),
            ("...ij,...jk->...ik", [2, 2, 3], [3, 2]), ("...ij,jk", [2, 2, 3], [3, 2]), ("i...,i...->...", [3, 2], [3, 1]),
            ("...", [2, 3]), ("...->", [2, 3]), ("i...->...", [2, 3, 2]), ("...i->i...", [2, 3, 2]), ("...ii->...i", [2, 3, 3]),
            ("iij,j->i", [2, 2, 3], [3]), ("ij,jk,kl->il", [2, 3], [3, 2], [2, 4]), ("bij,bjk->bik", [2, 2, 3], [2, 3, 1]),
            ("i,ij,j", [2], [2, 3], [3]), (",i->i", [], [3]), (",", [], []), ("->", []), ("", []), ("ij,ij->j", [2, 3], [2, 3]),
            ("ij,kl->", [2, 3], [2, 2]), ("iji->j", [2, 3, 2]), ("ijk,ikj->i", [2, 3, 2], [2, 2, 3]),
            (" i j , j k -> i k ", [2, 3], [3, 2]), ("aB,Bc->ac", [2, 3], [3, 2]), ("Ab", [2, 3]), ("bA", [2, 3]),
            ("i->i", [0]), ("ij,jk->ik", [2, 0], [0, 3]), ("ij,jk->ik", [0, 2], [2, 3]), ("ij,j->i", [2, 1], [3]),
            ("ij,jk->ik", [2, 1], [3, 2]), ("...,...", [2, 1, 3], [4, 1]), ("...i,...i->...", [2, 1, 3], [4, 3]),
            ("ij,jk->ik", [2, 3], [2, 3]), ("ij->ik", [2, 3]), ("ij", [2]), ("ij->ii", [2, 3]), ("i,j", [2]), ("ii", [2, 3]),
            ("i...j,...k->k...", [2, 3, 2], [3, 4]), ("abcde->edcba", [1, 2, 1, 2, 3]), ("ij,ij,ij->i", [2, 3], [2, 3], [2, 3])]:
        yield [draw.real(shape) for shape in shapes], {"equation": equation}
    yield [draw.view([3, 2]), draw.view([2, 2])], {"equation": "ij,jk->ki"}


def where(draw):
    for left, right in PAIRS + BAD_PAIRS[:2]:
        yield [draw.mask(right), draw.real(left), draw.real(right)], {}
    for shapes in [([2, 1], [3], [1, 1, 3]), ([2, 3], [], []), ([], [2], [3, 1]), ([0], [1], []), ([], [], [2, 2, 1, 1, 2])]:
        yield [draw.mask(shapes[0]), draw.real(shapes[1]), draw.real(shapes[2])], {}
    yield [torch.tensor([True, False]), torch.tensor([1.0, math.nan]).double(), torch.tensor([math.inf, 2.0]).double()], {}


def masked_select(draw):
    for left, right in PAIRS + BAD_PAIRS[:2]:
        yield [draw.real(left), draw.mask(right)], {}
    yield [draw.real([2, 3]), torch.zeros(2, 3).bool()], {}


def clamp(draw):
    bounds = [(-1.0, 1.0), (None, 0.5), (-0.5, None), (1.0, -1.0), (0.0, 0.0), (-2, 2), (-math.inf, 1), (0.5, math.inf),
              (math.inf, None), (None, -math.inf), (None, None)]
    for shape, (low, high) in zip(itertools.cycle(SHAPES), bounds * 2):
        yield [draw.real(shape)], {"min": text(low), "max": text(high)}
    for low, high in bounds:
        yield [torch.tensor(SPECIAL, dtype=torch.float64)], {"min": text(low), "max": text(high)}
    yield [draw.tied([3, 3])], {"min": -1.0, "max": 0.0}
    yield [torch.tensor([1.0, math.nan], dtype=torch.float64)], {"min": "nan", "max": None}


def text(number):
    return str(number) if isinstance(number, float) and not math.isfinite(number) else number


def clamp_tensor(draw):
    for x, low, high in [
            ([3], [3], [3]), ([2, 3], [3], [2, 1]), ([], [2], [3, 1]), ([3], [], []), ([2, 1, 3], [4, 1], [3]), ([0], [1], []),
            ([], [], []), ([1], [0], [1]), ([2], [3], [1])]:
        yield [draw.real(x), draw.real(low) - 1, draw.real(high) + 1], {}
        yield [draw.real(x), draw.real(low), draw.real(high)], {}
    values = torch.tensor(SPECIAL[:12], dtype=torch.float64)
    yield [values[:11, None, None], values[None, ::2, None], values[None, None, 1::2]], {}


def top(draw):
    for shape in SHAPES + [[5]]:
        for axis in axes_of(shape):
            extent = shape[axis] if shape else 1
            for number, k in enumerate(sorted({0, 1, extent // 2, extent, extent + 1})):
                yield [draw.real(shape)], {"k": k, "axis": axis, "largest": (number + axis) % 2 == 0}
    for largest in (True, False):
        yield [draw.tied([2, 5])], {"k": 3, "axis": -1, "largest": largest}
        yield [torch.tensor(INFINITIES, dtype=torch.float64)], {"k": 2, "axis": -1, "largest": largest}
        yield [draw.view([3, 2, 2])], {"k": 2, "axis": 0, "largest": largest}
    yield [draw.real([3])], {"k": -1, "axis": 0, "largest": True}


def kth(draw):
    for shape in SHAPES + [[5]]:
        for axis in axes_of(shape):
            extent = shape[axis] if shape else 1
            for k in sorted({0, 1, (extent + 1) // 2, extent, extent + 1}):
                yield [draw.real(shape)], {"k": k, "axis": axis, "keepDims": k % 2 == 0}
    yield [draw.tied([2, 5])], {"k": 3, "axis": -1, "keepDims": False}
    yield [torch.tensor(INFINITIES, dtype=torch.float64)], {"k": 3, "axis": -1, "keepDims": False}


def broadcast(draw):
    for shape, new in [
            ([], []), ([], [2]), ([], [0]), ([1], [0]), ([1], [3]), ([3], [2, 3]), ([3, 1], [3, 2]), ([2, 1, 3], [2, 2, 2, 3]),
            ([0], [2, 0]), ([1, 0], [2, 0]), ([2], [3]), ([2, 3], [3]), ([1, 2, 1], [2, 2, 2, 2, 2]), ([3], [-1]),
            ([3, 1], [2, -1, 4]), ([2], [2, 1]), ([3], [0])]:
        yield [draw.real(shape)], {"newShape": new}


def reshape(draw):
    for shape, new in [
            ([], []), ([], [1]), ([], [-1]), ([1], []), ([6], [2, 3]), ([2, 3], [-1]), ([2, 3], [3, -1]), ([2, 3, 2], [4, 3]),
            ([0], [0, 3]), ([0, 3], [-1]), ([0, 3], [0, -1]), ([2, 0], [-1, 2]), ([0], []), ([2, 3], [-1, -1]), ([2, 3], [4, -1]),
            ([2, 3], [5]), ([2, 3], [1, 2, 1, 3, 1]), ([1, 1, 1], [1]), ([4], [-2, -2]), ([2], [-2, -1]), ([6], [2, 3, 1, -1])]:
        yield [draw.real(shape)], {"newShape": new}
    yield [draw.view([3, 4])], {"newShape": [2, 6]}


def transpose(draw):
    for shape in SHAPES:
        orders = list(itertools.permutations(range(len(shape))))
        for order in orders[:: max(1, len(orders) // 5)]:
            yield [draw.real(shape)], {"permutation": list(order)}
            if shape:
                yield [draw.real(shape)], {"permutation": [axis - len(shape) for axis in order]}
    yield [draw.view([2, 3, 4])], {"permutation": [1, 2, 0]}
    yield [draw.real([2, 3])], {"permutation": [0, 0]}
    yield [draw.real([2, 3])], {"permutation": [0]}
    yield [draw.real([2, 3])], {"permutation": [0, 2]}


def flip(draw):
    for shape in SHAPES:
        for axes in axis_sets(shape):
            yield [draw.real(shape)], {"axes": axes or []}
    yield [draw.real([2, 3])], {"axes": [0, 0]}
    yield [draw.real([2, 3])], {"axes": [1, -1]}
    yield [draw.real([2, 3])], {"axes": [2]}


def cat(draw):
    for axis, *shapes in [
            (0, [3]), (0, [3], [2]), (-1, [2, 3], [2, 1]), (0, [2, 3], [1, 3], [0, 3]), (1, [2, 0], [2, 3]), (0, [0], [3]),
            (0, [2, 3], [0]), (1, [0], [2, 3]), (-1, [2, 3], [0], [2, 1]), (0, [0], [0]), (0, [0]), (2, [2, 1, 3], [2, 1, 2]),
            (-3, [2, 1, 3], [1, 1, 3]), (1, [2, 1, 2, 1, 3], [2, 2, 2, 1, 3]), (0, [], []), (0, [2], []), (0, [2, 3], [2, 2]),
            (1, [2], [2]), (0, [2, 3], [3]), (-1, [0, 3], [0, 2]), (1, [2, 3], [0], [2, 0]), (2, [2, 3], [2, 3]), (0, [0, 3], [2, 2])]:
        yield [draw.real(shape) for shape in shapes], {"axis": axis}
    yield [draw.view([2, 3]), draw.real([2, 2])], {"axis": 1}


def stack(draw):
    for count, shape in zip(itertools.cycle([1, 2, 3]), SHAPES):
        for axis in range(-len(shape) - 1, len(shape) + 1):
            yield [draw.real(shape) for _ in range(count)], {"axis": axis}
    yield [draw.real([2]), draw.real([2])], {"axis": 2}
    yield [draw.real([2]), draw.real([2])], {"axis": -3}
    yield [draw.real([2]), draw.real([1])], {"axis": 0}
    yield [draw.real([0]), draw.real([2])], {"axis": 0}


def select(draw):
    for shape in SHAPES:
        for axis in axes_of(shape):
            extent = shape[axis] if shape else 1
            for index in {0, extent - 1, -1, -extent}:
                yield [draw.real(shape)], {"axis": axis, "index": index}
    for axis, index in [(0, 3), (0, -4), (2, 0), (-3, 0)]:
        yield [draw.real([3, 4])], {"axis": axis, "index": index}


def slices(draw):
    for shape, starts, ends, steps in [
            ([], [], [], []), ([5], [None], [None], [1]), ([5], [1], [4], [2]), ([5], [-3], [-1], [1]), ([5], [4], [2], [1]),
            ([5], [-100], [100], [1]), ([5], [7], [9], [1]), ([5], [0], [0], [1]), ([5], [0], [5], [7]), ([5], [None], [-1], [2]),
            ([0], [None], [None], [1]), ([0], [0], [3], [2]), ([2, 3], [0, 1], [1, None], [1, 1]), ([3, 4], [1, None], [None, -1], [2, 3]),
            ([3, 0], [1, 0], [None, 2], [1, 1]), ([2, 3, 4], [None, -2, 1], [None, None, 4], [1, 1, 2]),
            ([2, 1, 2, 1, 3], [1, 0, 0, 0, -1], [2, 1, 1, 1, None], [1, 1, 1, 1, 1]), ([5], [-2], [-4], [1]), ([5], [None], [None], [0]),
            ([5], [None], [None], [-1]), ([4], [3], [-9], [1]), ([4], [2], [2], [3])]:
        yield [draw.real(shape)], {"starts": starts, "ends": ends, "steps": steps}
    yield [draw.view([3, 4])], {"starts": [0, 1], "ends": [None, None], "steps": [2, 2]}


def pad(draw):
    for shape, pads in [
            ([], []), ([3], [1, 2]), ([3], [0, 0]), ([3], [-1, 2]), ([3], [-1, -1]), ([3], [-2, -1]), ([3], [-3, 1]), ([3], [-4, 2]),
            ([0], [1, 2]), ([2, 3], [1, 0]), ([2, 3], [1, 0, 0, 2]), ([2, 3], [-1, 1, 1, -1]), ([0, 3], [1, 1]), ([2, 1, 3], [1, 1, 0, 1, 2, 0]),
            ([2, 2], []), ([1, 2, 1, 2], [1, 1, 0, 0, 1, 0]), ([2, 1, 2, 1, 2], [0, 1, 1, 0]), ([2], [1, 1, 1, 1]), ([2], [1]),
            ([2, 3], [0, -4])]:
        for value in (0, 1.5, "nan", "-inf")[: 1 + len(pads) // 2]:
            yield [draw.real(shape)], {"pads": pads, "mode": "constant", "value": value}
    for mode in ("reflect", "replicate", "circular"):
        for shape, pads in [
                ([2, 3], [1, 2]), ([2, 3], [2, 0]), ([2, 3], [-1, 2]), ([2, 3], [-1, -1]), ([1, 4], [3, 3]), ([2, 3], [3, 3]),
                ([1, 1], [2, 1]), ([1, 2, 3], [1, 1]), ([1, 2, 3], [1, 0, 1, 1]), ([2, 1, 3, 3], [2, 1, 1, 2]), ([1, 2, 3, 3], [-1, 1, 1, -1]),
                ([1, 1, 2, 3, 2], [1, 1, 1, 2, 1, 0]), ([1, 2, 3, 2], [1, 1, 1, 2, 1, 0]), ([2, 0, 3], [1, 1]), ([2, 3], [0, 0]),
                ([2, 0], [1, 1]), ([3], [1, 1]), ([2, 3], [1, 1, 1, 1]), ([2, 3], [4, 0]), ([1, 3], [-2, 0]),
                ([1, 2, 4], [2, -1]), ([1, 4], [-2, 2])]:
            yield [draw.real(shape)], {"pads": pads, "mode": mode}


def gather(draw):
    for shape, index, axis in [
            ([3], [2], 0), ([3], [0], 0), ([3], [5], -1), ([2, 3], [2, 2], 1), ([2, 3], [1, 3], 0), ([2, 3], [1, 2], -1), ([2, 3], [4, 2], 0),
            ([2, 1, 3], [2, 1, 2], 2), ([2, 3, 2], [1, 4, 1], 1), ([], [], 0), ([], [], -1), ([1], [3], 0), ([], [3], 0), ([3], [], 0),
            ([0, 3], [0, 2], 1), ([2, 0], [2, 0], 1), ([2, 3], [0, 3], 0), ([2, 1, 2, 1, 3], [1, 1, 2, 1, 4], -1), ([1, 3], [1, 2], 1),
            ([2, 3], [3, 2], 1), ([2, 3], [2], 0), ([2, 3], [2, 2], 2), ([1, 3], [2, 3], 1), ([2, 0], [2, 1], 1)]:
        extent = (shape or [1])[axis] if -len(shape or [1]) <= axis < len(shape or [1]) else 1
        yield [draw.real(shape), draw.index(index, extent)], {"axis": axis}
    yield [draw.real([3]), torch.tensor([0, -1])], {"axis": 0}
    yield [draw.real([3]), torch.tensor([0, 3])], {"axis": 0}
    yield [draw.real([3, 2]), torch.tensor([[2, 2], [2, 2], [2, 0]])], {"axis": 0}


def take_along(draw):
    for shape, index, axis in [
            ([3], [2], 0), ([2, 3], [2, 2], 1), ([2, 3], [1, 2], 1), ([1, 3], [2, 2], 1), ([2, 3], [4, 1], 0), ([2, 3], [4, 3], -2),
            ([2, 1, 3], [1, 4, 2], 2), ([1, 1, 3], [2, 4, 2], -1), ([2, 3], [5], None), ([2, 3], [2, 2], None), ([], [], None),
            ([], [], 0), ([2, 0], [2, 0], 1), ([2, 3], [0, 3], 0), ([2, 1, 2, 1, 3], [1, 2, 1, 2, 2], 4), ([2, 3], [3, 2], 1),
            ([2, 3], [2], 1), ([3], [0], None), ([2, 3], [], None), ([4, 1], [2, 3], 0), ([2, 3], [2, 2], 2)]:
        extent = math.prod(shape) if axis is None else (shape or [1])[axis] if axis < len(shape or [1]) else 1
        yield [draw.real(shape), draw.index(index, extent)], {"axis": axis}
    yield [draw.real([3]), torch.tensor([-1])], {"axis": 0}
    yield [draw.real([2, 3]), torch.tensor([[-1, 0], [-3, 2]])], {"axis": 1}


def index_select(draw):
    for shape, count, axis in [
            ([3], 2, 0), ([3], 0, 0), ([3], 5, -1), ([2, 3], 2, 1), ([2, 3], 3, 0), ([2, 1, 3], 2, -1), ([2, 3, 2], 4, 1), ([1], 3, 0),
            ([2, 0], 3, 0), ([0, 2], 0, 0), ([2, 1, 2, 1, 3], 2, 4), ([2, 3], 2, 2)]:
        extent = shape[axis] if axis < len(shape) else 1
        yield [draw.real(shape), draw.index([count], extent)], {"axis": axis}
    yield [draw.real([]), torch.tensor([0])], {"axis": 0}
    yield [draw.real([2, 3]), torch.tensor(1)], {"axis": 1}
    yield [draw.view([3, 2]), torch.tensor([1, 1, 0])], {"axis": 1}
    for bad in (-1, 3):
        yield [draw.real([3]), torch.tensor([bad])], {"axis": 0}
    yield [draw.real([3]), torch.tensor([[0]])], {"axis": 0}


def index_add(draw):
    for alpha, (shape, source, axis) in zip(itertools.cycle([1, 2, -0.5, 0]), [
            ([3], [2], 0), ([3], [5], -1), ([3], [0], 0), ([2, 3], [2, 3], 0), ([2, 3], [2, 4], 1), ([2, 1, 3], [2, 1, 2], -1),
            ([2, 3, 2], [2, 4, 2], 1), ([], [], 0), ([1], [3], 0), ([0, 3], [0, 2], 1), ([2, 0], [3, 0], 0), ([2, 1, 2, 1, 3], [2, 1, 2, 1, 2], 4),
            ([2, 3], [2, 2], 0), ([2, 3], [3, 3], 2)]):
        extent = (shape or [1])[axis] if axis < len(shape or [1]) else 1
        count = (source or [1])[axis] if axis < len(source or [1]) else 1
        yield [draw.real(shape), draw.index([count], extent), draw.real(source)], {"axis": axis, "alpha": alpha}
    yield [draw.real([]), torch.tensor(0), draw.real([])], {"axis": 0, "alpha": 3}
    yield [draw.real([2, 3]), torch.tensor(1), draw.real([2, 1])], {"axis": 1, "alpha": 3}
    yield [draw.real([3]), torch.tensor([0, 0, 0]), draw.real([3])], {"axis": 0, "alpha": 2.5}
    for index in ([0, 3], [0, -1], [0], [0, 1, 2]):
        yield [draw.real([3]), torch.tensor(index), draw.real([2])], {"axis": 0, "alpha": 1}


def scatters(draw, attributes=({},)):
    for more in attributes:
        for shape, index, source, axis in [
                ([3], [2], [2], 0), ([3], [5], [5], 0), ([3], [0], [0], 0), ([3], [2], [4], -1), ([2, 3], [2, 2], [2, 2], 1),
                ([2, 3], [1, 4], [1, 4], 1), ([2, 3], [4, 2], [4, 2], 0), ([2, 1, 3], [2, 1, 2], [2, 1, 2], 2), ([], [], [], 0),
                ([1], [4], [4], 0), ([0, 3], [0, 2], [0, 2], 1), ([2, 2, 2], [1, 3, 2], [1, 3, 2], 1), ([2, 3], [2, 4], [2, 2], 1),
                ([2, 3], [3, 2], [3, 2], 1), ([2, 3], [2], [2], 0), ([2, 1, 2, 1, 3], [2, 1, 1, 1, 4], [2, 1, 1, 1, 4], -1)]:
            extent = (shape or [1])[axis]
            yield [draw.real(shape), draw.index(index, extent), draw.real(source)], {"axis": axis, **more}
        yield [draw.tied([3]), draw.index([6], 3), draw.tied([6])], {"axis": 0, **more}
        yield [draw.tied([2, 3]), draw.index([2, 5], 3), draw.tied([2, 5])], {"axis": 1, **more}
        yield [torch.zeros(2).double(), torch.tensor([0, 0, 1]), torch.zeros(3).double()], {"axis": 0, **more}
        special = torch.tensor([1.0, math.nan, math.inf, -math.inf], dtype=torch.float64)
        yield [special.clone(), torch.tensor([0, 0, 2, 3]), special.flip(0)], {"axis": 0, **more}
        for bad in (-1, 3):
            yield [draw.real([3]), torch.tensor([bad]), draw.real([1])], {"axis": 0, **more}


def bincount(draw):
    for index in ([], [0], [3, 1, 1, 0, 5], [2, 2, 2]):
        for minlength in (0, 2, 9):
            whole = torch.tensor(index, dtype=torch.int64)
            yield [whole], {"minlength": minlength}
            yield [whole, draw.real([len(index)])], {"minlength": minlength}
    yield [torch.tensor([-1])], {"minlength": 0}
    yield [torch.tensor([[1]])], {"minlength": 0}
    yield [torch.tensor(1)], {"minlength": 0}
    yield [torch.tensor([1]), draw.real([2])], {"minlength": 0}
    yield [torch.tensor([1])], {"minlength": -1}
    yield [torch.tensor([0, 2]), draw.real([2])], {"minlength": -1}


def bucketize(draw):
    for shape, right in itertools.product(SHAPES, (False, True)):
        yield [draw.tied(shape), torch.tensor([-1.0, 0, 0, 1]).double()], {"right": right}
    for right in (False, True):
        yield [torch.tensor(SPECIAL, dtype=torch.float64), torch.tensor([-1.0, 0, 0.5, math.inf, math.nan]).double()], {"right": right}
        yield [draw.real([2]), torch.zeros(0).double()], {"right": right}
        yield [draw.real([2]), torch.zeros(1, 2).double()], {"right": right}
        yield [draw.real([2]), torch.tensor(0.5).double()], {"right": right}


def searchsorted(draw):
    for row, values in [
            ([4], []), ([4], [3]), ([4], [2, 3]), ([4], [2, 1, 2]), ([0], [2]), ([4], [0]), ([2, 3], [2, 2]), ([2, 2, 3], [2, 2, 1]), ([2, 0], [2, 2]),
            ([2, 3], [2, 0]), ([0, 3], [0, 2]), ([2, 3], [3, 2]), ([2, 3], [2]), ([], [2]), ([1], []), ([1, 1], [1, 3]),
            ([2, 1, 2, 1, 3], [2, 1, 2, 1, 2]), ([2, 3], [])]:
        for right in (False, True):
            yield [torch.sort(draw.tied(row), -1)[0], draw.tied(values)], {"right": right}
            yield [torch.sort(draw.real(row), -1)[0], draw.real(values)], {"right": right}


def nonzero(draw):
    yield from unary(draw)
    yield [torch.zeros(2, 3).double()], {}


def one_hot(draw):
    for shape, classes in itertools.product(([], [3], [2, 3], [1, 2, 1, 2], [0], [0, 3]), (-1, 4, 3, 1, 0)):
        yield [draw.index(shape, 3)], {"classes": classes}
    yield [torch.tensor([-1])], {"classes": 3}
    yield [torch.tensor([-1])], {"classes": -1}


def unique(draw):
    for shape in SHAPES:
        yield [draw.tied(shape)], {"axis": None}
        for axis in axes_of(shape):
            yield [draw.tied(shape)], {"axis": axis}
    yield [draw.tied([6, 2])], {"axis": 0}
    yield [draw.tied([2, 6])], {"axis": -1}
    yield [torch.tensor([-0.0, 0.0, 1.0, math.inf, -math.inf, math.nan, math.nan], dtype=torch.float64)], {"axis": None}
    yield [torch.tensor([[-0.0, 1], [0.0, 1], [math.nan, 0], [math.nan, 0], [-1, math.nan]], dtype=torch.float64)], {"axis": 0}
    yield [torch.zeros(3, 0).double()], {"axis": 0}


def points(draw):
    for x, c in [
            ([3, 2], [2, 2]), ([1, 2], [1, 2]), ([0, 2], [2, 2]), ([3, 2], [0, 2]), ([3, 0], [2, 0]), ([3, 1], [2, 1]), ([2, 3, 2], [2, 2]),
            ([3, 2], [2, 2, 2]), ([2, 1, 3, 2], [3, 2, 2]), ([2, 3, 2], [2, 4, 2]), ([3, 2], [2, 3]), ([2], [2, 2]), ([2, 3, 2], [3, 2, 2]),
            ([0, 3, 2], [2, 2]), ([2, 1, 2, 3, 2], [1, 2, 2, 2])]:
        yield draw.real(x), draw.real(c)
    x = draw.real([3, 2])
    yield x, torch.cat([x[:1], draw.real([1, 2])])
    yield draw.tied([4, 2]), draw.tied([3, 2])
    yield draw.view([3, 2]), draw.view([2, 2])


def cdist(draw):
    for p in (2.0, 1.0, 0.0, 0.5, 1.5, 3.0, "inf", 4, -1.0):
        for x, c in points(draw):
            yield [x, c], {"p": p}




def similarity(draw):
    for (left, right), eps in zip(PAIRS, itertools.cycle([1e-8, 1e-3, 0.5, 10])):
        rank = max(len(left), len(right))
        for axis in axes_of([0] * rank):
            yield [draw.real(left), draw.real(right)], {"axis": axis, "eps": eps}
    yield [torch.zeros(2, 3).double(), draw.real([2, 3])], {"axis": 1, "eps": 1e-8}
    yield [torch.zeros(2, 3).double(), torch.zeros(2, 3).double()], {"axis": -1, "eps": 0.1}
    yield [draw.real([2, 3]), draw.real([2, 3])], {"axis": 2, "eps": 1e-8}


def normalize(draw):
    orders = itertools.cycle([2.0, 1.0, 3.0, 0.5, "inf", 4, 1.5, "-inf", 0.0, -1.0])
    for number, shape in enumerate(SHAPES):
        for axis, p in zip(axes_of(shape), orders):
            yield [draw.real(shape)], {"p": p, "axis": axis, "eps": (1e-12, 0.5, 100)[number % 3]}
    for p in (2.0, 1.0, 3.0, 0.5, "inf"):
        yield [torch.tensor([[0.0, 0, 0], [1, 0, -2]]).double()], {"p": p, "axis": 1, "eps": 1e-12}


def cross_entropy(draw):
    shapes = [[3], [2, 3], [1, 1], [4, 3], [2, 3, 2], [2, 4, 1, 2], [2, 3, 2, 1, 2], [0, 3], [2, 3, 0]]
    for number, shape in enumerate(shapes):
        axis = 0 if len(shape) == 1 else 1
        classes, rest = shape[axis], [extent for place, extent in enumerate(shape) if place != axis]
        for reduction, weighted, smoothing in itertools.product(("mean", "sum", "none"), (False, True), (0.0, 0.3)):
            attributes = {"reduction": reduction, "labelSmoothing": smoothing}
            weights = [draw.positive([classes])] if weighted else []
            target = draw.index(rest, classes)
            yield [draw.real(shape), target, *weights], attributes | {"ignoreIndex": (-100, 0, 1, classes)[number % 4]}
            yield [draw.real(shape), draw.positive(shape), *weights], attributes
    for target in ([3], [-1], [-100, 0, 7]):
        yield [draw.real([len(target), 3]), torch.tensor(target)], {"reduction": "mean"}
    yield [draw.real([2, 3]), torch.tensor([-1, 2])], {"reduction": "mean", "ignoreIndex": -1}
    yield [draw.real([2, 3]), torch.tensor([-1, -1])], {"reduction": "none", "ignoreIndex": -1, "labelSmoothing": 0.1}
    yield [draw.real([2, 3]), torch.tensor([0, 7])], {"reduction": "sum", "ignoreIndex": 7}
    yield [draw.real([2, 3]), torch.tensor([0])], {"reduction": "sum"}
    yield [draw.real([2, 3]), torch.tensor([0, 1]), draw.positive([2])], {"reduction": "sum"}
    yield [draw.real([2, 3]), draw.positive([2, 2])], {"reduction": "sum"}
    yield [draw.real([2, 3]), torch.tensor([0, 1])], {"reduction": "sum", "labelSmoothing": 1.0}
    yield [draw.real([2, 3]), torch.tensor([0, 1])], {"reduction": "sum", "labelSmoothing": 1.5}
    yield [torch.tensor([[1.0, -math.inf, 2.0]]).double(), torch.tensor([0])], {"reduction": "mean"}
    yield [torch.tensor([[1.0, -math.inf, 2.0]]).double(), torch.tensor([1])], {"reduction": "mean"}


def softplus(draw):
    for (inputs, _), beta, threshold in zip(unary(draw), itertools.cycle([1, 2.0, -1.5, 0.5]), itertools.cycle([20, 1, 0, 5.5, -2])):
        yield inputs, {"beta": beta, "threshold": threshold}


def gelu(draw):
    for (inputs, _), approximate in itertools.product(unary(draw), ("none", "tanh")):
        inputs = [torch.where(x == 1e300, 30.0, x) for x in inputs]
        yield inputs, {"approximate": approximate}


def gumbel(draw):
    for shape in SHAPES:
        for number, axis in enumerate(axes_of(shape)):
            yield [draw.real(shape), draw.real(shape)], {"tau": (1, 0.5, 3)[number % 3], "axis": axis, "hard": number % 2 == 1}


def losses(draw):
    for reduction in ("mean", "sum", "none"):
        for left, right in PAIRS + BAD_PAIRS[:2]:
            yield [draw.real(left), draw.real(right)], {"reduction": reduction}


def last_axis(draw, count=1):
    for shape in SHAPES:
        yield [draw.real(shape) for _ in range(count)], {}
        if shape:
            yield [draw.tied(shape) for _ in range(count)], {}


def clusters(draw, attributes=({},)):
    for n, k, d in [(5, 2, 2), (1, 1, 1), (4, 4, 1), (3, 1, 2), (6, 3, 3), (2, 5, 2), (0, 2, 2), (3, 2, 0), (3, 0, 2)]:
        for more in attributes:
            yield [draw.real([n, d]), draw.real([k, d])], more
    for more in attributes:
        yield [draw.tied([6, 2]), draw.tied([3, 2])], more


ORDERS = [{"ord": value} for value in (2, 1, 0, 0.5, 1.5, 3, -1, -2.5, "inf", "-inf", 2.5, -2, 10)]
REDUCES = [
    {"reduce": reduce, "includeSelf": own}
    for reduce in ("sum", "prod", "mean", "amax", "amin") for own in (True, False)]
ROUNDINGS = [{"rounding": value} for value in (None, "floor", "trunc")]
CORRECTIONS = [{"correction": value} for value in (1, 0, 2, 0.5, 5)]
DIRECTIONS = [{"descending": value} for value in (False, True)]

VARIATIONS = {
    "clamp": clamp, "clamp_tensor": clamp_tensor, "where": where, "masked_select": masked_select, "matmul": matmul,
    "einsum": einsum, "topk": top, "kthvalue": kth, "broadcast_to": broadcast, "reshape": reshape, "transpose": transpose,
    "flip": flip, "cat": cat, "stack": stack, "select": select, "slice": slices, "pad": pad, "gather": gather,
    "take_along_dim": take_along, "index_select": index_select, "index_add": index_add, "scatter_add": scatters,
    "scatter_reduce": lambda draw: scatters(draw, REDUCES), "bincount": bincount, "bucketize": bucketize,
    "searchsorted": searchsorted, "nonzero": nonzero, "one_hot": one_hot, "unique": unique, "cdist": cdist,
    "squared_distance": lambda draw: (([x, c], {}) for x, c in points(draw)), "cosine_similarity": similarity,
    "normalize": normalize, "cross_entropy": cross_entropy, "softplus": softplus, "gelu": gelu, "gumbel_softmax": gumbel,
    "mse_loss": losses,
    "var": lambda draw: reductions(draw, CORRECTIONS), "std": lambda draw: reductions(draw, CORRECTIONS),
    "norm": lambda draw: reductions(draw, ORDERS),
    "prod": products,
    "argmax": lambda draw: axis_wise(draw, keeps(), nothing=True),
    "argmin": lambda draw: axis_wise(draw, keeps(), nothing=True),
    "sort": lambda draw: axis_wise(draw, DIRECTIONS), "argsort": lambda draw: axis_wise(draw, DIRECTIONS),
    "div": lambda draw: pairs(draw, ROUNDINGS),
    "add": lambda draw: pairs(draw, [{}, {"alpha": 2.5}, {"alpha": -1}, {"alpha": 0}]),
    "sub": lambda draw: pairs(draw, [{}, {"alpha": 2.5}, {"alpha": -1}, {"alpha": 0}]),
    "comparison_times_x": lambda draw: pairs(draw, [{"comparison": name} for name in "eq ne lt le gt ge".split()]),
    "vq_losses": lambda draw: clusters(draw, [{"beta": 0.25}, {"beta": 1}]),
    **{name: lambda draw: last_axis(draw) for name in
       "argmax_gather argmax_one_hot_dot index_times_value rank_of_x logsumexp_detached_max logsumexp_max".split()},
    **{name: lambda draw: last_axis(draw, 2) for name in "argmax_of_softmax sort_by_key".split()},
    **{name: reductions for name in "sum mean amax amin logsumexp".split()},
    **{name: lambda draw: axis_wise(draw, keeps()) for name in "max min median".split()},
    **{name: axis_wise for name in
       "softmax log_softmax cumsum cumprod logcumsumexp cummax cummin straight_through_argmax".split()},
    **{name: pairs for name in
       "mul pow atan2 maximum minimum floor_divide remainder fmod eq ne lt le gt ge".split()},
    **{name: lambda draw: pairs(draw) for name in "equality_mask mask_times_x".split()},
    **{name: clusters for name in
       "nearest_code vq_straight_through centroid_mean kmeans_loss_loop kmeans_loss_amin kmeans_loss_min kmeans_loss_gather".split()},
}


def variations(operation, seed):
    """(inputs, attributes), reproducible from the seed; what PyTorch refuses becomes a refusal."""
    draw = Draw(seed)
    yield from ((inputs, dict(attributes)) for inputs, attributes in VARIATIONS.get(operation, unary)(draw))
