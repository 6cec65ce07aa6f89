"""`jobwise tailor` as people run it: a process, files in, files out."""

import json
import time
from pathlib import Path

import pytest

from tests.e2e.running import POSTING, PROFILE, Done, here, jobwise, script

ALL = "pdf,docx,tex,md,txt,json"


def tailor(out: Path, *more: str | Path, **environment: str) -> Done:
    return jobwise("tailor", "--profile", PROFILE, "--job", POSTING, "--out", out, *more, **environment)


def tailored(out: Path, *more: str | Path, profile: Path = PROFILE) -> Done:
    """The same in this process, for what is of the documents and not of the process."""
    return here("tailor", "--profile", profile, "--job", POSTING, "--out", out, *more)


def test_it_leaves_only_the_documents(tmp_path: Path) -> None:
    done = tailor(tmp_path / "out", "--formats", ALL, "--json")
    assert done.code == 0, done.stderr
    made = sorted(path.name for path in (tmp_path / "out").iterdir())
    kinds = ["docx", "md", "pdf", "tex", "txt"]
    documents = [f"{name}.{kind}" for name in ("cover_letter", "resume") for kind in kinds]
    assert made == sorted([*documents, "generation.json", "resume.json"])
    data = done.answer["data"]
    assert data["pages"] == 1
    assert 0.85 <= data["fill"] <= 1.0
    assert data["letter"] == {"language": "en", "supported": True}
    assert data["dropped"]


def test_the_plain_answer_is_for_people(tmp_path: Path) -> None:
    done = tailor(tmp_path)
    said = done.stdout.decode()
    assert done.code == 0
    assert "ATS" in said
    assert "Next:" in said


@pytest.mark.parametrize("engine", ["weasyprint", "typst"])
def test_same_input_same_bytes_under_two_hash_seeds(tmp_path: Path, engine: str) -> None:
    for seed in ("1", "2"):
        options = ("--formats", ALL, "--engine", engine, "--date", "2027-01-31")
        done = tailor(tmp_path / seed, *options, PYTHONHASHSEED=seed)
        assert done.code == 0, done.stderr
        # Archives that kept the time of day would differ by now.
        time.sleep(1.1)
    for path in sorted((tmp_path / "1").iterdir()):
        assert path.read_bytes() == (tmp_path / "2" / path.name).read_bytes(), path.name


def test_what_it_makes_verifies_and_an_altered_fact_does_not(tmp_path: Path) -> None:
    assert tailored(tmp_path, "--formats", "pdf,docx,md,txt,json").code == 0
    for name in ("resume.pdf", "resume.docx", "resume.md", "cover_letter.pdf", "cover_letter.txt", "generation.json"):
        done = here("verify", tmp_path / name, "--profile", PROFILE, "--job", POSTING, "--json")
        assert done.code == 0, (name, [c for c in done.answer["data"]["claims"] if not c["supported"]])
    altered = tmp_path / "altered.txt"
    altered.write_text((tmp_path / "resume.txt").read_text("utf-8").replace("45 million", "54 million"), "utf-8")
    done = here("verify", altered, "--profile", PROFILE, "--json")
    assert done.code == 1
    text = altered.read_text("utf-8")
    wrong = [claim for claim in done.answer["data"]["claims"] if not claim["supported"]]
    assert any("54" in claim["text"] for claim in wrong)
    assert all(text[claim["start"] : claim["end"]] == claim["text"] for claim in wrong)


def test_postings_are_put_in_the_order_of_their_fit_and_a_bad_one_costs_no_other(tmp_path: Path) -> None:
    baker, broken = tmp_path / "baker.txt", tmp_path / "broken.txt"
    baker.write_text("Baker\nMill & Oven, Uppsala\nRequirements\n- Sourdough\n- Night shifts\n", "utf-8")
    broken.write_bytes(b"")
    done = here("fit", "--profile", PROFILE, baker, broken, POSTING, "--json")
    fitted, skipped = done.answer["data"]["postings"], done.answer["data"]["skipped"]
    assert [Path(one["file"]).name for one in fitted] == [Path(POSTING).name, "baker.txt"]
    ranking = here("rank", "--profile", PROFILE, "--job", POSTING, "--json").answer["data"]
    assert fitted[0]["fit"] == ranking["fit"] > fitted[1]["fit"]
    assert [Path(one["file"]).name for one in skipped] == ["broken.txt"]
    assert done.code == 1
    shown = here("fit", "--profile", PROFILE, baker, POSTING)
    assert (shown.code, b"Baker" in shown.stdout) == (0, True)
    assert here("fit", "--profile", PROFILE, broken).code == 2


