"""A real Elasticsearch on this machine without docker: `cluster.py start|stop|status`.

The official server jars come through Maven (`pom.xml` pins the release). Nodes listen on 127.0.0.1 only and
have no logins: the jars lack the security module, so this is for trying out and for the tests. Only the
standard library is used, so that the tests can start nodes with the same code.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parents[1] / ".elasticsearch"
"""Where jars, data and logs lie unless told otherwise; git ignores it."""

LAYOUT = 1
"""Of the server's home; another number lays it out anew."""
OLDEST_JAVA = 21
START_SECONDS = 180.0
STOP_SECONDS = 30.0
_JDK_PLACES = (
    "/usr/lib/jvm/*",
    "/opt/*",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home",
)
_MODULES = "jdk.net,jdk.management.agent,jdk.incubator.vector,ALL-MODULE-PATH"
_NATIVE = "org.elasticsearch.nativeaccess,org.apache.lucene.core"
_LOGGING = """\
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%c{1.}] %m%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
"""


class ClusterError(Exception):
    """Why no cluster can be had here; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Node:
    """One running node."""

    name: str
    pid: int
    port: int
    transport: int

    @property
    def url(self) -> str:
        """Where it listens for HTTP."""
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to start: `port` 0 takes free ports, `heap` as Java's -Xmx takes it."""

    nodes: int = 1
    port: int = 9200
    heap: str = "1g"


# Java, Maven, the jars.


def find_jdk() -> Path:
    """The home of the newest JDK (with compiler) that will do; `JAVA_HOME` goes first."""
    named = os.environ.get("JAVA_HOME")
    if named and java_version(Path(named)) >= OLDEST_JAVA:
        return Path(named)
    homes = [home for place in _JDK_PLACES for home in Path("/").glob(place.lstrip("/"))]
    homes += list(Path.home().glob(".sdkman/candidates/java/*"))
    found = shutil.which("javac")
    if found:
        homes.append(Path(found).resolve().parents[1])
    best = max(homes, key=java_version, default=None)
    if best is None or java_version(best) < OLDEST_JAVA:
        raise ClusterError(
            f"a JDK of version {OLDEST_JAVA} or newer is needed (javac, not only java); "
            "install one and name its folder in JAVA_HOME"
        )
    return best


def java_version(home: Path) -> int:
    """The major version of a JDK, 0 where there is none with a compiler."""
    try:
        told = (home / "release").read_text("utf-8")
    except OSError:
        return 0
    found = re.search(r'^JAVA_VERSION="(\d+)', told, re.MULTILINE)
    return int(found[1]) if found and (home / "bin" / "javac").exists() else 0


def install(folder: Path, jdk: Path) -> Path:
    """The server's home in `folder`, laid out from the jars if it is not there in this release."""
    sources = [HERE / "pom.xml", HERE / "EsNode.java"]
    digest = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]
    home = folder / f"home-{LAYOUT}-{digest}"
    if home.is_dir():
        return home
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f"new-{os.getpid()}"
    shutil.rmtree(new, ignore_errors=True)
    try:
        _lay_out(new, jdk)
        for old in folder.glob("home-*"):
            shutil.rmtree(old)
        new.rename(home)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return home


def _lay_out(home: Path, jdk: Path) -> None:
    netty = home / "modules" / "transport-netty4"
    for part in (home / "config", home / "plugins", home / "logs", netty):
        part.mkdir(parents=True)
    _fetch(home / "lib")
    for pattern in ("transport-netty4-*.jar", "netty-*.jar"):
        for jar in (home / "lib").glob(pattern):
            jar.rename(netty / jar.name)
    [plugin] = netty.glob("transport-netty4-*.jar")
    with zipfile.ZipFile(plugin) as archive:
        told = archive.read("META-INF/es-plugins/transport-netty4/plugin-descriptor.properties")
    # As a plain class path: the jar is loaded without the module that the full distribution adds.
    descriptor = re.sub(r"(?m)^modulename=.*$", "modulename=", told.decode("utf-8"))
    (netty / "plugin-descriptor.properties").write_text(descriptor, "utf-8")
    (home / "config" / "log4j2.properties").write_text(_LOGGING, "utf-8")
    _run(
        [str(jdk / "bin" / "javac"), "--module-path", str(home / "lib"), "--add-modules", "ALL-MODULE-PATH",
         "-d", str(home / "classes"), str(HERE / "EsNode.java")],
        "the node's program could not be compiled",
    )  # fmt: skip


