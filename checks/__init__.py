"""Judging: one check a file, rulebooks as data, scoring; pure over a snapshot."""
