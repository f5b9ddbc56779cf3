// Replaced by the first helper that moves in.
