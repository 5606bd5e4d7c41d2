"""What was to change has changed in the meantime."""


class Conflict(Exception):
    """Two people at the same thing, where no form can say so: the page for 409 is shown.

    Whatever the request wrote is rolled back. The text is for the tests and the code's readers;
    nobody at a screen sees it. Where a form can take the clash, raise a refusal of the app's own.
    """
