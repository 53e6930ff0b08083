"""Every minted node at the path of its IRI: as a page for people, as RDF for programs.

`/entity/NAME`, `/post/NAME`, `/event/NAME`, `/statement/HASH` and `/article/NAME` are answered by
content negotiation: HTML unless the client prefers Turtle, JSON-LD, N-Triples or RDF/XML. Each form
also has an address of its own, `/entity/NAME.ttl`, which Content-Location and Link tell. That is
"hash or slash" of W3C's Cool URIs for the Semantic Web without its redirect (303): the address is
this server's, not the thing's own IRI, which the representation names.

`routes` has the addresses; in a worker, `finding` finds the node that is meant, `answering` chooses
one of the `forms` and `pages` draws the page.
"""
