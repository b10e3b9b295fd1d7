"""The invented district: generates its portals and their truth."""
