"""What the search box and the page of results find, made from the data and not from pages."""
