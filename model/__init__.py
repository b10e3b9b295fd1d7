"""The vocabulary of the trade: frozen records and enums; standard library only."""
