"""The meeting page: its program, its minutes, what became of it."""
