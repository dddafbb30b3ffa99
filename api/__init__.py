"""The product: the Litestar application and the domain."""
