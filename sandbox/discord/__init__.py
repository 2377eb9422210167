"""A local Discord: the REST API and the gateway as discord.py 2.7 speaks them, and people who use it.

It knows nothing of the bot. The wire keeps real time (ids, deadlines, heartbeats): only business time is moved.
"""
