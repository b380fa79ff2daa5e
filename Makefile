# Names for what people type; what they do is in tools/.
PORT ?= 8000
ARGS ?=
PYTHON ?= python3

.PHONY: help run dev test check bench lock
help:
	@$(PYTHON) tools/help.py

run: ## the newsroom on http://127.0.0.1:8000 (make run PORT=8300)
	@$(PYTHON) tools/run.py --port $(PORT) $(ARGS)

dev: ## the same with auto-reload, for people who change the code
	@$(PYTHON) tools/run.py --dev --port $(PORT) $(ARGS)

test: ## the whole suite on SQLite and PostgreSQL (make test ARGS="-k byline")
	@$(PYTHON) tools/test.py $(ARGS)

check: ## lint, format, types, migrations, deployment
	@$(PYTHON) tools/check.py

bench: ## what a page costs, against a bare view on the same server
	@$(PYTHON) tools/bench.py $(ARGS)

lock: ## new pins in requirements.txt (make lock ARGS=--upgrade)
	@$(PYTHON) tools/lock.py $(ARGS)
