"""Whether a unit is of the province, year and quarter that a question names.

What stands nearest decides: the unit's own words, else the heading above that names a period
(`Phương hướng, nhiệm vụ quý II/2024` in a report on quarter I), else the document's header.
"""

from __future__ import annotations

from indexer.facets import years_and_quarters
from search.pages import Unit
from search.places import speaks_for
from search.query import Query

OTHER_PERIOD = 0.9
"""What a figure of a document keeps whose period is within the year asked for, but shorter."""


def fits_constraints(unit: Unit, query: Query) -> bool:
    """Whether a unit is of the province, year and quarter that a question names."""
    return _fits_place(unit, query) and _fits_years(unit, query) and _fits_quarters(unit, query)


def _fits_place(unit: Unit, query: Query) -> bool:
    header = unit.page.header
    if not query.places or _names(unit, query):
        return True
    return any(speaks_for(header, place) for place in query.places)


def _names(unit: Unit, query: Query) -> bool:
    return any(unit.index.phrase(tuple(place.name.lower().split())) for place in query.places)


def _fits_years(unit: Unit, query: Query) -> bool:
    if not query.years:
        return True
    years, _ = years_and_quarters(unit.page.header)
    return not years or bool(set(query.years) & (set(years) | unit.years))


def _fits_quarters(unit: Unit, query: Query) -> bool:
    if not query.quarters:
        return True
    wanted = set(query.quarters)
    if unit.quarters:
        return bool(wanted & unit.quarters)
    _, quarters = years_and_quarters(unit.page.header)
    return len(quarters) < 4 and bool(wanted & set(quarters))


def period_share(unit: Unit, query: Query) -> float:
    """Less than 1 for a quarter's document where a whole year is asked for."""
    if not query.years or query.quarters:
        return 1.0
    return 1.0 if len(years_and_quarters(unit.page.header)[1]) in (0, 4) else OTHER_PERIOD
