"""The people of a case beside the one it goes through: a household taken in charge together."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.cases.enums_parties import EVERY_LEAVING
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel
from lgnet.people.models import AboutPersonManager

# A lock taken before looking: two who add somebody at once see each other. One of a thousand, so
# that an import that opens many cases does not fill the server's table of locks.
_TAKEN = """
    PERFORM pg_advisory_xact_lock(5310, hashtext(
        'person of a case ' || NEW.city_id || NEW.compartment_id || someone) & 1023);
    IF EXISTS (SELECT FROM cases_case AS c
               WHERE c.city_id = NEW.city_id AND c.compartment_id = NEW.compartment_id
               AND c.person_id = someone AND c.state <> 'closed' AND c.id <> own_case)
       OR EXISTS (SELECT FROM cases_caseparty AS p
                  JOIN cases_case AS c ON c.id = p.case_id AND c.city_id = p.city_id
                  AND c.compartment_id = p.compartment_id
                  WHERE p.city_id = NEW.city_id AND p.compartment_id = NEW.compartment_id
                  AND p.person_id = someone AND p.left_at IS NULL
                  AND c.state <> 'closed' AND c.id <> own_case) THEN
        RAISE EXCEPTION 'A person is in one running case at a time.'
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'cases_one_running_a_person';
    END IF;
"""
# Of a case that begins to run, or goes on through somebody else: everybody in it, in one order.
ONE_CASE_A_PERSON = pgtrigger.Trigger(
    name="one_case_a_person",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "person_id"),
    declare=[("someone", "uuid"), ("own_case", "uuid")],
    func=f"""
        IF NEW.state = 'closed' OR (TG_OP = 'UPDATE' AND OLD.state <> 'closed'
                                    AND OLD.person_id = NEW.person_id) THEN
            RETURN NEW;
        END IF;
        own_case := NEW.id;
        FOR someone IN
            SELECT NEW.person_id AS of_case UNION
            SELECT p.person_id FROM cases_caseparty AS p
            WHERE p.case_id = NEW.id AND p.city_id = NEW.city_id
            AND p.compartment_id = NEW.compartment_id AND p.left_at IS NULL ORDER BY of_case
        LOOP
            {_TAKEN}
        END LOOP;
        RETURN NEW;
    """,
)
_JOINING = pgtrigger.Trigger(
    name="joins_a_running_case",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("someone", "uuid"), ("own_case", "uuid"), ("found", "record")],
    func=f"""
        IF NEW.left_at IS NOT NULL THEN
            RETURN NEW;
        END IF;
        SELECT c.state, c.person_id INTO found FROM cases_case AS c
        WHERE c.id = NEW.case_id AND c.city_id = NEW.city_id
        AND c.compartment_id = NEW.compartment_id FOR SHARE;
        IF found.state = 'closed' OR found.person_id = NEW.person_id THEN
            RAISE EXCEPTION 'Somebody joins a running case, and once.'
                USING ERRCODE = 'check_violation';
        END IF;
        someone := NEW.person_id;
        own_case := NEW.case_id;
        {_TAKEN}
        RETURN NEW;
    """,
)
_LEAVING = pgtrigger.Trigger(
    name="leaves_once",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func="""
        IF TG_OP = 'DELETE' OR OLD.left_at IS NOT NULL
           OR (NEW.id, NEW.case_id, NEW.person_id, NEW.recorded_at)
              IS DISTINCT FROM (OLD.id, OLD.case_id, OLD.person_id, OLD.recorded_at) THEN
            RAISE EXCEPTION 'Who was in a case stays written; leaving is written once.';
        END IF;
        RETURN NEW;
    """,
)


class CaseParty(RecordedModel):
    """Somebody's time in a case that goes through another person. Coming back begins another.

    The database holds that a person is in one running case of the cell, whichever way.
    """

    PRIVACY = RECORDED_PRIVACY | {
        "case": Label.OPERATIONAL,
        "person": Label.OPERATIONAL,
        "left_at": Label.OPERATIONAL,
        "left_by": Label.OPERATIONAL,
        "leaving": Label.SENSITIVE,
        "note": Label.SENSITIVE,
    }

    case = TenantForeignKey("cases.Case", models.PROTECT, related_name="parties")
    person = TenantForeignKey("people.Person", models.PROTECT, related_name="+")
    left_at = models.DateTimeField(_("left"), null=True, blank=True, editable=False)
    left_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    leaving = models.CharField(
        _("why they left"), max_length=12, choices=EVERY_LEAVING, null=True, blank=True
    )
    note = SealedTextField(_("note"), max_length=1000, null=True, blank=True, key_from="person")

    objects = AboutPersonManager()

    class Meta(RecordedModel.Meta):
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "person"],
                name="cases_parties_present",
                condition=models.Q(left_at__isnull=True),
            ),
        ]
        constraints = [
            *RecordedModel.Meta.constraints,
            stamp_constraint(at="left_at", by="left_by", name="cases_party_left"),
            models.CheckConstraint(
                name="cases_party_leaving_is_whole",
                condition=models.Q(left_at__isnull=True, leaving__isnull=True)
                | models.Q(left_at__isnull=False, leaving__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "case", "person"],
                condition=models.Q(left_at__isnull=True),
                name="cases_party_once",
            ),
        ]
        triggers = [_JOINING, _LEAVING]

    def __str__(self) -> str:
        return str(self.person_id)
