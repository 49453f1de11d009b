"""A bad line between two network namespaces: two TAP devices, and in between frames are lost, late, or out of order.

bad-line.py NAMESPACE DEVICE OTHER_NAMESPACE OTHER_DEVICE LOSS_PERCENT LATE_PERCENT LATE_MS

NAMESPACE may be '-': the one of whoever starts it. Every frame of either direction is lost with LOSS_PERCENT, else held
back for LATE_MS with LATE_PERCENT, so that later ones overtake it. Writes 'ready' and runs until it is ended. Only Python's
own library: the kernel has no netem everywhere, and Node can make no TAP device.
"""

import ctypes
import fcntl
import heapq
import itertools
import os
import random
import select
import struct
import sys
import time

CLONE_NEWNET = 0x40000000
TUNSETIFF = 0x400454CA
IFF_TAP, IFF_NO_PI = 0x0002, 0x1000
LONGEST_FRAME = 65536


def enter(namespace_file):
    """Moves this process into a network namespace."""
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = os.open(namespace_file, os.O_RDONLY)
    if libc.setns(descriptor, CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), f"setns {namespace_file}")
    os.close(descriptor)


def open_tap(namespace, device):
    """Makes a TAP device in a namespace; frames are read from and written to what is returned."""
    home = "/proc/self/ns/net"
    own = os.open(home, os.O_RDONLY)
    if namespace != "-":
        enter(f"/run/netns/{namespace}")
    tap = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tap, TUNSETIFF, struct.pack("16sH", device.encode(), IFF_TAP | IFF_NO_PI))
    enter(f"/proc/self/fd/{own}")
    os.close(own)
    return tap


def carry(taps, loss, late, late_s):
    """Carries frames from each device to the other, for good."""
    waiting = []
    order = itertools.count()
    while True:
        now = time.monotonic()
        while waiting and waiting[0][0] <= now:
            _, _, target, frame = heapq.heappop(waiting)
            try:
                os.write(target, frame)
            except OSError:
                pass  # A device that is down takes nothing: a frame like any other that is lost.
        patience = None if not waiting else max(0, waiting[0][0] - time.monotonic())
        for source in select.select(taps, [], [], patience)[0]:
            target = taps[1] if source == taps[0] else taps[0]
            while True:
                try:
                    frame = os.read(source, LONGEST_FRAME)
                except OSError:
                    break
                if random.random() < loss:
                    continue
                delay = late_s if random.random() < late else 0
                heapq.heappush(waiting, (time.monotonic() + delay, next(order), target, frame))


def main():
    namespace, device, other_namespace, other_device, loss, late, late_ms = sys.argv[1:]
    taps = [open_tap(namespace, device), open_tap(other_namespace, other_device)]
    print("ready", flush=True)
    carry(taps, float(loss) / 100, float(late) / 100, float(late_ms) / 1000)


main()
