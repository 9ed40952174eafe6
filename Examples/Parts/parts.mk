# One step of a fit by parts: make -j 8 -f parts.mk FOLDER=parts MODEL=m.safetensors K=1000 SEED=1
#
# FOLDER has the rows as *.npy, in the order of their names. MODEL is where the fit is after each step: it begins with K clusters, or
# with a model that is there already. Until FOLDER/merge.json says that it is finished, make is called again; so it is where a part
# failed, and only what is missing is made:
#
#     until grep -qs '"finished": *true' parts/merge.json; do
#       make -j 8 -f parts.mk FOLDER=parts MODEL=m.safetensors K=1000 SEED=1
#     done
TESSERA ?= tessera
SEED ?= 0
ROWS := $(sort $(wildcard $(FOLDER)/*.npy))

$(FOLDER)/merge.json: $(ROWS:=.partial)
	$(TESSERA) merge $^ --model $(MODEL) -o $(MODEL) --json >$@.new
	mv $@.new $@

# The model of the last step is newer than what was made with the one before.
$(FOLDER)/%.partial: $(FOLDER)/% $(MODEL)
	$(TESSERA) partial $< --model $(MODEL) -o $@ --threads 1 --quiet >/dev/null

$(MODEL):
	$(TESSERA) start -k $(K) --seed $(SEED) -o $@
