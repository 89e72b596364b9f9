"""The public key's file: no byte of it may differ unseen, even where it names the same key."""

import pytest

from case_samples import new_case, reopen
from dalil.errors import Tampered


@pytest.mark.parametrize("change", ["case of a letter", "line end", "blank before"])
def test_another_spelling_of_the_same_key_is_found(tmp_path, change):
    made = new_case(tmp_path / "case")
    made.close()
    file = tmp_path / "case" / "ledger" / "key.pub"
    content = file.read_bytes()
    letter = next(i for i, byte in enumerate(content) if chr(byte) in "abcdef")
    upper = content[:letter] + content[letter : letter + 1].upper() + content[letter + 1 :]
    altered = {
        "case of a letter": upper,
        "line end": content[:-1] + b"\x0b",
        "blank before": b" " + content,
    }[change]
    file.chmod(0o644)
    file.write_bytes(altered)
    with pytest.raises(Tampered, match=r"key\.pub"):
        reopen(tmp_path / "case").ledger.public_key()
