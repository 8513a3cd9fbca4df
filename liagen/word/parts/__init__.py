"""The parts that a Word file is made of."""
