"""Reading: bytes to facts; pure: no network, no SQL, no clock."""
