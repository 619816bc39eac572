"""Mentor training: versioned checklists, signed-off progress, and who may start a pair."""
