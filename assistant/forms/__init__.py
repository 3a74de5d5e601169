"""Court forms with fields: made, filled and read back."""
