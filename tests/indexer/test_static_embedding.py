"""The shipped embedding model, its loader, and the steps that train it."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.embedding.alignment import Aligned
from eval.embedding.augmentation import Abbreviations, Damage, Glosser
from eval.embedding.changes import read_damage
from eval.embedding.counts import count
from eval.embedding.encoding import Bags, Encoded, batches, encode_pairs
from eval.embedding.lexical import Bm25
from eval.embedding.measure import Task, figures
from eval.embedding.pairs import Pair
from eval.embedding.quantise import quantise, round_trip, write_model
from eval.embedding.train import Recipe, gradient_of, train
from eval.embedding.vocabulary import Sizes, build
from indexer.static_embedding import SHIPPED, ModelFolderError, StaticEmbedder

MOST_BYTES = 17_000_000
PASSAGES = (
    "Kế hoạch kiểm tra hoạt động kiểm soát thủ tục hành chính năm 2024 trên địa bàn tỉnh",
    "Mức phạt tiền đối với hành vi xả nước thải chưa qua xử lý ra sông",
    "Tuyển dụng, sử dụng và quản lý viên chức trong đơn vị sự nghiệp công lập",
    "Đội tuyển bóng đá giành huy chương vàng sau trận chung kết",
    "Đăng ký kết hôn có yếu tố nước ngoài tại Ủy ban nhân dân cấp huyện",
)
QUESTIONS = (
    ("việc kiểm tra công tác kiểm soát TTHC", 0),
    ("viec kiem tra cong tac kiem soat thu tuc hanh chinh", 0),
    ("Ké hoach kiém tra hoat dong kiém soat tht tuc hanh chinh", 0),
    ("which plans cover inspection of administrative procedures", 0),
    ("gây ô nhiễm nguồn nước bị xử phạt bao nhiêu", 1),
    ("fines for water pollution", 1),
    ("hợp đồng làm việc của viên chức", 2),
    ("recruitment of public employees", 2),
    ("đội nào vô địch", 3),
    ("who won the football championship", 3),
    ("cưới người nước ngoài", 4),
    ("marriage with a foreigner", 4),
)


@pytest.fixture(scope="module")
def embedder() -> StaticEmbedder:
    return StaticEmbedder()


@pytest.mark.parametrize(("question", "answer"), QUESTIONS)
def test_the_passage_that_means_the_same_is_nearest(
    embedder: StaticEmbedder, question: str, answer: int
) -> None:
    likeness = embedder.embed(PASSAGES) @ embedder.embed([question])[0]
    assert int(np.argmax(likeness)) == answer, dict(zip(PASSAGES, likeness.tolist(), strict=True))


@pytest.mark.parametrize(
    ("accented", "bare"),
    [
        ("Thủ tục hành chính", "thu tuc hanh chinh"),
        ("Đồng Nai, Quảng Ngãi", "DONG NAI, QUANG NGAI"),
        ("Uỷ ban nhân dân", "ủy ban nhân dân"),
        ("quy định\n  về  đất đai", "quy định về đất đai"),
    ],
)
def test_accents_case_and_spaces_make_no_difference(
    embedder: StaticEmbedder, accented: str, bare: str
) -> None:
    first, second = embedder.embed([accented, bare])
    assert float(first @ second) > 0.999


def test_a_batch_gives_what_single_texts_give(embedder: StaticEmbedder) -> None:
    together = embedder.embed(PASSAGES)
    alone = np.concatenate([embedder.embed([passage]) for passage in PASSAGES])
    assert together.dtype == np.float32
    assert together.shape == (len(PASSAGES), embedder.dimensions)
    np.testing.assert_allclose(together, alone, atol=1e-6)


@pytest.mark.parametrize("text", ["", "   \n", "...", "🙂", "\ud800"])
def test_a_text_without_words_is_a_row_of_zeros(embedder: StaticEmbedder, text: str) -> None:
    assert not embedder.embed([text]).any()


def test_no_texts_give_no_rows(embedder: StaticEmbedder) -> None:
    assert embedder.embed([]).shape == (0, embedder.dimensions)


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(), max_size=300))
def test_any_text_has_a_vector_of_length_one_or_zero(text: str) -> None:
    norm = float(np.linalg.norm(_shared().embed([text])))
    assert norm == 0 or abs(norm - 1) < 1e-4


@cache
def _shared() -> StaticEmbedder:
    return StaticEmbedder()


def test_a_question_of_60_000_characters_has_a_vector(embedder: StaticEmbedder) -> None:
    assert np.isclose(np.linalg.norm(embedder.embed(["thủ tục hành chính " * 3_200])), 1, atol=1e-4)


def test_the_vectors_are_those_of_sentence_transformers(embedder: StaticEmbedder) -> None:
    pytest.importorskip("torch", reason="torch is not installed; it comes with the extra `encoders`")
    library = pytest.importorskip("sentence_transformers", reason="it comes with the extra `encoders`")
    texts = [*PASSAGES, *(question for question, _ in QUESTIONS)]
    theirs = library.SentenceTransformer(str(SHIPPED), device="cpu").encode(texts, convert_to_numpy=True)
    np.testing.assert_allclose(embedder.embed(texts), theirs, atol=2e-5)


def test_torch_is_not_imported_and_the_first_vector_is_there_at_once() -> None:
    program = (
        "import sys, time; began = time.process_time();"
        "from indexer.static_embedding import StaticEmbedder; StaticEmbedder().embed(['thủ tục']);"
        "print(time.process_time() - began, 'torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    seconds, torch = done.stdout.split()
    assert torch == "False"
    assert float(seconds) < 1.0  # 0.2 s on an idle machine; a busy one must not fail the test


def test_the_package_holds_at_most_17_megabytes_of_model() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.rglob("*") if path.is_file()) <= MOST_BYTES


def test_the_config_says_what_lies_beside_it(embedder: StaticEmbedder) -> None:
    config = json.loads((SHIPPED / "config.json").read_text(encoding="utf-8"))
    for name, digest in config["sha256"].items():
        assert hashlib.sha256((SHIPPED / name).read_bytes()).hexdigest() == digest
    assert config["sha256"]["model.safetensors"][:12] in embedder.name
    assert str(embedder.dimensions) in embedder.name


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelFolderError, match=r"tokenizer\.json, model\.safetensors"):
        StaticEmbedder(tmp_path)


def test_files_of_two_models_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    shutil.copytree(SHIPPED, folder)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps(config | {"dimensions": 17}), encoding="utf-8")
    with pytest.raises(ModelFolderError, match="do not belong together"):
        StaticEmbedder(folder).embed(["một"])


# How it is trained.

TEXTS = ("Thủ tục hành chính công", "thủ tục hành chính của tỉnh", "hành chính và thủ tục") * 30


def test_words_of_two_syllables_become_one_piece() -> None:
    vocabulary = build(count(TEXTS), count(["plan"]).words, Sizes(20, 5, 50, 50, 10))
    assert vocabulary.tokenizer.encode("Thu tục, HÀNH CHÍNH plan").tokens == [
        "▁thu▁tuc",
        "▁hanh▁chinh",
        "▁plan",
    ]
    assert vocabulary.by_syllable.encode("thủ tục").tokens == ["▁thu", "▁tuc"]


def test_the_gradient_is_the_slope_of_the_loss() -> None:
    chance = np.random.default_rng(0)
    weights = chance.normal(size=(20, 8))
    encoded = _random_pairs(chance, pairs=6, pieces=20)
    recipe, batch = Recipe(lengths=(8, 4)), np.arange(6)
    _, rows, gradient = gradient_of(weights, encoded, batch, recipe)  # type: ignore[arg-type]
    for row, column in ((0, 0), (3, 5), (len(rows) - 1, 7)):
        step = np.zeros_like(weights)
        step[rows[row], column] = 1e-5
        above = gradient_of(weights + step, encoded, batch, recipe)[0]  # type: ignore[arg-type]
        below = gradient_of(weights - step, encoded, batch, recipe)[0]  # type: ignore[arg-type]
        assert (above - below) / 2e-5 == pytest.approx(gradient[row, column], rel=1e-3, abs=1e-5)


def _random_pairs(chance: np.random.Generator, pairs: int, pieces: int) -> Encoded:
    def bags() -> Bags:
        lengths = chance.integers(1, 5, pairs)
        words = chance.integers(0, pieces, lengths.sum()).astype(np.uint16)
        return Bags(words, np.concatenate(([0], np.cumsum(lengths))))

    sources = np.array([1, 2, 3, 4, 4, 5][:pairs])
    return Encoded(bags(), bags(), sources, np.zeros_like(sources), np.zeros(pairs, dtype=np.int16), ("x",))


def test_a_model_can_be_trained_written_and_loaded(tmp_path: Path) -> None:
    vocabulary = build(count(TEXTS), count(["plan"]).words, Sizes(20, 5, 50, 50, 10))
    words = ["thủ tục", "hành chính", "công", "tỉnh", "plan", "của"]
    pairs = [Pair("x", word, f"{word} và", word) for word in words] * 12
    recipe = Recipe(lengths=(16, 8), draws=1, passes=8, batch=24)
    weights = np.random.default_rng(1).normal(size=(vocabulary.size, 16)).astype(np.float32)
    losses: list[float] = []
    trained = train(
        weights,
        lambda number: encode_pairs(pairs, vocabulary, number, 0.2),
        recipe,
        vocabulary.empty_pieces(),
        lambda progress: losses.append(progress.loss),
    )
    write_model(tmp_path, quantise(trained, 12), vocabulary.tokenizer, "tiny", "1")
    vectors = StaticEmbedder(tmp_path).embed(words)
    assert vectors.shape == (6, 12)
    assert np.allclose((vectors @ vectors.T).diagonal(), 1, atol=1e-4)


def test_each_pair_is_in_one_batch_of_its_kind() -> None:
    vocabulary = build(count(TEXTS), count(["plan"]).words, Sizes(20, 5, 50, 50, 10))
    pairs = [Pair("ab"[n % 2], "thủ tục", "của tỉnh", str(n), str(n % 3)) for n in range(64)]
    encoded = encode_pairs(pairs, vocabulary, 1, 0.0)
    planned = batches(encoded, 8, 1)
    assert sorted(np.concatenate(planned).tolist()) == list(range(64))
    assert all(len(set(encoded.kinds[batch])) == 1 for batch in planned)


def test_eight_bits_are_near_the_weights() -> None:
    weights = np.random.default_rng(2).normal(size=(50, 32)).astype(np.float32)
    weights[3] = 0
    model = quantise(weights, 24)
    np.testing.assert_allclose(round_trip(model), weights[:, :24], atol=0.02)
    assert not round_trip(model)[3].any()


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Kiểm soát thủ tục hành chính năm 2024", "Kiểm soát TTHC năm 2024"),
        ("công tác phòng chống tham nhũng", "công tác PCTN"),
        ("thủ tục", "thủ tục"),
    ],
)
def test_long_forms_are_abbreviated(text: str, short: str) -> None:
    known = Abbreviations([("TTHC", "thủ tục hành chính"), ("PCTN", "phòng, chống tham nhũng")])
    assert known.shortened(text, random.Random(1), 1.0) == short


def test_damage_is_the_same_for_the_same_seed_and_changes_words() -> None:
    damage: Damage = read_damage()
    text = "Thực hiện Quyết định của Ủy ban nhân dân tỉnh về công tác cải cách hành chính"
    damaged = damage(text, random.Random(3), 1.0)
    assert damaged == damage(text, random.Random(3), 1.0) != text
    assert len(damaged.split()) == len(text.split())
    assert damage(text, random.Random(3), 0.0) == text


def test_glossing_takes_the_longest_word_and_gives_up_on_the_unknown() -> None:
    gloss = Glosser(
        {"thủ tục": ["procedure"], "thủ tục hành chính": ["administrative procedure"], "và": ["and"]}, {}
    )
    assert gloss("Thủ tục hành chính và", random.Random(0)) == "administrative procedure and"
    assert gloss("một hai ba và", random.Random(0)) is None


def test_what_was_found_is_glossed_with_where_nobody_wrote_a_word_down() -> None:
    gloss = Glosser({"và": ["and"]}, {"kế hoạch": ["plan"]})
    assert gloss("Kế hoạch và", random.Random(0)) == "plan and"


def test_the_dictionary_turns_english_to_where_its_meanings_are(tmp_path: Path) -> None:
    chance = np.random.default_rng(4)
    meanings = chance.normal(size=(300, 8))
    turn = np.linalg.qr(chance.normal(size=(8, 8)))[0]
    english, vietnamese = [f"word{n}" for n in range(300)], [f"từ {n}" for n in range(300)]
    np.savez(
        tmp_path / "teacher.npz",
        english=np.array(english),
        vietnamese=np.array(vietnamese),
        english_vectors=meanings @ turn + 1,
        vietnamese_vectors=meanings - 2,
    )
    half = list(zip(english, vietnamese, strict=True))[:150]
    aligned = Aligned.read(tmp_path / "teacher.npz", half)
    found = dict(aligned.translations(most=1))
    assert sum(found.get(word) == meaning for word, meaning in zip(english, vietnamese, strict=True)) > 290


def test_bm25_ranks_the_rarer_word_higher() -> None:
    ranker = Bm25(["kế hoạch năm", "kế hoạch tỉnh", "báo cáo năm"])
    assert int(np.argmax(ranker.scores("kế hoạch tỉnh"))) == 1
    assert not ranker.scores("không có từ nào").any()


def test_ndcg_and_recall_count_the_best_part_of_a_text() -> None:
    class Fixed:
        def scores(self, query: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
            return np.array([0.1, 0.9, 0.5], dtype=np.float32)

    task = Task(["a", "a", "b"], np.array([0, 0, 1]), ["q"], [frozenset({1})])
    assert figures(task, Fixed()) == {"ndcg@10": round(1 / np.log2(3), 4), "r@10": 1.0}
