#!/bin/sh
# A fit by parts on a cluster with Slurm: sh slurm.sh FOLDER MODEL K SEED [options of sbatch]
#
# FOLDER, on a file system that all nodes have, holds the rows as *.npy, in the order of their names. MODEL becomes a model of K
# clusters; where it is there already (a start, a model), the fit goes on from it. Every step is an array of jobs, one per part; parts
# that are missing afterwards are made again.
set -eu
folder=$1
export model=$2 TESSERA="${TESSERA:-tessera}"
[ -e "$model" ] || "$TESSERA" start -k "$3" --seed "$4" -o "$model"
shift 4
ls "$folder"/*.npy >"$folder/rows.list"
export list="$folder/rows.list"
last=$(($(wc -l <"$list") - 1))

cat >"$folder/part.sbatch" <<'JOB'
#!/bin/sh
rows=$(sed -n "$((SLURM_ARRAY_TASK_ID + 1))p" "$list")
[ -e "$rows.partial" ] || exec "$TESSERA" partial "$rows" --model "$model" -o "$rows.partial" --quiet
JOB

finished=no
while [ $finished = no ]; do
  rm -f "$folder"/*.partial
  tries=1
  until sbatch --wait --quiet --array="0-$last" "$@" "$folder/part.sbatch"; do
    [ $tries -lt 5 ] || exit 1
    tries=$((tries + 1))
  done
  "$TESSERA" merge $(sed 's/$/.partial/' "$list") --model "$model" -o "$model" --json >"$folder/merge.json"
  if grep -q '"finished": *true' "$folder/merge.json"; then finished=yes; fi
done
