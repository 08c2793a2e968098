"""What tests of several files share and name: values, types, helpers. Fixtures are in the `conftest.py` files."""
