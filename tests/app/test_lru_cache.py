from app.lru_cache import ByteLRU


def test_a_value_is_found_again_until_there_is_no_room():
    cache = ByteLRU(80)
    for k in range(8):
        cache.put(k, bytes([k]), 10)
    assert cache.get(0) == b"\x00"
    cache.put(8, b"8", 10)
    assert cache.get(1) is None  # asked for longest ago
    assert [cache.get(k) is not None for k in (0, 2, 8)] == [True] * 3
    assert cache.items.currsize == 80


def test_one_large_value_does_not_drive_out_the_others():
    cache = ByteLRU(80)
    cache.put("small", b"s", 10)
    cache.put("large", b"l", 11)
    assert cache.get("large") is None
    assert cache.get("small") == b"s"
