"""The three months of `xunjian demo --months 3`: lived through with the office's own commands."""
