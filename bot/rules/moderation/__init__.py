"""Moderation: who may act on whom, closed doors, and strikes. A person judges; nothing here happens by itself."""
