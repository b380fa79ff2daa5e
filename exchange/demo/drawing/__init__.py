"""The demonstration's illustrations: one module a picture, painted by code from `brush` alone."""
