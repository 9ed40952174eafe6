"""The pictures of the tutorials: python3 Documentation/pictures.py --cli PATH [--only NAME]

Screenshots of pages that the command made, and a photograph beside its palettes, in few colours by the command's own palettes; the
sizes of clusters that a program of a tutorial prints, as bars. Needs `chromium` (Debian) and Pillow, whose median cut is one of the four.
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Benchmarks"))
from pages import chromium  # noqa: E402

DATA = ROOT / "Examples/Data"
TARGET = ROOT / "Sources/Tessera/Documentation.docc/Tutorials/Pictures"


def shot(cli, name, page, width, height, colours=64):
    """The upper part of a page, light, as a PNG of few colours."""
    picture = page.parent / f"{name}-shot.png"
    chromium(
        f"--screenshot={picture}", f"--window-size={width},{height}", "--force-device-scale-factor=1",
        "--blink-settings=preferredColorScheme=1", "--allow-file-access-from-files", page.as_uri())
    subprocess.run([cli, "palette", picture, "-k", str(colours), "-o", TARGET / f"{name}.png"], check=True, capture_output=True)


def report(cli, folder, name, *arguments):
    page = folder / f"{name}.html"
    subprocess.run([cli, *arguments, "--report", page], check=True, capture_output=True, cwd=DATA)
    shot(cli, name, page, 1076, 1180)


def beside(cli, folder):
    """A photograph, its sixteen colours, dithered, and those of Pillow's median cut."""
    from PIL import Image

    photograph = DATA / "china.jpg"
    for name, options in {"colours": [], "dithered": ["--dither", "floyd-steinberg"]}.items():
        subprocess.run(
            [cli, "palette", photograph, "-k", "16", *options, "-o", folder / f"{name}.png"], check=True, capture_output=True)
    Image.open(photograph).convert("RGB").quantize(16, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(folder / "cut.png")
    panels = {
        "the photograph": photograph.as_uri(), "16 colours": "colours.png", "16 colours, dithered": "dithered.png",
        "16 colours by median cut": "cut.png"}
    figures = "".join(
        f'<figure><img src="{file}" width="480" style="image-rendering:pixelated"><figcaption>{words}</figcaption></figure>'
        for words, file in panels.items())
    page = folder / "palette-beside.html"
    page.write_text(
        "<style>body{margin:12px;display:grid;grid-template-columns:480px 480px;gap:12px;font:16px sans-serif}"
        f"figure{{margin:0}}figcaption{{padding-top:4px}}</style>{figures}")
    shot(cli, "palette-beside", page, 996, 724, colours=256)


def collapse():
    """The sizes of clusters that the program of the collapse prints, largest first."""
    rows = re.findall(r"^(.*?) \[(.*?)\]", (TARGET.parent / "Programs/Collapse-printed.txt").read_text(), re.MULTILINE)
    parts = []
    for row, (name, sizes) in enumerate(rows):
        top = 30 + row * 130
        parts.append(f'<text x="24" y="{top + 60}">{name}</text>')
        for place, size in enumerate(sorted(map(int, sizes.split(",")), reverse=True)):
            x, height = 190 + place * 52, max(size * 0.7, 1)
            parts.append(f'<rect x="{x}" y="{top + 90 - height:g}" width="40" height="{height:g}" fill="#3f74b5"/>')
            parts.append(f'<text x="{x + 20}" y="{top + 108}" text-anchor="middle" fill="#555">{size}</text>')
    (TARGET / "gradient-collapse.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="740" height="420" viewBox="0 0 740 420" font-family="sans-serif" font-size="15">'
        f'<rect width="740" height="420" fill="#fff"/>{"".join(parts)}</svg>\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", required=True, type=lambda path: pathlib.Path(path).absolute())
    parser.add_argument("--only")
    options = parser.parse_args()
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        made = {
            "embeddings-page": lambda cli: report(
                cli, folder, "embeddings-page", "fit", "packages.npy", "-k", "6", "--metric", "cosine", "--restarts", "10"),
            "balanced-page": lambda cli: report(cli, folder, "balanced-page", "fit", "digits.npy", "-k", "10", "--sizes", "equal"),
            "palette-beside": lambda cli: beside(cli, folder),
            "gradient-collapse": lambda cli: collapse(),
        }
        for picture, make in made.items():
            if options.only in (None, picture):
                make(options.cli)
                for file in TARGET.glob(f"{picture}.*"):
                    print(f"{file.name}: {file.stat().st_size} bytes")


if __name__ == "__main__":
    main()
