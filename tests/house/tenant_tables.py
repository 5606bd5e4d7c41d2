"""What every table of the database is, with reasons. The catalogue is compared with this.

An entry that no longer applies fails, like a table that stands nowhere.
"""

CELL = "((city_id = ( SELECT lgnet_city())) AND (compartment_id = ( SELECT lgnet_compartment())))"
OWN = (
    "((city_id = ( SELECT lgnet_city())) AND (compartment_id = ( SELECT lgnet_compartment()))"
    " AND (user_id = ( SELECT lgnet_user())))"
)
# Whom a protected file is open to says its list.
_HERE = CELL.removeprefix("(").removesuffix(")")
_READS, _HOLDS = (f"IN ( SELECT cases_restricted_mine({held}))" for held in ("false", "true"))
_ME, _MINE = "( SELECT lgnet_user())", "recorded_by_id = ( SELECT lgnet_user())"
FILE_USING = f"({_HERE} AND (id {_READS}))"
FILE_CHECK = f"({_HERE} AND ({_MINE}))"
ENTRY_USING = READER_USING = f"({_HERE} AND (file_id {_READS}))"
ENTRY_CHECK = f"({_HERE} AND (file_id {_READS}) AND ({_MINE}))"
READER_CHECK = f"({_HERE} AND ((file_id {_HOLDS}) OR (is_opening AND (user_id = {_ME}))))"
ASK = (
    f"({_HERE} AND (({_MINE}) OR (contact_id = {_ME})"
    " OR (person_id IN ( SELECT f.person_id FROM cases_restrictedfile f))))"
)
CELL_POLICY = ("cell", "PERMISSIVE", "public", "ALL", CELL, CELL)
ACROSS = ("across", "PERMISSIVE", "lgnet_owner", "ALL", "true", "true")
ACROSS_READ = ("across", "PERMISSIVE", "lgnet_owner", "SELECT", "true", None)

# Tables with other policies than the cell alone, and why.
POLICIES = {
    # Only who typed it sees a draft, and only who did a thing may take it back.
    "ui_draft": {("cell", "PERMISSIVE", "public", "ALL", OWN, OWN)},
    "ui_undooffer": {("cell", "PERMISSIVE", "public", "ALL", OWN, OWN)},
    # A protected file, and what hangs on it, is there for who stands on its list; nobody gets on a
    # list but by who holds the file (docs/adr/0015).
    "cases_restrictedfile": {
        ("cell", "PERMISSIVE", "public", "ALL", FILE_USING, FILE_CHECK),
        ACROSS,
    },
    "cases_restrictedentry": {
        ("cell", "PERMISSIVE", "public", "ALL", ENTRY_USING, ENTRY_CHECK),
    },
    "cases_restrictedreader": {
        ("cell", "PERMISSIVE", "public", "ALL", READER_USING, READER_CHECK),
        ACROSS_READ,
    },
    # That somebody asked for protection is seen by who asked, who was asked, and who reads a file.
    "cases_protectionask": {("cell", "PERMISSIVE", "public", "ALL", ASK, ASK)},
    # A notice is left by anybody in the cell, and read by whom it is for.
    # What waited for anybody's decision goes by the owner's function, unseen, in the same cell.
    "notifications_notice": {
        ("cell", "PERMISSIVE", "public", "ALL", OWN, CELL),
        ("settle_see", "PERMISSIVE", "lgnet_owner", "SELECT", CELL, None),
        ("settle", "PERMISSIVE", "lgnet_owner", "DELETE", CELL, None),
    },
    # audit_append, the owner's function, is the only writer; the application has no right to.
    "audit_auditevent": {
        CELL_POLICY,
        ("append", "PERMISSIVE", "lgnet_owner", "INSERT", None, "true"),
    },
    # What one city may learn of another passes through functions of the owner, who alone looks
    # past the cell (docs/adr/0010).
    "people_matchtoken": {CELL_POLICY, ACROSS_READ},
    "people_recordrequest": {CELL_POLICY, ACROSS},
    "people_receivedrequest": {CELL_POLICY, ACROSS},
    "people_sharedexcerpt": {CELL_POLICY, ACROSS},
    # A refuge is asked, and answers, by functions of the owner too (docs/adr/0014).
    "housing_refugerequest": {CELL_POLICY, ACROSS},
    "housing_receivedrefugerequest": {CELL_POLICY, ACROSS},
    # Referrals between cities, likewise; and a link leads to its cell by its hash alone.
    "referrals_referral": {CELL_POLICY, ACROSS},
    "referrals_referralfact": {CELL_POLICY, ACROSS},
    "referrals_receivedtransfer": {CELL_POLICY, ACROSS},
    "referrals_referrallink": {CELL_POLICY, ACROSS_READ},
    "encounters_walllink": {CELL_POLICY, ACROSS_READ},
    # ... which ask whether the joint service of a city still sees whom a token stands for.
    "people_personaccess": {CELL_POLICY, ACROSS_READ},
    # Before a scope can be opened, a user must find their own memberships, whatever their city;
    # and nobody writes one for themselves.
    "network_membership": {
        (
            "cell",
            "PERMISSIVE",
            "public",
            "ALL",
            f"((user_id = ( SELECT lgnet_user())) OR {CELL})",
            "((( SELECT lgnet_compartment()) IS NOT NULL)"
            " AND (NOT (city_id IS DISTINCT FROM ( SELECT lgnet_city())))"
            " AND (compartment_id = ( SELECT lgnet_compartment()))"
            " AND (user_id IS DISTINCT FROM ( SELECT lgnet_user())))",
        ),
        # ... and a refuge is a compartment in which somebody works.
        ACROSS_READ,
    },
}

