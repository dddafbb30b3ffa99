"""The demo story: Nora's half year, told through the product's own rules. All people are invented."""
