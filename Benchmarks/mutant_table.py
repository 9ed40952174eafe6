"""The table of mutants, mutants.toml, and the copy of the package that holds all of them at once."""
import collections
import os
import re
import subprocess
import tomllib

ROOT = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
TABLE = os.path.join(ROOT, "Benchmarks", "mutants.toml")
MARK = re.compile(r"⟦(.*?) ⇒ ?(.*?)⟧", re.DOTALL)
#: What every mutated file reads: which mutant is awake, from the environment, once.
MODULE = {
    "include/tessera_mutants.h": """#ifndef TESSERA_MUTANTS_H
#define TESSERA_MUTANTS_H
#include <stdbool.h>
extern int tessera_awake_mutant;
static inline bool tessera_mutant(int number) { return tessera_awake_mutant == number; }
#endif
""",
    "mutants.c": """#include "tessera_mutants.h"
#include <stdlib.h>
int tessera_awake_mutant;
__attribute__((constructor)) static void wake(void) {
  const char *number = getenv("TESSERA_MUTANT");
  tessera_awake_mutant = number ? atoi(number) : 0;
}
""",
}

Mutant = collections.namedtuple("Mutant", "number id file code old new statement tests fault survives")


class Stale(Exception):
    """Entries whose code is not there, or not once."""


def mutants():
    """All entries, numbered from 1."""
    with open(TABLE, "rb") as file:
        table = tomllib.load(file)
    found, seen = [], set()
    for number, entry in enumerate(table["mutant"], 1):
        unknown = set(entry) - {"id", "file", "code", "statement", "tests", "fault", "survives"}
        marks = MARK.findall(entry["code"])
        if unknown or len(marks) != 1 or entry["id"] in seen:
            raise Stale(f"{entry['id']}: an unknown key, an id that comes twice, or not one ⟦old ⇒ new⟧")
        before = entry["code"].split("⟦")[0]
        member = before.endswith(".") or marks[0][0].startswith(".") and re.search(r"[\w)\]]$", before)
        if not entry.get("statement") and (member or re.match(r"[*/<>=&|+]", marks[0][0])):
            raise Stale(f"{entry['id']}: no expression of its own: {marks[0][0]}")
        seen.add(entry["id"])
        target = entry["file"].split("/")[1]
        if "tests" not in entry and target not in table["tests"]:
            raise Stale(f"{entry['id']}: no tests are named for {target}")
        found.append(Mutant(
            number, entry["id"], entry["file"], entry["code"], *marks[0], entry.get("statement", False),
            entry.get("tests", table["tests"].get(target)), entry["fault"], entry.get("survives", "")))
    return found


def place(mutant, text):
    """Where the old code lies in its file: the code around it stands there once, but for white space."""
    before, after = MARK.sub("\0", mutant.code).split("\0")
    def pattern(code):
        return r"\s+".join(map(re.escape, re.split(r"\s+", code)))
    matches = list(re.finditer(f"{pattern(before)}({pattern(mutant.old)}){pattern(after)}", text))
    if len(matches) != 1:
        raise Stale(f"{mutant.id}: found {len(matches)} times in {mutant.file}")
    return matches[0].span(1)


def rewritten(text, group):
    """A file with a choice where each of its mutants sits; mutants of one place share it."""
    places, problems = collections.defaultdict(list), []
    for mutant in group:
        try:
            places[place(mutant, text)].append(mutant)
        except Stale as problem:
            problems.append(str(problem))
    ordered = sorted(places)
    problems += [
        f"{places[b][0].id} and {places[a][0].id} overlap" for a, b in zip(ordered, ordered[1:]) if b[0] < a[1]]
    if problems:
        raise Stale("\n".join(problems))
    for start, end in reversed(ordered):
        choice = text[start:end]
        is_swift = group[0].file.endswith(".swift")
        choice = choice if places[start, end][0].statement else f"({choice})"
        for mutant in places[start, end]:
            awake = f"tessera_mutant({mutant.number})"
            if mutant.statement:
                condition = awake if is_swift else f"({awake})"
                choice = f"if {condition} {{ {mutant.new} }} else {{ {choice} }}"
            else:
                choice = f"({awake} ? ({mutant.new}) : {choice})"
        text = text[:start] + choice + text[end:]
    head = "public import CTesseraMutants\n" if group[0].file.endswith(".swift") else '#include "tessera_mutants.h"\n'
    return head + text


def sources(all_mutants):
    """Every file of the package as the copy has it, by path."""
    names = subprocess.run(
        ["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True).stdout
    files = {}
    for name in filter(None, names.decode().split("\0")):
        path = os.path.join(ROOT, name)
        if os.path.isfile(path):
            with open(path, "rb") as file:
                files[name] = file.read()
    problems, groups = [], collections.defaultdict(list)
    for mutant in all_mutants:
        groups[mutant.file].append(mutant)
    for name, group in groups.items():
        try:
            if name not in files:
                raise Stale(f"{name} is gone: {', '.join(mutant.id for mutant in group)}")
            files[name] = rewritten(files[name].decode(), group).encode()
        except Stale as problem:
            problems.append(str(problem))
    if problems:
        raise Stale("\n".join(problems))
    for name, text in MODULE.items():
        files[f"Sources/CTesseraMutants/{name}"] = text.encode()
    files["Package.swift"] = manifest(files["Package.swift"].decode()).encode()
    return files


def manifest(text):
    """Every library and the command may ask which mutant is awake."""
    for old, new in [
        ('.target(name: "CTesseraKernels", ', '.target(name: "CTesseraKernels", dependencies: ["CTesseraMutants"], '),
        ("  .target(name: name, dependencies: dependencies,",
         '  .target(name: name, dependencies: dependencies + ["CTesseraMutants"],'),
        ('name: "TesseraCommand",\n      dependencies: [', 'name: "TesseraCommand",\n      dependencies: ["CTesseraMutants", '),
        ("  targets: [\n", '  targets: [\n    .target(name: "CTesseraMutants"),\n'),
    ]:
        if text.count(old) != 1:
            raise Stale(f"Package.swift has not once: {old}")
        text = text.replace(old, new)
    return text
