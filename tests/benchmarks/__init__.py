"""The measured goals: ratios taken in one run on one machine. `make bench` prints and writes them."""
