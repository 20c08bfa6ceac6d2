"""Letters to authorities: written, sent, answered, and what follows."""
