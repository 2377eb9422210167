"""Journeys: the real bot in a whole local community, moved through days and months."""
