"""Stage `translate`: gettext catalogues, and a Library seen in one language, unit by unit, with each unit's state."""
