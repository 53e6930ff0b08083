"""Questions to the graph: SPARQL that is prepared, in a file, or as it stands."""
