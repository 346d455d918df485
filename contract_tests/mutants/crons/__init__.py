"""Planted breaches of the crons, by what they break."""
