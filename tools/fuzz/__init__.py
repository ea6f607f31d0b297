"""Bad input of every kind, sent over sockets to a server of our own on this machine.

`python -m tools.fuzz` starts that server, sends a bounded number of inputs in bounded time, and
says whether each was answered, how, how fast, and what it left behind in memory and log.
"""