def _fetch(target: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise ClusterError(
            "Maven is needed to bring Elasticsearch's jars; on Debian and Ubuntu: apt install maven"
        )
    _run(
        [maven, "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies",
         f"-DoutputDirectory={target}"],
        "Maven could not bring Elasticsearch's jars (is there a network or a Maven mirror?)",
    )  # fmt: skip


def _run(command: list[str], failed: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode != 0:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-8:])
        raise ClusterError(f"{failed}:\n{tail}")


# Nodes.


def start(folder: Path, plan: Plan, jars: Path = FOLDER) -> list[Node]:
    """The nodes of a green cluster with its data in `folder`; what already runs as planned is left alone.

    The server is laid out in `jars`, once for all clusters.
    """
    there = running(folder)
    if there and len(there) == plan.nodes:
        wait_for_green(there, folder)
        return there
    if there:
        raise ClusterError(f"{len(there)} node(s) run already; stop them first: make elasticsearch-stop")
    jdk = find_jdk()
    home = install(jars, jdk)
    folder.mkdir(parents=True, exist_ok=True)
    ports = _ports(plan)
    nodes = [_launch(folder, home, jdk, plan, ports, number) for number in range(plan.nodes)]
    try:
        wait_for_green(nodes, folder)
    except ClusterError:
        stop(folder)
        raise
    return nodes


def launch_again(folder: Path, plan: Plan, node: Node, jars: Path = FOLDER) -> Node:
    """Start one node of a cluster that went down, on its old data and ports (for tests of failures)."""
    jdk = find_jdk()
    ports = [(each.port, each.transport) for each in _recorded(folder)]
    return _launch(folder, install(jars, jdk), jdk, plan, ports, int(node.name[1:]) - 1)


def running(folder: Path) -> list[Node]:
    """The nodes of `folder` that are alive."""
    return [node for node in _recorded(folder) if _is_ours(node, folder)]


def stop(folder: Path) -> int:
    """Stop all nodes of `folder`, gently first; how many there were."""
    nodes = running(folder)
    for node in nodes:
        os.kill(node.pid, signal.SIGTERM)
    until = time.monotonic() + STOP_SECONDS
    while running(folder) and time.monotonic() < until:
        time.sleep(0.1)
    for node in running(folder):
        os.kill(node.pid, signal.SIGKILL)
    for record in (folder / "run").glob("*.json"):
        record.unlink()
    return len(nodes)


def _recorded(folder: Path) -> list[Node]:
    records = sorted((folder / "run").glob("*.json"))
    return [Node(**json.loads(record.read_text("utf-8"))) for record in records]


