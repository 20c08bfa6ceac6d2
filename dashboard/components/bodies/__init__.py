"""What the pages of the bodies and of the calendar are made of."""
