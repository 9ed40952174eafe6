"""The page "Gradients through an argmax" in a browser: python3 Benchmarks/page.py --page PAGE.html --numbers PATH [--shots FOLDER]

Opens the page in Chromium without a network, uses it by keyboard, and compares bit by bit what its library computes with what
PATH (the product PageNumbers) says natively. With --shots, pictures of it: light, dark, on a phone. Needs `chromium` (Debian).
"""

import argparse
import base64
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
MOST_BYTES = 1_200_000
CENTROIDS = [[1.7, 3.7], [6.5, 4.5], [7.6, 3.2]]


class Browser:
    """One tab of Chromium, spoken to over a pair of pipes."""

    def __init__(self, folder):
        commands, own = os.pipe()
        answers, theirs = os.pipe()

        def place():
            # Chromium reads from 3 and writes to 4; neither end may lie where the other belongs.
            read, write = os.dup(commands), os.dup(theirs)
            for number, end in ((3, read), (4, write)):
                os.dup2(end, number)

        # (Ends with numbers beyond those that are given away.)
        commands, theirs = (self.high(number) for number in (commands, theirs))
        self.process = subprocess.Popen(
            [
                "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
                "--disable-extensions", "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder}/profile",
                "--remote-debugging-pipe", "about:blank",
            ],
            preexec_fn=place, close_fds=False, stderr=subprocess.DEVNULL)
        os.close(commands)
        os.close(theirs)
        self.output = os.fdopen(own, "wb", buffering=0)
        self.input = os.fdopen(answers, "rb", buffering=0)
        self.rest, self.next, self.session, self.events = b"", 0, None, []
        target = [t for t in self.call("Target.getTargets")["targetInfos"] if t["type"] == "page"][0]
        self.session = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "DOM"):
            self.call(f"{domain}.enable")

    @staticmethod
    def high(number):
        copy = number
        while copy < 10:
            copy = os.dup(copy)
        return copy

    def call(self, method, **parameters):
        self.next += 1
        message = {"id": self.next, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.output.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.next:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def read(self):
        while b"\0" not in self.rest:
            part = self.input.read(1 << 16)
            if not part:
                raise RuntimeError("Chromium has ended")
            self.rest += part
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def value(self, script):
        """What a script gives, after a promise has been kept."""
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"].get("description", "a script failed"))
        return answer["result"].get("value")

    def wait(self, script, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.value(script):
                return True
            time.sleep(0.05)
        return False

    def key(self, key, times=1, shift=False):
        codes = {"ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "Tab": 9, "Enter": 13, " ": 32}
        text = {"Enter": {"text": "\r"}, " ": {"text": " "}}.get(key, {})
        for _ in range(times):
            for kind in ("keyDown", "keyUp"):
                self.call(
                    "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=codes[key],
                    modifiers=8 if shift else 0, **(text if kind == "keyDown" else {}))

    def size(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)

    def media(self, **features):
        self.call(
            "Emulation.setEmulatedMedia",
            features=[{"name": f"prefers-{name.replace('_', '-')}", "value": value} for name, value in features.items()])

    def picture(self, path):
        height = self.value("document.documentElement.scrollHeight")
        width = self.value("innerWidth")
        shot = self.call(
            "Page.captureScreenshot", captureBeyondViewport=True,
            clip={"x": 0, "y": 0, "width": width, "height": height, "scale": 1})
        path.write_bytes(base64.b64decode(shot["data"]))

    def file(self, identifier, path):
        document = self.call("DOM.getDocument")["root"]["nodeId"]
        node = self.call("DOM.querySelector", nodeId=document, selector=f"#{identifier}")["nodeId"]
        self.call("DOM.setFileInputFiles", nodeId=node, files=[str(path)])

    def end(self):
        self.process.terminate()
        self.process.wait()


# The library in a worker of the test's own, from the page's text.
ASK = r"""(async()=>{const text=i=>document.getElementById(i).textContent;
const worker=new Worker(URL.createObjectURL(new Blob([text('worker')],{type:'text/javascript'})));
const bytes=Uint8Array.from(atob(text('library')),c=>c.charCodeAt(0));
const answer=message=>new Promise((resolve,reject)=>{worker.onmessage=({data})=>data.reason?reject(new Error(data.reason)):resolve(data.value);worker.postMessage(message)});
await answer({wasm:bytes.buffer});
const results={};for(const [key,name,values] of CALLS)results[key]=await answer({id:0,name,values}).catch(e=>({reason:e.message}));
worker.terminate();return JSON.stringify(results)})()"""


def tables():
    """Tables of many kinds as text, and how many clusters: what a fit does depends on its data, too."""
    source = random.Random(5)
    noise = lambda: source.gauss(0, 1)
    rows = lambda count, columns, cell: [[cell(row, column) for column in range(columns)] for row in range(count)]
    kinds = [
        ("one column", rows(300, 1, lambda i, j: noise() + i % 3 * 5), 3), ("one row", [[1, 2]], 1), ("all alike", [[1, 2]] * 20, 1),
        ("whole numbers", rows(400, 2, lambda i, j: source.randrange(6)), 7), ("a constant column", rows(99, 2, lambda i, j: j or noise()), 4),
        ("few dimensions", rows(4000, 3, lambda i, j: noise() + i % 9 * 3), 9), ("many clusters", rows(1500, 4, lambda i, j: noise()), 200),
        ("as many clusters as rows", rows(40, 3, lambda i, j: noise()), 40), ("wide", rows(300, 130, lambda i, j: noise() + i % 5), 12),
        ("wider, many clusters", rows(800, 60, lambda i, j: noise()), 150), ("1e150", rows(200, 3, lambda i, j: noise() * 1e150), 4),
        ("1e-150", rows(200, 3, lambda i, j: noise() * 1e-150), 4), ("far from 0", rows(300, 3, lambda i, j: 1e9 + noise()), 5),
        ("an outlier", [[1e12, 0], *rows(200, 2, lambda i, j: noise())], 3), ("1e200 beside 1", [[1e200, 0], *rows(50, 2, lambda i, j: noise())], 3),
        ("columns far apart", rows(300, 2, lambda i, j: noise() * 1e100**j), 4), ("zeros", rows(90, 3, lambda i, j: noise() if i % 3 == j else 0), 5),
    ]
    return [(name, "\n".join(",".join(repr(float(x)) for x in row) for row in table), k) for name, table, k in kinds]


def text(identifier):
    return f"document.getElementById('{identifier}').textContent"


class Checks:
    def __init__(self, browser, numbers):
        self.browser, self.numbers, self.faults = browser, numbers, []

    def expect(self, holds, words):
        if not holds:
            self.faults.append(words)

    def equal(self, name, found, expected):
        self.expect(found == expected, f"{name}: {found}, and natively {expected}")

    def ask(self, calls):
        return json.loads(self.browser.value(ASK.replace("CALLS", json.dumps(calls))))

    def cluster(self, text, clusters, standardizes):
        """What the library makes of a table."""
        return self.ask(self.clustering(text, clusters, standardizes))["fit"]

    @staticmethod
    def clustering(text, clusters, standardizes, name=""):
        columns = text.split("\n")[0].count(",") + 1
        return [
            [f"{name}read", "readTable", {"bytes": list(text.encode())}],
            [f"{name}fit", "clusterTable", {"chosen": list(range(columns)), "k": clusters, "standardizes": standardizes}],
        ]

    def kinds(self):
        """All that a table can ask for is in the program: a function that was left out would end it."""
        kinds, calls = tables(), []
        for name, table, clusters in kinds:
            for standardizes in (False, True):
                calls += self.clustering(table, clusters, standardizes, f"{name} {standardizes} ")
        found = self.ask(calls)
        for name, table, clusters in kinds:
            for standardizes in (False, True):
                fit = found[f"{name} {standardizes} fit"]
                reason = found[f"{name} {standardizes} read"].get("reason") or fit.get("reason")
                if reason is None:
                    self.expect(sum(fit["counts"]) == table.count("\n") + 1, f"{name}: sizes {fit['counts']}")
                elif name == "1e200 beside 1":
                    self.expect(reason.startswith("row 1, column 1 is so large"), f"{name}: {reason}")
                else:
                    # (An error of the library says what to do, behind a semicolon.)
                    self.expect("; " in reason, f"{name}: {reason}")

    def bits(self):
        """What the page's library computes is what the native one does."""
        calls = [
            ["piece", "piece", {"centroids": CENTROIDS}],
            ["freedom", "freedom", {"centroids": CENTROIDS, "cluster": 1}],
            ["slice", "slice", {"centroids": CENTROIDS, "cluster": 1, "column": 0, "from": 0, "to": 10, "count": 241}],
            ["newton", "step", {"centroids": CENTROIDS, "way": 2, "rate": 1}],
            *([f"relaxed{i}", "relax", {"centroids": CENTROIDS, "relaxation": i, "temperatures": [2]}] for i in range(3)),
            ["begun", "beginQuestion", {"choosesRows": False}],
            ["question", "advanceQuestion", {"rule": 0, "steps": 50}],
            ["story", "story", {}],
        ]
        found = self.ask(calls)
        native, flat = self.numbers, lambda rows: [x for row in rows for x in row]
        piece = found["piece"]
        self.equal("loss", [piece["loss"]], native["loss"])
        self.equal("labels", piece["labels"], native["labels"])
        self.equal("radius", [piece["radius"], found["freedom"]["radius"]], native["radius"])
        self.equal("gradient", flat(piece["gradient"]), native["gradient"])
        self.equal("means", flat(piece["means"]), native["means"])
        self.equal("Newton's step", flat(found["newton"]), native["newton"])
        self.equal("borders", found["slice"]["borders"], native["borders"])
        self.equal("frozen loss", found["slice"]["frozen"], native["frozen"])
        self.equal("question", [found["question"]["inertia"], *found["question"]["counts"]], native["question"])
        table = "\n".join(f"{x},{y}" for x, y in found["story"]["points"])
        fits = [self.cluster(table, 3, False), self.cluster(table, 5, True)]
        self.equal("tables", [fit["inertia"] for fit in fits] + flat(flat(fit["centroids"] for fit in fits)), native["table"])
        for relaxation in range(3):
            [relaxed] = found[f"relaxed{relaxation}"]
            own = [relaxed["loss"], *flat(relaxed["gradient"])]
            # (The C libraries' exponentials differ in the last place.)
            near = all(abs(a - b) <= 1e-12 * max(1, abs(b)) for a, b in zip(own, native[f"relaxed{relaxation}"], strict=True))
            self.expect(near, f"relaxation {relaxation}: {own}, and natively {native[f'relaxed{relaxation}']}")

    def keyboard(self):
        """Centroid B by the arrow keys, then Newton's step by its button."""
        browser, native = self.browser, self.numbers
        browser.value("document.querySelectorAll('#piece-field .handle')[1].focus()")
        before = browser.value(text("piece-out"))
        browser.key("ArrowRight", 3)
        browser.key("ArrowUp")
        self.expect(browser.wait(f"{text('piece-at')}==='(6.50, 4.50)'", 20), f"B is at {browser.value(text('piece-at'))}")
        self.expect(browser.wait(f"{text('piece-loss')}==='{native['loss'][0]:.2f}'", 20), f"loss {browser.value(text('piece-loss'))}")
        pair = "({:.2f}, {:.2f})".format(*native["gradient"][2:4]).replace("-", "−")
        self.equal("gradient on the page", browser.value(text("piece-gradient")), pair)
        self.expect(browser.value(text("piece-out")) != before, "nothing was said about the move")
        handle = "document.querySelectorAll('#piece-field .handle')[1].getAttribute('aria-valuetext')"
        self.equal("aria-valuetext", browser.value(handle), "x 6.50, y 4.50")
        self.expect(
            browser.value("document.querySelectorAll('#slice .border').length") == len(native["borders"]),
            "other borders are drawn than there are")
        browser.key("ArrowRight", 1, shift=True)
        self.expect(browser.wait(f"{text('piece-at')}==='(6.51, 4.50)'", 20), "with Shift B moves by another step than 0.01")
        browser.key("ArrowLeft", 1, shift=True)
        browser.value("document.getElementById('piece-newton').focus()")
        browser.key("Enter")
        mean = "({:.2f}, {:.2f})".format(*native["newton"][2:4])
        self.expect(browser.wait(f"{text('piece-at')}==='{mean}'", 20), f"Newton lands at {browser.value(text('piece-at'))}, not {mean}")

    def stories(self):
        """Training, the collapse, relaxations."""
        browser = self.browser
        first = browser.value(text("train-out"))
        browser.value("document.getElementById('train-step').click()")
        self.expect(browser.wait(f"{text('train-out')}.startsWith('Step 1:')", 20), "no step of training")
        loss = lambda words: float(re.search(r"is ([0-9.]+)\.$", words).group(1))
        self.expect(loss(browser.value(text("train-out"))) < loss(first), "a step raises the loss")
        browser.value("document.getElementById('train-run').click()")
        self.expect(browser.wait(f"{text('train-out')}.startsWith('Step 60:')", 40), "training does not come to its end")
        browser.value("document.querySelector('[name=rule][value=newton]').click()")
        self.expect(browser.wait(f"{text('collapse-out')}.startsWith('Step 12:')", 60), "Newton does not come to its end")
        self.expect("each has two or more" in browser.value(text("collapse-out")), browser.value(text("collapse-out")))
        angle = lambda: float(re.search(r"points ([0-9.]+)°", browser.value(text("relax-out"))).group(1))
        warm = angle()
        browser.value("document.getElementById('temperature').focus()")
        browser.key("ArrowLeft", 40)
        self.expect(browser.wait("document.getElementById('temperature').value==='22'", 20), "the slider does not move")
        time.sleep(0.5)
        self.expect(angle() < warm, f"colder, the angle is {angle()} degrees after {warm}")

    def tables(self, folder):
        """Files: good, bad and hostile ones."""
        browser = self.browser
        browser.value("document.getElementById('table-sample').click()")
        self.expect(browser.wait(f"{text('table-out')}.includes('inertia 78.85144143 ')", 30), browser.value(text("table-out")))
        self.expect("move by 0.0139 before" in browser.value(text("table-out")), "a certified radius is not rounded down")
        drawn = browser.value("document.querySelectorAll('#table-map .points use').length")
        self.expect(drawn == 150, f"{drawn} irises are drawn")
        wrong = folder / "wrong.csv"
        wrong.write_text("a,b\n1,2\n3,x\n4,5\n")
        browser.file("table-file", wrong)
        words = "wrong.csv: line 3, column 2 (b): “x” is no number that this page reads; mend it, or take the row out."
        self.expect(browser.wait(f"{text('table-error')}.length>0", 20), "a wrong file gives no message")
        self.equal("message", browser.value(text("table-error")), words)
        self.expect(browser.value("document.getElementById('table-result').hidden"), "an old result stands beside a message")
        few = folder / "few.csv"
        few.write_text("a\n1\n2\n")
        browser.file("table-file", few)
        self.expect(browser.wait(f"{text('table-error')}.includes('3 clusters need 3 distinct rows')", 20), browser.value(text("table-error")))
        browser.value(
            """(()=>{const data=new DataTransfer();data.items.add(new File(['"<img src=x onerror=alert(1)>";b\\n'
            +Array.from({length:40},(_,i)=>`${i%7};${i*i%11}`).join('\\n')],'<b>.csv'));
            document.getElementById('table-drop').dispatchEvent(new DragEvent('drop',{dataTransfer:data,bubbles:true,cancelable:true}))})()""")
        self.expect(browser.wait(f"{text('table-out')}.startsWith('<b>.csv: 40 rows')", 20), "a dropped file is not clustered")
        self.expect(browser.value("document.images.length") == 0, "a name became an element")
        browser.value("document.getElementById('table-sample').click()")
        browser.wait(f"{text('table-out')}.includes('78.85144143')", 20)

    def form(self):
        """What holds at any width."""
        for width in (1200, 360):
            self.browser.size(width, 900)
            wide = self.browser.value("document.documentElement.scrollWidth")
            self.expect(wide <= width, f"{wide} pixels on a screen of {width}")
        self.browser.size(1200, 900)
        nameless = self.browser.value(
            """[...document.querySelectorAll('svg[role],[tabindex],button,input,select')].filter(e=>!(e.getAttribute('aria-label')
            ||e.labels?.length||e.textContent.trim())).map(e=>e.id||e.className.baseVal||e.className)""")
        self.expect(not nameless, f"without a name: {nameless}")
        ids = self.browser.value("[...document.querySelectorAll('[id]')].map(e=>e.id)")
        self.expect(len(ids) == len(set(ids)), "an id stands twice")

    def silence(self):
        """No complaint, and no request."""
        for event in self.browser.events:
            kind, values = event.get("method"), event.get("params", {})
            if kind == "Runtime.exceptionThrown":
                self.faults.append(values["exceptionDetails"].get("exception", {}).get("description", "an exception"))
            elif kind == "Runtime.consoleAPICalled" and values["type"] in ("error", "warning"):
                self.faults.append(str(values["args"])[:300])
            elif kind == "Log.entryAdded" and values["entry"]["level"] in ("error", "warning"):
                self.faults.append(values["entry"]["text"])
            elif kind == "Network.requestWillBeSent" and not re.match("(file|blob|data|about):", values["request"]["url"]):
                self.faults.append(f"a request: {values['request']['url']}")


def contrasts():
    """Text that WCAG's AA finds too faint: each colour of words on each ground."""
    style = (ROOT / "Examples/Page/Web/style.css").read_text()

    def luminance(colour):
        digits = colour if len(colour) == 6 else "".join(d + d for d in colour)
        parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
        return sum(x * y for x, y in zip(linear, (0.2126, 0.7152, 0.0722)))

    for theme in re.findall(r":root \{ color-scheme(.*?)\}", style, re.S):
        colours = dict(re.findall(r"--(\w+): #([0-9a-f]+)", theme))
        for word in ("ink", "dim", "bad"):
            for ground in ("bg", "wash"):
                light, dark = sorted((luminance(colours[word]), luminance(colours[ground])), reverse=True)
                if (light + 0.05) / (dark + 0.05) < 4.5:
                    yield f"--{word} on --{ground}: contrast {(light + 0.05) / (dark + 0.05):.2f}"
        # Marks and lines that mean something.
        for mark in ("c0", "c1", "c2", "relaxed", "focus", "faint"):
            light, dark = sorted((luminance(colours[mark]), luminance(colours["bg"])), reverse=True)
            if (light + 0.05) / (dark + 0.05) < 3:
                yield f"--{mark}: contrast {(light + 0.05) / (dark + 0.05):.2f}"


def pictures(browser, folder):
    folder.mkdir(parents=True, exist_ok=True)
    browser.value("document.getElementById('piece-reset').blur()")
    for name, width, scheme in (("light", 1200, "light"), ("dark", 1200, "dark"), ("phone", 360, "light")):
        browser.size(width, 900)
        browser.media(color_scheme=scheme, reduced_motion="reduce")
        time.sleep(0.5)
        browser.picture(folder / f"page-{name}.png")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--page", required=True, type=pathlib.Path)
    parser.add_argument("--numbers", required=True)
    parser.add_argument("--shots", type=pathlib.Path)
    options = parser.parse_args()
    if not shutil.which("chromium"):
        sys.exit("error: chromium is missing")
    page = options.page.read_text()
    size = len(base64.b64decode(re.search(r'id="library">([^<]*)<', page).group(1)))
    numbers = json.loads(subprocess.run([options.numbers], capture_output=True, text=True, check=True).stdout)
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        browser = Browser(folder)
        try:
            browser.size(1200, 900)
            browser.media(color_scheme="light", reduced_motion="reduce")
            browser.call("Page.navigate", url=options.page.resolve().as_uri())
            checks = Checks(browser, numbers)
            checks.faults += contrasts()
            checks.expect(size < MOST_BYTES, f"{size} bytes of WebAssembly")
            if browser.wait("document.documentElement?.dataset.state==='ready'"):
                checks.form()
                checks.bits()
                checks.kinds()
                checks.keyboard()
                checks.stories()
                checks.tables(folder)
                if options.shots:
                    pictures(browser, options.shots)
            else:
                checks.faults.append(f"the pictures do not come: {browser.value(text('trouble'))}")
            browser.value("1")
            checks.silence()
        finally:
            browser.end()
    for fault in checks.faults:
        print(f"error: {fault}")
    if checks.faults:
        sys.exit(1)
    print(f"the page: ok, {size // 1000} kB of WebAssembly, {len(page) // 1000} kB in all, {time.monotonic() - begin:.0f} s")


if __name__ == "__main__":
    main()
