"""Training sets: invented municipalities, tasks, chapters with mistakes, and answer keys."""

from liagen.exercises.bundle import FOLDERS, GUIDE, Bundle, Paper, bundle
from liagen.exercises.cases import Order
from liagen.exercises.saving import save
from liagen.exercises.texts import LEVELS, Level

__all__ = ["FOLDERS", "GUIDE", "LEVELS", "Bundle", "Level", "Order", "Paper", "bundle", "save"]
