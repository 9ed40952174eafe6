"""A fit by parts with Dask: python3 by_dask.py FOLDER MODEL K [SEED [ADDRESS OF A SCHEDULER]]

FOLDER has the rows as *.npy, in the order of their names, on storage that all workers see. MODEL becomes a model of K
clusters; where it is there already (a start, a model), the fit goes on from it. A part whose worker dies is made again by another one.
"""
import json
import os
import pathlib
import subprocess
import sys

from dask.distributed import Client

TESSERA = os.environ.get("TESSERA", "tessera")


def partial(rows, model):
    output = f"{rows}.partial"
    subprocess.run([TESSERA, "partial", rows, "--model", model, "-o", output, "--threads", "1", "--quiet"], check=True,
                   stdout=subprocess.DEVNULL)
    return output


def main(folder, model, clusters="", seed="0", address=None):
    parts = sorted(str(path.resolve()) for path in pathlib.Path(folder).glob("*.npy"))
    model = os.path.abspath(model)
    if not os.path.exists(model):
        subprocess.run([TESSERA, "start", "-k", clusters, "--seed", seed, "-o", model], check=True, stdout=subprocess.DEVNULL)
    with Client(address, **({} if address else {"threads_per_worker": 1, "dashboard_address": None})) as client:
        finished = False
        while not finished:
            # Not pure: the same call is another one after the model has changed.
            partials = client.gather(client.map(partial, parts, model=model, pure=False, retries=5))
            merged = subprocess.run(
                [TESSERA, "merge", *partials, "--model", model, "-o", model, "--json"], check=True, capture_output=True)
            finished = json.loads(merged.stdout)["finished"]


if __name__ == "__main__":
    main(*sys.argv[1:])
