"""Remembering: the only package that speaks SQL."""
