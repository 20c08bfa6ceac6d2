"""What the command `lokality` can do, one command a module. Libraries that take long to import are imported inside."""
