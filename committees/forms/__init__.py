"""What people fill in about bodies, meetings, papers and what they bring in."""
