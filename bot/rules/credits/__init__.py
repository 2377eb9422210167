"""Credit plans: lots of credits that are granted by the cycle, spent on classes, and lapse (O-1, O-2, O-13 to O-15)."""
