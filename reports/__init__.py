"""Printing: one file a document, templates beside; never judges, never counts."""
