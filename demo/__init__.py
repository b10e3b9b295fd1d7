"""The invented district: its portals, generated for any day, and the written truth about them."""
