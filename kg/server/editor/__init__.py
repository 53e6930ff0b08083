"""The page at `/query`: an editor for SPARQL, and what queries give as table, chart or graph.

`contents` gathers what the page is made of: its own files in `assets`, CodeMirror there as the
folder `editor` of the repository builds it, vis-network as pyvis brings it, and the vocabulary and
questions of kg as JSON. `routes` serves that, and puts values into parameters; queries go to the
endpoint.
"""
