"""Checks that Pairbook keeps its promises; the folders mirror app/ and ui/."""
