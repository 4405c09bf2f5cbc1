"""
The model check: once a year a council says of every component of good corporate parenting whether it has it.

After the National Children's Bureau's model of effective corporate parenting: a group in the middle, what it works
with around it, and the children whose words come in and are answered.
"""
