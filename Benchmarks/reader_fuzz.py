#!/usr/bin/env python3
"""Damages files of every format that `tessera` reads, and looks at how the command ends.

    python3 Benchmarks/reader_fuzz.py --seconds 600 [--tool .build/release/tessera] [--only npz,gz] [--seed 0]

Every end has to be a code of sysexits with at most one line of error, within a few seconds and 1 GB of address space: no
signal, no trap, no hang, and no success without finite numbers. What breaks that is kept under --keep, with the command.
Seeds are made by Python's own modules; numpy is not needed.
"""
import argparse, gzip, json, os, random, resource, struct, subprocess, sys, tempfile, time, zipfile, io, pathlib

CODES = {0, 64, 65, 66, 71, 74}
INTERESTING = [0, 1, 2, 4, 8, 16, 31, 32, 64, 127, 128, 255] + list(b'"\',;\t\n\r{}[]():-+.eE0\\#<%')


def npy(values, columns, type="<f8"):
    form = {"<f8": "d", "<f4": "f", "<i8": "q", "|u1": "B", "<f2": "e"}[type]
    header = f"{{'descr': '{type}', 'fortran_order': False, 'shape': ({len(values) // columns}, {columns}), }}"
    header += " " * (-(11 + len(header)) % 64) + "\n"
    return b"\x93NUMPY\x01\0" + struct.pack("<H", len(header)) + header.encode() + struct.pack(f"<{len(values)}{form}", *values)


def archive(members, method):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as file:
        for name, content in members.items():
            file.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content, method)
    return stream.getvalue()


