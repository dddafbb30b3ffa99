"""Threads: the pursuit of a talk, its stages, lanes and clocks, and the messages written for it."""
