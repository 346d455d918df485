"""The operations of the Agent Server: a package for each tag, in it a module for each operation."""
