"""Who may open what: one row for each address of our own, whatever the code says.

Written from the table of actors, not from ``roles.py``: where both change, somebody has thought
twice. ``test_access.py`` tries every row with every role, in the own city and in another.
"""

from lgnet.network.enums import Role
from tests.house import access_of_referrals, rows_of_cases, rows_of_forms
from tests.house.access_of_papers import ROWS as PAPER_ROWS
from tests.house.access_of_public_pages import PUBLIC_ROWS
from tests.house.access_row import Row

STREET = frozenset({Role.OUTREACH_WORKER, Role.DESK_OPERATOR, Role.CASE_MANAGER})
HOUSING = frozenset({Role.HOUSING_COORDINATOR, Role.REFUGE_COORDINATOR})
DOOR = HOUSING | frozenset({Role.CHECK_IN_VOLUNTEER})
CITY = frozenset({Role.CITY_MANAGER})
TAKING_CHARGE = frozenset({Role.CASE_MANAGER})
MINORS = frozenset({Role.CASE_MANAGER, Role.REFUGE_COORDINATOR})
NETWORK = frozenset({Role.NATIONAL_ANALYST, Role.NATIONAL_COORDINATOR})
OFFICER = frozenset({Role.DATA_PROTECTION_OFFICER})
MEMBERS = frozenset(Role)
# Who gives out numbers at the door of a desk, who calls them, who keeps rooms and hours.
RECEPTION = frozenset({Role.RECEPTION_VOLUNTEER, Role.DESK_OPERATOR})
QUEUE = frozenset({Role.DESK_OPERATOR, Role.CASE_MANAGER})
DESKS = frozenset({Role.DESK_OPERATOR, Role.CITY_MANAGER})
DESK = {"desk_id": "desk"}
TICKET = {"visit_id": "ticket"}
LETTER = {"letter_id": "letter"}
APPOINTMENT = {"appointment_id": "appointment"}
# Who goes out at night or knows of it, and who plans that.
WORK = STREET | CITY
PLANNING = frozenset({Role.OUTREACH_WORKER, Role.CITY_MANAGER})
SHIFT = {"shift_id": "shift"}
NOBODY = "00000000-0000-7000-8000-000000000000"
READERS = STREET | HOUSING | CITY
WRITERS = STREET | frozenset({Role.REFUGE_COORDINATOR})
ASKING = frozenset({Role.DESK_OPERATOR, Role.CASE_MANAGER})
PAPERS = frozenset({Role.DESK_OPERATOR, Role.CASE_MANAGER, Role.REFUGE_COORDINATOR})
# Who asks other cities about a person, and answers them.
ACROSS = frozenset({Role.DESK_OPERATOR, Role.CASE_MANAGER})
MERGING = frozenset({Role.DESK_OPERATOR, Role.CASE_MANAGER})
PERSON = {"person_id": "person"}
RECEIVED = {"received_id": "received_request"}
EXTENSION = {"extension_id": "extension"}
# A second person decides what the first has asked for.
EXTENDING = HOUSING | TAKING_CHARGE
DECIDING = HOUSING | CITY
NOTICE = {"notice_id": "notice"}
HOUSEHOLD = {"household_id": "household"}
MEMBER = {"member_id": "member"}
REQUEST = {"request_id": "request"}
HOLD = {"hold_id": "hold"}
STAY = {"stay_id": "stay"}
PROTECTING = STREET | frozenset({Role.HOUSING_COORDINATOR})
REFUGE = frozenset({Role.REFUGE_COORDINATOR})
# A refuge is no home of one's own, and nobody is hosted there.
HOMES = frozenset({Role.HOUSING_COORDINATOR})
COHOUSE = {"structure_id": "cohouse"}
SHARED = {"stay_id": "shared_stay"}
KEEPING = HOUSING | CITY
HOUSE = {"house_id": "house"}
UNIT = {"unit_id": "unit"}
PLACE = {"place_id": "place"}
PROTECTED = {"received_id": "received_refuge"}
ENCOUNTER = {"encounter_id": "encounter"}
TABLE = {"table_id": "table"}
IMPORTERS = frozenset({Role.DESK_OPERATOR, Role.CITY_MANAGER})
# Who may look for services; who keeps the directory right.
LOOKING = STREET | frozenset({Role.HOUSING_COORDINATOR, Role.CITY_MANAGER, Role.COMMUNITY_ANIMATOR})
DIRECTORY = frozenset({Role.DESK_OPERATOR, Role.CITY_MANAGER})
SITE = {"site_id": "site"}
OFFER = {"offer_id": "offer"}

