"""Read this first: the night in order, jobs, calendar, daemon, command line."""
