"""What is checked before a byte is sent: schedules, time zones, moments and values.

Pure functions. Each returns what to send, or raises InvalidArgumentError with the way out.
"""
