"""What the page of the patrols is made of."""