def test_must_keep_is_in_and_its_reason_is_not_needed(tmp_path: Path) -> None:
    ranked = here("rank", "--profile", PROFILE, "--job", POSTING, "--json").answer["data"]["items"]
    last = [item for item in ranked if item["kind"] == "bullet"][-1]
    assert tailored(tmp_path, "--formats", "txt", "--keep", last["path"], "--no-letter").code == 0
    assert last["text"] in " ".join((tmp_path / "resume.txt").read_text("utf-8").split())


def test_two_pages_letter_paper_and_a_dated_letter(tmp_path: Path) -> None:
    options = ("--pages", "2", "--paper", "letter", "--date", "2027-01-31", "--formats", "txt,pdf", "--json")
    done = tailored(tmp_path, *options)
    assert done.answer["data"]["pages"] == 2
    assert done.answer["data"]["paper"] == "letter"
    assert "2027" in (tmp_path / "cover_letter.txt").read_text("utf-8")


def test_without_a_date_the_letter_has_none(tmp_path: Path) -> None:
    assert tailored(tmp_path, "--formats", "txt").code == 0
    letter = (tmp_path / "cover_letter.txt").read_text("utf-8")
    assert "2027" not in letter.split("Application", 1)[0]


def test_killed_half_way_no_half_file_has_a_final_name(tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    assert tailor(whole, "--formats", ALL).code == 0
    code = (
        "import os, pathlib, sys\n"
        "count = [0]\nkeep = pathlib.Path.replace\n"
        "def replace(self, target):\n"
        "    count[0] += 1\n"
        "    if count[0] == 4:\n        os.kill(os.getpid(), 9)\n"
        "    return keep(self, target)\n"
        "pathlib.Path.replace = replace\n"
        "from jobwise.bootstrap.cli import main\nmain()\n"
    )
    done = script(code, "tailor", "--profile", PROFILE, "--job", POSTING, "--out", cut, "--formats", ALL)
    assert done.code == -9
    finals = [path for path in cut.iterdir() if not path.name.startswith(".")]
    assert len(finals) == 3
    for path in finals:
        assert path.read_bytes() == (whole / path.name).read_bytes()


def test_nothing_opens_a_connection_or_looks_a_name_up(tmp_path: Path) -> None:
    code = (
        "import sys, socket\n"
        "def watch(event, args):\n"
        "    if event in ('socket.connect', 'socket.getaddrinfo', 'socket.gethostbyname', 'socket.sendto'):\n"
        "        raise RuntimeError('network: ' + event)\n"
        "    if event == 'socket.__new__' and args[1] in (socket.AF_INET, socket.AF_INET6):\n"
        "        raise RuntimeError('network: an internet socket')\n"
        "sys.addaudithook(watch)\n"
        "from jobwise.bootstrap.one_shot import OneShot\nfrom jobwise.presentation.cli.app import run\n"
        "profile, posting, out = sys.argv[1:]\n"
        "base = ['--profile', profile, '--job', posting]\n"
        "lines = [['tailor', *base, '--out', out, '--formats', 'pdf,docx,tex,md,txt,json', '--engine', 'weasyprint'],\n"
        "    ['tailor', *base, '--out', out, '--engine', 'typst'], ['rank', *base], ['jobs', 'parse', posting],\n"
        "    ['fit', '--profile', profile, posting],\n"
        "    ['ats', out + '/resume.pdf', '--job', posting], ['verify', out + '/cover_letter.docx', *base],\n"
        "    ['read', out + '/resume.docx'], ['profile', 'convert', profile, out + '/again.json'],\n"
        "    ['profile', 'check', profile], ['diff', out + '/generation.json', out + '/generation.json'], ['doctor']]\n"
        "for line in lines:\n    assert run(line, OneShot()) == 0, line\n"
    )
    done = script(code, PROFILE, POSTING, tmp_path)
    assert done.code == 0, done.stderr[-2000:]


@pytest.mark.parametrize(
    ("name", "title", "text"),
    [
        ("نورا الحسيني", "مهندسة بيانات", "بنت خط بيانات يعالج 40 ألف سجل يوميا"),
        ("נועה לוי", "מהנדסת תוכנה", "בנתה שירות תשלומים ל-12 לקוחות"),
        ("Ευγενία Παππά", "Λογίστρια", "Μείωσε τον χρόνο κλεισίματος από 9 σε 4 ημέρες"),
        ("Олена Кравець", "Інженерка", "Скоротила час збірки на 30%"),
        ("अनन्या राव", "शिक्षिका", "120 छात्रों को गणित पढ़ाया"),
        ("ศิริพร ใจดี", "พยาบาล", "ดูแลผู้ป่วย 20 คนต่อวัน"),
    ],
)
def test_every_shipped_script_succeeds(tmp_path: Path, name: str, title: str, text: str) -> None:
    profile = tmp_path / "p.json"
    work = [{"name": "Acme", "position": title, "startDate": "2020-01", "endDate": "2023-05", "highlights": [text]}]
    value = {"basics": {"name": name, "email": "a@example.org"}, "work": work}
    profile.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    done = tailored(tmp_path / "out", "--formats", "txt,pdf,docx", profile=profile)
    assert done.code == 0, done.stderr
    said = (tmp_path / "out" / "resume.txt").read_text("utf-8")
    assert name in said
    assert text in " ".join(said.split())


def test_odd_profiles_succeed_and_say_what_was_cleaned(tmp_path: Path) -> None:
    profile = tmp_path / "p.json"
    work = [
        {"name": f"Firm {year}\u0007", "position": "Clerk", "startDate": f"{year}-01", "endDate": f"{year}-12",
         "highlights": [f"Filed {year} forms \ud800 every week of that year without losing one"] * 3}
        for year in range(1980, 2020)
    ]  # fmt: skip
    profile.write_text(json.dumps({"basics": {"name": "Bo\u0000 Lang"}, "work": work}), "utf-8")
    done = tailored(tmp_path / "out", "--formats", "pdf,docx,txt", "--json", profile=profile)
    assert done.code == 0, done.stdout
    data = done.answer["data"]
    assert data["pages"] == 1
    assert len(data["dropped"]) > 60
    assert any("name" in change["field"] for change in data["cleaned"])
    assert "Bo Lang" in (tmp_path / "out" / "resume.txt").read_text("utf-8")


def test_a_profile_without_any_bullet_succeeds(tmp_path: Path) -> None:
    profile = tmp_path / "p.json"
    profile.write_text(json.dumps({"basics": {"name": "Jo Berg"}, "skills": [{"name": "Python"}]}), "utf-8")
    assert tailored(tmp_path / "out", profile=profile).code == 0


@pytest.mark.parametrize("folder", ["file/out", "/proc/jobwise-nowhere"])
def test_a_folder_that_cannot_be_is_missing_here(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_text("x")
    done = tailored(tmp_path / folder if not folder.startswith("/") else Path(folder), "--no-letter", "--json")
    assert done.code == 3
    assert "--out" in done.error["message"]


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    code = (
        "import resource, sys\nresource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))\n"
        "from jobwise.bootstrap.cli import main\nmain()\n"
    )
    out = tmp_path / "out"
    done = script(code, "tailor", "--profile", PROFILE, "--job", POSTING, "--out", out, "--json")
    assert done.code == 3, done.stderr
    assert "disk is full" in done.error["message"]
    assert not out.exists() or not any(out.iterdir())
