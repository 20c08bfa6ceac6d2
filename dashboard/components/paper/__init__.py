"""Minutes from paper: each proposal is checked beside the text it was read from."""
