"""Look along while someone writes texts: the chapter with its choices and reasons in a browser, new after every save.

Only for this computer. Nothing is written to disk, and no request leaves the machine.
"""

from liagen.live.server import LiveServer, open_server
from liagen.live.watch import Wanted, Watch

__all__ = ["LiveServer", "Wanted", "Watch", "open_server"]
