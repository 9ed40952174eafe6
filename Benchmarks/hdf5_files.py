#!/usr/bin/env python3
"""Writes the HDF5 files of the tests: python3 Benchmarks/hdf5_files.py Tests/VectorFilesTests/Resources/hdf5 (needs h5py)."""
import sys, h5py, numpy as np, pathlib
out = pathlib.Path(sys.argv[1]); out.mkdir(exist_ok=True)
X = np.arange(12).reshape(6, 2)
def file(name, **options): return h5py.File(out / name, "w", libver=options.pop("libver", ("earliest", "v110")), **options)
with file("types.h5") as f:
    for t in ["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", ">f4", ">i8", ">u2"]:
        f.create_dataset(t.replace(">", "big_"), data=X.astype(t))
    f.create_dataset("bool", data=X % 2 == 0)
    f.create_dataset("long_double", data=X.astype(np.longdouble))
    f.create_dataset("words", data=np.array([b"a", b"b"]))
    f.create_dataset("complex", data=X.astype(np.complex128))
    f.create_dataset("cube", data=np.zeros((2, 2, 2), "f4"))
    f.create_dataset("one", data=np.float32(1))
    f.create_dataset("group/deep", data=X.astype("f4"))
    f["soft"] = h5py.SoftLink("/f4")
    f["out"] = h5py.ExternalLink("elsewhere.h5", "/X")
with file("chunks.h5") as f:
    f.create_dataset("X", data=X.astype("f4"), chunks=(4, 1), compression="gzip", shuffle=True, fletcher32=True)
with file("ann.hdf5") as f:
    f.create_dataset("train", data=X.astype("f4"))
    f.create_dataset("test", data=X[:2].astype("f4"))
    f.create_dataset("neighbors", data=np.zeros((2, 3), "i4"))
    f.create_dataset("distances", data=np.zeros((2, 3), "f4"))
with file("labels.h5", userblock_size=512) as f:
    f.create_dataset("X", data=X.astype("f8"))
    f.create_dataset("y", data=np.array([0, 0, 0, 1, 1, 1]))
    layout = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    layout.set_layout(h5py.h5d.COMPACT)
    compact = h5py.h5d.create(f.id, b"compact", h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple(X.shape), layout)
    compact.write(h5py.h5s.ALL, h5py.h5s.ALL, X.astype("f4"))
with file("filter.h5") as f:
    # A filter that nothing registers: 32000 is LZF, which h5py alone has.
    f.create_dataset("X", data=X.astype("f4"), chunks=(6, 2), compression="lzf")
with file("virtual.h5") as f:
    layout = h5py.VirtualLayout(shape=(6, 2), dtype="f4")
    layout[:] = h5py.VirtualSource("ann.hdf5", "train", shape=(6, 2))
    f.create_virtual_dataset("X", layout)
with file("empty.h5") as f:
    f.create_dataset("X", shape=(6, 2), dtype="f4", chunks=(6, 2))
