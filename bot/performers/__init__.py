"""Performers: carry out effects. They read what is wanted, go outside with no transaction open, and keep the result.

Each is `async def verb(house, effect, tries)` and may be called again for the same effect at any time: after a crash,
after a fault, or because the same effect was asked for anew.
"""
