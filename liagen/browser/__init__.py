"""What stands in a browser: the officer's page, and what someone who writes texts looks along in."""
