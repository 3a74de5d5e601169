"""An answers file: read, refused with line numbers, written and read back."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import TODAY, Sample
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answers import Answers, Status
from assistant.answersfile import parse_answers, write_answers
from assistant.characters import unprintable
from assistant.errors import PersonError


def lines_of(error: PersonError) -> list[int]:
    return [int(p.where.rsplit(":", 1)[1]) for p in error.problems]


def refuse(text: str) -> PersonError:
    with pytest.raises(PersonError) as caught:
        parse_answers(text, "answers.yaml", TODAY)
    return caught.value


def test_every_problem_at_once_with_its_line() -> None:
    error = refuse("""\
place:
  jurisdiction: us-ma
  planet: Mars
petitioner:
  name: [a, b]
  age: old
colour: red
incidents:
  - when: February 30, 2026
    story: fine
  - when: 05/06/2026
    wen: x
order:
  type: moon-order
  temporary: maybe
""")
    assert lines_of(error) == [3, 5, 6, 7, 9, 11, 12, 14, 15]
    assert "May 6, 2026" in str(error)
    assert "'planet' is not a question of 'place'" in str(error)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("place: [", 1, "not readable as YAML"),
        ("- a\n- b\n", 1, "list of sections"),
        ("", 1, "list of sections"),
        ("place:\n  jurisdiction: us-ma\nplace:\n  jurisdiction: us-ca\n", 3, "stands here twice"),
        ("petitioner:\n  name: !nobody\n", 2, "'!nobody' is not known"),
        ('petitioner:\n  name: "bad \\u0007 bell"\n', 2, "U+0007"),
        ('petitioner:\n  name: "half \\ud83d"\n', 2, ""),
        ("incidents: yes please\n", 1, "a list is expected"),
    ],
)
def test_refused_with_one_plain_sentence(text: str, line: int, said: str) -> None:
    error = refuse(text)
    assert lines_of(error) == [line]
    assert said in str(error)
    assert "Traceback" not in str(error)


def test_an_alias_bomb_is_refused() -> None:
    text = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 10)}]\n" for n in range(8)
    )
    assert "repeats itself" in str(refuse(text))


def test_status_words() -> None:
    answers = parse_answers(
        "respondent:\n  name: !unknown\n  age: !declined\n  vehicle: !later\n  plate: !skipped\n  workplace: unknown\n",
        "f",
        TODAY,
    )
    assert [answers.status(f"respondent.{k}") for k in ("name", "age", "vehicle", "plate")] == [
        Status.UNKNOWN,
        Status.DECLINED,
        Status.LATER,
        Status.SKIPPED,
    ]
    assert answers.value("respondent.workplace") == "unknown"  # plain words stay words


def test_samples_read_back_the_same(sample: Sample) -> None:
    files = {
        a["sha256"]: str(sample.folder / "exhibits" / a["name"])
        for path in ("exhibits", "logs.files")
        for a in (sample.answers.value(f"{path}.{e}.file") for e in sample.answers.ids(path))
    }
    again = parse_answers(write_answers(sample.answers, TODAY, files), "again", TODAY)
    for path, answer in sample.answers.given.items():
        if path.endswith(".file"):
            continue
        assert again.given[path] == answer, path
    assert again.items == sample.answers.items


texts = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029\x85\ufffe\uffff"), min_size=1
).filter(lambda t: t.strip() and not unprintable(t))


@settings(max_examples=60, deadline=None)
@given(st.lists(texts, min_size=1, max_size=4), texts, st.booleans())
def test_any_text_survives_the_file(paragraphs: list[str], line: str, answer: bool) -> None:
    answers = Answers()
    answers.put("place.jurisdiction", "us-wa", by="file")
    item = answers.add("incidents")
    answers.put("incidents", True, by="file")
    answers.put("incidents.more", False, by="file")
    story = "\n\n".join(paragraphs)
    answers.put(f"incidents.{item}.story", story.strip("\n"), by="file")
    one = " ".join(line.split("\n")).strip()
    answers.put("petitioner.name", one[:120].strip(), by="file")
    answers.put("stop.asked", answer, by="file")
    again = parse_answers(write_answers(answers, TODAY), "again", TODAY)
    assert again == answers


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    from assistant.answersfile import read_answers

    with pytest.raises(PersonError, match="cannot be read"):
        read_answers(tmp_path / "none.yaml", TODAY)
    (tmp_path / "latin.yaml").write_bytes("petitioner:\n  name: Zo\xeb\n".encode("latin-1"))
    with pytest.raises(PersonError) as caught:
        read_answers(tmp_path / "latin.yaml", TODAY)
    assert lines_of(caught.value) == [2]
