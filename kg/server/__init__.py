"""`kg serve`: the SPARQL 1.1 Protocol, the explorer and an editor of queries over HTTP.

Fit for strangers. `app` holds the routes, `exchange` what lies between them and HTTP; `protocol`
reads a request as the standard says; `service` turns it into a task for a `pool` of processes
(`worker`), which answer from a snapshot (`snapshots`) and can be killed; `answers` writes what a
query gives, `updates` keeps an update away from the hidden graphs; `limits` says how much one
request may take. `exploring` has the addresses of the explorer, and `parts` what it asks for;
`nodes` are the pages of entities, statements and articles; `editor` is the page at `/query`.
"""
