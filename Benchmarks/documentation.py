"""The documentation's site in a browser: python3 Benchmarks/documentation.py --site FOLDER [--shots FOLDER] [--modules-only]

Serves what `Documentation/build.sh FOLDER` made, and opens the landing page, every module's page, every article and every tutorial in
Chromium, light and dark: no error of a script, nothing that is missing, no request elsewhere, the title and all headings there, pictures
that are pictures. With --shots, pictures of each page. Needs `chromium` (Debian).
"""

import argparse
import base64
import functools
import http.server
import json
import pathlib
import re
import shutil
import sys
import tempfile
import threading
import time

from page import Browser

# What the page has drawn once it is ready.
READY = "document.querySelector('h1') && document.readyState === 'complete'"
SEEN = """(() => ({
  title: document.title,
  headings: [...document.querySelectorAll('h1,h2,h3,h4')].map(e => e.textContent.replace(/\\s+/g, ' ').trim()),
  broken: [...document.images].filter(e => e.complete && !e.naturalWidth).map(e => e.src),
  pictures: document.images.length,
  wide: document.documentElement.scrollWidth > innerWidth,
  background: getComputedStyle(document.body).backgroundColor,
}))()"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


def headings(value):
    """The headings that a page's data promise."""
    if isinstance(value, dict):
        if value.get("type") == "heading" and value.get("level", 1) <= 3:
            yield value["text"]
        if value.get("kind") == "tasks":
            yield from (task["title"] for task in value["tasks"])
        for key, part in value.items():
            if key != "references":
                yield from headings(part)
    elif isinstance(value, list):
        for part in value:
            yield from headings(part)


def pages(site, modules_only):
    """The addresses of all pages that are no symbols, with the title and the headings of each."""
    yield "documentation", "Tessera", []
    for file in sorted((site / "data").rglob("*.json")):
        data = json.loads(file.read_text())
        is_module = data.get("metadata", {}).get("symbolKind") == "module" or data.get("metadata", {}).get("role") == "collection"
        is_tutorial = data["kind"] in ("overview", "project")
        # (Lists of what conformances bring have no page that somebody wrote.)
        if file.name == "documentation.json" or file.stem.endswith("-implementations") or not (is_module or is_tutorial or data["kind"] == "article"):
            continue
        if modules_only and not (is_module or is_tutorial):
            continue
        yield str(file.relative_to(site / "data").with_suffix("")), data["metadata"]["title"], list(headings(data))


def words(text):
    """Without what typography makes of quotation marks and spaces."""
    return re.sub(r"\s+", " ", re.sub("[’‘'“”\"]", "'", text)).strip()


def open_page(browser, address):
    """What is wrong while a page loads, and what it shows then."""
    browser.events.clear()
    browser.call("Page.navigate", url=address)
    # (The frame of the last page is ready until that of this one is there.)
    ready = browser.wait(f"location.href.startsWith({json.dumps(address)}) && {READY}", 20)
    time.sleep(0.15)
    seen = browser.value(SEEN)
    faults = [] if ready else ["no title"]
    for event in browser.events:
        parameters = event.get("params", {})
        match event.get("method"):
            case "Network.responseReceived" if parameters["response"]["status"] >= 400:
                faults.append(f"{parameters['response']['status']}: {parameters['response']['url']}")
            case "Network.loadingFailed" if not parameters.get("canceled"):
                faults.append(f"not loaded: {parameters['errorText']}")
            case "Network.requestWillBeSent" if not parameters["request"]["url"].startswith(("http://127.0.0.1:", "data:")):
                faults.append(f"asked elsewhere: {parameters['request']['url']}")
            case "Log.entryAdded" if parameters["entry"]["level"] in ("error", "warning"):
                faults.append(f"{parameters['entry']['text']} {parameters['entry'].get('url', '')}")
            case "Runtime.exceptionThrown":
                faults.append(parameters["exceptionDetails"]["text"])
            case "Runtime.consoleAPICalled" if parameters["type"] in ("error", "warning"):
                faults.append(f"console: {parameters['args'][0].get('value', '')}")
    return faults, seen


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", required=True, type=pathlib.Path)
    parser.add_argument("--shots", type=pathlib.Path)
    parser.add_argument("--modules-only", action="store_true", help="no articles: modules and tutorials")
    options = parser.parse_args()
    if not shutil.which("chromium"):
        sys.exit("error: chromium is missing")
    if not (options.site / "data").is_dir():
        sys.exit(f"error: {options.site} is no site; bash Documentation/build.sh {options.site}")
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(options.site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    failed, count, tutorials, began = False, 0, 0, time.monotonic()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Browser(folder, host="127.0.0.1")
        browser.call("Emulation.setDeviceMetricsOverride", width=1280, height=900, deviceScaleFactor=1, mobile=False)
        for path, title, promised in pages(options.site, options.modules_only):
            backgrounds = []
            tutorials += path.startswith("tutorials/")
            for scheme in ("light", "dark"):
                browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
                faults, seen = open_page(browser, f"http://127.0.0.1:{server.server_port}/{path}")
                backgrounds.append(seen["background"])
                shown = [words(heading) for heading in seen["headings"]]
                faults += [f"no heading '{heading}'" for heading in [title, *promised] if not any(words(heading) in h for h in shown)]
                faults += [f"a broken picture: {picture}" for picture in seen["broken"]]
                faults += ["wider than the window"] if seen["wide"] else []
                # (That of the table of contents is the name of the tutorials.)
                faults += ["no title of the window"] if title not in seen["title"] and path != "tutorials/tessera" else []
                if options.shots:
                    options.shots.mkdir(parents=True, exist_ok=True)
                    picture = browser.call("Page.captureScreenshot")["data"]
                    (options.shots / f"{path.replace('/', '-')}-{scheme}.png").write_bytes(base64.b64decode(picture))
                for fault in faults:
                    failed = True
                    print(f"error: {path}, {scheme}: {fault}")
            if backgrounds[0] == backgrounds[1] and not path.startswith("tutorials/"):
                failed = True
                print(f"error: {path}: light and dark are both {backgrounds[0]}")
            count += 1
        browser.process.kill()
        browser.process.wait()
    if tutorials < 6:
        sys.exit(f"error: {tutorials} tutorials and their table of contents, in place of 6")
    print(f"{count} pages, {tutorials} of tutorials, light and dark, in {time.monotonic() - began:.0f} s")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
