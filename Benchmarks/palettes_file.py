"""A reader of palettes in NumPy: the layout of Sources/Palettes/Documentation.docc/LayoutOfPalettes.md, from that page alone."""
import json
import struct

import numpy as np

TYPES = {"F16": "<f2", "F32": "<f4", "F64": "<f8", "U8": "u1", "BF16": "<u2"}


def tensors(path):
    """The metadata of a safetensors file, and its tensors; bfloat16 as float32."""
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        start, found = file.tell(), {}
        metadata = header.pop("__metadata__", {})
        for name, entry in header.items():
            begin, end = entry["data_offsets"]
            file.seek(start + begin)
            if entry["dtype"] not in TYPES:
                continue
            values = np.frombuffer(file.read(end - begin), TYPES[entry["dtype"]]).reshape(entry["shape"])
            if entry["dtype"] == "BF16":
                values = (values.astype(np.uint32) << 16).view(np.float32)
            found[name] = values
    return metadata, found


def codes(indices, shape, bits, vector, axis):
    """One code per vector, in the shape that they have."""
    small = [n // vector if i == axis else n for i, n in enumerate(shape)]
    count = int(np.prod(small))
    flags = np.unpackbits(indices, bitorder="little")[:count * bits].reshape(count, bits)
    return (flags.astype(np.int64) << np.arange(bits)).sum(1).reshape(small)


def weights(indices, lut, shape, bits, vector, axis):
    index = codes(indices, shape, bits, vector, axis).repeat(vector, axis)
    place = np.indices(shape)
    groups = [place[i] // (n // g) for i, (n, g) in enumerate(zip(shape, lut.shape))]
    return lut[(*groups, index, place[axis] % vector)]


def palettes(path):
    """(name, entry of the metadata, indices, lut) of each tensor that is palettes."""
    metadata, found = tensors(path)
    for name, entry in json.loads(metadata["tessera.palettes"])["tensors"].items():
        yield name, entry, found[name + ".indices"], found[name + ".lut"]
