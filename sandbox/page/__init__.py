"""The sandbox's page: a person's hands on the local Discord and Stripe, and a look inside the bot, in a browser.

It is only a client. Whoever may do what is decided by the doubles, and what follows by the bot.
"""
