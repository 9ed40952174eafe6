"""A fit by parts with Ray: python3 by_ray.py FOLDER MODEL K [SEED]

FOLDER has the rows as *.npy, in the order of their names, on storage that all nodes see. MODEL becomes a model of K
clusters; where it is there already (a start, a model), the fit goes on from it. A part whose worker dies is made again.
"""
import json
import os
import pathlib
import subprocess
import sys

import ray

TESSERA = os.environ.get("TESSERA", "tessera")


@ray.remote(max_retries=5)
def partial(rows, model):
    output = f"{rows}.partial"
    subprocess.run([TESSERA, "partial", rows, "--model", model, "-o", output, "--threads", "1", "--quiet"], check=True,
                   stdout=subprocess.DEVNULL)
    return output


def main(folder, model, clusters="", seed="0"):
    parts = sorted(str(path.resolve()) for path in pathlib.Path(folder).glob("*.npy"))
    model = os.path.abspath(model)
    if not os.path.exists(model):
        subprocess.run([TESSERA, "start", "-k", clusters, "--seed", seed, "-o", model], check=True, stdout=subprocess.DEVNULL)
    ray.init(log_to_driver=False)
    finished = False
    while not finished:
        partials = ray.get([partial.remote(rows, model) for rows in parts])
        merged = subprocess.run(
            [TESSERA, "merge", *partials, "--model", model, "-o", model, "--json"], check=True, capture_output=True)
        finished = json.loads(merged.stdout)["finished"]


if __name__ == "__main__":
    main(*sys.argv[1:])
