# Everything a colleague needs; each target starts from a fresh clone.
SHELL := bash
PY := .venv/bin/python
DATE := 2027-01-04
REPORTED := meierijstad hardenberg reusel-de-mierden utrecht
INVENTED := lindervaart
PAPERS := collegevoorstel,raadsvoorstel,samenvatting

.PHONY: check bench golden examples library style style-data docs look pictures pagina page-lock notices keep-packages release page-bench soak clean

check: .venv/ready          ## lint, types and tests: what CI runs
	$(PY) -m pytest

bench: .venv/ready          ## measure the speed against other ways, and write docs/prestaties.md (takes some minutes)
	$(PY) -m pip install -q -e ".[bench]"
	$(PY) -m tools.library_data
	$(PY) -m tests.bench

golden: .venv/ready         ## rewrite the golden files of tests/cases and tests/faults
	LIAGEN_GOLDEN=1 $(PY) -m pytest -o addopts="" -q tests/test_cases.py tests/test_faults.py

examples: .venv/ready       ## rebuild examples/: beside each profile its documents, in Word and as preview
	for name in $(REPORTED); do cp profiles/$$name.yaml examples/$$name.yaml; done
	for name in $(REPORTED) $(INVENTED); do for form in docx md; do \
	  $(PY) -m liagen maak examples/$$name.yaml -o examples/$$name.$$form --formaat $$form --stukken $(PAPERS) \
	    --datum $(DATE) --overschrijf || exit 1; \
	done; done

style: .venv/ready          ## build the Word style file anew: what a designer changed in it is lost
	$(PY) tools/style_file.py templates/standaard/stijl.docx
	$(PY) tools/style_data.py

library: .venv/ready        ## keep the shipped texts as they are read, so that a command starts sooner (until the next change of them)
	$(PY) -m tools.library_data

style-data: .venv/ready     ## renew what is kept of the Word style file, after a change of it in Word
	$(PY) tools/style_data.py

pagina: .venv/ready         ## the officer's page: dist/liagen.html and dist/liagen-pagina/  (also PAKKET="map1 map2" HUISSTIJL=x.json, or KLANT=map)
	$(PY) -m tools.page dist $(addprefix --pakket ,$(PAKKET)) $(addprefix --huisstijl ,$(HUISSTIJL)) $(addprefix --klant ,$(KLANT))

page-lock: .venv/ready      ## take the versions of the extra `page` (and Pyodide's) into the page; then run the tests
	$(PY) -m tools.page.lock

notices: .venv/ready        ## renew THIRD-PARTY-NOTICES.txt, after a change of what others made and liagen ships
	$(PY) -m tools.notices

keep-packages: .venv/ready  ## once before a release: keep the shipped packages as they are in it, for who builds on them
	$(PY) -m tools.keep_packages

release: .venv/ready        ## all files of a release in dist/release/: wheel, source, page, what is in them, checksums
	$(PY) -m tools.release dist/release

soak: .venv/ready           ## try all that can go wrong, from a seed, for at most 20 minutes; faults come in kijk/soak  (also SOAK="--zaad 7 --deel word")
	PYTHONPATH=.:tests $(PY) -m soak $(SOAK)

page-bench: .venv/ready     ## measure the officer's page in Chromium: opening it, and redrawing after an answer
	$(PY) -m tests.bench.page

docs: .venv/ready           ## rebuild the generated pages of docs/
	LIAGEN_GOLDEN=1 $(PY) -m pytest -o addopts="" -q tests/test_docs.py -k generated_page
	$(PY) tests/tracing.py

look: .venv/ready           ## render the example chapters to PNG in kijk/ (needs LibreOffice and pdftoppm)
	mkdir -p kijk
	soffice --headless --convert-to pdf --outdir kijk examples/*.docx
	for pdf in kijk/*.pdf; do pdftoppm -r 70 -png $$pdf $${pdf%.pdf}; done

pictures: .venv/ready       ## rebuild docs/beeld/: pages in the browser, and of documents (Chromium, LibreOffice, pdftoppm)
	mkdir -p kijk
	$(PY) -m tools.page_picture venster examples/$(INVENTED).yaml groep docs/beeld/$(INVENTED)-pagina.png
	$(PY) -m tools.page_picture kijk examples/$(INVENTED).yaml docs/beeld/$(INVENTED)-kijk.png
	$(PY) -m liagen reeks profiles -o kijk/reeks --datum $(DATE) --overschrijf
	$(PY) -m tools.page_picture bestand kijk/reeks/overzicht.html docs/beeld/reeks-overzicht.png
	$(PY) -m liagen maak profiles/meierijstad.yaml -o kijk/meierijstad.pdf --datum $(DATE) --overschrijf
	$(PY) -m liagen maak examples/$(INVENTED).yaml -o kijk/$(INVENTED).pdf --stukken raadsvoorstel --datum $(DATE) --overschrijf
	for page in $(INVENTED)=$(INVENTED)-begin=1 $(INVENTED)=$(INVENTED)-doelen=4 \
	    meierijstad-werkblad=meierijstad-vragen=1 $(INVENTED)-raadsvoorstel=$(INVENTED)-raadsvoorstel=1; do \
	  IFS== read -r file name number <<< "$$page"; \
	  pdftoppm -r 80 -png -singlefile -f $$number -l $$number kijk/$$file.pdf docs/beeld/$$name; \
	done

.venv/ready: pyproject.toml
	python3 -m venv .venv
	$(PY) -m pip install -q -e ".[dev]"
	touch .venv/ready

clean:
	rm -rf .venv build dist kijk .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
