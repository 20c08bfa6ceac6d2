"""The profiles that come with the product, as TOML."""
