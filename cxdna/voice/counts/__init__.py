"""How many answers of each score there are at the declared cuts; the engines that count them."""
