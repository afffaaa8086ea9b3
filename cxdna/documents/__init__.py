"""Documents: frozen view models become HTML, and HTML becomes PDF."""
