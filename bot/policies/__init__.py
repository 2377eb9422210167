"""The policies that ship with the house, as data; and what reads and checks them.

One file per policy and version: `room-1.toml` is version 1 of `room`. `shared/` holds what several have in common. A
version that somebody bought under is never edited: a change is a new file with the next number.
"""
