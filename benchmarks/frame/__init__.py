"""What every benchmark is given: a database of its own, counted queries, CPU time, a server to ask."""
