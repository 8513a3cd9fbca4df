"""The officer's page: questions beside the chapter that grows; the same on a server of her own and in the page alone.

Nothing here knows where it runs: no threads, processes, sockets or files but the library.
"""
