"""What is to happen later: a row with its hour, found by the clockwork with the time from `rt.clock()`."""
