"""Figures: what the spine can carry, each beside a bare limit measured in the same run. Run by `make bench`."""
