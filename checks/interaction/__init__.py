"""Whether the public is heard and answered."""
