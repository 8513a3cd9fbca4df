"""Make the helpers in this folder importable, whatever folder pytest starts from."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
