"""What people see: the command, the server, the pages, the map."""