def safetensors(tensors):
    header, data = {}, b""
    for name, (type, shape, content) in tensors.items():
        header[name] = {"dtype": type, "shape": shape, "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def zstd(data, *options):
    try:
        return subprocess.run(["zstd", "-q", "--check", *options], input=data, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None


def seeds():
    values = [float(i % 7) + i / 8 for i in range(48)]
    rows = [values[i:i + 4] for i in range(0, 48, 4)]
    table = "a,b,c,d\n" + "".join(",".join(map(str, row)) + "\n" for row in rows)
    numbers = npy(values, 4)
    floats = struct.pack("<48f", *values)
    lines = "".join(json.dumps({"id": i, "w": "x", "a": row[0], "b": row[1]}) + "\n" for i, row in enumerate(rows))
    nested = "".join(json.dumps({"id": i, "e": row}) + "\n" for i, row in enumerate(rows))
    result = {
        "x.npy": numbers, "h.npy": npy(values, 4, "<f2"), "i.npy": npy([int(v) for v in values], 4, "<i8"),
        "x.csv": table.encode(), "u.csv": table.encode("utf-16"), "q.csv": table.replace(",", '","').encode(),
        "s.npz": archive({"x.npy": numbers}, zipfile.ZIP_STORED),
        "d.npz": archive({"x.npy": numbers, "y.npy": npy(values[:12], 1)}, zipfile.ZIP_DEFLATED),
        "c.zip": archive({"d/x.csv": table}, zipfile.ZIP_DEFLATED),
        "x.safetensors": safetensors({"x": ("F32", [12, 4], floats), "y": ("U8", [12], bytes(12))}),
        "x.fvecs": b"".join(struct.pack("<i4f", 4, *row) for row in rows),
        "x.bvecs": b"".join(struct.pack("<i4B", 4, *[int(v) for v in row]) for row in rows),
        "x.fbin": struct.pack("<II", 12, 4) + floats, "x.u8bin": struct.pack("<II", 12, 4) + bytes(range(48)),
        "x.csv.gz": gzip.compress(table.encode()), "x.npy.gz": gzip.compress(numbers),
        "m.csv.gz": gzip.compress(table[:99].encode()) + gzip.compress(table[99:].encode()),
        "o.jsonl": lines.encode(), "e.jsonl": nested.encode(), "a.json": json.dumps(rows).encode(),
        "p.json": json.dumps([{"a": row[0], "b": row[2]} for row in rows], indent=1).encode(),
    }
    for name, content in {"x.csv.zst": zstd(table.encode()), "x.npy.zst": zstd(numbers, "-19")}.items():
        if content:
            result[name] = content
    return result


def mutated(data, others, random):
    data = bytearray(data)
    for _ in range(random.choice([1, 1, 1, 2, 3, 6])):
        size = max(1, len(data))
        at = random.randrange(min(size, 120)) if random.random() < 0.5 else random.randrange(size)
        kind = random.randrange(9)
        if kind == 0 and data:
            data[min(at, len(data) - 1)] ^= 1 << random.randrange(8)
        elif kind == 1 and data:
            data[min(at, len(data) - 1)] = random.choice(INTERESTING)
        elif kind == 2:
            data[at:at] = bytes([random.choice(INTERESTING)])
        elif kind == 3:
            del data[at:]
        elif kind == 4:
            del data[at:at + random.randrange(1, 12)]
        elif kind == 5:
            other = random.choice(others)
            start = random.randrange(len(other))
            data[at:at] = other[start:start + random.randrange(1, 60)]
        elif kind == 6:  # a number of four or eight bytes
            width = random.choice([2, 4, 8])
            number = random.choice([0, 1, 2**31 - 1, 2**31, 2**32 - 1, 2**63 - 1, 2**64 - 1, len(data), random.getrandbits(64)])
            data[at:at + width] = (number % 256**width).to_bytes(width, "little")
        elif kind == 7:
            start = random.randrange(size)
            data[at:at] = data[start:start + random.randrange(1, 200)]
        else:
            data += bytes(data[:random.randrange(size) + 1])
    return bytes(data)


def limits():
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def fault(tool, path, random, seconds):
    command = [tool, "fit", path, "-k", "2", "--max-iterations", "1", "--json", "--threads", "1", "--quiet"]
    if random.random() < 0.3:
        command.append("--drop-bad-rows")
    if random.random() < 0.2:
        command = [tool, "evaluate", path, "--model", path, "--labels", path, "--json", "--threads", "1", "--quiet"]
    try:
        end = subprocess.run(command, capture_output=True, timeout=seconds, preexec_fn=limits)
    except subprocess.TimeoutExpired:
        return command, f"does not end in {seconds} s"
    if end.returncode not in CODES:
        return command, f"ends with {end.returncode}: {end.stderr[-300:]!r}"
    if end.returncode == 0:
        try:
            inertia = json.loads(end.stdout)["inertia"]
        except (ValueError, KeyError) as error:
            return command, f"prints no report: {error!r}"
        if inertia is None or not inertia >= 0:
            return command, f"the inertia is {inertia}"
    elif end.stdout or len(end.stderr.splitlines()) != 1 or not end.stderr.startswith(b"error: "):
        return command, f"says {end.stderr[-300:]!r}"
    return command, None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", default=".build/release/tessera")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--limit", type=float, default=20, help="the longest that one run may take")
    parser.add_argument("--only", default="", help="ends of the names of seeds, with commas between them")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", default="reader-fuzz")
    options = parser.parse_args()
    all_seeds = seeds()
    ends = tuple(options.only.split(",")) if options.only else ("",)
    names = [name for name in all_seeds if name.endswith(ends)]
    others = list(all_seeds.values())
    generator = random.Random(options.seed)
    runs, faults, accepted, start = 0, 0, 0, time.time()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
        while time.time() - start < options.seconds:
            name = names[runs % len(names)]
            data = mutated(all_seeds[name], others, generator) if runs >= len(names) else all_seeds[name]
            path = os.path.join(folder, name)
            pathlib.Path(path).write_bytes(data)
            command, problem = fault(options.tool, path, generator, options.limit)
            if runs < len(names) and problem is None and command[1] == "fit":
                accepted += 1
            runs += 1
            if problem:
                faults += 1
                os.makedirs(options.keep, exist_ok=True)
                kept = os.path.join(options.keep, f"{options.seed}-{runs}-{name}")
                pathlib.Path(kept).write_bytes(data)
                print(f"{kept}: {' '.join(command[1:]).replace(path, kept)}: {problem}", flush=True)
    print(f"{runs} files of {len(names)} seeds in {time.time() - start:.0f} s: {faults} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
