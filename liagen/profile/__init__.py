"""What a municipality says about itself."""
