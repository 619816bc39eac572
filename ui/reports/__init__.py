"""Reports: choose one, see it as it prints, print it, save it, read it on screen."""
