"""The explorer: a graph as one HTML page on which people look, ask and read."""
