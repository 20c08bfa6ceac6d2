"""Raw chunks become records: one module a target, each reads its fields and says what it could not take."""
