"""The minutes of a meeting: drafted from the room, checked, frozen, laid at the next meeting, approved and signed."""
