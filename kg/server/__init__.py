"""`kg serve`: the SPARQL 1.1 Protocol and the explorer over HTTP, fit for strangers.

`app` holds the routes; `protocol` reads a request as the standard says; `service` turns it into a
task for a `pool` of processes (`worker`), which answer from a snapshot (`snapshots`) and can be
killed; `answers` writes what a query gives, `updates` keeps an update away from the hidden graphs;
`limits` says how much one request may take.
"""
