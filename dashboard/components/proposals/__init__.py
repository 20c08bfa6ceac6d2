"""What the pages of zone proposals are made of."""
