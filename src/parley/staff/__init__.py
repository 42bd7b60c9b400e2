"""The people of a company's staff in messengers: what they are asked and have not answered yet."""
