"""Emergency events: what their page is put together from."""
