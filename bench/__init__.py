"""What parley adds to its model, as ratios in one run: `make bench`."""
