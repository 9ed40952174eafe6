"""Runs the tessera command and reads its reports."""
import json
import os
import subprocess

#: What the contract of `fit --json` leaves out of the promise of identical bits.
VOLATILE = {"seconds", "threads", "instructionSet", "path", "touched", "certified"}


def run(cli, *arguments, environment=None):
    return subprocess.run(
        [cli, *map(str, arguments)], capture_output=True, text=True, timeout=600,
        env={**os.environ, **(environment or {})})


def report(cli, *arguments, environment=None):
    """The JSON object of a command that has to succeed."""
    finished = run(cli, *arguments, "--json", environment=environment)
    if finished.returncode != 0:
        raise RuntimeError(f"exit {finished.returncode}: {finished.stderr.strip()}")
    return json.loads(finished.stdout)


def stable(value):
    """A report without what may differ from run to run."""
    if isinstance(value, dict):
        return {key: stable(entry) for key, entry in value.items() if key not in VOLATILE}
    if isinstance(value, list):
        return [stable(entry) for entry in value]
    return value
