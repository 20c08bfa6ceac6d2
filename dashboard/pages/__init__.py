"""One page a file: `render(context)` reads its address, asks a service and shows the answer."""
