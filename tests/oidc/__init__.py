"""A certified OpenID provider that tests start and end."""
