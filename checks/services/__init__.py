"""Whether services are described so that people can use them."""
