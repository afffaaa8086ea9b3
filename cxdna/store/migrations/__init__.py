"""How the schema came to be, one step after the other; the steps that were released never change."""
