"""Every permission of the system, as a string with the sentence that says what it opens.

A test fails on a permission that no role has or no view asks for.
"""

from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "people.view": _("See people of the own city and search for them"),
    "people.edit": _("Record a person and change what is known of them"),
    "people.papers": _("See and record papers and numbers of a person"),
    "people.consent": _("Record what a person agrees to, and with whom they are shared"),
    "people.cross_city": _("Ask the network about a person, and answer other cities"),
    "people.minors": _("Follow minors who are alone, and the steps that the law asks for"),
    "people.merge": _("Decide whether two records are one person"),
    "people.import": _("Bring in a list of people from a file, and take it back"),
    "directory.view": _("See who gives what in the city, where and when"),
    "directory.edit": _("Keep sites, hours and offers of the city right"),
    "encounters.view": _("See contacts of the own city"),
    "encounters.record": _("Record a contact"),
    "encounters.policy": _("Decide how exact positions are kept, and how fast to answer"),
    "outreach.work": _("Go out in a shift, and see what the street knows tonight"),
    "outreach.plan": _("Plan shifts, open alerts, keep units and kit"),
    "desk.reception": _("Give out tickets at the door of a desk, and show the wall"),
    "desk.queue": _("Call who waits at a desk, and say what was given"),
    "desk.appointments": _("Book and change appointments at a desk"),
    "desk.letters": _("Write letters for people, and read those there are"),
    "desk.manage": _("Keep desks, rooms and working hours in order"),
    "housing.board": _("See which places are free tonight"),
    "housing.request": _("Ask for a place for a person"),
    "housing.place": _("Answer requests, give places and end stays"),
    "housing.extend": _("Ask that a stay may last longer than its time limit"),
    "housing.decide": _("Decide on extensions that somebody else asked for"),
    "housing.homes": _("Accompany people in flats of housing first and in co-housing"),
    "housing.night": _("Keep the night register: who came, who is away"),
    "housing.structures": _("Keep the houses in order: rules, rooms, closures"),
    "housing.refuge_request": _("Ask for protection without learning where it is"),
    "housing.refuge_answer": _("Answer requests for protection, in the own refuge"),
    "cases.view": _("See cases of the own city"),
    "cases.manage": _("Open and close cases"),
    "network.team": _("See who works in the city and in which role"),
    "monitoring.city": _("See the exact figures of the own city"),
    "monitoring.network": _("See the network's board"),
    "audit.view": _("See who read or changed records of the own city"),
}
