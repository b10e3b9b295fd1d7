"""Whether what is published keeps up with the calendar."""
