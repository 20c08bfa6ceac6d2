"""Forms of KoboToolbox and ODK: what they ask of each kind of place, and their exports read back."""
