#!/usr/bin/env python3
"""Palettes as Core ML has them: coremltools takes the tables and codes of a file, and gives back the weights.

usage: palettes_coreml.py [--cli tessera] [--package FOLDER]

Random weights are palettized in all bits, groupings and vector lengths that Core ML knows; each file's constexpr_lut_to_dense (iOS 18,
and iOS 16 where it has one table of single weights) has to have the weights of palettes_file.py and of `tessera palettize --dequantize`,
bit by bit. --package writes the last as an .mlpackage, with both operations. Needs coremltools 9 and numpy (PyPI).
"""
import argparse
import logging
import os
import tempfile
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)
import coremltools as ct
import numpy as np
from coremltools.converters.mil.mil import Builder as mb, types
from coremltools.converters.mil.mil.types.type_mapping import nptype_from_builtin, string_to_builtin

import palettes_file
import tessera
from palettes import save

BITS = (1, 2, 3, 4, 6, 8)


def program(entry, indices, lut, version):
    """A program whose one weight is the palettes."""
    shape, bits = tuple(entry["shape"]), entry["bits"]

    @mb.program(input_specs=[mb.TensorSpec(shape=shape, dtype=types.fp16)], opset_version=version)
    def made(x):
        if version == ct.target.iOS16:
            table = lut.reshape(-1)
            weight = mb.constexpr_lut_to_dense(indices=indices, lut=table, shape=np.array(shape, np.uint32))
        else:
            codes = palettes_file.codes(indices, **entry)
            codes = codes.astype(np.uint8).astype(nptype_from_builtin(string_to_builtin(f"uint{bits}")))
            options = {"vector_axis": np.int32(entry["axis"])} if entry["vector"] > 1 else {}
            weight = mb.constexpr_lut_to_dense(indices=codes, lut=lut, **options)
        return mb.add(x=x, y=weight)

    return made


def dense(made):
    operation, = (one for one in made.functions["main"].operations if one.op_type == "constexpr_lut_to_dense")
    return operation.materialized_val_inference()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", default=".build/release/tessera")
    parser.add_argument("--package")
    options = parser.parse_args()
    generator = np.random.default_rng(1)
    model = {"linear": generator.standard_normal((24, 64)).astype(np.float16),
             "conv": (generator.standard_normal((8, 12, 3, 3)) * 0.05).astype(np.float16)}
    checked = 0
    with tempfile.TemporaryDirectory() as folder:
        path = lambda name: os.path.join(folder, name)
        save(path("m.safetensors"), model)
        for bits in BITS:
            for extra in ([], ["--group-size", "channel"], ["--group-size", "32"], ["--vector", "2"],
                          ["--vector", "4", "--group-size", "channel"]):
                tessera.report(options.cli, "palettize", path("m.safetensors"), "--bits", bits, *extra, "-o", path("p.safetensors"))
                tessera.report(options.cli, "palettize", path("p.safetensors"), "--dequantize", "-o", path("w.safetensors"))
                again = palettes_file.tensors(path("w.safetensors"))[1]
                for name, entry, indices, lut in palettes_file.palettes(path("p.safetensors")):
                    ours = palettes_file.weights(indices, lut, **entry)
                    assert ours.dtype == np.float16 and (ours.view(np.uint16) == again[name].view(np.uint16)).all(), name
                    versions = [ct.target.iOS18]
                    if lut.size == 2 ** bits and bits != 3:  # of iOS 16: 1, 2, 4, 6 and 8 bits
                        versions.append(ct.target.iOS16)
                    for version in versions:
                        made = program(entry, indices, lut, version)
                        theirs = np.asarray(dense(made))
                        assert theirs.shape == ours.shape and (theirs == ours).all(), (name, bits, extra, version)
                        checked += 1
                        if options.package and version == ct.target.iOS18:
                            ct.convert(
                                made, convert_to="mlprogram", minimum_deployment_target=version, skip_model_load=True,
                                pass_pipeline=ct.PassPipeline.EMPTY).save(options.package)
    print(f"coremltools {ct.__version__}: {checked} palettes are the weights that they stand for")


if __name__ == "__main__":
    main()
