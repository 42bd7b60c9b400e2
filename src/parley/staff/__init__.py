"""The people of a company's staff in messengers: who is linked, what they are asked and have not answered yet."""
