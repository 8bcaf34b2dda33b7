# Thin wrappers: everything is in dev.py.
.PHONY: setup demo test check bench lock
setup demo test check bench lock:
	python3 dev.py $@
