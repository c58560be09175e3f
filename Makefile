# The commands of the house. They need python3 (with venv) and make, nothing else; what needs thought
# stands in a management command. ARGS passes on: make run ARGS="--port 8123", make test ARGS="tests/duties".

V := .venv
PY := $(V)/bin/python
PYTEST := $(PY) -m pytest -n 2 --dist loadfile
# uv does not read pip's configuration: hand a mirror that is set there on to it.
INDEX = $(or $(UV_DEFAULT_INDEX),$(PIP_INDEX_URL),$(shell python3 -m pip config get global.index-url 2>/dev/null))

.PHONY: run test check fmt bench shots system wheel lock audit

run: $(V)/.ready
	@$(PY) manage.py prepare --demo
	@exec $(PY) manage.py serve $(ARGS)

test: $(V)/.ready system
	$(PYTEST) $(ARGS)
	$(PY) tests/services.py $(PYTEST) $(ARGS)

check: $(V)/.ready
	$(V)/bin/ruff check
	$(V)/bin/ruff format --check
	$(V)/bin/mypy
	$(V)/bin/lint-imports
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py check --fail-level WARNING

fmt: $(V)/.ready
	$(V)/bin/ruff check --fix
	$(V)/bin/ruff format

bench: $(V)/.ready
	$(PY) -m benchmarks $(ARGS)

shots: $(V)/.ready system
	$(PY) -m tests.browser.shots $(ARGS)

# Chromium, CJK fonts and Pango: installed where this is Debian and we are root, named otherwise.
system: $(V)/.ready
	@$(PY) tests/system.py

wheel: $(V)/.ready
	$(V)/bin/hatchling build -t wheel

lock: $(V)/.ready
	$(V)/bin/uv pip compile -q pyproject.toml --universal --generate-hashes -o requirements/base.txt
	$(V)/bin/uv pip compile -q pyproject.toml --group dev --universal --generate-hashes -o requirements/dev.txt

# Asks an outside service for known vulnerabilities: only where there is one to reach, so not part of test or CI.
audit: $(V)/.ready
	$(V)/bin/uv tool run pip-audit --require-hashes --disable-pip -r requirements/base.txt

$(V)/.ready: requirements/dev.txt requirements/uv.txt
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "ymdm needs Python 3.11 or newer; this python3 is $$(python3 -V)."; exit 1; }
	@python3 -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "python3 lacks its venv module. Install it first: apt install python3-venv"; exit 1; }
	@$(PY) -c '' 2>/dev/null || python3 -m venv --clear $(V)
	@cmp -s requirements/uv.txt $(V)/.uv || \
		{ $(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt && cp requirements/uv.txt $(V)/.uv; }
	@$(if $(INDEX),UV_DEFAULT_INDEX=$(INDEX) )$(V)/bin/uv pip sync -q --python $(PY) --require-hashes requirements/dev.txt requirements/uv.txt
	@touch $@
