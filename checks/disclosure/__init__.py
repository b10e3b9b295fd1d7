"""Whether what must be disclosed is disclosed, whole and in time."""
