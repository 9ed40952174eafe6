"""The page "Gradients through an argmax" in a browser: python3 Benchmarks/page.py --page PAGE.html --numbers PATH [--shots FOLDER]

Opens the page in Chromium without a network, uses it by keyboard and mouse, and compares bit by bit what its library computes with
what PATH (the product PageNumbers) says natively; what is drawn and said is compared with what Python finds on its own. With
--shots, pictures of it: light, dark, on a phone. Needs `chromium` (Debian).
"""

import argparse
import base64
import bisect
import json
import math
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

MOST_BYTES = 1_200_000
# Where the second picture begins, and where three steps to the right and one up lead its centroid B.
FIRST = [[1.7, 3.7], [6.2, 4.4], [7.6, 3.2]]
CENTROIDS = [[1.7, 3.7], [6.5, 4.5], [7.6, 3.2]]
# Tables that the library refuses, and how its words begin.
REFUSED = {("1e200 beside 1", False): "row 1, column 1 is so large"}


class Browser:
    """One tab of Chromium, spoken to over a pair of pipes; it reaches no host but the one that is named."""

    def __init__(self, folder, host=None):
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
                "--disable-extensions", f"--user-data-dir={folder}/profile",
                f"--host-resolver-rules=MAP * ~NOTFOUND{f' , EXCLUDE {host}' if host else ''}", "--remote-debugging-pipe", "about:blank",
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

    def marks(self, selector):
        """Elements: their attributes, and their words as "text"."""
        script = """JSON.stringify([...document.querySelectorAll(SELECTOR)].map(e =>
            ({...Object.fromEntries([...e.attributes].map(a => [a.name, a.value])), text: e.textContent})))"""
        return json.loads(self.value(script.replace("SELECTOR", json.dumps(selector))))

    def drag(self, start, end):
        """The mouse from one place of the page to another, in three moves."""
        mouse = lambda kind, x, y: self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", buttons=1, clickCount=1)
        mouse("mousePressed", *start)
        for share in (1 / 3, 2 / 3, 1):
            mouse("mouseMoved", *(a + share * (b - a) for a, b in zip(start, end)))
        mouse("mouseReleased", *end)

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


class Facts:
    """What holds at centroids, found from the points alone."""

    def __init__(self, points, centroids):
        self.points, self.centroids = points, centroids
        self.distances = [[math.dist(point, centroid) for centroid in centroids] for point in points]
        self.labels = [row.index(min(row)) for row in self.distances]
        self.loss = sum(min(row) ** 2 for row in self.distances)
        own = lambda cluster: [point for point, label in zip(points, self.labels) if label == cluster]
        self.groups = [own(cluster) for cluster in range(len(centroids))]
        self.counts = [len(group) for group in self.groups]
        self.means = [[sum(axis) / len(group) for axis in zip(*group)] if group else None for group in self.groups]
        self.gradient = [
            [2 * (n * here - sum(point[axis] for point in group)) for axis, here in enumerate(centroid)]
            for n, group, centroid in zip(self.counts, self.groups, centroids)
        ]
        # All centroids at once: by half of what the second nearest is farther away.
        self.radius = min(b - a for a, b, *_ in map(sorted, self.distances)) / 2

    def stepped(self, rate):
        return [[x - rate * slope for x, slope in zip(*rows)] for rows in zip(self.centroids, self.gradient)]

    def alone(self, cluster):
        """How far one may go while the others stay."""
        others = lambda row: min(distance for index, distance in enumerate(row) if index != cluster)
        return min(
            others(row) - row[cluster] if label == cluster else row[cluster] - row[label]
            for row, label in zip(self.distances, self.labels))

    def moved(self, cluster, place):
        return Facts(self.points, [place if index == cluster else old for index, old in enumerate(self.centroids)])

    def relaxed(self, kind, temperature):
        """The loss whose gradient a relaxation has; with straight-through that is the exact one and the weights' entropy."""
        loss = 0
        for row in self.distances:
            squares = [distance * distance for distance in row]
            powers = [math.exp((min(squares) - square) / temperature) for square in squares]
            weights = [power / sum(powers) for power in powers]
            if kind == "softmax":
                loss += sum(weight * square for weight, square in zip(weights, squares))
            else:
                loss += min(squares) - temperature * sum(weight * math.log(weight) for weight in weights if weight > 0)
        return loss

    def relaxed_gradient(self, kind, temperature, apart=1e-5):
        def slope(cluster, axis):
            def loss(move):
                place = [x + move * (index == axis) for index, x in enumerate(self.centroids[cluster])]
                return self.moved(cluster, place).relaxed(kind, temperature)

            return (loss(apart) - loss(-apart)) / (2 * apart)

        return [[slope(cluster, axis) for axis in range(2)] for cluster in range(len(self.centroids))]


