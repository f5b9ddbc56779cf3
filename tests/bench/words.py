"""The words of which the measured replies are made. The first one is what the launcher waits for."""

WORDS = ("alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa "
         "quebec romeo sierra tango uniform victor whiskey xray yankee zulu").split()
MARK = WORDS[0]


def word(index):
    return WORDS[index % len(WORDS)]


def count(prompt):
    """N of the prompt "words N", else 1."""
    first, _, rest = prompt.partition(" ")
    return int(rest) if first == "words" and rest.isdigit() else 1
