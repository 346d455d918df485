"""How the suite speaks to a server: one way, guarded, recorded and paced."""
