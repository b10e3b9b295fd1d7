"""The subcommands of `xunjian`, one file a group."""
