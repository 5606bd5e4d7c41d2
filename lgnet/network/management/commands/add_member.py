"""``lgnet add_member EMAIL --name … --role … --city … --organisation …``: someone begins work."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse

from lgnet.network.actions.members import MemberRefused, add_member
from lgnet.network.enums import Role
from lgnet.network.models import City, Organisation


class Command(BaseCommand):
    help = "Give someone a role in a city, or in the network; the account is made if it is new."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="address with which they sign in")
        parser.add_argument("--name", required=True, help="name that colleagues read")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--city", help="name or cadastral code; none for a national role")
        parser.add_argument("--organisation", required=True, help="its name; made if it is new")
        parser.add_argument(
            "--organisation-kind", choices=Organisation.Kind.values, help="for a new organisation"
        )
        parser.add_argument(
            "--compartment",
            type=UUID,
            help="an existing refuge's compartment; without it a refuge coordinator gets a new one",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise CommandError(f"{options['email']!r} is no e-mail address.") from error
        try:
            membership, is_new = add_member(
                email=options["email"],
                name=options["name"],
                role=Role(options["role"]),
                city=_city(options["city"]),
                organisation=options["organisation"],
                kind=options["organisation_kind"],
                compartment_id=options["compartment"],
            )
        except MemberRefused as refused:
            raise CommandError(str(refused)) from refused
        where = membership.city.name if membership.city else "the whole network"
        self.stdout.write(f"{options['email']}: {membership.role} in {where}.")
        if membership.role == Role.REFUGE_COORDINATOR:
            self.stdout.write(
                f"Compartment of the refuge: {membership.compartment_id}. Colleagues of the same"
                " refuge need it with --compartment. Keep it to yourselves."
            )
        if is_new:
            self.stdout.write(
                "The account has no password yet. Ask them to open"
                f" {reverse('account_reset_password')} on this server and to give this address;"
                " the letter that comes lets them choose one. At the first sign-in the server"
                " asks for a second factor."
            )
        else:
            self.stdout.write("The account was there already; they sign in as before.")


def _city(text: str | None) -> City | None:
    """Return the city of a name or cadastral code, None for no text; raises CommandError."""
    if text is None:
        return None
    for field in ("cadastral_code", "name"):
        found = City.objects.filter(**{f"{field}__iexact": text}).order_by("pk").first()
        if found is not None:
            if not found.is_active:
                raise CommandError(f"{found.name} is not active in the current edition.")
            return found
    known = ", ".join(City.objects.filter(is_active=True).values_list("name", flat=True))
    raise CommandError(f"There is no city {text!r}. Known: {known}.")
