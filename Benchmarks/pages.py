"""Reports in a browser: python3 Benchmarks/pages.py --cli PATH [--shots FOLDER]

Makes pages of several shapes and opens each in Chromium without a network: no error or warning of a script or a policy, no
request for anything, all parts there, and a map that answers to keys and pointer. With --shots, pictures of each page: light,
dark, on a phone and printed. Needs `chromium` (Debian), and `pdftoppm` for the printed ones. With --picture, the picture of the
README: the upper part of one page.
"""

import argparse
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Beside the clone, or beside the folder of a work tree.
SHARED = next((f for f in (ROOT.parent / "shared", ROOT.parent.parent / "shared") if f.exists()), ROOT.parent / "shared")
MOST_BYTES = 500_000

# Runs in the page after its own script: what a reader would do. The answers are read from the root element.
PROBE = r"""<script>
addEventListener('load',()=>{const $=i=>document.getElementById(i),map=$('map'),out=$('out'),answers={};
const ids=['map','out','rows','cur','data','cmd','h-map','h-pro','h-rep'];answers.missing=ids.filter(i=>!$(i));
answers.wide=document.documentElement.scrollWidth>innerWidth;
const ids2=[...document.querySelectorAll('[id]')].map(e=>e.id);answers.twice=ids2.filter((e,i)=>ids2.indexOf(e)!==i);
answers.unlabelled=[...document.querySelectorAll('svg[role=img]')].filter(e=>!e.getAttribute('aria-label')&&!e.getAttribute('aria-labelledby')).length;
if(!map){document.documentElement.dataset.answers=JSON.stringify(answers);return}
answers.marks=document.querySelectorAll('.pts use').length;answers.rows=$('rows')?$('rows').tBodies[0].rows.length:0;
const text=()=>out.textContent,key=k=>map.dispatchEvent(new KeyboardEvent('keydown',{key:k,bubbles:true,cancelable:true}));
const seen=[text()];for(const k of ['End','ArrowLeft','Home','ArrowRight','PageDown']){key(k);seen.push(text())}
answers.readouts=new Set(seen).size;key('Home');
const use=document.querySelectorAll('.pts use')[answers.marks>>1],b=use.getBoundingClientRect();
map.dispatchEvent(new PointerEvent('pointermove',{clientX:b.left+b.width/2,clientY:b.top+b.height/2,bubbles:true}));
answers.pointed=text().length>4;
answers.stops=document.querySelectorAll('#map [tabindex]').length;
document.documentElement.dataset.answers=JSON.stringify(answers)})
</script>"""

QUIET = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    "--disable-default-apps", "--disable-extensions", "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-features=Translate",
]


def blobs(path, rows, seed=1):
    """Rows of four normal columns around six middles, as text."""
    source = random.Random(seed)
    middles = [[source.uniform(-6, 6) for _ in range(4)] for _ in range(6)]
    with open(path, "w") as file:
        file.write("depth_m,speed,heat,mass_kg\n")
        for row in range(rows):
            middle = middles[row % 6]
            file.write(",".join(f"{source.gauss(m, 1):.3f}" for m in middle) + "\n")


def shapes(cli, folder, large):
    """Names, and the commands that make the pages."""
    ruspini = SHARED / "data" / "faithful" / "X.csv"
    two = ruspini if ruspini.exists() else folder / "two.csv"
    if not ruspini.exists():
        with open(two, "w") as file:
            source = random.Random(2)
            for row in range(200):
                file.write(f"{source.gauss(row % 3 * 5, 1):.2f},{source.gauss(row % 2 * 4, 1):.2f}\n")
    hostile = folder / "hostile.csv"
    hostile.write_text(
        'id,"</script><script>alert(1)</script>","<!-- ""x"" onmouseover=alert(2)","<img src=x onerror=alert(3)>"\n'
        + "".join(f'"<b>{i}</b>",{i % 7},{i * i % 11},{i % 3}\n' for i in range(40)))
    model = folder / "model.safetensors"
    penguins = ROOT / "Examples/Data/penguins.csv"
    iris = ROOT / "Examples/Data/iris.csv"
    subprocess.run([cli, "fit", iris, "-k", "3", "-o", model], check=True, capture_output=True)
    many = folder / "large.csv"
    blobs(many, 1_000_000 if large else 20_000)
    embeddings = SHARED / "data" / "debian_embeddings_10k" / "X.npy"
    result = {
        "two": ["fit", two, "-k", "3", "--initializer", "random"],
        "four": ["fit", penguins, "-k", "3", "--standardize", "--restarts", "10"],
        "many": ["fit", many, "-k", "6", "--standardize", "--restarts", "2"],
        "hostile": ["fit", hostile, "-k", "3"],
        "compare": ["compare", iris, "-k", "3"],
        "digits": ["fit", ROOT / "Examples/Data/digits.npy", "-k", "20"],
        "one": ["fit", iris, "-k", "1"],
        "choose": ["choose", iris, "-k", "2..8"],
        "demo": ["demo"],
        "eight": ["fit", penguins, "-k", "8", "--standardize"],
        "evaluate": ["evaluate", iris, "--model", model, "--labels", ROOT / "Examples/Data/iris_species.csv"],
        "report": ["report", model, iris],
        "mixture": ["mixture", iris, "-k", "3"],
        "soft": ["mixture", many, "-k", "6", "--kind", "fuzzy"],
        "column": ["mixture", iris, "-k", "2", "--columns", "2"],
    }
    if embeddings.exists():
        result["wide"] = ["fit", embeddings, "-k", "8"]
    return result


