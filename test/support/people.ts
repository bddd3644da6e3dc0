/** Shell commands on a hub's server, as root, that show who has what; for comparisons of before and after. */

/** The users' accounts and groups, with their numbers. */
export const ACCOUNTS = "getent passwd | grep ^jupyter- | sort; getent group | grep ^jupyter | sort";

/** Owners and permissions of what the data volume has for all. Has no single quotes. */
export const OWNERS = 'cd /srv/data; stat --format "%n %u %g %a" home/* shared jupyterhub; getfacl --numeric shared';