def _is_ours(node: Node, folder: Path) -> bool:
    """Whether the process is there and was started for this folder: process ids are used again."""
    told = subprocess.run(
        ["ps", "-ww", "-o", "stat=,command=", "-p", str(node.pid)],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    return str(folder) in told and not told.startswith("Z")


def _ports(plan: Plan) -> list[tuple[int, int]]:
    """HTTP and transport port of each node; raises where one is taken."""
    if plan.port == 0:
        with contextlib.ExitStack() as stack:
            free = [stack.enter_context(_bound(0)).getsockname()[1] for _ in range(2 * plan.nodes)]
        return list(zip(free[::2], free[1::2], strict=True))
    wanted = [(plan.port + n, plan.port + 100 + n) for n in range(plan.nodes)]
    for port in (port for pair in wanted for port in pair):
        try:
            _bound(port).close()
        except OSError:
            raise ClusterError(
                f"port {port} is in use by another program; choose others: "
                f"make elasticsearch PORT={plan.port + 1000}"
            ) from None
    return wanted


def _bound(port: int) -> socket.socket:
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
    except OSError:
        listening.close()
        raise
    return listening


def _launch(
    folder: Path, home: Path, jdk: Path, plan: Plan, ports: list[tuple[int, int]], number: int
) -> Node:
    name = f"n{number + 1}"
    logs, records = folder / "logs", folder / "run"
    logs.mkdir(exist_ok=True)
    records.mkdir(exist_ok=True)
    command = [
        str(jdk / "bin" / "java"), f"-Xms{plan.heap}", f"-Xmx{plan.heap}", "-XX:+UseSerialGC",
        "--module-path", str(home / "lib"), f"--add-modules={_MODULES}", f"--enable-native-access={_NATIVE}",
        "-cp", str(home / "classes"), "EsNode", str(home),
        *(f"{key}={value}" for key, value in _settings(folder, plan, ports, number).items()),
    ]  # fmt: skip
    with (logs / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    node = Node(name, process.pid, *ports[number])
    (records / f"{name}.json").write_text(json.dumps(asdict(node)), "utf-8")
    return node


def _settings(folder: Path, plan: Plan, ports: list[tuple[int, int]], number: int) -> dict[str, str]:
    """A node's settings; a cluster of one and one of three keep their data apart."""
    names = [f"n{n + 1}" for n in range(plan.nodes)]
    http, transport = ports[number]
    settings = {
        "cluster.name": f"tracuu-{plan.nodes}",
        "node.name": names[number],
        "network.host": "127.0.0.1",
        "http.port": str(http),
        "transport.port": str(transport),
        "path.data": str(folder / f"data-of-{plan.nodes}" / names[number]),
        "path.repo": str(folder / "snapshots"),
        "action.auto_create_index": "false",
    }
    if plan.nodes == 1:
        return {**settings, "discovery.type": "single-node"}
    return {
        **settings,
        "discovery.seed_hosts": ",".join(f"127.0.0.1:{port}" for _, port in ports),
        "cluster.initial_master_nodes": ",".join(names),
    }


def wait_for_green(nodes: list[Node], folder: Path) -> None:
    """Wait until every shard is where it should be; raises `ClusterError` with what a node said last."""
    until = time.monotonic() + START_SECONDS
    wanted = f"/_cluster/health?wait_for_status=green&wait_for_nodes={len(nodes)}&timeout=5s"
    while time.monotonic() < until:
        lost = [node for node in nodes if not _is_ours(node, folder)]
        if lost:
            raise ClusterError(f"{lost[0].name} ended while starting:\n{_said(folder, lost[0])}")
        health = ask(nodes[0].url + wanted)
        if health and health.get("status") == "green" and not health.get("timed_out"):
            return
        time.sleep(0.25)
    raise ClusterError(f"no green cluster after {START_SECONDS:.0f} s:\n{_said(folder, nodes[0])}")


def ask(url: str) -> dict[str, object] | None:
    """The JSON that an address answers with; None while nobody does."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=10) as answer:
            found: dict[str, object] = json.load(answer)
            return found
    except (OSError, ValueError, urllib.error.URLError):
        return None


def _said(folder: Path, node: Node) -> str:
    """The end of what a node logged."""
    try:
        lines = (folder / "logs" / f"{node.name}.log").read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    return "\n".join(lines[-6:])


def main() -> int:
    """The command line of `make elasticsearch` and `make elasticsearch-stop`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=("start", "stop", "status"))
    parser.add_argument("--nodes", type=int, choices=(1, 3), default=1)
    parser.add_argument("--port", type=int, default=9200, help="of the first node; 0 takes free ports")
    parser.add_argument("--heap", help="memory of each node, as Java's -Xmx takes it")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    asked = parser.parse_args()
    try:
        return _do(asked)
    except ClusterError as error:
        print(f"Elasticsearch: {error}", file=sys.stderr)
        return 1


def _do(asked: argparse.Namespace) -> int:
    folder = asked.folder.resolve()
    if asked.command == "stop":
        print(f"Elasticsearch: {stop(folder)} node(s) stopped")
        return 0
    if asked.command == "start":
        heap = asked.heap or ("1g" if asked.nodes == 1 else "512m")
        start(folder, Plan(asked.nodes, asked.port, heap))
    nodes = running(folder)
    for node in nodes:
        print(f"Elasticsearch: {node.name} at {node.url} (process {node.pid})")
    if not nodes:
        print("Elasticsearch: not running")
    elif asked.command == "start":
        print("Use it with:\n  export TRACUU_ENGINE=elasticsearch TRACUU_ELASTICSEARCH_URL="
              + ",".join(node.url for node in nodes))  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
