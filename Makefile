# Kalem's commands. Real files are the targets where there are any, so a second run builds nothing again.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
export MAKE

MAVEN := mvn -B
WEB_SOURCES := $(shell find web -type f -not -path 'web/node_modules/*' -not -path 'web/dist/*' -not -path 'web/tests/*' -not -path 'web/screenshots/*' 2>/dev/null)
JAVA_SOURCES := $(shell find annotation formats server -type f -not -path '*/target/*' -not -path '*/src/test/*' 2>/dev/null) pom.xml
VENV := .cache/conformance-venv/.requirements
JUDGES := .cache/judges-venv/.requirements

.PHONY: help
help: ## This list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 18

.PHONY: run
run: build ## Build what is missing and start the hub on http://localhost:8080 (Ctrl-C stops it)
	@exec scripts/start.sh

.PHONY: demo
demo: build ## The same with a sample project of real photographs, in ./data-demo
	@exec scripts/demo.sh

.PHONY: build
build: build/app/.built ## Build everything that make run needs

.PHONY: cli
cli: build/cli/.built ## Build the kalem command, which ./kalem runs

.PHONY: test
test: ## Every check: lint, Java tests, the client's conformance suite, browser tests
	@exec scripts/test.sh

.PHONY: lint
lint: web/node_modules/.package-lock.json $(VENV) ## Formats, linters, types and the web's unit tests
	@exec scripts/lint.sh

.PHONY: verify
verify: web/dist/index.html ## Build the Java modules and run their tests
	$(MAVEN) verify
	@touch server/target/kalem.jar

.PHONY: conformance
conformance: $(if $(HOST),,build/app/.built) ## The published Python client against the hub, or against HOST=... KEY=...; ARGS=... go to pytest
	@HOST='$(HOST)' KEY='$(KEY)' exec scripts/conformance.sh $(ARGS)

.PHONY: judges
judges: build/cli/.built $(JUDGES) ## Datumaro, pycocotools and others read what we write, and we read what they write; ARGS=... go to pytest
	@exec scripts/judges.sh $(ARGS)

.PHONY: browser-test
browser-test: build/app/.built $(VENV) ## The web app in a real browser
	@exec scripts/browser-test.sh

.PHONY: screenshots
screenshots: browser-test ## Draw every page of the web app into web/screenshots (the browser tests do)
	@ls web/screenshots

.PHONY: check-long
check-long: build/app/.built $(VENV) ## The workflow engine against its reference, the races with 10,000 tasks, many rounds of crashes, and 10,000 spoiled files
	$(MAVEN) -q test -pl server -am -Dtest=EngineModelTest -Dsurefire.failIfNoSpecifiedTests=false -Dkalem.engine.steps=100000 -Dkalem.engine.seeds=20
	@KALEM_LONG=1 exec scripts/conformance.sh test_queue.py test_crash.py test_export_races.py test_import_fuzz.py $(ARGS)

.PHONY: bench-start
bench-start: build/app/.built $(VENV) ## Print how fast the hub starts and how much memory it holds
	@exec .cache/conformance-venv/bin/python conformance/bench_start.py

.PHONY: bench-export
bench-export: build/app/.built $(VENV) ## Import and export of boxes beside the limits of the machine; TASKS="10000 50000"
	@exec .cache/conformance-venv/bin/python bench/export.py $(TASKS)

.PHONY: bench-video
bench-video: build/app/.built $(VENV) ## One video task with up to a million annotated frames; FRAMES="100000 1000000"
	@exec .cache/conformance-venv/bin/python bench/video.py $(FRAMES)

.PHONY: format
format: web/node_modules/.package-lock.json $(VENV) ## Format all sources
	@scripts/format.sh write
	@npm --prefix web run --silent format
	@.cache/conformance-venv/bin/ruff format --config conformance/ruff.toml bench conformance scripts

.PHONY: openapi
openapi: ## Write docs/openapi.json from the running code and the web's types from it
	KALEM_UPDATE=1 $(MAVEN) -q test -pl server -am -Dtest=ApiDocumentTest -Dsurefire.failIfNoSpecifiedTests=false
	npm --prefix web run --silent generate

.PHONY: clean
clean: ## Delete what was built (data and downloaded packages stay)
	rm -rf build web/dist annotation/target formats/target server/target

web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	@command -v npm >/dev/null || { echo "Kalem's build needs Node 20 or newer with npm." >&2; exit 1; }
	npm --prefix web ci --no-audit --no-fund
	@touch $@

web/dist/index.html: web/node_modules/.package-lock.json $(WEB_SOURCES)
	npm --prefix web run build
	@touch $@

server/target/kalem.jar: $(JAVA_SOURCES) web/dist/index.html
	@command -v mvn >/dev/null || { echo "Kalem's build needs Maven 3.8 or newer." >&2; exit 1; }
	@. scripts/lib.sh && find_java >/dev/null
	$(MAVEN) -q -DskipTests package
	@touch $@

build/cli/.built: $(JAVA_SOURCES) scripts/build-cli.sh scripts/lib.sh
	@scripts/build-cli.sh

build/app/.built: server/target/kalem.jar scripts/build-app.sh scripts/training.py scripts/jvm.options scripts/lib.sh
	@scripts/build-app.sh

$(VENV): conformance/requirements.txt scripts/venv.sh
	@scripts/venv.sh .cache/conformance-venv conformance/requirements.txt
	@touch $@

$(JUDGES): conformance/requirements-judges.txt scripts/venv.sh
	@scripts/venv.sh .cache/judges-venv conformance/requirements-judges.txt
	@touch $@