MATRIX = {
    # The shell
    "health_live": Row(None),
    "health_ready": Row(None),
    "ui:home": Row(MEMBERS, grows=("person", "request", "stay", "encounter", "case")),
    "ui:language": Row(None, get=405, post=302),
    "ui:workplace": Row(MEMBERS, get=405, post=404),
    "ui:save_draft": Row(MEMBERS, get=405, post=200, path={"key": "=people.person:new"}),
    "ui:discard_draft": Row(MEMBERS, get=405, post=302, path={"key": "=people.person:new"}),
    "ui:undo": Row(MEMBERS, get=405, post=302, path={"offer_id": f"={NOBODY}"}),
    # How long a stay lasts
    "housing:extensions": Row(DECIDING, grows=("extension",)),
    "housing:extension": Row(DECIDING, path=EXTENSION),
    # Who asked does not decide.
    "housing:extension_approve": Row(DECIDING, get=405, post=409, path=EXTENSION),
    "housing:extension_refuse": Row(DECIDING, get=405, post=422, path=EXTENSION),
    "housing:extension_withdraw": Row(EXTENDING, get=405, post=302, path=EXTENSION),
    "housing:stay_extend": Row(EXTENDING, post=422, path=STAY),
    "housing:stay_longer": Row(HOUSING, get=405, post=302, path=STAY),
    "housing:stay_letter": Row(STREET | HOUSING, path=STAY),
    "housing:stay_told": Row(STREET | HOUSING, get=405, post=302, path=STAY),
    "notifications:notices": Row(MEMBERS, grows=("notice",)),
    "notifications:count": Row(MEMBERS),
    "notifications:read_all": Row(MEMBERS, get=405, post=302),
    "notifications:open": Row(MEMBERS, get=405, post=302, path=NOTICE),
    "notifications:read": Row(MEMBERS, get=405, post=302, path=NOTICE),
    "ui:legal": Row(None, path={"page": "=privacy"}),
    "ui:gallery": Row(None),
    "account_email": Row(None, get=404, post=404),
    "demo:switch": Row(None, get=405, post=404),
    # People
    "people:search": Row(READERS, post=302, grows=("person",)),
    "people:new": Row(WRITERS, post=422),
    "people:candidates": Row(READERS, get=405, post=200, also={"but": "person"}),
    "people:detail": Row(READERS, path=PERSON),
    "people:edit": Row(WRITERS, post=422, path=PERSON),
    # Families and minors
    "people:family_pick": Row(
        READERS, get=405, post=200, query={"but": "person"}, missing=200, also={"who": "person"}
    ),
    "people:family_new": Row(WRITERS, post=422, path=PERSON, also={"who": "person"}),
    "people:household": Row(READERS, path=HOUSEHOLD),
    "people:household_split": Row(WRITERS, post=422, path=HOUSEHOLD),
    "people:household_rejoin": Row(WRITERS, post=422, path=HOUSEHOLD),
    "people:member_edit": Row(WRITERS, post=422, path=MEMBER),
    "people:member_leave": Row(WRITERS, post=422, path=MEMBER),
    "people:guardian_new": Row(WRITERS, post=422, path=PERSON, also={"who": "person"}),
    "people:guardian_end": Row(WRITERS, post=422, path={"guardianship_id": "guardianship"}),
    "people:minors": Row(MINORS, grows=("minor",)),
    "people:minor_step": Row(MINORS, get=405, post=302, path={**PERSON, "step": "=safe_place"}),
    # The directory
    "directory:sites": Row(LOOKING, grows=("site", "offer")),
    "directory:site": Row(LOOKING, path=SITE, adds="offer"),
    "directory:due": Row(DIRECTORY, grows=("unconfirmed_site",)),
    "directory:site_new": Row(DIRECTORY, post=422),
    "directory:site_edit": Row(DIRECTORY, post=422, path=SITE),
    "directory:site_confirm": Row(DIRECTORY, get=405, post=302, path=SITE),
    "directory:offer_new": Row(DIRECTORY, post=422, path=SITE),
    "directory:offer_edit": Row(DIRECTORY, post=422, path=OFFER),
    "directory:capacity": Row(DIRECTORY, get=405, post=302, path=OFFER),
    "directory:site_week": Row(DIRECTORY, post=302, path=SITE),
    "directory:offer_week": Row(DIRECTORY, post=302, path=OFFER),
    "directory:season_new": Row(DIRECTORY, post=422, path=SITE),
    "directory:season_edit": Row(DIRECTORY, post=422, path={"season_id": "hours_season"}),
    "directory:season_remove": Row(DIRECTORY, post=302, path={"season_id": "hours_season"}),
    "directory:exception_new": Row(DIRECTORY, post=422, path=SITE),
    "directory:exception_remove": Row(
        DIRECTORY, get=405, post=302, path={"exception_id": "hours_exception"}
    ),
    "directory:codes": Row(DIRECTORY, post=422, grows=("service_code",)),
    "directory:code_edit": Row(DIRECTORY, post=422, path={"code_id": "service_code"}),
    "directory:exchange": Row(DIRECTORY, post=422),
    "directory:export": Row(DIRECTORY),
    # Consent and sharing
    "people:lawful_ground": Row(READERS),
    "people:sharing": Row(ASKING, path=PERSON),
    "people:restrict": Row(ASKING, get=405, post=302, path=PERSON),
    "people:reopen": Row(ASKING, get=302, post=302, path=PERSON),
    "people:consent_new": Row(ASKING, post=422, path={**PERSON, "purpose": "=sharing"}),
    "people:consent_text": Row(
        ASKING,
        path={**PERSON, "purpose": "=media", "language": "=ara"},
        also={"recipient": "person"},
    ),
    "people:consent_withdraw": Row(ASKING, post=302, path={"consent_id": "consent"}),
    # A person's details: names, languages, ways to reach them, papers, photo
    "people:name_new": Row(WRITERS, post=422, path=PERSON),
    "people:name_edit": Row(WRITERS, post=422, path={"detail_id": "name"}),
    "people:name_end": Row(WRITERS, get=405, post=302, path={"detail_id": "name"}),
    "people:citizenship_new": Row(WRITERS, post=422, path=PERSON),
    "people:citizenship_end": Row(WRITERS, get=405, post=302, path={"detail_id": "citizenship"}),
    "people:language_new": Row(WRITERS, post=422, path=PERSON),
    "people:language_edit": Row(WRITERS, post=422, path={"detail_id": "language"}),
    "people:language_end": Row(WRITERS, get=405, post=302, path={"detail_id": "language"}),
    "people:contact_new": Row(WRITERS, post=422, path=PERSON),
    "people:contact_edit": Row(WRITERS, post=422, path={"detail_id": "contact_point"}),
    "people:contact_end": Row(WRITERS, get=405, post=302, path={"detail_id": "contact_point"}),
    "people:identifier_new": Row(PAPERS, post=422, path=PERSON),
    "people:identifier_edit": Row(PAPERS, post=422, path={"detail_id": "identifier"}),
    "people:identifier_end": Row(PAPERS, get=405, post=302, path={"detail_id": "identifier"}),
    # An empty title is one: that nothing is known of it is an answer.
    "people:title_new": Row(PAPERS, post=302, path=PERSON),
    "people:title_edit": Row(PAPERS, post=302, path={"detail_id": "residence_title"}),
    "people:title_end": Row(PAPERS, get=405, post=302, path={"detail_id": "residence_title"}),
    "people:photo": Row(READERS, path={"person_id": "pictured"}),
    "people:photo_edit": Row(WRITERS, post=422, path=PERSON),
    "people:photo_remove": Row(WRITERS, post=302, path=PERSON),
    # People: duplicates, and records read together
    "people:duplicates": Row(MERGING, grows=("duplicate_candidate",)),
    "people:pair": Row(MERGING, post=422, path={**PERSON, "other_id": "person"}),
    "people:pair_preview": Row(MERGING, path={**PERSON, "other_id": "person"}),
    # Somebody who stands alone cannot be taken apart: one is told so on their page.
    "people:take_apart": Row(MERGING, get=302, post=302, path=PERSON),
    # People: cards
    "people:scan": Row(READERS, get=405, post=302),
    "people:card": Row(READERS, path=PERSON),
    "people:card_issue": Row(WRITERS, get=405, post=302, path=PERSON),
    "people:card_end": Row(WRITERS, get=405, post=302, path=PERSON),
    # Other cities
    "people:known_elsewhere": Row(ACROSS, get=405, post=200, also={"person": "person"}),
    "people:record_requests": Row(ACROSS, grows=("record_request", "received_request", "excerpt")),
    "people:record_ask": Row(ACROSS, post=422, path=PERSON),
    "people:record_withdraw": Row(ACROSS, get=405, post=302, path={"request_id": "record_request"}),
    "people:excerpt": Row(ACROSS, path={"excerpt_id": "excerpt"}),
    "people:received": Row(ACROSS, path=RECEIVED),
    "people:received_accept": Row(ACROSS, get=405, post=422, path=RECEIVED),
    "people:received_decline": Row(ACROSS, get=405, post=422, path=RECEIVED),
    "people:received_revoke": Row(ACROSS, get=405, post=302, path=RECEIVED),
    # Contacts
    # The desk
    "encounters:receptions": Row(RECEPTION, grows=("desk",)),
    "encounters:reception": Row(RECEPTION, post=422, path=DESK, adds="ticket"),
    "encounters:wall": Row(RECEPTION, path=DESK, adds="ticket"),
    "encounters:visit_gone": Row(RECEPTION, get=405, post=302, path=TICKET),
    "encounters:desks": Row(QUEUE, grows=("desk",)),
    "encounters:desk_queue": Row(QUEUE, path=DESK, adds="ticket"),
    "encounters:desk_next": Row(QUEUE, get=405, post=302, path=DESK),
    "encounters:visit": Row(QUEUE, post=422, path=TICKET),
    "encounters:visit_call": Row(QUEUE, get=405, post=302, path=TICKET),
    "encounters:visit_move": Row(QUEUE, get=405, post=302, path=TICKET),
    "encounters:visit_take": Row(QUEUE, get=405, post=302, path=TICKET),
    "encounters:visit_finish": Row(QUEUE, get=405, post=302, path=TICKET),
    "encounters:desk_new": Row(DESKS, post=422),
    "encounters:desk_edit": Row(DESKS, post=302, path=DESK, adds="room"),
    "encounters:wall_links": Row(DESKS, post=422, path=DESK, adds="wall_link"),
    "encounters:wall_link_back": Row(DESKS, get=405, post=302, path={"link_id": "wall_link"}),
    "encounters:room_close": Row(DESKS, get=405, post=302, path={"room_id": "desk_room"}),
    "encounters:hours_remove": Row(DESKS, get=405, post=302, path={"hours_id": "working_hours"}),
    "encounters:appointments": Row(QUEUE, also={"desk": "desk"}, grows=("appointment_today",)),
    "encounters:appointment_new": Row(
        QUEUE, post=422, query={"desk": "desk"}, also={"person": "person"}
    ),
    "encounters:appointment": Row(QUEUE, path=APPOINTMENT),
    "encounters:appointment_answer": Row(QUEUE, get=405, post=302, path=APPOINTMENT),
    "encounters:appointment_arrived": Row(QUEUE, get=405, post=302, path=APPOINTMENT),
    "encounters:appointment_remind": Row(QUEUE, get=405, post=302, path=APPOINTMENT),
    "encounters:list": Row(STREET | CITY, grows=("encounter", "need", "service_given")),
    "encounters:new": Row(STREET, post=422, also={"person": "person", "who": "person"}),
    "encounters:pick": Row(STREET, get=405, post=200),
    "encounters:detail": Row(STREET | CITY, path=ENCOUNTER, adds="need_within"),
    "encounters:saved": Row(STREET | CITY, path=ENCOUNTER, missing=302, adds="need_within"),
    "encounters:letters": Row(QUEUE, grows=("letter",)),
    "encounters:letter_new": Row(
        QUEUE,
        post=422,
        query={"person": "person", "template": "=presenza"},
        also={"replaces": "letter"},
    ),
    "encounters:letter": Row(QUEUE, path=LETTER),
    "encounters:letter_word": Row(QUEUE, path=LETTER),
    "encounters:letter_pdf": Row(QUEUE, path=LETTER),
    "encounters:letterhead": Row(DESKS, post=422),
    "encounters:letter_templates": Row(DESKS, grows=("letter_template",)),
    "encounters:letter_template_new": Row(DESKS, post=422),
    "encounters:letter_template": Row(DESKS, post=422, path={"template_id": "letter_template"}),
    **PAPER_ROWS,
    **PUBLIC_ROWS,
    "encounters:answer": Row(STREET, post=422, path={"need_id": "need"}, adds="answer"),
    "encounters:unmet": Row(STREET | CITY, grows=("encounter", "need")),
    "encounters:person_side": Row(STREET | CITY, path=PERSON),
    "encounters:policy": Row(CITY, post=422),
    "encounters:boards": Row(STREET | CITY, get=302),
    "encounters:street_board": Row(STREET | CITY, grows=("encounter", "need", "need_answer")),
    "encounters:desk_board": Row(STREET | CITY, grows=("encounter", "need", "need_answer")),
    "encounters:attach": Row(
        STREET, post=422, path={"encounter_id": "anonymous_encounter"}, also={"who": "person"}
    ),
    # The street
    "encounters:tonight": Row(WORK, grows=("shift", "promise", "sighting", "danger")),
    "encounters:street_contact": Row(STREET, post=422, also={"person": "person", "who": "person"}),
    "encounters:stop_tick": Row(WORK, get=405, post=302, path={"stop_id": "shift_stop"}),
    "encounters:promise_end": Row(WORK, get=405, post=302, path={"promise_id": "promise"}),
    "encounters:contact_wish": Row(WORK, get=405, post=302, path=PERSON),
    "encounters:sightings": Row(WORK, grows=("sighting",)),
    "encounters:sighting_new": Row(WORK, post=422),
    "encounters:sighting_look": Row(WORK, get=405, post=302, path={"sighting_id": "sighting"}),
    "encounters:sighting_check": Row(WORK, post=422, path={"sighting_id": "told_sighting"}),
    "encounters:danger_new": Row(WORK, post=422),
    "encounters:danger_end": Row(WORK, get=405, post=302, path={"note_id": "danger"}),
    "encounters:shifts": Row(PLANNING, grows=("shift",)),
    "encounters:shift_new": Row(PLANNING, post=422),
    "encounters:shift": Row(WORK, path=SHIFT, adds="stop"),
    "encounters:shift_move": Row(WORK, get=405, post=302, path=SHIFT),
    "encounters:shift_edit": Row(PLANNING, post=422, path=SHIFT, adds="stop"),
    "encounters:shift_cancel": Row(PLANNING, get=405, post=422, path=SHIFT),
    "encounters:alert_new": Row(PLANNING, post=422),
    "encounters:alert_end": Row(PLANNING, get=405, post=302, path={"alert_id": "outreach_alert"}),
    "encounters:unit_new": Row(PLANNING, post=422),
    "encounters:kit": Row(WORK, post=422, grows=("kit_item",)),
    "encounters:item_new": Row(PLANNING, post=422),
    # Figures
    "monitoring:board": Row(NETWORK),
    "monitoring:board_csv": Row(NETWORK),
    "monitoring:by_night": Row(NETWORK),
    "monitoring:city": Row(CITY),
    # The network
    "network:city": Row(CITY | OFFICER, grows=("membership",)),
    "network:access_log": Row(OFFICER, also={"about": "person"}, grows=("audited",)),
    # Housing
    "housing:board": Row(STREET | HOUSING | CITY, grows=("place", "occupancy")),
    "housing:place": Row(HOUSING, path={"place_id": "place"}),
    "housing:place_arrived": Row(
        HOUSING, get=405, post=422, path={"place_id": "place"}, also={"stay": "stay"}
    ),
    "housing:timeline": Row(HOUSING, grows=("place", "occupancy")),
    "housing:requests": Row(STREET | HOUSING, grows=("request",)),
    "housing:request_new": Row(STREET | HOUSING, post=422, query={"person": "person"}),
    "housing:request_detail": Row(STREET | HOUSING, path=REQUEST),
    "housing:request_party": Row(
        STREET | HOUSING, get=405, post=422, path=REQUEST, also={"who": "person"}
    ),
    "housing:place_give": Row(HOUSING, get=405, post=422, path=REQUEST, also={"place": "place"}),
    "housing:places_hold": Row(HOUSING, get=405, post=422, path=REQUEST, also={"place": "place"}),
    "housing:hold_confirm": Row(HOUSING, get=405, post=302, path=HOLD),
    "housing:hold_release": Row(STREET | HOUSING, get=405, post=422, path=HOLD),
    "housing:request_refuse": Row(HOUSING, get=405, post=422, path=REQUEST),
    "housing:request_withdraw": Row(STREET | HOUSING, get=405, post=302, path=REQUEST),
    "housing:stays": Row(HOUSING, grows=("stay",)),
    "housing:stay_detail": Row(HOUSING, path=STAY),
    "housing:stay_end": Row(HOUSING, post=422, path=STAY),
    "housing:stay_move": Row(HOUSING, post=422, path=STAY, also={"place": "place"}),
    # The night, and the life in a house
    "housing:check_in": Row(DOOR, query={"house": "house"}, grows=("house", "stay")),
    "housing:check_in_tick": Row(DOOR, get=405, post=404),
    "housing:check_in_send": Row(DOOR, get=405, post=404),
    "housing:check_in_scan": Row(DOOR, get=405, post=404, also={"house": "house"}),
    "housing:register": Row(HOUSING, query={"house": "house"}, grows=("house", "incident")),
    "housing:register_mark": Row(HOUSING, get=405, post=404, also={"house": "house"}),
    "housing:night_sheet": Row(HOUSING, query={"house": "house"}, grows=("house", "stay")),
    "housing:incidents": Row(HOUSING, grows=("incident",), also={"house": "house"}),
    "housing:incident_new": Row(HOUSING, post=422, query={"house": "house"}, also={"stay": "stay"}),
    "housing:visitor_out": Row(HOUSING, get=405, post=302, path={"visitor_id": "visitor"}),
    "housing:belonging_back": Row(HOUSING, get=405, post=302, path={"belonging_id": "belonging"}),
    "housing:stay_arrive": Row(HOUSING, get=405, post=302, path=STAY),
    "housing:stay_life": Row(HOUSING, path=STAY),
    "housing:rules_paper": Row(HOUSING, post=422, path=STAY),
    "housing:visitor_in": Row(HOUSING, get=405, post=422, path=STAY),
    "housing:belonging_in": Row(HOUSING, get=405, post=422, path=STAY),
    # Homes: housing first and co-housing
    "housing:housing_first": Row(HOMES, grows=("flat", "home_stay", "support_visit")),
    "housing:retention_list": Row(HOMES, grows=("home_stay",)),
    "housing:principles": Row(HOMES, post=422, path={"structure_id": "flat"}, adds="principle"),
    "housing:stay_home": Row(HOMES, post=422, path={"stay_id": "home_stay"}),
    "housing:stay_visits": Row(HOMES, post=422, path={"stay_id": "home_stay"}, adds="visit"),
    "housing:cohousing": Row(HOMES, grows=("cohouse", "shared_stay", "agreement", "mediation")),
    "housing:cohouse": Row(HOMES, post=422, path=COHOUSE),
    "housing:host": Row(HOMES, post=422, path=COHOUSE),
    "housing:stay_agreement": Row(HOMES, post=422, path=SHARED),
    "housing:agreement_print": Row(HOMES, path={"agreement_id": "agreement"}),
    "housing:stay_trial": Row(HOMES, post=422, path=SHARED),
    "housing:trial_result": Row(HOMES, get=405, post=422, path=SHARED),
    # The inventory
    "housing:houses": Row(KEEPING, grows=("house", "inspection", "defect")),
    "housing:house_new": Row(KEEPING, post=422),
    "housing:house": Row(KEEPING, path=HOUSE),
    "housing:house_edit": Row(KEEPING, post=422, path=HOUSE),
    "housing:house_places": Row(KEEPING, post=422, path=HOUSE, adds="place"),
    "housing:unit_edit": Row(KEEPING, post=422, path=UNIT),
    "housing:unit_places": Row(KEEPING, get=405, post=422, path=UNIT),
    "housing:unit_remove": Row(KEEPING, get=405, post=302, path=UNIT),
    "housing:place_edit": Row(KEEPING, post=422, path=PLACE),
    "housing:place_remove": Row(KEEPING, get=405, post=302, path=PLACE),
    "housing:house_closures": Row(KEEPING, path=HOUSE, adds="closure"),
    "housing:closure_new": Row(KEEPING, post=422, path=HOUSE, also={"places": "place"}),
    # An empty form says that the end is not known, as it was.
    "housing:closure_end": Row(KEEPING, post=302, path={"closure_id": "closure"}),
    "housing:house_seasons": Row(KEEPING, post=422, path=HOUSE, adds="season"),
    "housing:house_upkeep": Row(KEEPING, path=HOUSE),
    "housing:inspection_new": Row(KEEPING, post=422, path=HOUSE),
    "housing:inspection_done": Row(KEEPING, post=422, path={"inspection_id": "inspection"}),
    "housing:defect_new": Row(KEEPING, post=422, path=HOUSE, also={"unit": "unit"}),
    "housing:defect_mended": Row(KEEPING, get=405, post=302, path={"defect_id": "defect"}),
    "housing:house_photos": Row(KEEPING, post=422, path=HOUSE, adds="photo"),
    "housing:house_photo": Row(KEEPING, path={"photo_id": "house_photo"}),
    "housing:house_photo_remove": Row(KEEPING, post=302, path={"photo_id": "house_photo"}),
    "housing:house_rules": Row(KEEPING, path=HOUSE, adds="rules"),
    "housing:rules_edit": Row(KEEPING, post=422, path={**HOUSE, "language": "=ita"}),
    "housing:house_history": Row(KEEPING, path=HOUSE),
    "housing:history_csv": Row(KEEPING, path=HOUSE),
    **access_of_referrals.ROWS,
    # Protection
    "housing:refuge_requests": Row(PROTECTING, grows=("refuge_request",)),
    "housing:refuge_ask": Row(PROTECTING, post=422, query={"person": "person"}),
    "housing:refuge_request": Row(PROTECTING, path={"request_id": "refuge_request"}),
    "housing:refuge_withdraw": Row(
        PROTECTING, get=405, post=302, path={"request_id": "refuge_request"}
    ),
    "housing:refuge_inbox": Row(REFUGE, grows=("received_refuge",)),
    "housing:refuge_received": Row(REFUGE, path=PROTECTED),
    "housing:refuge_accept": Row(REFUGE, get=405, post=422, path=PROTECTED),
    "housing:refuge_decline": Row(REFUGE, get=405, post=302, path=PROTECTED),
    "housing:refuge_came": Row(REFUGE, post=422, path={"received_id": "expected_guest"}),
    # Lists of people: import of tables
    "exchange:list": Row(IMPORTERS, grows=("table",)),
    "exchange:new": Row(IMPORTERS, post=422),
    "exchange:detail": Row(IMPORTERS, path=TABLE),
    "exchange:mapping": Row(IMPORTERS, post=422, path=TABLE),
    "exchange:meaning": Row(IMPORTERS, post=302, path=TABLE),
    "exchange:decide": Row(IMPORTERS, get=405, post=302, path=TABLE),
    "exchange:decide_open": Row(IMPORTERS, get=405, post=302, path=TABLE),
    "exchange:write": Row(IMPORTERS, get=405, post=302, path=TABLE),
    "exchange:take_back": Row(IMPORTERS, post=302, path=TABLE),
    "exchange:discard": Row(IMPORTERS, get=405, post=302, path=TABLE),
    "exchange:left_out": Row(IMPORTERS, path=TABLE),
    **rows_of_cases.MATRIX,
    **rows_of_forms.MATRIX,
}
