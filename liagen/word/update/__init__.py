"""An edited draft brought up to date: its bytes are patched, and what need not change stays as it was."""
