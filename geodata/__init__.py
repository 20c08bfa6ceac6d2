"""What is true and who may know it: the domain, its storage and its rules. Knows no screen and no file format."""
