"""What restic, ssh and S3 servers say when they fail, in words that say what to do."""

import re

from hubserver.backup.wanted import Wanted

# The first that is found counts.
MEANINGS = (
    (
        "wrong password or no key found",
        "it has another password than backupPassword. Set the one that it was made with; nobody can read it without",
    ),
    (
        "Host key verification failed|REMOTE HOST IDENTIFICATION",
        "the SFTP server shows another host key than backupSftpHostKey. Nothing was sent. If the server has a new "
        "key, ask its administrator for it (`ssh-keyscan HOST`, compared by another way), and set it",
    ),
    ("Could not resolve|no such host", "its host name cannot be resolved. Is it right?"),
    (
        "Connection refused|[Cc]onnection timed out|No route to host|Network is unreachable|i/o timeout|"
        "connection refused|Connection closed by|context deadline exceeded",
        "its host is not reached from this server. Is the address right, and does a firewall let it through?",
    ),
    (
        "RequestTimeTooSkewed|request time and the server's time",
        "this server's clock and that of the S3 server differ too much. Look at `timedatectl` on both",
    ),
    ("NoSuchBucket|bucket does not exist", "there is no such bucket, and these keys may not make it. Make it first"),
    (
        "InvalidAccessKeyId|SignatureDoesNotMatch|access key.*does not exist|signature we calculated",
        "the S3 server refuses the key. Are the key's id and its secret right?",
    ),
    ("Access ?Denied|Forbidden|status code 403", "access is denied. May these keys read, write and list there?"),
    (
        r"Permission denied \(|Load key|error in libcrypto",
        "the SFTP server refuses the key. Is its public half in the user's authorized_keys?",
    ),
    ("[Pp]ermission denied", "access is denied. May this user write there?"),
    (
        "x509:|certificate",
        "its certificate is not trusted. A certificate authority of your own goes into caCertificates",
    ),
    ("[Nn]o space left|quota exceeded", "it is full. Keep fewer snapshots, or give it more room"),
    ("already locked", "another backup has it locked. A lock that was left is taken away after 30 minutes"),
    ("HTTP response to HTTPS", "its host speaks HTTP and not HTTPS"),
)


def described(backup: Wanted, what: str, said: str) -> str:
    """A message for people: what was tried, what is wrong with the repository, and the last that restic said."""
    lines = [line for line in said.splitlines() if line.strip()]
    last = lines[-1].strip() if lines else "restic said nothing"
    # restic asks for a repository after each error of its opening.
    telling = next((line.strip() for line in lines if re.search("Fatal|returned error|^subprocess ssh", line)), last)
    for pattern, meaning in MEANINGS:
        if re.search(pattern, said):
            return f"{what} failed. The repository {backup.address}: {meaning}. (restic: {telling})"
    return f"{what} failed. The repository {backup.address}: {telling}"
