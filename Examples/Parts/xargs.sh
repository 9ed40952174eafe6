#!/bin/sh
# A fit by parts on the processors of one machine: sh xargs.sh FOLDER MODEL K [SEED]
#
# FOLDER has the rows as *.npy, in the order of their names. MODEL becomes a model of K clusters; where it is there already (a start,
# a model), the fit goes on from it. A part whose worker dies is made again. WORKERS: how many at a time.
set -eu
folder=$1
export model=$2 TESSERA="${TESSERA:-tessera}"
[ -e "$model" ] || "$TESSERA" start -k "$3" --seed "${4:-0}" -o "$model"

partials() {
  ls "$folder"/*.npy | xargs -P "${WORKERS:-$(nproc)}" -I{} sh -c \
    '[ -e "$1.partial" ] || "$TESSERA" partial "$1" --model "$model" -o "$1.partial" --threads 1 --quiet >/dev/null' part {}
}

finished=no
while [ $finished = no ]; do
  rm -f "$folder"/*.partial
  tries=1
  until partials; do
    [ $tries -lt 5 ] || exit 1
    tries=$((tries + 1))
  done
  "$TESSERA" merge "$folder"/*.partial --model "$model" -o "$model" --json >"$folder/merge.json"
  if grep -q '"finished": *true' "$folder/merge.json"; then finished=yes; fi
done
