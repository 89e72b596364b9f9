"""The same mentions give the same judgements in every process: no set's order decides who is who."""

import os
import subprocess
import sys

PROGRAM = """
import hashlib, random
from dalil.claims.resolve.judging import resolve
from dalil.evidence import Mention
given = ["Aidar", "Айдар", "Yerlan", "Ерлан", "Sergei", "Sergey", "Сергей", "A.", "S.", "Қайрат", "Kairat", "Qairat"]
family = ["Kulov", "Кулов", "Құлов", "Qulov", "Kulova", "Tulegenov", "Төлегенов", "Belsky", "Бельский", "Ren"]
bodies = ["Harbour Fund of Velm", "Harbour Fund", "Ministry of Finance of Velm", "Ministry of Finance", "HFV"]
mentions, pick = [], random.Random(3)
for number in range(80):
    exhibit, place = f"{number:064x}", 0
    for _ in range(12):
        text = pick.choice(family)
        if pick.random() < 0.7:
            text = f"{pick.choice(given)} {text}"
        mentions.append(Mention(exhibit, place, place + len(text), text, "PER"))
        place += len(text) + 2
    for text in bodies:
        if pick.random() < 0.4:
            mentions.append(Mention(exhibit, place, place + len(text), text, "ORG"))
            place += len(text) + 2
made = resolve(mentions, [], {f"{number:064x}": number for number in range(80)})
print(len(made), hashlib.sha256("".join(one.id for one in made).encode()).hexdigest())
"""


def test_judgements_do_not_depend_on_the_process():
    told = set()
    for seed in ("1", "2", "3", "4"):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, env=env
        )
        told.add(done.stdout)
    assert len(told) == 1
