"""The officer's page as files that anyone can open: all of liagen in one HTML file, or in a folder for a web server."""
