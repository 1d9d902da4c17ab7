"""Structured YAML in, an accessible guidance site and printed packs out."""

__version__ = "0.1.0"
