"""The map of themes: where the run placed them, under the names that people gave."""

from __future__ import annotations

from tiekartta.programmes.models import Programme
from tiekartta.themes.models import RunDetail
from tiekartta.themes.queries.content import content_of
from tiekartta.themes.queries.sets import current_theme_set
from tiekartta.themes.queries.titles import Titles
from tiekartta.themes.queries.workshop_shapes import MapLink, MapSpot, MapView


def map_view(programme: Programme, *, reader: object) -> MapView | None:
    """The live themes that the run placed; None before the first run. Raises PermissionDenied.

    A theme that stands for several candidates takes the spot of its largest one; one that people added
    has none.
    """
    theme_set = current_theme_set(programme, reader=reader)
    if theme_set is None:
        return None
    detail = RunDetail.objects.filter(run_id=theme_set.run_id).first()
    if detail is None:
        return MapView((), ())
    content = content_of(theme_set, programme)
    name = Titles.of(content, programme, reader=reader).name
    theme_of = {
        candidate.key: theme
        for theme in content.live
        for candidate in content.candidates.get(theme.pk, ())
    }
    spots: dict[object, MapSpot] = {}
    for key, x, y, radius in detail.places:
        theme = theme_of.get(key)
        if theme is not None and (theme.pk not in spots or spots[theme.pk].radius < radius):
            spots[theme.pk] = MapSpot(name(theme), x, y, radius)
    links: dict[frozenset[object], MapLink] = {}
    for first, second, strength in sorted(detail.links, key=lambda link: -link[2]):
        one, other = theme_of.get(first), theme_of.get(second)
        if one is not None and other is not None and one.pk != other.pk:
            links.setdefault(
                frozenset((one.pk, other.pk)), MapLink(name(one), name(other), strength)
            )
    return MapView(tuple(spots.values()), tuple(links.values()))
