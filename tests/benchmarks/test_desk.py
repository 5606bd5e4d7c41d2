"""The benchmark of fifty desks, small: what it takes for right is right, and it counts the rest."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks import desk_load
from benchmarks._desk import caller, load
from benchmarks._desk.caller import Answer, Caller, NoAnswer
from benchmarks._desk.count import Standing, differences
from benchmarks._desk.load import Listing, Plan, Tally, Turn
from benchmarks._desk.server import OPTIONS, at_database

TINY = """
import sys, django
django.setup()
from benchmarks import desk_load, frame
desk_load.PEOPLE_QUICK, desk_load.DESKS = 60, 3
desk_load.SECONDS_QUICK, desk_load.ROUNDS_QUICK, desk_load.SCREENS_QUICK = 1.0, 1, 2
sys.exit(frame.main("desk_load", quick=True))
"""


@pytest.mark.slow
def test_every_answer_of_a_tiny_load_is_right(django_db_setup):
    """A server and those who call it, in processes of their own, on a database of its own."""
    done = subprocess.run(
        [sys.executable, "-c", TINY], env=os.environ, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout.splitlines()[-1])
    assert result["errors"] == 0
    assert result["lists_per_s"] > 0
    assert result["intakes_per_s"] > 0
    assert result["lists_p99_ms"] >= result["lists_p50_ms"] > 0
    assert result["desk_waiting"] == 80
    assert result["desk_queries"] > 0


def run_alone(work):
    """Run a coroutine in a thread of its own: this one may have a browser's loop running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def test_the_launcher_starts_the_server_with_the_same_options(monkeypatch, tmp_path):
    """What the launcher starts is what is measured: it changes in both places or in none."""
    from lgnet.launcher import demo

    started = []

    class Family:
        children = ()
        stop_request = None

        def finish(self, *args):
            pass

        def start(self, name, command, *args, **options):
            started.append(command)

    def stop(*args, **options):
        raise InterruptedError

    monkeypatch.setattr(demo.processes, "remember", stop)
    with socket.socket() as listening, pytest.raises(InterruptedError):
        listening.bind(("127.0.0.1", 0))
        monkeypatch.setattr(demo, "listening_socket", lambda wanted: listening)
        demo._serve(Family(), {}, None, tmp_path, 0.0)
    assert tuple(started[0][-len(OPTIONS) :]) == OPTIONS


def test_a_list_that_lacks_a_row_is_a_fault():
    listing = Listing("queue", "/desk/", ["call-1", "call-2"])
    assert not load.list_fault(listing, Answer(200, {}, b"<i>call-1</i><i>call-2</i>"))
    assert "call-2" in load.list_fault(listing, Answer(200, {}, b"<i>call-1</i>"))
    assert "302" in load.list_fault(listing, Answer(302, {}, b"call-1 call-2"))


def test_a_contact_must_lead_to_its_own_page():
    assert not load.intake_fault("a1", Answer(302, {"location": "/encounters/a1/saved/"}))
    for answer in (
        Answer(302, {"location": "/encounters/b2/saved/"}),
        Answer(302, {"location": "/accounts/login/"}),
        Answer(422),
    ):
        assert load.intake_fault("a1", answer)


def test_what_the_database_lacks_is_told():
    def standing(contacts, listed):
        verbs = {"encounters.recorded": contacts, "encounters.listed": listed}
        return Standing(contacts, contacts, {"encounters.queue_seen": 0} | verbs)

    answered = {"intake": 3, "contacts": 2}
    assert differences(standing(5, 5), standing(8, 7), answered, whole=3) == []
    assert differences(standing(5, 5), standing(8, 6), answered, whole=2) == [
        "2 whole contacts for 3 answers",
        "1 encounters.listed for 2 answers",
    ]


def test_an_error_breaks_the_result():
    def turn(kind, count, elapsed=2.5, faults=0):
        ms = {kind: [10.0] * count}
        return Tally(elapsed, count, ms, faults=faults, by_desk=[count, 3 * count])

    turns = {
        "nothing": [turn("nothing", 100)],
        "lists": [turn("contacts", 10), turn("contacts", 30), turn("queue", 20)],
        "intakes": [turn("intake", 8)],
    }
    told = desk_load.told(desk_load.Loaded(2.0, turns))
    assert (told["lists_per_s"], told["intakes_per_s"], told["ratio"]) == (10.0, 4.0, 0.2)
    assert (told["errors"], told["p99_ms"], told["least_desk_share"]) == (0, 10.0, 0.5)
    assert "broken" not in told
    turns["intakes"] = [turn("intake", 8, faults=1)]
    told = desk_load.told(desk_load.Loaded(2.0, turns, ["2 contacts for 3 answers"]))
    assert told["errors"] == 2
    assert told["broken"]


def test_a_caller_keeps_the_line_and_sends_once_more_where_it_was_cut():
    """The server answers twice on a line and hangs up; a form goes with cookie and token."""
    seen = []

    async def serve(reader, writer):
        for _ in range(2):
            try:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
            except asyncio.IncompleteReadError:
                break
            length = int(head.lower().partition("content-length: ")[2].split("\r\n")[0] or 0)
            seen.append((head, (await reader.readexactly(length)).decode()))
            page = b'<input name="csrfmiddlewaretoken" value="t0k">'
            writer.write(
                b"HTTP/1.1 200 OK\r\nSet-Cookie: csrftoken=c1; Path=/\r\n"
                + f"Content-Length: {len(page)}\r\n\r\n".encode()
                + page
            )
        writer.close()

    async def call():
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        one = Caller(f"127.0.0.1:{port}", {"sessionid": "s1"})
        await one.learn_token("/new/")
        await one.post("/new/", [("id", "1")])
        await asyncio.sleep(0.05)
        answer = await one.get("/list/")
        one.close()
        server.close()
        await asyncio.sleep(0.05)
        return one, answer

    one, answer = run_alone(call())
    assert (one.reopened, answer.status) == (1, 200)
    head, body = seen[1]
    assert "Cookie: sessionid=s1; csrftoken=c1" in head
    assert "Origin: http://127.0.0.1:" in head
    assert body == "csrfmiddlewaretoken=t0k&id=1"


def test_what_is_no_answer_is_none():
    assert caller.read_head(b"HTTP/1.1 302 Found\r\nLocation: /a:b\r\n\r\n") == (
        302,
        [("location", "/a:b")],
    )
    with pytest.raises(NoAnswer):
        caller.read_head(b"SSH-2.0\r\n\r\n")


def test_a_server_that_is_not_there_is_an_error_of_each_request():
    plan = Plan("nothing", "127.0.0.1:1", "sessionid", 0.03, [load.Desk("s")], "/health/live")
    tally = run_alone(Turn(plan).run())
    assert tally.faults >= 2
    assert not tally.answered


def test_the_same_login_on_another_database():
    url = "postgresql://lgnet_app:x@%2Ftmp%2Fpg:5433/lgnet?a=b"
    assert at_database(url, "other") == "postgresql://lgnet_app:x@%2Ftmp%2Fpg:5433/other?a=b"