# Tables whose city may be null, and why.
CITY_MAY_BE_NULL = {
    "audit_auditevent": "what happens outside a city, like a failed sign-in, is recorded too",
    "network_membership": "a national role has no city",
}

# Tables whose primary key is not (city, compartment, id), and why that betrays nothing.
# History tables are known from their models: they number their rows.
OTHER_KEY = {
    "audit_auditevent": "ids are made by the writer's process; the application cannot insert",
    "network_membership": "found by its user before a city is in scope",
}

# Links that name more than the whole cell, and what they hold besides.
WIDER_LINKS = {
    "referrals_fact_names_the_one_before": "the kind of the fact before",
    "referrals_fact_has_the_term": "the term of its referral",
    "referrals_stands_where_its_fact_says": "the kind of its newest fact",
}

# Tables of ours without a cell, and why.
NOT_TENANT = {
    "accounts_user": "staff, who may work in several cities; never the people served",
    "directory_service": "reference: kinds of services",
    "forms_coreform": "the national form being written: questions, no answers; a trigger lets only"
    " the national direction write",
    "forms_formversion": "questions as published, for every city to read and adopt; triggers: its"
    " own city adds, nobody changes",
    "forms_nationalterm": "reference: the national dictionary; a trigger as for the core",
    "housing_staypolicy": "reference: how long a stay may last, by programme and kind",
    "kernel_context_key": "the key itself; the application cannot read it",
    "monitoring_citynight": "counts the network may see, small ones hidden",
    "monitoring_networkfigure": "counts the network may see, small ones hidden",
    "network_city": "reference: public",
    "network_cityedition": "reference: public",
    "network_compartment": "says that a compartment exists, without name or place",
    "network_edition": "reference: public",
    "network_fundingline": "reference: public",
    "network_fundingcondition": "reference: what funding lines ask; a trigger as for the core",
    "network_neighbourhood": "reference: public",
    "network_organisation": "bodies of the network: public",
    "network_programme": "reference: public",
    "people_country": "reference: citizenships",
}

# Tables of libraries, and why they may stand outside the cells.
LIBRARIES = {
    "account_emailaddress": "staff addresses, by allauth",
    "account_emailconfirmation": "staff addresses, by allauth",
    "auth_group": "empty: rights come from memberships",
    "auth_group_permissions": "empty: rights come from memberships",
    "auth_permission": "Django's list of models; not used for rights",
    "django_content_type": "Django's list of models",
    "django_migrations": "which migrations ran",
    "django_session": "sign-ins of staff; holds ids, no personal word",
    "mfa_authenticator": "second factors of staff",
    "pghistory_context": "empty: the context stands in each history row",
    "procrastinate_events": "job states",
    "procrastinate_jobs": "jobs; arguments are ids",
    "procrastinate_periodic_defers": "when periodic jobs ran",
    "procrastinate_workers": "running workers",
    "socialaccount_socialaccount": "staff accounts at a gateway",
    "socialaccount_socialapp": "gateways; set in the environment",
    "socialaccount_socialtoken": "tokens of staff at a gateway",
}

# Functions that run with their owner's rights, and why.
DEFINER_FUNCTIONS = {
    "lgnet_context_part": "reads the key, which the application must not see",
    "lgnet_analyse": "refreshes statistics after a load, which only a table's owner may",
    "audit_append": "appends to the audit, where the application may not write",
    "lgnet_known_elsewhere": "says whether another city holds a token, and nothing else",
    "lgnet_send_request": "puts a request before the cities that hold a token, unseen by who asks",
    "lgnet_send_answer": "carries to the asking city what another has chosen to tell",
    "housing_ask_refuges": "puts a request before the refuges of the city, and tells nothing back",
    "housing_answer_refuge": "carries a refuge's answer to who asked, without saying from where",
    "notifications_settle": "takes away unread notices of what is decided, and tells nothing back",
    "referrals_link": "says to which cell a link leads, to who has its keyed hash",
    "encounters_wall": "says whose numbers a screen shows, to who has the keyed hash of its link",
    "referrals_send": "puts a referral, without identity, before the city it is for",
    "referrals_answer": "carries the answer back, and with a yes what was told over",
    "cases_restricted_mine": "says which protected files are open to who asks",
    "cases_restricted_stays_held": "a trigger: keeps one who holds each protected file",
    "cases_restricted_goes_along": "a trigger: destroys a file's key with the person's, unseen",
    "cases_restricted_tell": "leaves notices to who reads a file, and tells nothing back",
    "cases_restricted_unread": "counts the files nobody reads any more, and names none",
    "lgnet_network_people": "counts the different people of the network, for the job alone",
}

# Tables on which the application role has less than read and write.
RIGHTS = {
    "kernel_context_key": set(),
    "django_migrations": {"SELECT"},
    # The term is a rule of the programme; nobody who gives places can move it.
    "housing_staypolicy": {"SELECT"},
    "audit_auditevent": {"SELECT"},
    # Facts are added, and never changed.
    "referrals_referralfact": {"SELECT", "INSERT"},
}
READ_AND_WRITE = {"SELECT", "INSERT", "UPDATE", "DELETE"}
