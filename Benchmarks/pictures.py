#!/usr/bin/env python3
"""Palettes of photographs beside the peers, without dithering: error at equal k, and seconds.

usage: pictures.py [--cli tessera] [--rounds N] [-k K,...] [--only TOOL,...] [PICTURE ...]     the table, as markdown
       pictures.py --check [--cli tessera]                                                   every format that is written, by Pillow;
                                                                                     and the peak memory of 24 megapixels

Without pictures: china.jpg and flower.jpg of scikit-learn (640 x 427, CC BY; its README.txt names the authors). All tools get the same PNG. Errors are measured here, from
the pixels that each tool has written: the root mean square in OKLab, times 100, and the PSNR of the bytes of sRGB. Seconds are the least of the rounds by the
processor's time: of whole commands (ours and pngquant), and of the function alone for Pillow and scikit-learn, all on one thread. The rounds of all tools follow each other in turn.
scikit-learn has the distinct colours in OKLab with their counts, as ours has.
"""
import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
import numpy as np
from PIL import Image

import tessera


def oklab(rgb):
    """[..., 3] of bytes; by Ottosson's page, with NumPy's powers."""
    share = np.asarray(rgb, float) / 255
    light = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    lms = light @ np.array([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
                            [0.0883024619, 0.2817188376, 0.6299787005]]).T
    return np.cbrt(lms) @ np.array([[0.2104542553, 0.7936177850, -0.0040720468],
                                    [1.9779984951, -2.4285922050, 0.4505937099],
                                    [0.0259040371, 0.7827717662, -0.8086757660]]).T


def bytes_of(lab):
    """The nearest bytes, channel by channel."""
    lms = (lab @ np.array([[1, 0.3963377774, 0.2158037573], [1, -0.1055613458, -0.0638541728],
                           [1, -0.0894841775, -1.2914855480]]).T) ** 3
    light = np.clip(lms @ np.array([[4.0767416621, -3.3077115913, 0.2309699292], [-1.2684380046, 2.6097574011, -0.3413193965],
                                    [-0.0041960863, -0.7034186147, 1.7076147010]]).T, 0, 1)
    share = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.rint(share * 255).astype(np.uint8)


def errors(before, after):
    """100 times the root mean square in OKLab, and the PSNR; and how many colours there are."""
    before, after = before.reshape(-1, 3), after.reshape(-1, 3)
    lab = np.sqrt(((oklab(before) - oklab(after)) ** 2).sum(1).mean())
    mean = ((before.astype(float) - after) ** 2).mean()
    return 100 * lab, 10 * np.log10(255 ** 2 / mean) if mean else np.inf, len(np.unique(after, axis=0))


def pixels(path):
    return np.asarray(Image.open(path).convert("RGB"))


