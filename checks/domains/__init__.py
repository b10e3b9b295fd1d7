"""Whether the domains a district holds are in order: names, closing, certificates, filings."""
