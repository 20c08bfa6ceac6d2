"""OpenID Connect: the provider, its ID token, and the attempt that a browser began."""
