"""Minutes of an invented city, and what each of them says."""
