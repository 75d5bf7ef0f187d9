"""Prints how long the hub takes to its health check, cold and warm, and what it holds in memory then."""

from hub import Hub

ROUNDS = 5


def main():
    hub = Hub()
    try:
        print(f"{'start':<10}{'seconds':>9}{'resident MB':>13}")
        for number in range(ROUNDS + 1):
            seconds = hub.start()
            print(f"{'first' if number == 0 else f'warm {number}':<10}{seconds:>9.2f}{hub.resident() / 1e6:>13.0f}", flush=True)
            hub.stop()
    finally:
        hub.close()


if __name__ == "__main__":
    main()
