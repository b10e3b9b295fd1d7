"""Walking: fetches and stores, never judges."""
