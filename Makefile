# Two commands do everything on a fresh machine: `make site` and `make test`.

YEARBOOK = cargo run --release --

VALIDATORS = $${XDG_CACHE_HOME:-$$HOME/.cache}/yearbook-validators/$$(sha256sum tests/validators/requirements.txt | cut -c 1-12)

BROWSER = YEARBOOK_BROWSER="$${XDG_CACHE_HOME:-$$HOME/.cache}/yearbook-browser/$$(sha256sum tests/browser/package-lock.json | cut -c 1-12)" node

.PHONY: site check test servers s3-server validate browser shards screenshots images setup setup-tests lint docs bench

site: setup ## Build the sample content to output/ (sets up fonts if missing)
	$(YEARBOOK) build

check: ## Check the sample content, write nothing
	$(YEARBOOK) check

test: setup-tests ## Run all tests
	cargo test --release

servers: setup-tests ## Run the tests that publish to servers on this machine, with what each took
	cargo test --release --test it publish:: -- --nocapture

s3-server: setup-tests ## An S3 server on this machine to try `publish` with, until Ctrl-C
	@tests/servers/s3.sh

validate: setup-tests ## Hold the PDFs of output/ to PDF/A-3a and PDF/UA-1, and a bag of the sample to BagIt and WARC
	@"$(VALIDATORS)/bin/python" tests/validators/validate.py output
	@mkdir -p target
	@find output -name '*.pdf' -print0 | xargs -0 -n 1 qpdf --check --no-warn > target/qpdf.log 2>&1 || { cat target/qpdf.log; exit 1; }
	@rm -rf target/archive && $(YEARBOOK) archive 2023 --warc --quiet --to target/archive --date 2026-01-01
	@"$(VALIDATORS)/bin/python" tests/validators/archive.py target/archive/yearbook-2023

browser: setup-tests ## Hold the pages of output/ to a real browser, axe, the HTML checker and Lighthouse
	@$(BROWSER) tests/browser/run.mjs output

shards: site ## Make the sample in shards by Slurm on this machine (installed if missing), and compare
	tests/shards/slurm.sh

screenshots: setup-tests ## Pictures of each kind of page of output/, with a contact sheet, to target/screenshots/
	@$(BROWSER) tests/browser/screenshots.mjs output target/screenshots

images: setup-tests ## Make the pictures of README in docs/images/ anew from output/
	@$(BROWSER) tests/browser/screenshots.mjs output docs/images --readme

setup: ## Install the fonts that the PDFs need, if they are missing
	@.ci/setup

setup-tests:
	@.ci/setup --tests

lint: ## Formatting and lints
	cargo fmt --check
	cargo clippy --release --all-targets -- --deny warnings

docs:
	RUSTDOCFLAGS="--deny warnings" cargo doc --release --no-deps --document-private-items

bench:
	cargo bench
