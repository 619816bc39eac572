"""Staff members, topics, and who can teach or wants to learn them; leavers stay in the history."""
