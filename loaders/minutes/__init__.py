"""Minutes written elsewhere: a document becomes text, and the text proposals that a person checks."""
