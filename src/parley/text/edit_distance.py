"""How many slips of the finger lie between two words."""


def edit_distance(a: str, b: str, limit: int) -> int:
    """Letters more, less, other or exchanged with their neighbour; `most` + 1 when there are more than `most`."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    row_before_last: list[int] = []
    last_row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            cost = min(last_row[j] + 1, row[j - 1] + 1, last_row[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, row_before_last[j - 2] + 1)
            row.append(cost)
        # an exchange of neighbours looks back two rows
        if min(row) > limit <= min(last_row):
            return limit + 1
        row_before_last, last_row = last_row, row
    return last_row[-1]
