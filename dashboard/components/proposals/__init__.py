"""Parts of the pages of zone proposals."""
