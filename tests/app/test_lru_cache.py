from app.lru_cache import ONCE, ByteLRU


def test_a_value_is_found_again_until_there_is_no_room():
    cache = ByteLRU(80)
    for k in range(8):
        cache.put(k, bytes([k]), 10)
    assert cache.get(0) == b"\x00"
    cache.put(8, b"8", 10)
    assert cache.get(1) is None  # asked for longest ago
    assert [cache.get(k) is not None for k in (0, 2, 8)] == [True] * 3
    assert cache.size == 80


def test_one_large_value_does_not_drive_out_the_others():
    cache = ByteLRU(80)
    cache.put("small", b"s", 10)
    cache.put("large", b"l", 11)
    assert cache.get("large") is None
    assert cache.get("small") == b"s"


def test_what_is_put_again_is_kept_from_the_second_time_on():
    cache = ByteLRU(80)
    cache.put_again("a", b"a", 10)
    assert cache.get("a") is None
    cache.put_again("a", b"a", 10)
    assert cache.get("a") == b"a"
    for k in range(3 * ONCE):
        cache.put_again(k, b"", 1)
    assert len(cache.once) <= ONCE
