"""A run as people read it: `content` makes the tables, `terminal`, `markdown` and `page` print them."""
