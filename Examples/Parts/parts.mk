# One step of a fit by parts: make -j 8 -f parts.mk FOLDER=parts MODEL=m.safetensors
#
# FOLDER has the rows as *.npy, in the order of their names. MODEL is where the fit begins, and where it is after each step. Until
# FOLDER/merge.json says that it is finished, make is called again; so it is where a part failed, and only what is missing is
# made:
#
#     until grep -qs '"finished": *true' parts/merge.json; do make -j 8 -f parts.mk FOLDER=parts MODEL=m.safetensors; done
TESSERA ?= tessera
ROWS := $(sort $(wildcard $(FOLDER)/*.npy))

$(FOLDER)/merge.json: $(ROWS:=.partial)
	$(TESSERA) merge $^ --model $(MODEL) -o $(MODEL) --json >$@.new
	mv $@.new $@

# The model of the last step is newer than what was made with the one before.
$(FOLDER)/%.partial: $(FOLDER)/% $(MODEL)
	$(TESSERA) partial $< --model $(MODEL) -o $@ --threads 1 --quiet >/dev/null
