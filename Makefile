# Two commands are all that anyone needs: `make demo` and `make test`. Each sets the machine up first.
PYTHON ?= python3
ARGS ?=

.PHONY: demo test setup check fix screenshots bench bench-pages bench-public bench-writing locks ci help

help:
	@echo 'make demo         the whole product with an invented council, at http://127.0.0.1:8000 (PORT= for another port)'
	@echo 'make test         every test, on SQLite and, where they answer, on PostgreSQL and Redis (ARGS= for pytest)'
	@echo 'make setup        what both of these do first, alone; touches no database'
	@echo 'make check        style, order of imports, migrations, safe settings; make fix puts right what a program can'
	@echo 'make screenshots  a picture of every main page into screenshots/'
	@echo 'make bench        how fast packs are built; make bench-pages: how fast pages are;'
	@echo '                  make bench-public: how fast the public record is under load'
	@echo '                  make bench-writing: how long a writer waits for a save, a preview, a list'
	@echo 'make locks        write the lock files anew after a change of pyproject.toml or package.json'

demo setup check fix screenshots bench bench-pages bench-public bench-writing locks ci:
	@$(PYTHON) -m bootstrap $@

test:
	@$(PYTHON) -m bootstrap test $(ARGS)
