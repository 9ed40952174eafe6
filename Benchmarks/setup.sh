#!/usr/bin/env bash
# Makes a virtual environment with the peers.  usage: Benchmarks/setup.sh FOLDER
set -euo pipefail
python3 -m venv "$1"
"$1/bin/pip" install -q numpy scipy pillow scikit-learn==1.9.1 scikit-learn-intelex==2026.2.0 faiss-cpu==1.15.1 \
  superkmeans==0.2.0
"$1/bin/pip" install -q --no-deps torch==2.13.0
"$1/bin/pip" install -q filelock typing-extensions sympy networkx jinja2 fsspec setuptools expecttest
