"""How many slips of the finger lie between two words."""


def edits(a: str, b: str, most: int) -> int:
    """Letters more, less, other or exchanged with their neighbour; `most` + 1 when there are more than `most`."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        # an exchange of neighbours looks back two rows
        if min(row) > most <= min(last):
            return most + 1
        before, last = last, row
    return last[-1]
