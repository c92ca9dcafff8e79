"""Provinces and bodies of state and Party, with the dates of the mergers of 2025.

`province`, `find_provinces` and `names_for_query` know the 63 provinces until 30 June 2025 and the 34
since; `same_body` the ministries and departments; `normalise_issuer` writes the name of an issuer the
way the header gives it (`UBND tỉnh Quảng Ngãi`). All take damaged text.
"""

from analyzers.bodies.issuer import normalise_issuer
from analyzers.bodies.organs import Body, bodies, body, same_body
from analyzers.bodies.provinces import (
    Province,
    find_provinces,
    names_for_query,
    province,
    provinces,
    provinces_at,
)
from analyzers.bodies.resemblance import closest, likeness, skeleton

__all__ = [
    "Body",
    "Province",
    "bodies",
    "body",
    "closest",
    "find_provinces",
    "likeness",
    "names_for_query",
    "normalise_issuer",
    "province",
    "provinces",
    "provinces_at",
    "same_body",
    "skeleton",
]