def command(*words):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    finished = subprocess.run(list(map(str, words)), capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if finished.returncode != 0:
        raise RuntimeError(f"{words[0]}: {finished.stderr.strip()}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def timed(function):
    begin = time.process_time()
    result = function()
    return time.process_time() - begin, result


def tools(options, folder):
    def ours(*extra):
        def run(path, k):
            out = os.path.join(folder, "ours.png")
            seconds = command(options.cli, "palette", path, "-k", k, "-o", out, "--threads", 1, "--quiet", *extra)
            return seconds, pixels(out)
        return run

    def pngquant(*extra):
        def run(path, k):
            out = os.path.join(folder, "pngquant.png")
            seconds = command("pngquant", "--nofs", "--force", *extra, "-o", out, k, path)
            return seconds, pixels(out)
        return run

    def pillow(method, kmeans=0):
        def run(path, k):
            image = Image.open(path).convert("RGB")
            seconds, found = timed(lambda: image.quantize(k, method=method, kmeans=kmeans, dither=Image.Dither.NONE))
            return seconds, np.asarray(found.convert("RGB"))
        return run

    def scikit(path, k):
        from sklearn.cluster import KMeans
        picture = pixels(path)

        def fit():
            colours, places, counts = np.unique(picture.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
            points = oklab(colours)
            model = KMeans(k, n_init=1, random_state=0).fit(points, sample_weight=counts)
            palette = bytes_of(model.cluster_centers_)
            return palette[nearest(points, oklab(palette))][places.reshape(-1)].reshape(picture.shape)
        return timed(fit)

    yield "tessera", ours()
    yield "tessera --quality balanced", ours("--quality", "balanced")
    yield "tessera --space srgb", ours("--space", "srgb")
    if shutil.which("pngquant"):
        yield "pngquant", pngquant()
        yield "pngquant --speed 1", pngquant("--speed", "1")
    yield "Pillow median cut", pillow(Image.Quantize.MEDIANCUT)
    yield "Pillow median cut kmeans=1", pillow(Image.Quantize.MEDIANCUT, 1)
    yield "Pillow maximum coverage", pillow(Image.Quantize.MAXCOVERAGE)
    yield "Pillow fast octree", pillow(Image.Quantize.FASTOCTREE)
    yield "scikit-learn", scikit


def nearest(points, palette):
    """Argmin in blocks."""
    labels = [((block[:, None] - palette) ** 2).sum(2).argmin(1) for block in np.array_split(points, len(points) // 4096 + 1)]
    return np.concatenate(labels)


def table(options):
    names = options.only.split(",") if options.only else None
    print("| picture | k | tool | OKLab x 100 | PSNR, dB | colours | CPU s |\n|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for picture in options.pictures or photographs():
            path = os.path.join(folder, "picture.png")
            Image.open(picture).convert("RGB").save(path)
            before = pixels(path)
            name = os.path.splitext(os.path.basename(picture))[0]
            for k in map(int, options.k.split(",")):
                best = {}
                for _ in range(options.rounds):
                    for tool, run in tools(options, folder):
                        if names and tool not in names:
                            continue
                        seconds, after = run(path, k)
                        best[tool] = (min(seconds, best.get(tool, (np.inf,))[0]), after)
                for tool, (seconds, after) in best.items():
                    lab, ratio, colours = errors(before, after)
                    print(f"| {name} | {k} | {tool} | {lab:.3f} | {ratio:.2f} | {colours} | {seconds:.2f} |", flush=True)


def photographs():
    import sklearn.datasets
    folder = os.path.join(os.path.dirname(sklearn.datasets.__file__), "images")
    return [os.path.join(folder, name) for name in ("china.jpg", "flower.jpg")]


def written(path):
    """The pixels of an output; Pillow does not read PAM."""
    if not path.endswith(".pam"):
        return pixels(path)
    header, elements = open(path, "rb").read().split(b"ENDHDR\n", 1)
    fields = dict(line.split(b" ", 1) for line in header.splitlines()[1:])
    shape = [int(fields[name]) for name in (b"HEIGHT", b"WIDTH", b"DEPTH")]
    return np.frombuffer(elements, np.uint8).reshape(shape)[:, :, :3]


def check(options):
    """What is written is what the report says, by Pillow; and errors are those of the report."""
    with tempfile.TemporaryDirectory() as folder:
        for picture in options.pictures or photographs():
            for k in (2, 5, 16, 17, 256):
                for dither in ("none", "floyd-steinberg", "ordered"):
                    paths = [os.path.join(folder, "out" + suffix) for suffix in (".png", ".ppm", ".pam")]
                    for path in paths:
                        report = tessera.report(options.cli, "palette", picture, "-k", k, "-o", path, "--dither", dither)
                    palette = {tuple(entry["rgb"]) for entry in report["palette"]}
                    pictures = [written(path) for path in paths]
                    assert all((other == pictures[0]).all() for other in pictures), (picture, k)
                    assert {tuple(map(int, row)) for row in np.unique(pictures[0].reshape(-1, 3), axis=0)} <= palette
                    lab, ratio, _ = errors(pixels(picture), pictures[0])
                    assert abs(lab / 100 - report["error"]) < 1e-6 and abs(ratio - report["psnr"]) < 1e-5, (lab, ratio, report)
    print("PNG, PPM and PAM agree with the reports")


def check_memory(options):
    """The peak of a large photograph is what the documentation says: 5 bytes a pixel and 100 per distinct colour, beside the file and the program;
    7 more a pixel where a PPM is written."""
    with tempfile.TemporaryDirectory() as folder:
        source = Image.open((options.pictures or photographs())[0]).convert("RGB").resize((6000, 4000), Image.BICUBIC)
        for name in ("large.jpg", "large.png"):
            path = os.path.join(folder, name)
            source.save(path, **({"quality": 92} if name.endswith("jpg") else {"compress_level": 1}))
            shown = pixels(path).astype(np.uint32)
            colours = np.unique(shown[..., 0] << 16 | shown[..., 1] << 8 | shown[..., 2]).size
            del shown
            for output, each in (("out.png", 5), ("out.ppm", 12)):
                # A child's peak begins with what its parent has: one of its own has little.
                measured = subprocess.run(
                    [sys.executable, "-c", "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=2); "
                     "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)",
                     options.cli, "palette", path, "-k", "16", "--quiet", "-o", os.path.join(folder, output)],
                    check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
                peak = int(measured.stdout) * 1024
                bound = each * 24_000_000 + 100 * colours + os.path.getsize(path) + 64_000_000
                print(f"{name} to {output}, 24 megapixels, {colours:,} colours: {peak / 1e6:.0f} MB, {peak / 24e6:.1f} bytes a pixel "
                      f"(at most {bound / 1e6:.0f} MB)")
                assert peak <= bound, (peak, bound)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", default=".build/release/tessera")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("-k", default="8,16,64,256")
    parser.add_argument("--only")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("pictures", nargs="*")
    options = parser.parse_args()
    if options.check:
        check(options)
        check_memory(options)
    else:
        table(options)


if __name__ == "__main__":
    main()
