"""What people look at: lanes, maps and pages, made of what the services found."""
