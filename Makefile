# One command does each job; `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# mkdocs-material advertises a successor on every run; it is pinned here on purpose
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help site serve check test test-fast lint bench clean

help: ## 列出全部命令
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /make \1\t/' | expand -t 16

site: $(VENV)/site.done ## 建环境、装依赖、生成 site/
	$(BIN)/mkdocs build --strict

serve: $(VENV)/site.done ## 本机预览，改了数据会自动更新
	$(BIN)/mkdocs serve

check: $(VENV)/site.done ## 只检查数据（约一秒）
	$(BIN)/standards check

test: $(VENV)/test.done node_modules/.done ## 装好测试要用的东西并运行全部测试（含浏览器）
	$(BIN)/pytest -n 2

test-fast: $(VENV)/test.done ## 只运行不用浏览器、办公软件和整个网站的测试（不到一分钟）
	$(BIN)/pytest -n 2 -m "not slow"

lint: $(VENV)/test.done node_modules/.done ## 检查代码和数据的写法
	$(BIN)/ruff check hooks tests
	$(BIN)/ruff format --check hooks tests
	$(BIN)/mypy
	$(BIN)/yamllint --strict .
	npx --no-install biome ci --error-on-warnings --colors=off
	npx --no-install stylelint "site_templates/**/*.css"
	npx --no-install eslint site_templates
	npx --no-install tsc

bench: $(VENV)/test.done ## 打印各步用时，并与同样多的手写页面相比
	$(BIN)/python tests/bench/build_time.py
	$(BIN)/python tests/bench/roll_up.py
	$(BIN)/python tests/bench/resolve_branches.py
	$(BIN)/python tests/bench/branches.py
	$(BIN)/python tests/bench/forms.py
	$(BIN)/python tests/bench/search.py
	$(BIN)/python tests/bench/weight.py

clean: ## 删掉生成的东西
	rm -rf site .site.new $(VENV) node_modules .cache

$(VENV)/site.done: requirements.txt requirements-pdf.txt pyproject.toml
	$(PYTHON) hooks/standards_site/__init__.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --requirement requirements.txt
	$(BIN)/pip install --quiet --no-deps --editable .
	touch $@

$(VENV)/test.done: $(VENV)/site.done requirements-test.txt tests/system-packages.sh
	sh tests/system-packages.sh
	$(BIN)/pip install --quiet --requirement requirements-test.txt
	touch $@

node_modules/.done: package.json tests/unpack_chromium_86.mjs $(VENV)/test.done
	npm install --no-package-lock --no-audit --no-fund --silent
	node tests/unpack_chromium_86.mjs node_modules/chromium-86
	touch $@
