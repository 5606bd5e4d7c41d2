"""Rules of referrals, compared with a model that is written otherwise."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from lgnet.referrals import rules
from lgnet.referrals.enums import FactKind, ReceiverKind, SharedField, SharingBasis, Turn
from lgnet.referrals.rules_figures import Line, partners_of
from lgnet.referrals.rules_sharing import LEAST, basis_for, fields_for, readable, wrong_fields

SENT_AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
DUE = SENT_AT + dt.timedelta(hours=72)
HOUR = dt.timedelta(hours=1)


class Model(RuleBasedStateMachine):
    """Somebody who remembers plain truths about a referral instead of a table of pairs."""

    def __init__(self):
        super().__init__()
        self.last, self.now = FactKind.SENT, SENT_AT
        self.answer, self.outcome, self.is_over, self.has_spoken = None, None, False, False

    @property
    def is_silent(self):
        return not (self.answer or self.is_over or self.has_spoken) and self.now > DUE

    def expected(self, kind):
        if kind == FactKind.RELEASED:
            return self.is_silent
        if kind == FactKind.CLOSED:
            failed = self.answer == "no" or self.outcome == "not" or self.has_spoken
            return failed and not self.is_over
        if self.is_over == "withdrawn":
            return kind == FactKind.SENT and self.now <= DUE
        if self.is_over or self.is_silent or self.has_spoken:
            return False
        if kind in (FactKind.ACCEPTED, FactKind.DECLINED):
            return self.answer is None
        if kind == FactKind.SEEN:
            first = self.last == FactKind.SENT
            return (first or (self.answer is not None and self.outcome is None)) and self.now <= DUE
        if kind == FactKind.WITHDRAWN:
            return self.answer is None or (self.answer == "yes" and self.outcome is None)
        if kind == FactKind.ATTENDED:
            return self.answer == "yes" and self.outcome != "came"
        if kind == FactKind.NOT_ATTENDED:
            return self.answer == "yes" and self.outcome != "not"
        return False

    @rule(hours=st.integers(0, 40))
    def time_passes(self, hours):
        self.now += hours * HOUR

    @rule(kind=st.sampled_from(list(FactKind)))
    def somebody_says(self, kind):
        may = rules.may_follow(self.last, kind, due=DUE, now=self.now)
        # What silence released may be taken up: the fact of the release is added before.
        standing = rules.state_at(self.last, DUE, self.now)
        if kind == FactKind.CLOSED and self.is_silent:
            assert may and standing == FactKind.RELEASED
            return
        assert may == self.expected(kind), (self.last, kind)
        if not may:
            return
        self.last = kind
        if kind == FactKind.ACCEPTED:
            self.answer = "yes"
        elif kind == FactKind.DECLINED:
            self.answer = "no"
        elif kind == FactKind.ATTENDED:
            self.outcome = "came"
        elif kind == FactKind.NOT_ATTENDED:
            self.outcome = "not"
        elif kind in rules.WAITING:
            self.answer, self.is_over = None, False
        elif kind == FactKind.WITHDRAWN:
            self.is_over = "withdrawn"
        elif kind == FactKind.RELEASED:
            self.has_spoken = True
        elif kind == FactKind.CLOSED:
            self.is_over = True

    @precondition(lambda self: self.is_silent)
    @rule()
    def silence_counts_without_a_fact(self):
        assert rules.state_at(self.last, DUE, self.now) == FactKind.RELEASED
        assert rules.turn_of(rules.state_at(self.last, DUE, self.now)) == Turn.SENDER
        assert not rules.link_opens(self.last, DUE, None, self.now)


TestModel = Model.TestCase


def test_whose_turn_it_is():
    assert rules.turn_of(FactKind.SENT) == rules.turn_of(FactKind.SEEN) == Turn.RECEIVER
    assert rules.turn_of(FactKind.DECLINED) == rules.turn_of(FactKind.RELEASED) == Turn.SENDER
    assert rules.turn_of(FactKind.CLOSED) == rules.turn_of(FactKind.ATTENDED) == Turn.NOBODY


def test_the_term_itself_still_counts_and_the_moment_after_does_not():
    moment = dt.timedelta(microseconds=1)
    assert rules.may_follow("sent", "accepted", due=DUE, now=DUE)
    assert not rules.may_follow("sent", "accepted", due=DUE, now=DUE + moment)
    assert rules.state_at("seen", DUE, DUE) == FactKind.SEEN
    assert rules.state_at("seen", DUE, DUE + moment) == FactKind.RELEASED


def test_a_link_that_said_yes_stays_open_to_say_who_came():
    accepted_at = DUE - HOUR
    assert rules.link_opens("accepted", DUE, accepted_at, DUE + dt.timedelta(days=20))
    assert not rules.link_opens("accepted", DUE, accepted_at, DUE + dt.timedelta(days=31))
    for over in ("declined", "withdrawn", "released", "closed"):
        assert not rules.link_opens(over, DUE, None, SENT_AT)


KINDS = st.sampled_from(list(ReceiverKind))
FIELDS = st.lists(st.sampled_from(list(SharedField)), unique=True)


@given(KINDS, st.booleans(), FIELDS)
def test_without_the_persons_yes_a_stranger_learns_the_least(kind, is_joint, ticked):
    asked = {"kind": kind, "is_joint": is_joint, "has_consent": False}
    right = [one for one in ticked if one not in wrong_fields(ticked, **asked)]
    if kind == ReceiverKind.BODY or (kind == ReceiverKind.ORGANISATION and not is_joint):
        assert set(right) <= set(LEAST)
    for one in right:
        assert one in fields_for(kind, is_joint=is_joint)
        assert basis_for(one, **asked) is not None


@given(st.dictionaries(st.sampled_from(SharedField.values), st.sampled_from(SharingBasis.values)))
def test_a_consent_taken_back_closes_what_was_told_on_it_and_nothing_else(told):
    still = readable(told, has_consent=False)
    assert set(told) - set(still) == {f for f, basis in told.items() if basis == "consent"}
    assert readable(told, has_consent=True) == list(told)


LINES = st.lists(
    st.builds(
        Line,
        partner=st.sampled_from(["a", "b"]),
        sent_at=st.just(SENT_AT),
        due_at=st.just(DUE),
        answered_at=st.just(None),
        state=st.sampled_from(["sent", "seen", "released", "withdrawn", "closed"]),
        reason=st.just(""),
    )
    | st.builds(
        Line,
        partner=st.sampled_from(["a", "b"]),
        sent_at=st.just(SENT_AT),
        due_at=st.just(DUE),
        answered_at=st.integers(0, 72).map(lambda hours: SENT_AT + hours * HOUR),
        state=st.sampled_from(["accepted", "attended", "not_attended"]),
        reason=st.just(""),
    )
    | st.builds(
        Line,
        partner=st.sampled_from(["a", "b"]),
        sent_at=st.just(SENT_AT),
        due_at=st.just(DUE),
        answered_at=st.integers(0, 72).map(lambda hours: SENT_AT + hours * HOUR),
        state=st.sampled_from(["declined", "closed"]),
        reason=st.sampled_from(["full", "language"]),
    ),
    max_size=12,
)


@given(LINES, st.integers(0, 200))
def test_each_referral_is_counted_in_one_column(lines, hours):
    found = partners_of(lines, now=SENT_AT + hours * HOUR)
    assert sum(one.sent for one in found) == len(lines)
    for one in found:
        parts = (one.accepted, one.declined, one.silent, one.withdrawn, one.waiting)
        assert sum(parts) == one.sent
        assert sum(one.reasons.values()) == one.declined
        assert one.attended <= one.accepted
        answered = sorted(
            (line.answered_at - SENT_AT) / HOUR
            for line in lines
            if line.partner == one.partner and line.answered_at
        )
        assert (one.median_hours is None) == (not answered)
        if answered:
            below = sum(value <= one.median_hours for value in answered)
            above = sum(value >= one.median_hours for value in answered)
            assert min(below, above) * 2 >= len(answered)
