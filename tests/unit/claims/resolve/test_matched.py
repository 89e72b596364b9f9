"""What only the matcher takes for one: joined with context, asked without, never within a document."""

from dalil.claims.resolve.judging import resolve
from dalil.evidence import Mention, Verdict

AUTHOR = "rule:resolve_matched"


def mention(exhibit, start, text, kind="PER"):
    return Mention(exhibit * 64, start, start + len(text), text, kind, "test")


def judged(mentions, score, links=(), whole=True):
    order = {e * 64: place for place, e in enumerate("abc")}
    made = resolve(
        mentions, links, order, lambda left, right, kind: (score, ("word: alike",), whole)
    )
    return [(j.verdict, j.reason) for j in made if j.author == AUTHOR]


ONE, OTHER = mention("a", 0, "Azgulat Sungorai"), mention("b", 0, "Ozgulat Sunqorai")
SHARED = [mention(e, at, name) for e in "ab" for at, name in ((50, "Ada Mirel"), (90, "Bern Olt"))]


def test_a_very_high_score_with_the_same_people_joins():
    ((verdict, reason),) = judged([ONE, OTHER, *SHARED], 0.97)
    assert verdict is Verdict.SAME
    assert "0.97" in reason
    assert "Ada Mirel, Bern Olt" in reason


def test_without_shared_names_it_is_asked():
    ((verdict, reason),) = judged([ONE, OTHER], 0.97)
    assert verdict is Verdict.UNSURE
    assert "word: alike" in reason


def test_a_word_that_does_not_read_the_same_is_asked_whatever_the_score():
    ((verdict, _),) = judged([ONE, OTHER, *SHARED], 0.99, whole=False)
    assert verdict is Verdict.UNSURE


def test_a_middling_score_is_asked_even_with_context():
    ((verdict, _),) = judged([ONE, OTHER, *SHARED], 0.8)
    assert verdict is Verdict.UNSURE


def test_a_low_score_one_document_and_initials_are_not_judged():
    assert judged([ONE, OTHER], 0.5) == []
    assert judged([ONE, mention("a", 40, "Ozgulat Sunqorai")], 0.99) == []
    assert judged([ONE, mention("b", 0, "A. Sungorai")], 0.99) == []


def test_without_a_matcher_the_rules_judge_alone():
    assert [
        j for j in resolve([ONE, OTHER], (), {"a" * 64: 0, "b" * 64: 1}) if j.author == AUTHOR
    ] == []


def test_the_comparisons_are_bounded():
    calls = []

    def matcher(left, right, kind):
        calls.append((left, right))
        return 0.0, (), False

    crowd = [
        mention("abc"[n % 3], n * 20, f"Bar{chr(97 + n % 26)}n Sal{chr(97 + n // 26)}k")
        for n in range(600)
    ]
    resolve(crowd, (), {e * 64: n for n, e in enumerate("abc")}, matcher)
    assert len(calls) <= 2000
