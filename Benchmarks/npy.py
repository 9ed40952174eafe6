"""Reads and writes .npy files without numpy: the checks need nothing but Python."""
import array
import ast
import struct
import sys

TYPES = {"f4": "f", "f8": "d", "i4": "i", "i8": "q", "u1": "B", "u2": "H", "i2": "h", "i1": "b"}


def read(path):
    """The shape and the flat values (C order) of a little-endian file."""
    with open(path, "rb") as file:
        data = file.read()
    assert data[:6] == b"\x93NUMPY", path
    length, start = (struct.unpack("<H", data[8:10])[0], 10) if data[6] == 1 else (struct.unpack("<I", data[8:12])[0], 12)
    header = ast.literal_eval(data[start:start + length].decode())
    assert not header["fortran_order"] and header["descr"][0] in "<|" and sys.byteorder == "little", path
    values = array.array(TYPES[header["descr"][1:]])
    values.frombytes(data[start + length:])
    return header["shape"], values


def write(path, columns, values):
    """Writes rows of so many columns, one after the other in an array of Python's."""
    kind = next(name for name, code in TYPES.items() if code == values.typecode)
    header = f"{{'descr': '<{kind}', 'fortran_order': False, 'shape': ({len(values) // columns}, {columns}), }}"
    header += " " * (63 - (len(header) + 10) % 64) + "\n"
    with open(path, "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode())
        file.write(values.tobytes())