def fixed(value, places):
    words = f"{value:.{places}f}"
    return words.lstrip("-") if float(words) == 0 else words.replace("-", "−")


def pair(place):
    return f"({fixed(place[0], 2)}, {fixed(place[1], 2)})"


def short(value, digits=3):
    """As the page says a number."""
    if abs(value) >= 1000:
        return f"{math.floor(value + 0.5):,}".replace(",", "\u202f").replace("-", "−")
    return f"{float(f'{value:.{digits}g}'):.12g}".replace("-", "−")


def certified(radius):
    unit = 10.0 ** (2 - math.floor(math.log10(radius)))
    return short(math.floor(radius * unit) / unit)


def near(found, expected, tolerance=1e-6):
    if isinstance(expected, (list, tuple)):
        return len(found) == len(expected) and all(near(a, b, tolerance) for a, b in zip(found, expected))
    return abs(found - expected) <= tolerance * max(1, abs(expected))


def share(percent):
    assert percent.endswith("%")
    return float(percent[:-1]) / 100


def place(mark, x="x", y="y"):
    """Where a mark stands in the field of 10 x 7."""
    return [10 * share(mark[x]), 7 - 7 * share(mark[y])]


class Chart:
    """A chart as it is drawn."""

    def __init__(self, browser, identifier, start, end):
        self.start, self.end = start, end
        self.lines = {mark["class"]: mark["points"] for mark in browser.marks(f"#{identifier} polyline")}
        marks = lambda kind: browser.marks(f"#{identifier} > g > {kind}")
        across, height = lambda x: start + (end - start) * share(x), lambda y: 1 - share(y)
        self.dots = [(across(mark["cx"]), height(mark["cy"])) for mark in marks("circle")]
        self.crosses = [(across(mark["x"]), height(mark["y"])) for mark in marks("use")]
        self.borders = [across(mark["x1"]) for mark in marks("line.border")]
        self.bands = [(across(mark["x"]), across(mark["x"]) + (end - start) * share(mark["width"])) for mark in marks("rect")]
        self.ends = {mark["text"]: height(mark["y"]) for mark in marks("text.left")}

    def curve(self, kind):
        """Places of a line: across in the chart's units, and heights from 0 to 1."""
        places = [tuple(map(float, place.split(","))) for place in self.lines[kind].split()]
        return [(self.start + (self.end - self.start) * x / 1000, 1 - y / 1000) for x, y in places]

    def scale(self, kind, expected):
        """What height stands for which value, by two places of a line whose values are known; upwards they grow."""
        heights = [height for _, height in self.curve(kind)]
        low, high = expected.index(min(expected)), expected.index(max(expected))
        if len(heights) != len(expected) or heights[low] >= heights[high]:
            return lambda height: math.nan
        unit = (expected[high] - expected[low]) / (heights[high] - heights[low])
        return lambda height: expected[low] + unit * (height - heights[low])

    def values(self, kind, scale):
        return [scale(height) for _, height in self.curve(kind)]


def text(identifier):
    return f"document.getElementById('{identifier}').textContent"


