from app.lru_cache import ONCE, PART, ByteLRU
from engine.kept import EACH, Room

SIZE = 1000


def test_a_value_is_found_again_until_all_caches_together_have_no_room():
    room = Room((SIZE + EACH) * 20)
    one, other = ByteLRU(room), ByteLRU(room)
    for k in range(10):
        one.put(k, bytes([k]), SIZE)
        other.put(k, bytes([k + 10]), SIZE)
    assert (one.get(0), other.get(0)) == (b"\x00", b"\x0a")
    other.put(10, b"new", SIZE)
    assert one.get(1) is None  # asked for longest ago
    assert [other.get(k) is not None for k in (0, 1, 10)] == [True] * 3
    assert room.held == room.size


def test_one_large_value_does_not_drive_out_the_others():
    cache = ByteLRU(Room((SIZE + EACH) * PART))
    cache.put("small", b"s", SIZE)
    cache.put("large", b"l", SIZE + 1)
    assert cache.get("large") is None
    assert cache.get("small") == b"s"


def test_what_is_put_again_is_kept_from_the_second_time_on():
    cache = ByteLRU(Room(10**6))
    cache.put_again("a", b"a", 10)
    cache.put_again("b", b"b", 10)
    assert cache.get("a") is None
    cache.put_again("a", b"a", 10)
    assert cache.get("a") == b"a"
    for k in range(3 * ONCE):
        cache.put_again(k, b"", 1)
    assert len(cache.once) <= ONCE
