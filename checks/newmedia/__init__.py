"""Whether the accounts on other platforms (政务新媒体) are kept up."""
