"""Classes that are paid by credits: enrolling, unenrolling, attending, and what comes back (O-16 to O-55)."""
