"""What pages say: wrong words, personal data, impossible days, and links nobody can see."""
