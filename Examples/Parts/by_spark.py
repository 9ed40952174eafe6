"""A fit by parts with Spark: python3 by_spark.py FOLDER MODEL K [SEED [MASTER]]

FOLDER has the rows as *.npy, in the order of their names, on storage that all executors see. MODEL becomes a model of K
clusters; where it is there already (a start, a model), the fit goes on from it. A task whose worker dies is run again.
"""
import json
import os
import pathlib
import subprocess
import sys

from pyspark.sql import SparkSession

TESSERA = os.environ.get("TESSERA", "tessera")


def main(folder, model, clusters="", seed="0", master="local[*,5]"):
    parts = sorted(str(path.resolve()) for path in pathlib.Path(folder).glob("*.npy"))
    model, tessera = os.path.abspath(model), TESSERA
    if not os.path.exists(model):
        subprocess.run([TESSERA, "start", "-k", clusters, "--seed", seed, "-o", model], check=True, stdout=subprocess.DEVNULL)

    def partial(rows):
        output = f"{rows}.partial"
        subprocess.run([tessera, "partial", rows, "--model", model, "-o", output, "--threads", "1", "--quiet"],
                       check=True, stdout=subprocess.DEVNULL)
        return output

    session = SparkSession.builder.master(master).appName("tessera").config("spark.ui.enabled", "false").getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    finished = False
    while not finished:
        partials = session.sparkContext.parallelize(parts, len(parts)).map(partial).collect()
        merged = subprocess.run(
            [tessera, "merge", *partials, "--model", model, "-o", model, "--json"], check=True, capture_output=True)
        finished = json.loads(merged.stdout)["finished"]
    session.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
