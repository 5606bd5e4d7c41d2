"""Places in a family: what somebody is there, told by what they are to one member. Pure.

A place is seen from the children, where there are any: their parents are parents, the parents of
these are grandparents. Staff say what somebody is to the person whose page is open, and the place
follows. Where it does not follow for certain the word is the weaker one: nobody becomes a parent
by guessing, since a child's parent decides whether the child is alone.
"""

from .enums import Relation

R = Relation
# What A is to B, where B is this to A.
INVERSE: dict[Relation, Relation] = {
    R.PARENT: R.CHILD,
    R.CHILD: R.PARENT,
    R.GRANDPARENT: R.GRANDCHILD,
    R.GRANDCHILD: R.GRANDPARENT,
}
_PARENTS_GENERATION: dict[Relation, Relation] = {
    R.PARENT: R.GRANDPARENT,
    R.SIBLING: R.OTHER_RELATIVE,
    R.GRANDPARENT: R.OTHER_RELATIVE,
}
# The place of one, and what another is to that one: the place of the other, where it is not
# simply what was said.
_PLACES: dict[Relation, dict[Relation, Relation]] = {
    R.PARENT: _PARENTS_GENERATION,
    R.PARTNER: _PARENTS_GENERATION,
    R.CHILD: {
        R.SIBLING: R.CHILD,
        R.CHILD: R.GRANDCHILD,
        R.PARTNER: R.OTHER_RELATIVE,
        R.GRANDCHILD: R.OTHER_RELATIVE,
    },
    R.GRANDPARENT: {
        R.PARTNER: R.GRANDPARENT,
        R.CHILD: R.OTHER_RELATIVE,
        R.PARENT: R.OTHER_RELATIVE,
        R.SIBLING: R.OTHER_RELATIVE,
        R.GRANDPARENT: R.OTHER_RELATIVE,
    },
    R.GRANDCHILD: {
        R.SIBLING: R.GRANDCHILD,
        R.CHILD: R.OTHER_RELATIVE,
        R.PARENT: R.OTHER_RELATIVE,
        R.PARTNER: R.OTHER_RELATIVE,
        R.GRANDCHILD: R.OTHER_RELATIVE,
    },
    R.SIBLING: {R.PARTNER: R.OTHER_RELATIVE, R.CHILD: R.OTHER_RELATIVE},
    R.OTHER_RELATIVE: {
        relation: R.OTHER_RELATIVE for relation in R if relation not in (R.NOT_RELATED, R.UNKNOWN)
    },
    R.NOT_RELATED: {relation: R.NOT_RELATED for relation in R if relation != R.UNKNOWN},
}


def inverse(relation: Relation) -> Relation:
    """Return what A is to B, where B is ``relation`` to A."""
    return INVERSE.get(relation, relation)


def place_of_other(own: Relation, said: Relation) -> Relation:
    """Return the place of somebody who is ``said`` to one whose place is ``own``."""
    return _PLACES.get(own, {}).get(said, said)


def own_place(own: Relation, said: Relation) -> Relation:
    """Return one's own place once it is known that somebody is ``said`` to one.

    What was not known becomes known. Partners and siblings, of whom it is now said that this is
    their child or their parent, are parents and children.
    """
    if own == R.UNKNOWN:
        return inverse(said)
    if own == R.PARTNER and said == R.CHILD:
        return R.PARENT
    if own == R.SIBLING and said == R.PARENT:
        return R.CHILD
    return own
