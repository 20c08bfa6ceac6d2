"""What the tabs of the page Administration show."""
