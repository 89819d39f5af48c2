"""The forms: one value each, as print page, PDF, Word and Excel, and the library that offers them."""
