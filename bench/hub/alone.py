"""alone.py UNIT URL: prints the seconds from the start of a unit to an HTTP answer at URL, and stops the unit."""

import subprocess
import sys
import time
import urllib.error
import urllib.request

unit, url = sys.argv[1:]
end = time.monotonic() + 120
begin = time.monotonic()
subprocess.run(["systemctl", "start", unit], check=True)
while True:
    try:
        urllib.request.urlopen(url, timeout=10)
        break
    except urllib.error.HTTPError:
        break
    except OSError:
        if time.monotonic() > end:
            sys.exit(f"{unit} does not answer at {url}")
        time.sleep(0.02)
print(time.monotonic() - begin)
subprocess.run(["systemctl", "stop", unit], check=True)
