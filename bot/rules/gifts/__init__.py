"""Gifts: months of a room that one member pays for and another one uses."""
