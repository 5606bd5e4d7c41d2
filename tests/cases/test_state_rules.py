"""States of a case: the rules beside a machine told in another way, days without a word."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from lgnet.cases import rules
from lgnet.cases.enums import CaseMove, CaseState

days = st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1))


class Simple:
    """A case as somebody would tell it: is it closed, has work begun, is it paused."""

    def __init__(self):
        self.is_closed = self.has_begun = self.is_paused = False

    def do(self, move):
        """Do a move; say whether it could be done."""
        possible = {
            CaseMove.START: not self.is_closed and not self.has_begun,
            CaseMove.SUSPEND: not self.is_closed and self.has_begun and not self.is_paused,
            CaseMove.RESUME: not self.is_closed and self.is_paused,
            CaseMove.CLOSE: not self.is_closed,
            CaseMove.REOPEN: self.is_closed,
        }[move]
        if not possible:
            return False
        if move == CaseMove.CLOSE:
            self.is_closed = True
        elif move == CaseMove.REOPEN:
            self.is_closed = self.has_begun = self.is_paused = False
        else:
            self.has_begun, self.is_paused = True, move == CaseMove.SUSPEND
        return True

    def state(self):
        if self.is_closed:
            return CaseState.CLOSED
        if self.is_paused:
            return CaseState.SUSPENDED
        return CaseState.ACTIVE if self.has_begun else CaseState.OPEN


@given(st.lists(st.sampled_from([*rules.ASKED, CaseMove.CLOSE])))
def test_any_row_of_moves_goes_as_it_is_told(moves):
    simple, state = Simple(), CaseState.OPEN
    for move in moves:
        became = rules.after(state, move)
        assert (became is not None) == simple.do(move)
        state = became or state
        assert state == simple.state()
        assert rules.is_running(state) != (state == CaseState.CLOSED)
        assert rules.moves_from(state), "no state is the end"


def test_every_step_but_taking_back_leads_to_one_state():
    for move in set(CaseMove) - {CaseMove.TAKE_BACK}:
        starts = [was for was, _ in rules.STEPS[move]]
        assert len(starts) == len(set(starts)), move


@given(st.lists(days, min_size=1), days)
def test_quiet_days_count_from_the_last_word(moments, today):
    quiet = rules.quiet_days([*moments, None], today=today)
    assert quiet >= 0
    assert rules.quiet_days([*moments, today], today=today) == 0
    if max(moments) <= today:
        assert max(moments) + dt.timedelta(days=quiet) == today
