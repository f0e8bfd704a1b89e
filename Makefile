# Everything a newcomer, a developer and CI run. Needs python3 (3.11 or newer), make and git; brings the rest.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
export UV_SYSTEM_CERTS := 1
export NODE_OPTIONS := --use-system-ca
export PATH := $(CURDIR)/.venv/bin:$(CURDIR)/.tools/uv/bin:$(PATH)
# A caller's own environment must not choose another one for uv, pip or Python.
unexport VIRTUAL_ENV UV_PROJECT_ENVIRONMENT PYTHONHOME PYTHONPATH

# Make has a meaning of its own for this name, the assembler; here it is the kind of news `make bounce` tells.
AS :=

python := .venv/bin/python
made := .cache/made
npm_ci := npm ci --loglevel=error >/dev/null
web_sources := $(shell find web -type f -not -path 'web/node_modules/*' -not -path 'web/dist/*' 2>/dev/null)

##@ Use it
up: setup web ## start the portal on this machine: cloud, stack, demo firm, pages; Ctrl-C stops it, the state stays
	@$(python) -m local.up

demo: setup ## play the whole story over HTTP against the running stage
	@$(python) -m local.demo

mail: setup ## list the mails sent; N=3 shows the third
	@$(python) -m local.mail $(N)

clock: setup ## move the stage's time: BY=8d, 12h, 30m or 0; without BY tell it
	@$(python) -m local.clock $(BY)

tick: setup ## run all scheduled work now
	@$(python) -m local.tick

bounce: setup ## let the latest letter to an address come back: TO=address, AS=bounce, transient or complaint
	@$(python) -m local.bounce $(TO) $(AS)

reset: setup ## forget the local stage and everything in it
	@$(python) -m local.reset

##@ Work on it
test: setup web ## run all tests, the deployed stack and the browser included
	@$(python) -m local.tests

check: setup web ## format, lint, types, layers, generated files, templates, pages
	@$(python) -m local.check

fmt: setup ## format and fix what can be fixed by itself
	@ruff format
	@ruff check --fix

bench: setup ## measure cost and speed, write docs/benchmarks.md
	@$(python) -m tests.bench

generate: setup $(made)/web ## rewrite the files made from the code
	@$(python) -m local.generate
	@$(python) -m tests.bench.costs
	@$(python) -m pytest --quiet tests/infra/test_permissions.py --write-permissions
	@cd web && npm run --silent schema

##@ Deploy it
synth: setup web ## write the template of a stage to cdk.out: STAGE=dev or prod
	@$(python) -m local.release synth $(STAGE)

deploy: setup web ## deploy a stage into the AWS account of the caller: STAGE=dev or prod
	@$(python) -m local.release deploy $(STAGE)

##@ Prepare
setup: $(made)/python $(made)/cli ## bring uv, Python packages, node and the CDK command

web: $(made)/web ## build the pages

help: ## show this
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} \
	/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.tools/uv/bin/uv: local/uv.txt local/bootstrap.sh
	@echo 'Bringing uv …'
	@sh local/bootstrap.sh
	@touch $@

$(made)/python: pyproject.toml uv.lock .python-version .tools/uv/bin/uv $(if $(wildcard .venv/bin/python),,absent)
	@echo 'Bringing the Python packages …'
	@sh local/sync.sh
	@mkdir -p $(@D) && touch $@

$(made)/cli: infra/cli/package.json infra/cli/package-lock.json $(made)/python $(if $(wildcard infra/cli/node_modules),,absent)
	@echo 'Bringing the CDK command …'
	@cd infra/cli && $(npm_ci)
	@touch $@

$(made)/web: $(web_sources) $(made)/python $(if $(wildcard web/dist),,absent)
	@echo 'Building the pages …'
	@cd web && $(npm_ci) && npm run --silent build -- --logLevel warn
	@touch $@

.PHONY: up demo mail clock tick bounce reset test check fmt bench generate synth deploy setup web help absent
