"""`make test-long`: what takes too long for `make test`. Results go to `docs/results/`."""
