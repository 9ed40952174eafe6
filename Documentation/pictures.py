"""The pictures of the tutorials: python3 Documentation/pictures.py --cli PATH [--only NAME]

Screenshots of pages that the command made, and a photograph beside its palettes, in few colours by the command's own palettes.
Needs `chromium` (Debian) and Pillow, whose median cut is one of the four.
"""

import argparse
import pathlib
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
            "gradient-demo": lambda cli: report(cli, folder, "gradient-demo", "demo"),
        }
        for picture, make in made.items():
            if options.only in (None, picture):
                make(options.cli)
                print(f"{TARGET / picture}.png: {(TARGET / f'{picture}.png').stat().st_size} bytes")


if __name__ == "__main__":
    main()
