"""How exact a contact's position is kept: pure rules over positions.

A point in the street can be where somebody sleeps. It is blurred before it is stored: nobody can
make it exact again, not even who reads the database.
"""

import math
from decimal import Decimal

# Sides of the square, in metres, a city may choose from.
BLURS = (100, 200, 500, 1000)
DEFAULT_BLUR = 200
# Length of one degree of latitude, in metres (mean of WGS 84).
_DEGREE = 111_132.954


def blurred(latitude: float, longitude: float, *, metres: int) -> tuple[Decimal, Decimal]:
    """Return the middle of the square of side ``metres`` in which a position lies.

    Squares stand on a grid that does not depend on the position, so that two positions in one
    square become the same, and asking again gives nothing away. Degrees of WGS 84, six decimals.
    Raises ValueError for what is no position.
    """
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180) or metres <= 0:
        raise ValueError("No position.")
    high = metres / _DEGREE
    row = math.floor(latitude / high)
    middle = min(max((row + 0.5) * high, -90.0), 90.0)
    # As wide as high at this row, the same for every position in it.
    wide = high / max(math.cos(math.radians(middle)), 0.01)
    column = math.floor(longitude / wide)
    across = min(max((column + 0.5) * wide, -180.0), 180.0)
    return _six(middle), _six(across)


def _six(degrees: float) -> Decimal:
    return Decimal(str(degrees)).quantize(Decimal("0.000001"))
