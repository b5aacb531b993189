"""What is picked for a page, and in which order: changes to one Preparation, nothing saved yet."""

from itertools import count

from reflect_app.domain.records import PageItem, Preparation

Which = tuple[str, str]
"""The kind and the `about` of a PageItem: it stays the same through every save."""


def which(item: PageItem) -> Which:
    """Return what `item` is known by."""
    return item.kind, item.about


def on_page(preparation: Preparation) -> list[PageItem]:
    """Return what is ticked, in the order of the page."""
    return sorted((each for each in preparation.items if each.ticked), key=_position)


def picked(preparation: Preparation, wanted: Which) -> PageItem | None:
    """Return the item known by `wanted`, ticked or not."""
    return next((each for each in preparation.items if which(each) == wanted), None)


def put_on(preparation: Preparation, wanted: Which) -> None:
    """Tick what is known by `wanted`: it comes last on the page, shared as it was before."""
    item = picked(preparation, wanted)
    if item is None:
        kind, about = wanted
        item = PageItem(kind=kind, about=about)
        preparation.items.append(item)
    item.ticked = True
    item.position = 1 + max((each.position for each in preparation.items), default=0)
    _number(preparation)


def take_off(preparation: Preparation, wanted: Which) -> None:
    """Let what is known by `wanted` be on the page no more; how it was shared is kept."""
    if item := picked(preparation, wanted):
        item.ticked = False
        _number(preparation)


def step(preparation: Preparation, wanted: Which, by: int) -> bool:
    """Move what is known by `wanted` by so many places; return whether there was room."""
    shown = on_page(preparation)
    here = next(place for place, each in enumerate(shown) if which(each) == wanted)
    if not 0 <= here + by < len(shown):
        return False
    shown.insert(here + by, shown.pop(here))
    _number(preparation, shown)
    return True


def write_own(preparation: Preparation, kind: str, words: str, *, ticked: bool) -> PageItem:
    """Add the person's own `words`, and return the item they are in."""
    taken = {each.about for each in preparation.items if each.kind == kind}
    about = next(str(number) for number in count(1) if str(number) not in taken)
    item = PageItem(kind=kind, about=about, words=words, ticked=ticked)
    item.position = len(preparation.items)
    preparation.items.append(item)
    _number(preparation)
    return item


def let_go(preparation: Preparation, wanted: Which) -> PageItem:
    """Remove what is known by `wanted`; return one like it, for `put_back`."""
    item = next(each for each in preparation.items if which(each) == wanted)
    preparation.items.remove(item)
    return copy_of(item)


def copy_of(item: PageItem) -> PageItem:
    """Return one like `item`, which no preparation has yet."""
    return PageItem(
        kind=item.kind,
        about=item.about,
        position=item.position,
        words=item.words,
        ticked=item.ticked,
        share=item.share,
        sentences=item.sentences,
        chart=item.chart,
        minutes=item.minutes,
        themes=item.themes,
    )


def put_back(preparation: Preparation, item: PageItem) -> None:
    """Let what was let go stand where it stood."""
    for each in preparation.items:
        each.position += each.position >= item.position
    preparation.items.append(item)
    _number(preparation)


def _position(item: PageItem) -> int:
    return item.position


def _number(preparation: Preparation, shown: list[PageItem] | None = None) -> None:
    """Give numbers to the page as it stands, or as `shown`, and then to what is not on it."""
    order = on_page(preparation) if shown is None else shown
    rest = [each for each in preparation.items if not each.ticked]
    for place, item in enumerate([*order, *rest]):
        item.position = place
    preparation.items.sort(key=_position)