def chromium(*arguments):
    return subprocess.run(
        ["chromium", *QUIET, *map(str, arguments)], capture_output=True, text=True, timeout=120)


def check(name, page, folder):
    """What is wrong with a page."""
    text = page.read_text()
    faults = []
    if len(text.encode()) >= MOST_BYTES:
        faults.append(f"{len(text.encode())} bytes")
    probed = folder / f"{name}-probed.html"
    probed.write_text(text.replace("</body>", PROBE + "</body>"))
    log = folder / f"{name}-net.json"
    run = chromium(
        "--enable-logging=stderr", f"--log-net-log={log}", "--virtual-time-budget=3000", "--window-size=1200,900",
        "--dump-dom", probed.as_uri())
    faults += [line for line in run.stderr.splitlines() if "CONSOLE" in line]
    asked = set(re.findall(r'"url":"(https?:[^"]*)"', log.read_text())) if log.exists() else {"no log"}
    # The browser asks its maker for things of its own (and does not get them here).
    asked = {url for url in asked if not re.match(r"https?://[a-z0-9.]*\.(google|googleapis|gstatic)\.com/", url)}
    if asked:
        faults.append(f"requests: {sorted(asked)}")
    found = re.search(r'data-answers="([^"]*)"', run.stdout)
    if not found:
        return faults + ["the script did not come to its end"]
    answers = json.loads(found.group(1).replace("&quot;", '"').replace("&amp;", "&"))
    if name in ("demo", "choose", "mixture", "soft", "column"):
        # A story has no map that answers.
        return faults + [f"{key}: {answers[key]}" for key in ("wide", "twice", "unlabelled") if answers[key]]
    expected = {"missing": [], "wide": False, "twice": [], "unlabelled": 0, "stops": 0, "pointed": True}
    faults += [f"{key}: {answers[key]}" for key, value in expected.items() if answers[key] != value]
    if answers["marks"] != answers["rows"] or answers["marks"] == 0:
        faults.append(f"{answers['marks']} marks, {answers['rows']} rows")
    if answers["readouts"] < 4:
        faults.append(f"{answers['readouts']} readouts for six keys")
    return faults


def pictures(name, page, folder):
    height = 900
    kinds = {"light": (1200, ["--blink-settings=preferredColorScheme=1"]), "dark": (1200, ["--blink-settings=preferredColorScheme=0"])}
    for kind, (width, options) in kinds.items():
        chromium(f"--screenshot={folder / f'{name}-{kind}.png'}", f"--window-size={width},{6000}", *options, page.as_uri())
    # A window is never narrower than 500 pixels; a frame is.
    frame = folder / f"{name}-frame.html"
    frame.write_text(f'<body style="margin:0"><iframe src="{page.as_uri()}" style="border:0;width:390px;height:9000px"></iframe>')
    chromium(
        f"--screenshot={folder / f'{name}-phone.png'}", "--window-size=500,9000", "--force-device-scale-factor=1",
        "--blink-settings=preferredColorScheme=1", "--allow-file-access-from-files", frame.as_uri())
    pdf = folder / f"{name}.pdf"
    chromium(f"--print-to-pdf={pdf}", "--no-pdf-header-footer", page.as_uri())
    if shutil.which("pdftoppm"):
        subprocess.run(["pdftoppm", "-r", "60", "-png", pdf, folder / f"{name}-print"], check=True)
    frame.unlink()


def picture(cli, target):
    """The upper part of the page of the penguins."""
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder) / "penguins.html"
        data = ROOT / "Examples/Data/penguins.csv"
        subprocess.run(
            [cli, "fit", data, "-k", "3", "--standardize", "--restarts", "10", "--report", page], check=True, capture_output=True)
        chromium(
            f"--screenshot={target}", "--window-size=1076,970", "--force-device-scale-factor=1",
            "--blink-settings=preferredColorScheme=1", page.as_uri())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cli", required=True)
    parser.add_argument("--shots", type=pathlib.Path)
    parser.add_argument("--picture", type=pathlib.Path)
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--large", action="store_true", help="a million rows")
    options = parser.parse_args()
    if not shutil.which("chromium"):
        sys.exit("error: chromium is missing")
    if options.picture:
        return picture(options.cli, options.picture)
    failed = False
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for shape, arguments in shapes(options.cli, folder, options.large).items():
            if options.only and shape not in options.only:
                continue
            page = folder / f"{shape}.html"
            quiet = [] if arguments == ["demo"] else ["--quiet"]
            place = "-o" if arguments[0] == "report" else "--report"
            command = [options.cli, *map(str, arguments), *quiet, place, str(page)]
            run = subprocess.run(command, capture_output=True, text=True)
            faults = [run.stderr] if run.returncode else check(shape, page, folder)
            if options.shots and not run.returncode:
                options.shots.mkdir(parents=True, exist_ok=True)
                pictures(shape, page, options.shots)
                shutil.copy(page, options.shots)
            size = page.stat().st_size if page.exists() else 0
            print(f"{shape}: {'; '.join(faults) if faults else f'ok, {size} bytes'}")
            failed = failed or bool(faults)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
