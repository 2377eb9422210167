"""Crowdfunding: campaigns with a goal and an end, and the pledges for them (E-86 to E-90)."""
