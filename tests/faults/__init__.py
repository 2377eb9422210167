"""The faults the spine must survive: deaths, outages, races, full disks, and logs that keep secrets."""