class Checks:
    def __init__(self, browser, numbers):
        self.browser, self.numbers, self.faults = browser, numbers, []

    def expect(self, holds, words):
        if not holds:
            self.faults.append(words[:600])

    def equal(self, name, found, expected):
        self.expect(found == expected, f"{name}: {found}, and natively {expected}")

    def near(self, name, found, expected, tolerance=1e-6):
        self.expect(near(found, expected, tolerance), f"{name}: {found}, and it should be {expected}")

    def says(self, identifier, words):
        """Waits until an element says something."""
        self.expect(
            self.browser.wait(f"{text(identifier)}==={json.dumps(words)}", 20),
            f"{identifier}: {self.browser.value(text(identifier))!r}, and it should be {words!r}")

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
        """All that a table can ask for is in the program: a function that was left out would end it. What to call later, to judge
        what came of it: until then the library works beside the others."""
        kinds, calls = tables(), []
        for name, table, clusters in kinds:
            for standardizes in (False, True):
                calls += self.clustering(table, clusters, standardizes, f"{name} {standardizes} ")
        self.browser.value(f"window.kinds = {ASK.replace('CALLS', json.dumps(calls))}; 0")
        return lambda: self.judge(kinds, json.loads(self.browser.value("window.kinds")))

    def judge(self, kinds, found):
        for name, table, clusters in kinds:
            for standardizes in (False, True):
                fit = found[f"{name} {standardizes} fit"]
                reason = found[f"{name} {standardizes} read"].get("reason") or fit.get("reason")
                if reason is None:
                    self.expect(sum(fit["counts"]) == table.count("\n") + 1, f"{name}: sizes {fit['counts']}")
                else:
                    self.expect(reason.startswith(REFUSED.get((name, standardizes), "?")), f"{name}, {standardizes}: {reason}")

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

    def begin(self):
        """The story's points, from which all else follows."""
        story = self.ask([["story", "story", {}]])["story"]
        self.points, self.start = story["points"], story["start"]

    def piece(self, centroids, cluster, column, words):
        """The second picture as it should be."""
        browser, facts = self.browser, Facts(self.points, centroids)
        name, marks = f"the piece {words}", browser.marks
        alone = facts.alone(cluster)
        for identifier, words in {
            "piece-name": f"Centroid {'ABC'[cluster]}", "piece-at": pair(centroids[cluster]), "piece-n": str(facts.counts[cluster]),
            "piece-gradient": pair(facts.gradient[cluster]), "piece-mean": pair(facts.means[cluster]), "piece-alone": certified(alone),
            "piece-all": certified(facts.radius), "piece-loss": fixed(facts.loss, 2),
        }.items():
            self.says(identifier, words)
        self.labels("piece-field", facts, name)
        self.arrows("#piece-field .arrow.exact", centroids, facts.stepped(0.02), name)
        lines = marks("#piece-field .towards")
        self.near(f"{name}: lines", [place(line, "x2", "y2") for line in lines], facts.means)
        self.near(f"{name}: crosses", [place(mark) for mark in marks("#piece-field .landing")], facts.means)
        [circle] = marks("#piece-field .certified")
        self.near(f"{name}: circle", place(circle, "cx", "cy"), centroids[cluster])
        self.near(f"{name}: radius", share(circle["r"]) * math.sqrt((10 * 10 + 7 * 7) / 2), alone)
        self.room(facts, cluster, name)
        self.slice(facts, cluster, column, name)

    def labels(self, field, facts, name):
        marks = self.browser.marks(f"#{field} .points use")
        self.near(f"{name}: points", [place(mark) for mark in marks], facts.points)
        kinds = [(mark["class"], mark["href"]) for mark in marks]
        self.expect(kinds == [(f"c{label}", f"#mark{label}") for label in facts.labels], f"{name}: wrong labels {kinds}")
        handles = self.browser.marks(f"#{field} .handle")
        self.near(f"{name}: centroids", [place(handle) for handle in handles], facts.centroids)

    def arrows(self, selector, starts, ends, name, tolerance=1e-6):
        arrows = self.browser.marks(selector)
        self.near(f"{name}: where arrows start", [place(arrow, "x1", "y1") for arrow in arrows], starts)
        self.near(f"{name}: where arrows end", [place(arrow, "x2", "y2") for arrow in arrows], ends, tolerance)

    def room(self, facts, cluster, name):
        """What the mask lets through is where no label changes."""
        source = random.Random(11)
        here = facts.centroids[cluster]
        around = [[min(max(x + source.gauss(0, 0.5), 0), top) for x, top in zip(here, (10, 7))] for _ in range(60)]
        places = around + [[source.uniform(0, 10), source.uniform(0, 7)] for _ in range(60)]
        script = """JSON.stringify(PLACES.map(([x, y]) => [...document.querySelector('#room').children].filter(e =>
            e.isPointInFill(new DOMPoint(x, -y))).pop()?.getAttribute('fill') === '#fff'))"""
        seen = json.loads(self.browser.value(script.replace("PLACES", json.dumps(places))))
        expected = [facts.moved(cluster, place).labels == facts.labels for place in places]
        # (The circles of the mask are polygons to a browser.)
        clear = [facts.moved(cluster, place).alone(cluster) > 0.01 for place in places]
        wrong = [place for place, a, b, holds in zip(places, seen, expected, clear) if holds and a != b]
        self.expect(not wrong, f"{name}: the tinted piece is wrong at {wrong[:3]}")
        self.expect(any(expected) and not all(expected), f"{name}: no place to tell the piece by")

    def slice(self, facts, cluster, column, name):
        """The curve below it."""
        end = (10, 7)[column]
        here, slope, n = facts.centroids[cluster][column], facts.gradient[cluster][column], facts.counts[cluster]
        at = lambda x: facts.moved(cluster, [x if axis == column else old for axis, old in enumerate(facts.centroids[cluster])])
        # A border lies where a point is as far from this centroid as from the nearest other one.
        borders = []
        for point, row in zip(facts.points, facts.distances):
            square = min(distance for index, distance in enumerate(row) if index != cluster) ** 2
            square -= (point[1 - column] - facts.centroids[cluster][1 - column]) ** 2
            if square > 0:
                borders += [point[column] - math.sqrt(square), point[column] + math.sqrt(square)]
        edges = [0, *sorted(border for border in borders if 0 < border < end), end]
        index = bisect.bisect(edges, here)
        self.says(
            "slice-out", f"{len(edges) - 1} pieces. This one goes from {fixed(edges[index - 1], 2)} to {fixed(edges[index], 2)}; "
            f"the slope here is {fixed(slope, 2)}.")
        chart = Chart(self.browser, "slice", 0, end)
        self.near(f"{name}: borders", chart.borders, edges[1:-1], 1e-9)
        self.near(f"{name}: the band", chart.bands, [(edges[index - 1], edges[index])])
        middles = [at((left + right) / 2).labels for left, right in zip(edges, edges[1:])]
        self.expect(all(a != b for a, b in zip(middles, middles[1:])), f"{name}: nothing changes at a border")
        places = [end * index / 240 for index in range(241)]
        losses = [at(x).loss for x in places]
        scale = chart.scale("line", losses)
        self.near(f"{name}: places of the curve", [x for x, _ in chart.curve("line")], places)
        self.near(f"{name}: the curve", chart.values("line", scale), losses)
        mean = facts.means[cluster][column]
        frozen = lambda x: facts.loss + n * (x - mean) ** 2 - n * (here - mean) ** 2
        self.near(f"{name}: the frozen curve", chart.values("frozen", scale), [frozen(x) for x in places])
        tangent = [facts.loss + slope * (x - here) for x, _ in chart.curve("tangent")]
        self.near(f"{name}: the tangent", chart.values("tangent", scale), tangent)
        self.near(f"{name}: the dot", [(x, scale(y)) for x, y in chart.dots], [(here, facts.loss)])
        self.near(f"{name}: the cross", [(x, scale(y)) for x, y in chart.crosses], [(mean, frozen(mean))])
        self.expect(chart.ends == {short(round(scale(0), 9)): 0, short(scale(1)): 1}, f"{name}: ends of the axis {chart.ends}")

    def keyboard(self):
        """Centroid B by the arrow keys, then Newton's step by its button."""
        browser, native = self.browser, self.numbers
        self.piece(FIRST, 1, 0, "at first")
        browser.value("document.querySelectorAll('#piece-field .handle')[1].focus()")
        before = browser.value(text("piece-out"))
        browser.key("ArrowRight", 3)
        browser.key("ArrowUp")
        self.says("piece-at", "(6.50, 4.50)")
        self.says("piece-loss", fixed(native["loss"][0], 2))
        self.piece(CENTROIDS, 1, 0, "by keys")
        self.expect(browser.value(text("piece-out")) != before, "nothing was said about the move")
        handle = "document.querySelectorAll('#piece-field .handle')[1].getAttribute('aria-valuetext')"
        self.equal("aria-valuetext", browser.value(handle), "x 6.50, y 4.50")
        browser.key("ArrowRight", 1, shift=True)
        self.says("piece-at", "(6.51, 4.50)")
        browser.key("ArrowLeft", 1, shift=True)
        browser.value("document.getElementById('along-y').click()")
        browser.wait(f"{text('slice-title')}.includes('along y')", 20)
        self.piece(CENTROIDS, 1, 1, "along y")
        browser.value("document.getElementById('piece-newton').focus()")
        browser.key("Enter")
        means = Facts(self.points, CENTROIDS).means
        self.says("piece-at", pair(means[1]))
        self.piece(means, 1, 1, "after Newton's step")
        browser.value("document.getElementById('piece-reset').click()")
        self.piece(self.start, 1, 1, "from a bad start")

    def mouse(self):
        """Centroid C, grabbed beside its middle."""
        browser = self.browser
        browser.value("document.getElementById('piece-field').scrollIntoView({block: 'center'})")
        box = json.loads(browser.value("JSON.stringify(document.getElementById('piece-field').getBoundingClientRect())"))
        left, up = self.start[2]
        grabbed = (round(box["x"] + box["width"] * left / 10 + 6), round(box["y"] + box["height"] * (1 - up / 7) - 4))
        browser.drag(grabbed, (grabbed[0] + 90, grabbed[1] - 60))
        moved = [round(left + 90 * 10 / box["width"], 2), round(up + 60 * 7 / box["height"], 2)]
        self.says("piece-at", pair(moved))
        self.piece([*self.start[:2], moved], 2, 1, "by mouse")

    def training(self):
        """The first picture: what descends, and by how much."""
        browser = self.browser
        browser.value("new MutationObserver(() => window.said++).observe(document.getElementById('train-out'), {childList: true})")
        paths = [Facts(self.points, self.start)]
        for _ in range(60):
            paths.append(Facts(self.points, paths[-1].stepped(0.01)))
        say = lambda step: f"Step {step}: the loss is {fixed(paths[step].loss, 1)}."
        self.says("train-out", say(0))
        browser.value("document.getElementById('train-step').click()")
        self.says("train-out", say(1))
        self.labels("train-field", paths[1], "training")
        browser.value("window.said = 0; document.getElementById('train-run').click()")
        self.says("train-out", say(60))
        self.expect(browser.value("window.said") == 1, "where motion is to be reduced, the picture moves")
        self.expect(browser.value("document.getElementById('train-run').disabled"), "there is more to run after the last step")
        self.labels("train-field", paths[60], "training")
        for cluster, mark in enumerate(browser.marks("#train-field .trail")):
            trail = [tuple(map(float, place.split(","))) for place in mark["points"].split()]
            self.near("the paths", [[x, -y] for x, y in trail], [facts.centroids[cluster] for facts in paths])
        chart, losses = Chart(browser, "train-losses", 0, 60), [facts.loss for facts in paths]
        scale = chart.scale("line", losses)
        self.near("losses by step", chart.values("line", scale), losses)
        self.near("the last loss", [(x, scale(y)) for x, y in chart.dots], [(60, losses[-1])])
        self.expect(chart.ends == {"0": 0, short(scale(1)): 1} and near(scale(0), 0), f"training: ends of the axis {chart.ends}")
        # With motion, each step is seen; a new start ends the run.
        browser.media(color_scheme="light", reduced_motion="no-preference")
        browser.value("document.getElementById('train-reset').click()")
        self.says("train-out", say(0))
        browser.value("window.said = 0; document.getElementById('train-run').click()")
        self.expect(browser.wait(f"{text('train-out')}.startsWith('Step 6:')", 20), "no step is seen while it runs")
        self.expect(browser.value("window.said") >= 6, "steps are left out while it runs")
        browser.value("document.getElementById('train-reset').click()")
        self.says("train-out", say(0))
        time.sleep(0.2)
        self.says("train-out", say(0))

    def collapse(self):
        """The third picture: all rules from both starts."""
        browser = self.browser
        steps = {"asked": "4 000", "all": "80", "divided": "20", "newton": "12"}
        begun = self.ask([["begun", "beginQuestion", {"choosesRows": False}]])["begun"]
        self.bars(begun["counts"], "the collapse at first")
        for start in ("drawn", "chosen"):
            browser.value(f"document.querySelector('[name=start][value={start}]').checked = true")
            for rule, last in steps.items():
                name = f"the collapse, {rule}, {start}"
                # (Newton's steps are seen, one after the other.)
                motion = "no-preference" if (rule, start) == ("newton", "drawn") else "reduce"
                browser.media(color_scheme="light", reduced_motion=motion)
                browser.value(f"document.querySelector('[name=rule][value={rule}]').checked = true; {text('collapse-out')} = ''")
                browser.value("document.getElementById('collapse-run').click()")
                words = f"Step {last.replace(' ', chr(0x202F))}:"
                self.expect(browser.wait(f"{text('collapse-out')}.startsWith('{words}')", 60), f"{name} does not come to its end")
                label = browser.marks("#sizes")[0]["aria-label"]
                counts = [int(number) for number in re.findall(r"\d+", label.split(":")[1])]
                self.bars(counts, name)
                lone = sum(count <= 1 for count in counts)
                few = f"{lone} of 20 have one or none" if lone else "each has two or more"
                self.says("collapse-out", f"{words} the largest cluster has {short(max(counts))} of 1\u202f000 points, {few}.")
                self.says("collapse-step", browser.value(text("collapse-out")))
                self.expect(len(counts) == 20 and sum(counts) == 1000, f"{name}: {counts}")
                if rule in ("asked", "all"):
                    self.expect(max(counts) >= 981, f"{name}: it should collapse, {counts}")
                else:
                    self.expect(min(counts) >= 10, f"{name}: it should not collapse, {counts}")
                chart = Chart(browser, "collapse-losses", 0, int(last.replace(" ", "")))
                low, high = (float(words.replace("\u202f", "")) for words in chart.ends)
                loss = float(browser.value(text("collapse-loss")).split(" ")[1].replace("\u202f", ""))
                [(x, y)] = chart.dots
                self.near(f"{name}: the last loss", [x, low + y * (high - low)], [chart.end, loss], 1e-4)
                self.near(f"{name}: the curve's end", chart.curve("line")[-1], [x, y])
                self.expect(low == 15500 and loss > low, f"{name}: the loss {loss} is below the chart")
                if start == "drawn":
                    self.near(f"{name}: the first loss", low + chart.curve("line")[0][1] * (high - low), begun["inertia"], 1e-4)

    def bars(self, counts, name):
        marks, most = self.browser.marks("#sizes .bar"), max(counts)
        self.near(f"{name}: heights", [share(mark["height"]) for mark in marks], [count / max(200, most) for count in counts])
        self.near(f"{name}: feet", [share(mark["y"]) + share(mark["height"]) for mark in marks], [1] * len(counts))
        self.near(f"{name}: places", [share(mark["x"]) for mark in marks], [(index + 0.1) / len(counts) for index in range(len(counts))])
        orange = [mark["class"] == "bar most" for mark in marks]
        self.expect(orange == [count == most > 200 for count in counts], f"{name}: the wrong bars are orange")

    def relaxations(self):
        """The fourth picture."""
        browser, facts = self.browser, Facts(self.points, [[1.7, 3.7], [5.6, 4.0], [7.2, 3.6]])
        exact = [x for row in facts.gradient for x in row]
        size = lambda values: math.sqrt(sum(x * x for x in values))
        for kind, number, value in (("softmax", 0, 62), ("straight-through", 2, 62), ("softmax", 0, 22)):
            temperature = 0.03 * (100 / 0.03) ** (value / 100)
            gradient = facts.relaxed_gradient(kind, temperature)
            own = [x for row in gradient for x in row]
            angle = math.degrees(math.acos(sum(a * b for a, b in zip(own, exact)) / size(own) / size(exact)))
            if browser.value("document.getElementById('temperature').value") != str(value):
                browser.value("document.getElementById('temperature').focus()")
                browser.key("ArrowLeft", 40)
            browser.value(
                f"""(() => {{ const list = document.getElementById('relaxation'); list.value = '{number}';
                list.dispatchEvent(new Event('change')) }})()""")
            self.says(
                "relax-out", f"At temperature {short(temperature)} the relaxed gradient is {fixed(angle, 1)}° off the exact one and "
                f"{short(size(own) / size(exact), 2)} times as long.")
            name = f"{kind} at {temperature:.3g}"
            self.labels("relax-field", facts, name)
            towards = lambda slopes: [[x - 0.03 * s for x, s in zip(*rows)] for rows in zip(facts.centroids, slopes)]
            self.arrows("#relax-field .arrow.exact", facts.centroids, towards(facts.gradient), name)
            self.arrows("#relax-field .arrow.relaxed", facts.centroids, towards(gradient), name, 1e-5)
            self.says("relax-exact", fixed(facts.loss, 1))
            self.says("relax-loss", fixed(facts.relaxed(kind, temperature) if kind == "softmax" else facts.loss, 1))
            for chart, expected in (("angles", angle), ("lengths", size(own) / size(exact))):
                drawn = Chart(browser, chart, 0, 1)
                [(x, y)] = drawn.dots
                high = max(float(words.rstrip("°")) for words in drawn.ends)
                # (The label has three digits.)
                self.near(f"{name}: {chart}", [x, y * high], [value / 100, expected], 1e-2)
                nearest = min(drawn.curve("line relaxed"), key=lambda place: abs(place[0] - x))
                self.expect(abs(nearest[1] - y) < 0.05, f"{name}: the curve of {chart} is not where its dot is")

    def tables(self, folder):
        """Files: good, bad and hostile ones."""
        browser = self.browser
        self.iris()
        wrong = folder / "wrong.csv"
        wrong.write_text("a,b\n1,2\n3,x\n4,5\n")
        browser.file("table-file", wrong)
        self.says("table-error", "wrong.csv: line 3, column 2 (b): “x” is no number that this page reads; mend it, or take the row out.")
        self.expect(browser.value("document.getElementById('table-result').hidden"), "an old result stands beside a message")
        comma = "” has a comma in it; write numbers as 1.5 and 1234."
        for content, words in {
            "a\n1\n2\n": "3 clusters need 3 distinct rows", "": "there is nothing in this file.", "a;b\n": "there is a heading, and no row below it.",
            "1,5;2,5\n3,5;4,5\n": f"line 1, column 1 (column 1): “1,5{comma}", "a;b\n1,5;2\n2,5;3\n4;1\n": f"line 2, column 1 (a): “1,5{comma}",
            '"Preis, netto";b\n1;2\n3;\n5;6\n': "line 3, column 2 (b): the cell is empty; mend it, or take the row out.",
            "sep=;\na;b\n1;2\n3;x\n5;6\n": "line 4, column 2 (b): “x” is no number", "a,b\nx,y\nz,w\n": "no column is of numbers (1.5, with a point;",
        }.items():
            self.drop([("few.csv", content)])
            self.expect(
                browser.wait(f"{text('table-error')}.includes({json.dumps(words)})", 20),
                f"{content!r}: {browser.value(text('table-error'))!r}, and it should be {words!r}")
        rows = "\n".join(f"{index % 7};{index * index % 11}" for index in range(40))
        self.drop([("<b>.csv", f'"<img src=x\n onerror=alert(1)>";b\n{rows}')])
        begin = "<b>.csv: 40 rows (the first line was read as the heading), 2 columns, 3 clusters; "
        self.expect(browser.wait(f"{text('table-out')}.startsWith({json.dumps(begin)})", 20), f"dropped: {browser.value(text('table-out'))}")
        self.expect(browser.value("document.images.length") == 0, "a name became an element")
        names = [mark["text"].strip() for mark in browser.marks("#table-columns label")]
        self.equal("names of columns", names, ["<img src=x  onerror=alert(1)>", "b"])
        # Two files, one right behind the other: the second one counts.
        many = "\n".join(",".join(str(index * (column + 3) % 17) for column in range(5)) for index in range(3000))
        for pause in (0, 1, 8):
            self.drop([("many.csv", many), ("one.csv", "1\n2\n5\n6\n9\n9.5\n")], pause)
            begin = "one.csv: 6 rows, 1 column, 3 clusters; "
            self.expect(browser.wait(f"{text('table-out')}.startsWith('{begin}')", 20), f"the second file: {browser.value(text('table-out'))}")
            time.sleep(0.3)
            self.expect(browser.value(text("table-out")).startswith(begin), f"an earlier file comes late: {browser.value(text('table-out'))}")
            self.says("table-error", "")
        self.iris()

    def drop(self, files, pause=0):
        """Files dropped on the page, one after the other."""
        self.browser.value(
            """(async () => { for (const [name, content] of FILES) {
            const data = new DataTransfer(); data.items.add(new File([content], name));
            document.getElementById('table-drop').dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
            await new Promise(resolve => setTimeout(resolve, PAUSE)) } })()"""
            .replace("FILES", json.dumps(files)).replace("PAUSE", str(pause)))

    def iris(self):
        """What is said, shown and saved of a table."""
        browser = self.browser
        browser.value("document.getElementById('table-sample').click()")
        loss = "iris.csv: 150 rows (the first line was read as the heading), 4 columns, 3 clusters; loss (inertia) 78.85144143 in "
        self.expect(browser.wait(f"{text('table-out')}.startsWith('{loss}')", 30), browser.value(text("table-out")))
        certain = "all centroids may move at once by up to 0.0139 before a label changes."
        self.expect(certain in browser.value(text("table-out")), "a certified radius is not rounded down")
        lines = browser.value(text("iris")).strip().splitlines()
        rows = [[float(cell) for cell in line.split(",")[:4]] for line in lines[1:]]
        # (What would be saved is kept.)
        browser.value(
            """(() => { const make = URL.createObjectURL; HTMLAnchorElement.prototype.click = () => {};
            URL.createObjectURL = blob => { window.saved = blob; URL.createObjectURL = make; return make.call(URL, blob) } })()""")
        browser.value("document.getElementById('table-save').click()")
        heading, *labels = browser.value("window.saved.text()").split()
        labels = [int(label) for label in labels]
        groups = [[row for row, label in zip(rows, labels) if label == cluster] for cluster in range(3)]
        self.expect(heading == "cluster" and len(labels) == 150 and all(groups), f"saved labels: {labels}")
        if not all(groups):
            return
        means = [[sum(axis) / len(group) for axis in zip(*group)] for group in groups]
        nearest = [min(range(3), key=lambda cluster: math.dist(row, means[cluster])) for row in rows]
        self.equal("saved labels", labels, nearest)
        self.near("loss of iris", sum(math.dist(row, means[label]) ** 2 for row, label in zip(rows, labels)), 78.85144143, 1e-9)
        shown = [[mark["text"].strip() for mark in browser.marks(f"#table-centroids tbody tr:nth-child({row + 1}) > *")] for row in range(3)]
        self.equal("the table", shown, [[str(i), short(len(group)), *map(short, mean)] for i, (group, mean) in enumerate(zip(groups, means))])
        for across, up in ((0, 1), (3, 2)):
            browser.value(
                f"""for (const [id, value] of [['table-x', {across}], ['table-y', {up}]]) {{
                const list = document.getElementById(id); list.value = value; list.dispatchEvent(new Event('change')) }}""")
            extents = [(min(row[axis] for row in rows), max(row[axis] for row in rows)) for axis in (across, up)]
            inner = lambda value, extent: 0.04 + 0.92 * (value - extent[0]) / (extent[1] - extent[0])
            at = lambda row: [inner(row[across], extents[0]), 1 - inner(row[up], extents[1])]
            marks = browser.marks("#table-map .points use")
            self.near("rows on the map", [[share(mark["x"]), share(mark["y"])] for mark in marks], [at(row) for row in rows])
            self.expect([mark["class"] for mark in marks] == [f"c{label}" for label in labels], "rows on the map have other labels")
            middles = browser.marks("#table-map .handle")
            self.near("centroids on the map", [[share(mark["x"]), share(mark["y"])] for mark in middles], [at(mean) for mean in means])
            names = lines[0].replace('"', "").split(",")
            self.says("table-x-range", f"{names[across]}: {short(extents[0][0])} to {short(extents[0][1])} →")
            self.says("table-y-range", f"↑ {names[up]}: {short(extents[1][0])} to {short(extents[1][1])}")
        # What is ticked while it works belongs to the next result.
        tick = "document.getElementById('table-standardize').checked ="
        again = "document.getElementById('table-form').requestSubmit()"
        browser.value(f"{again}; {tick} true")
        self.expect(browser.wait(f"{text('table-out')}.startsWith('{loss}')", 30), browser.value(text("table-out")))
        self.expect("standard deviations" not in browser.value(text("table-out")), "standard deviations of what was not standardised")
        browser.value(f"{again}; {tick} false")
        self.expect(browser.wait(f"{text('table-out')}.includes(' standard deviations before')", 30), browser.value(text("table-out")))
        browser.value(again)
        self.expect(browser.wait(f"{text('table-out')}.startsWith('{loss}')", 30), browser.value(text("table-out")))

    def traps(self):
        """The library stops, and the page goes on."""
        browser = self.browser
        fresh = self.ask([
            ["advance", "advanceQuestion", {"rule": 0, "steps": 1}], ["cluster", "clusterTable", {"chosen": [0], "k": 1, "standardizes": False}],
        ])
        self.equal("an experiment that has not begun", fresh["advance"].get("reason"), "the experiment has not begun; press Run again")
        self.equal("no table", fresh["cluster"].get("reason"), "the table is no longer here; open the file again")
        # The next call of a name is made to fail.
        browser.value(
            """(() => { window.failing = ''; const post = Worker.prototype.postMessage; Worker.prototype.postMessage = function (message, ...rest) {
            if (message.name === window.failing) { window.failing = '';
            message = {...message, name: 'freedom', values: {centroids: [[1, 1], [2, 2], [3, 3]], cluster: 99}} }
            return post.call(this, message, ...rest) } })()""")
        stopped = "the library stopped (perhaps out of memory) and was started again; please repeat."
        hidden = "document.getElementById('trouble').hidden"
        press = lambda button: f"document.getElementById('{button}').click()"
        for button, call, answer in (
            ("train-step", "step", "train-out"), ("piece-newton", "step", "piece-out"), ("collapse-run", "advanceQuestion", "collapse-step"),
        ):
            browser.value(f"window.failing = '{call}'; {press(button)}")
            self.expect(browser.wait(f"!{hidden}", 20), f"{button}: nothing is said")
            self.says("trouble", f"Something is wrong with the pictures: {stopped}")
            before = browser.value(text(answer))
            browser.value(press(button))
            self.expect(browser.wait(f"{text(answer)} !== {json.dumps(before)}", 30), f"{button}: dead after the library stopped")
            self.expect(browser.wait(hidden, 20), f"{button}: trouble stays")
        browser.wait(f"{text('collapse-step')}.startsWith('Step 12:')", 30)
        browser.value("window.failing = 'clusterTable'; document.getElementById('table-form').requestSubmit()")
        self.says("table-error", f"iris.csv: {stopped}")
        self.expect(browser.value("document.getElementById('table-choices').hidden"), "a table that is gone can be clustered")
        self.iris()

    def form(self):
        """What holds at any width."""
        self.widths()
        nameless = self.browser.value(
            """[...document.querySelectorAll('svg[role],[tabindex],button,input,select')].filter(e=>!(e.getAttribute('aria-label')
            ||e.labels?.length||e.textContent.trim())).map(e=>e.id||e.className.baseVal||e.className)""")
        self.expect(not nameless, f"without a name: {nameless}")
        ids = self.browser.value("[...document.querySelectorAll('[id]')].map(e=>e.id)")
        self.expect(len(ids) == len(set(ids)), "an id stands twice")

    def widths(self):
        for width in (1200, 360):
            self.browser.size(width, 900)
            wide = self.browser.value("document.documentElement.scrollWidth")
            self.expect(wide <= width, f"{wide} pixels on a screen of {width}")
        self.browser.size(1200, 900)

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


def contrasts(page):
    """Text that WCAG's AA finds too faint: each colour of words on each ground."""
    style = re.search("<style>(.*?)</style>", page, re.S).group(1)

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
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = pathlib.Path(name)
        browser = Browser(folder)
        try:
            browser.size(1200, 900)
            browser.media(color_scheme="light", reduced_motion="reduce")
            browser.call("Page.navigate", url=options.page.resolve().as_uri())
            checks = Checks(browser, numbers)
            checks.faults += contrasts(page)
            checks.expect(len(re.findall("--bg:", page)) == 2, "no colours for light and dark")
            checks.expect(size < MOST_BYTES, f"{size} bytes of WebAssembly")
            if browser.wait("document.documentElement?.dataset.state==='ready'"):
                checks.form()
                checks.begin()
                kinds = checks.kinds()
                checks.bits()
                checks.keyboard()
                checks.mouse()
                checks.training()
                checks.collapse()
                checks.relaxations()
                kinds()
                checks.tables(folder)
                checks.widths()
                checks.traps()
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
