"""Every verb of the audit, in words: one table that a data-protection officer can read.

A test fails on a verb that code records and this table lacks, or the other way round.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "accounts.signed_in": _("Signed in"),
    "accounts.signed_out": _("Signed out"),
    "accounts.sign_in_failed": _("Tried to sign in and failed"),
    "audit.listed": _("Read the access log"),
    "cases.closed": _("Closed a case"),
    "cases.listed": _("Listed cases"),
    "cases.opened": _("Opened a case"),
    "cases.reopened": _("Reopened a case"),
    "cases.viewed": _("Read a case"),
    "demo.load": _("Loaded invented people"),
    "encounters.attached": _("Named the person of a contact"),
    "encounters.detached": _("Took the person of a contact back"),
    "encounters.listed": _("Listed contacts"),
    "encounters.recorded": _("Recorded a contact"),
    "encounters.retracted": _("Took a contact back"),
    "encounters.viewed": _("Read a contact"),
    "exchange.imported": _("Imported an exchange file"),
    "housing.board_viewed": _("Read who sleeps where tonight"),
    "housing.place_asked": _("Asked for a place"),
    "housing.place_given": _("Gave a place"),
    "housing.request_refused": _("Refused a request for a place"),
    "housing.request_reopened": _("Reopened a request for a place"),
    "housing.request_viewed": _("Read a request for a place"),
    "housing.request_withdrawn": _("Withdrew a request for a place"),
    "housing.requests_listed": _("Listed requests for a place"),
    "housing.stay_ended": _("Ended a stay"),
    "housing.stay_reopened": _("Took the end of a stay back"),
    "housing.stay_viewed": _("Read a stay"),
    "housing.stays_listed": _("Listed stays"),
    "network.member_added": _("Added a member of staff"),
    "people.card_ended": _("Ended a person's card"),
    "people.card_issued": _("Made a card for a person"),
    "people.card_restored": _("Took the end of a card back"),
    "people.card_scanned": _("Scanned a card"),
    "people.changed": _("Changed what is known of a person"),
    "people.consent_given": _("Recorded that a person agrees"),
    "people.consent_refused": _("Recorded that a person said no"),
    "people.consent_retracted": _("Took back an answer recorded by mistake"),
    "people.consent_withdrawn": _("Recorded that a person withdrew"),
    "people.created": _("Recorded a person"),
    "people.detail_added": _("Added to what is known of a person"),
    "people.detail_changed": _("Changed a part of what is known of a person"),
    "people.detail_ended": _("Ended or removed a part of what is known of a person"),
    "people.detail_restored": _("Took the end of such a part back"),
    "people.listed": _("Listed people"),
    "people.network_asked": _("Asked the network whether a person is known elsewhere"),
    "people.opened": _("Opened a person to the joint service again"),
    "people.photo_put": _("Kept a photo of a person"),
    "people.photo_removed": _("Destroyed the photo of a person"),
    "people.photo_viewed": _("Opened the photo of a person"),
    "people.record_accepted": _("Told another city parts of a person's record"),
    "people.record_asked": _("Asked another city for a person's record"),
    "people.record_ask_restored": _("Asked again what had been withdrawn"),
    "people.record_ask_withdrawn": _("Took a request for a record back"),
    "people.record_declined": _("Declined to tell another city"),
    "people.record_decline_restored": _("Took back that one declined"),
    "people.record_read": _("Read what another city told"),
    "people.record_received_viewed": _("Read a request of another city"),
    "people.record_requests_listed": _("Listed requests between cities"),
    "people.record_revoked": _("Revoked what another city was told"),
    "people.restricted": _("Kept a person to one organisation"),
    "people.retracted": _("Took a person back who was just recorded"),
    "people.searched": _("Searched for people"),
    "people.shared": _("Let an organisation see a person"),
    "people.sharing_ended": _("Ended that an organisation sees a person"),
    "people.viewed": _("Read a person's page"),
}

KINDS: dict[str, Promise] = {
    "accounts.user": _("Member of staff"),
    "audit.auditevent": _("Access log"),
    "cases.case": _("Case"),
    "encounters.encounter": _("Contact"),
    "exchange.importrun": _("Import"),
    "housing.place": _("Places"),
    "housing.placementrequest": _("Request for a place"),
    "housing.stay": _("Stay"),
    "network.city": _("City"),
    "network.membership": _("Role of a member of staff"),
    "people.consent": _("Answer of a person"),
    "people.person": _("Person"),
    "people.personaccess": _("Who may see a person"),
    "people.receivedrequest": _("Request of another city"),
    "people.recordrequest": _("Request to another city"),
    "people.sharedexcerpt": _("What another city told"),
}


def verb_words(verb: str) -> str:
    """Return a verb in words; one of an older version that no longer exists, as it is."""
    return str(VERBS.get(verb, verb))


def kind_words(kind: str) -> str:
    """Return in words what kind of thing a verb was about."""
    return str(KINDS.get(kind, kind))
