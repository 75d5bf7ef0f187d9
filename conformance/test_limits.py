"""What a start and the whole suite cost: printed, to be compared with the goals of 4 s and 400 MB."""

from hub import Hub


def test_the_memory_of_the_server_after_the_suite_is_told(hub, capsys):
    with capsys.disabled():
        print(f"\nresident after the suite, without the database: {hub.resident() / 1e6:.0f} MB (goal: at most 400)")


def test_the_time_of_a_start_is_told(hub, capsys):
    other = Hub()
    try:
        first = other.start()
        other.stop()
        warm = other.start()
        other.stop()
    finally:
        other.close()
    with capsys.disabled():
        print(f"\nstart to /health: first {first:.2f} s, warm {warm:.2f} s (goal: warm at most 4)")
