"""The reader's figures on real write-ups, which live beside the repository and are never part of it.

The scorer is the folder's own. A floor falls when a rule that helps one form hurts another.
"""

import io
import json
import os
import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest

from postmortems.exchange import reading
from postmortems.exchange.parsing import read
from tests.postmortems.exchange.test_doubt import values

FLOORS = {
    "lossless": 100,
    "times": 97,
    "entries": 100,
    "start": 96,
    "end": 96,
    "title": 97,
    "cause": 91,
    "actions": 95,
}

REPOSITORY = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("POSTMORTEMS_CORPUS") or REPOSITORY.parent / "shared" / "corpus")

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir() and not os.environ.get("CI"), reason=f"the write-ups are not at {CORPUS}"
)


def read_all(folder: str) -> str:
    files = sorted(str(path) for path in (CORPUS / folder).iterdir())
    out, err = io.StringIO(), io.StringIO()
    code = reading.run(files, day=None, zone=None, as_json=True, out=out, err=err)
    assert (code, err.getvalue()) == (0, "")
    return out.getvalue()


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    output = tmp_path_factory.mktemp("corpus") / "output.jsonl"
    output.write_text(read_all("writeups"), encoding="utf-8")
    scored = subprocess.run(
        [sys.executable, CORPUS / "score.py", output, "--verbose"], capture_output=True, text=True, check=True
    )
    sys.stdout.write(scored.stdout)
    return {
        name: float(share)
        for name, share in re.findall(r"^(\w+) .*?([\d.]+) %$", scored.stdout, re.MULTILINE)
    }


def test_the_folder_is_there_where_it_must_be():
    assert CORPUS.is_dir()


@pytest.mark.parametrize("figure", FLOORS)
def test_a_figure_does_not_fall(figures, figure):
    assert figures[figure] >= FLOORS[figure]


@pytest.mark.parametrize("path", sorted(CORPUS.glob("[sw]*/*")), ids=lambda path: path.stem)
def test_every_answer_to_a_question_removes_it(path):
    text = reading.text_of(path)
    for question in read(text).questions:
        readings = []
        for value in values(question):
            answered = read(text, answers={question.key: value})
            assert question.key not in [other.key for other in answered.questions]
            readings.append({**answered.as_dict(), "questions": []})
        assert all(one != other for one, other in combinations(readings, 2))


def test_both_seeds_are_read_exactly():
    first, second = (json.loads(line) for line in read_all("seeds").splitlines())
    assert [len(first["timeline"]), len(second["timeline"])] == [9, 8]
    assert (first["started_at"], first["ended_at"], first["zone"]) == ("10:00", "13:00", "UTC")
    assert (second["started_at"], second["ended_at"]) == (
        "2024-05-15T22:00:00+00:00",
        "2024-05-16T02:00:00+00:00",
    )
    assert [first["duration_minutes"], second["duration_minutes"]] == [180, 240]
    assert [entry["at"][:10] for entry in second["timeline"]] == ["2024-05-15"] * 5 + ["2024-05-16"] * 3
    assert [len(first["actions"]), len(second["actions"])] == [5, 5]
    assert {action["state"] for action in first["actions"]} == {"proposed"}
    assert {action["state"] for action in second["actions"]} == {"done"}
    assert first["impact"] and first["root_cause"] and second["impact"] and second["root_cause"]
    assert [question["about"] for question in first["questions"]] == ["date"]
    assert len(second["references"]) == 1
    assert first["unplaced"] == second["unplaced"] == []
