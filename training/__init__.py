"""How the language model is made. Not needed to use `kg`; see README.md."""
