"""An invented estate of domains on loopback: name servers, an authority, web servers, the truth."""
