"""`make mutate`: small changes to the rules of `core/`, and whether its unit tests notice them."""
