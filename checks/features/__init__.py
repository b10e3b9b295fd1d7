"""Whether pages carry the marks and tags that every site must show."""
