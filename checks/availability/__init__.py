"""Whether what is linked can be reached."""
